// The skill documents as a program: words of a person in, sentences out, and in between exactly the requests that the
// documents ask of an agent. It knows no terminal: chat.ts shows what it says, tests read it.

import { attributionHeaders, type Attribution } from './attribution.ts'
import { createAccess, type AccessOptions } from './access.ts'
import { connect } from './connection.ts'
import { describeDifference } from './difference.ts'
import { download } from './download.ts'
import { exportFilm } from './export-film.ts'
import { describeTimeline, filmStateOf, hasFilm, noFilm, type FilmState } from './film-state.ts'
import { languageOf, routeOf, type Language, type Route } from './routing.ts'
import { failureSentence, presentable, sentence, type SentenceName } from './sentences.ts'
import { translateScreenTalk } from './screen-talk.ts'
import { everyTwoMinutes, type Times } from './times.ts'
import { LineBroken, Refused, withCures } from './trouble.ts'
import { runTurn, type Turn } from './turn.ts'
import { tooLarge, uploadFiles } from './upload.ts'
import { basename } from 'node:path'

/** What a skill brings to a conversation. */
export interface Skill {
  readonly attribution: Attribution
  /** MB. */
  readonly largestFile: number
  /** Endings that are taken, for the sentence about them. */
  readonly formats: readonly string[]
  /** Added to the message that makes a film when it does not say so already. */
  readonly always?: readonly [en: string, zh: string]
}

export interface ConversationOptions {
  readonly apiUrl: string
  /** Where links for people lead; the server's own address by default. */
  readonly webUrl?: string
  readonly skill: Skill
  readonly access: AccessOptions
  readonly times: Times
  /** Digits for ids of renders, so that two of the same second differ. */
  readonly random: () => string
  /** Where the next film goes. */
  readonly filmPath: () => string
  /** A sentence while something is going on. */
  readonly onNote: (sentence: string) => void
  readonly language?: Language
  readonly signal?: AbortSignal
}

export interface Reply {
  readonly ok: boolean
  readonly route: Route['to']
  readonly text: string
  readonly film?: { readonly path: string; readonly bytes: number; readonly url?: string }
  /** The number of the refusal, when there was one. */
  readonly code?: number
}

export interface Conversation {
  /** A message by the person. Throws only for what is wrong on this machine, or an abort. */
  say(message: string): Promise<Reply>
  upload(paths: readonly string[]): Promise<Reply>
  /** Leaves this film; the next message begins another one. */
  beginAnother(): void
}

/** Looks at the film after a broken line, ms of waiting before each. */
const looksAfterBreak = [30_000, 60_000, 60_000, 60_000, 60_000]
/** After an answer without words the film is mostly there at once. */
const looksAfterSilence = [0, 30_000, 60_000]
const beforeSecondTry = 30_000

export function startConversation(options: ConversationOptions): Conversation {
  const { times, skill, signal } = options
  const access = createAccess(options.access)
  const connection = connect(options.apiUrl, () => ({ ...access.headers(), ...attributionHeaders(skill.attribution) }))
  const webUrl = (options.webUrl ?? connection.url).replace(/\/+$/, '')
  let language: Language = options.language ?? 'en'
  let sent: readonly string[] = []
  let pending: { readonly render: string; readonly film: string; readonly resolution: string | undefined } | undefined

  const note = (name: SentenceName) => options.onNote(sentence(name, language))
  const session = () => access.session(connection, language)

  /** A request that the server may refuse before doing anything: one cure each, then the same again. */
  async function patiently<Value>(task: () => Promise<Value>): Promise<Value> {
    const curing = <Cured>(work: () => Promise<Cured>) => withCures(work, {
      429: async () => {
        note('waiting')
        await times.pause(beforeSecondTry, signal)
      },
      1001: async () => {
        if (options.access.token !== undefined) note('tokenReplaced')
        await access.renew(connection)
      },
    })
    return withCures(() => curing(async () => {
      await access.enter(connection)
      return task()
    }), {
      1002: async () => {
        note('sessionLost')
        access.leaveSession()
        const again = sent
        if (again.length > 0) await curing(async () => uploadFiles(connection, await session(), again, signal))
      },
    })
  }

  async function look(): Promise<FilmState> {
    return filmStateOf(await connection.ask(`/api/state/nemo_agent/me/${await session()}/latest`, { signal }))
  }

  async function chat(words: string): Promise<Reply> {
    let before = noFilm
    const turn = await patiently(async () => {
      before = await look()
      return runTurn({ connection, times, session: await session(), words: hasFilm(before) ? words : withPromise(words, skill.always, language), signal, onWaiting: () => note('stillWorking') })
    })
    if (turn.trouble !== undefined) return troubled(turn, turn.trouble)
    if (turn.end === 'too-long') return { ok: false, route: 'chat', text: joined(shown(turn.text).text, sentence('tooLong', language)) }
    if (turn.end === 'closed' && turn.text !== '') return { ok: true, route: 'chat', text: await completed(turn) }
    if (turn.end === 'broken') note('lineBroke')
    const after = await lookForChange(before, turn.end === 'broken' ? looksAfterBreak : looksAfterSilence)
    const difference = after && describeDifference(before, after, language)
    if (difference === undefined) return { ok: false, route: 'chat', text: joined(shown(turn.text).text, sentence(turn.end === 'broken' ? 'nothingAfterBreak' : 'nothingChanged', language)) }
    return { ok: true, route: 'chat', text: joined(shown(turn.text).text, difference) }
  }

  /** The first state that differs, or undefined. A look that fails is one look less. */
  async function lookForChange(before: FilmState, pauses: readonly number[]): Promise<FilmState | undefined> {
    for (const pause of pauses) {
      if (pause > 0) await times.pause(pause, signal)
      try {
        const after = await look()
        if (after.fingerprint !== before.fingerprint) return after
      } catch (thrown) {
        signal?.throwIfAborted()
        if (!(thrown instanceof LineBroken) && !(thrown instanceof Refused)) throw thrown
      }
    }
    return undefined
  }

  function shown(text: string) {
    return translateScreenTalk(presentable(text), language)
  }

  async function completed(turn: Turn): Promise<string> {
    const { text, wantsTimeline } = shown(turn.text)
    if (!wantsTimeline) return text
    const film = await look().catch(() => noFilm)
    return joined(text, hasFilm(film) ? describeTimeline(film, language) : '')
  }

  function troubled(turn: Turn, trouble: Refused): Reply {
    return { ok: false, route: 'chat', text: joined(shown(turn.text).text, explain(trouble)), code: trouble.number }
  }

  async function credits(): Promise<Reply> {
    const answer = await patiently(() => connection.ask('/api/credits/balance/simple', { signal }))
    return { ok: true, route: 'credits', text: sentence('credits', language, { count: Number(answer['available'] ?? 0) }) }
  }

  async function status(): Promise<Reply> {
    const film = await patiently(look)
    return { ok: true, route: 'status', text: hasFilm(film) ? describeTimeline(film, language) : sentence('noFilm', language) }
  }

  async function bring(resolution: string | undefined): Promise<Reply> {
    const film = await patiently(look)
    if (!hasFilm(film)) return { ok: false, route: 'export', text: sentence('nothingToExport', language) }
    note('exporting')
    const quiet = everyTwoMinutes(times, () => note('stillWorking'))
    try {
      const again = pending?.film === film.fingerprint && pending.resolution === resolution ? pending.render : undefined
      const exported = await patiently(async () => exportFilm({ connection, times, session: await session(), newId, signal, ...(resolution && { resolution }), ...(again && { pending: again }) }))
      pending = exported.state === 'failed' ? undefined : { render: exported.render, film: film.fingerprint, resolution }
      if (exported.state === 'going-on') return { ok: false, route: 'export', text: sentence('exportGoesOn', language) }
      if (exported.state === 'failed') return { ok: false, route: 'export', text: sentence('exportFailed', language, { reason: presentable(exported.reason) }) }
      return await fetchFilm(exported.render, exported.address)
    } finally {
      quiet()
    }
  }

  async function fetchFilm(render: string, address: string | undefined): Promise<Reply> {
    const path = options.filmPath()
    const link = address === undefined ? undefined : new URL(address, connection.url).href
    const bytes = await download({ connection, times, address, render, path, signal })
    if (bytes === undefined) return { ok: false, route: 'export', text: sentence('downloadFailed', language, { link: link ?? '' }) }
    return { ok: true, route: 'export', text: sentence('exported', language, { path, size: (bytes / 1e6).toFixed(1), link: link ?? '' }), film: { path, bytes, ...(link && { url: link }) } }
  }

  function newId(): string {
    return `render_${Math.floor(times.now() / 1000)}_${options.random()}`
  }

  async function takeIn(paths: readonly string[]): Promise<Reply> {
    if (paths.length === 0) return { ok: false, route: 'upload', text: sentence('whichFile', language) }
    const large = await tooLarge(paths, skill.largestFile)
    if (large.length > 0) return { ok: false, route: 'upload', text: sentence('filesTooLarge', language, { files: large.join(', '), size: skill.largestFile }), code: 4002 }
    try {
      await patiently(async () => uploadFiles(connection, await session(), paths, signal))
    } catch (thrown) {
      if (!(thrown instanceof LineBroken) || !thrown.reached) throw thrown
      // Nobody knows how much arrived; the film's state does.
      const { files } = await look()
      if (!paths.every((path) => files.includes(basename(path)))) return { ok: false, route: 'upload', text: sentence('uploadBroke', language) }
    }
    sent = [...sent, ...paths]
    return { ok: true, route: 'upload', text: sentence('uploaded', language, { files: paths.map((path) => basename(path)).join(', ') }) }
  }

  function explain(thrown: unknown): string {
    return failureSentence(thrown, { language, webUrl, user: access.anonymousUser(), formats: skill.formats.join(' '), largestFile: skill.largestFile })
  }

  async function answered(route: Route['to'], task: () => Promise<Reply>): Promise<Reply> {
    try {
      return await task()
    } catch (thrown) {
      signal?.throwIfAborted()
      return { ok: false, route, text: explain(thrown), ...(thrown instanceof Refused && { code: thrown.number }) }
    }
  }

  return {
    async say(message) {
      language = languageOf(message, language)
      const route = routeOf(message)
      if (route.to === 'export') return answered('export', () => bring(route.resolution))
      if (route.to === 'credits') return answered('credits', credits)
      if (route.to === 'status') return answered('status', status)
      if (route.to === 'upload') return { ok: false, route: 'upload', text: sentence('whichFile', language) }
      const reply = await answered('chat', () => chat(route.words))
      if (!reply.ok || route.thenExport === undefined) return reply
      const film = await answered('export', () => bring(route.resolution))
      return { ...film, text: joined(reply.text, film.text) }
    },
    upload: (paths) => answered('upload', () => takeIn(paths)),
    beginAnother() {
      access.leaveSession()
      sent = []
      pending = undefined
    },
  }
}

function joined(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n')
}

/** The words with what this skill's films always are, when they do not say it; before a colon, behind which a script stands. */
export function withPromise(words: string, always: readonly [en: string, zh: string] | undefined, language: Language): string {
  if (always === undefined) return words
  const promise = always[language === 'en' ? 0 : 1]
  const marks = promise.toLowerCase().match(language === 'zh' ? /\p{Script=Han}|[a-z]+/gu : /[a-z]{4,}/g) ?? []
  const said = marks.filter((mark) => words.toLowerCase().includes(mark)).length
  if (said >= marks.length * 0.75) return words
  const [, wish, script] = /^([^]*?)\s*([.!?。！？]*(?:(?::(?=\s)|：|\n)[^]*)?)$/.exec(words)!
  return `${wish}${language === 'zh' ? '，' : ', '}${promise}${script}`
}
