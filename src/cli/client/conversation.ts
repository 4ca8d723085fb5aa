// The skill documents as a program: words of a person in, sentences out, and in between exactly the requests that the
// documents ask of an agent. It knows no terminal: chat.ts shows what it says, tests read it.

import { attributionHeaders, type Attribution } from './attribution.ts'
import { createAccess, type AccessOptions } from './access.ts'
import { connect, type Answer } from './connection.ts'
import { describeDifference } from './difference.ts'
import { download } from './download.ts'
import { exportFilm } from './export-film.ts'
import { isAddress } from './files-in-words.ts'
import type { KeptFilm } from './keepsakes.ts'
import { describeTimeline, filmStateOf, hasFilm, noFilm, type FilmState } from './film-state.ts'
import { languageOf, routeOf, type Language, type Route } from './routing.ts'
import { failureSentence, presentable, sentence, type SentenceName } from './sentences.ts'
import { translateScreenTalk } from './screen-talk.ts'
import { everyTwoMinutes, type Times } from './times.ts'
import { LineBroken, Refused, withCures } from './trouble.ts'
import { runTurn, type Turn } from './turn.ts'
import { tooLarge, uploadAddresses, uploadFiles } from './upload.ts'
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
  /** How far something is, 0 to 1. */
  readonly onProgress?: (what: 'upload' | 'export', share: number) => void
  readonly language?: Language
  readonly signal?: AbortSignal
}

export interface Reply {
  readonly ok: boolean
  readonly route: Route['to']
  readonly text: string
  readonly film?: { readonly path: string; readonly bytes: number; readonly url?: string; readonly watch?: string }
  /** The number of the refusal, when there was one. */
  readonly code?: number
}

export interface Conversation {
  /** A message by the person. Throws only for what is wrong on this machine, or an abort; the server goes on then. */
  say(message: string, signal?: AbortSignal): Promise<Reply>
  /** Files, and addresses that the server fetches. */
  upload(paths: readonly string[], signal?: AbortSignal): Promise<Reply>
  /** Leaves this film; the next message begins another one. */
  beginAnother(): void
  /** Films of earlier conversations with this server, the last one first. */
  films(): Promise<readonly KeptFilm[]>
  /** Goes on with one of them. */
  goOn(film: KeptFilm): void
  language(): Language
  /** Whether the last message, or its export, may have reached the server. */
  wasSent(): boolean
}

/** Looks at the film after a broken line, ms of waiting before each. */
const looksAfterBreak = [30_000, 60_000, 60_000, 60_000, 60_000]
/** After an answer without words the film is mostly there at once. */
const looksAfterSilence = [0, 30_000, 60_000]
const beforeSecondTry = 30_000
/** Files named in an answer. */
const mostNames = 4

export function startConversation(options: ConversationOptions): Conversation {
  const { times, skill } = options
  // Of what is being done just now.
  let signal = options.signal
  const access = createAccess(options.access)
  const connection = connect(options.apiUrl, () => ({ ...access.headers(), ...attributionHeaders(skill.attribution) }))
  const webUrl = (options.webUrl ?? connection.url).replace(/\/+$/, '')
  let language: Language = options.language ?? 'en'
  let sent: readonly string[] = []
  let began = ''
  let gone = false
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
        if (again.length > 0) await curing(async () => sendAll(again))
      },
    })
  }

  /** What the server says of them. */
  async function sendAll(paths: readonly string[]): Promise<Answer[]> {
    const urls = paths.filter(isAddress)
    const files = paths.filter((path) => !isAddress(path))
    const of = await session()
    return [
      ...(files.length > 0 ? [await uploadFiles(connection, of, files, signal, options.onProgress && ((share) => options.onProgress!('upload', share)))] : []),
      ...(urls.length > 0 ? [await uploadAddresses(connection, of, urls, signal)] : []),
    ]
  }

  /** So that another conversation can go on with this film. */
  async function keepFilm(): Promise<void> {
    const film = access.current()
    if (film === undefined) return
    await options.access.keepsakes.keepFilm(connection.url, { ...film, words: began, files: sent.map((path) => nameOf(path)), at: times.now() })
    await options.access.keepsakes.keepSession(connection.url, film.session)
  }

  async function look(): Promise<FilmState> {
    return filmStateOf(await connection.ask(`/api/state/nemo_agent/me/${await session()}/latest`, { signal }))
  }

  async function chat(words: string): Promise<Reply> {
    let before = noFilm
    if (began === '') began = words.slice(0, 80)
    const turn = await patiently(async () => {
      before = await look()
      const of = await session()
      gone = true
      return runTurn({ connection, times, session: of, words: hasFilm(before) ? words : withPromise(words, skill.always, language), signal, onWaiting: () => note('stillWorking') })
    })
    await keepFilm()
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
      gone = true
      const again = pending?.film === film.fingerprint && pending.resolution === resolution ? pending.render : undefined
      const exported = await patiently(async () => exportFilm({ connection, times, session: await session(), newId, signal, ...(options.onProgress && { onProgress: (share: number) => options.onProgress!('export', share) }), ...(resolution && { resolution }), ...(again && { pending: again }) }))
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
    const watch = await claimLink()
    const text = joined(sentence('exported', language, { path, size: (bytes / 1e6).toFixed(1), link: link ?? '' }), watch === undefined ? '' : sentence('watchLink', language, { link: watch }))
    return { ok: true, route: 'export', text, film: { path, bytes, ...(link && { url: link }), ...(watch && { watch }) } }
  }

  /** Where a person goes on in a browser; undefined when the server makes no such links. */
  async function claimLink(): Promise<string | undefined> {
    const film = access.current()
    if (film === undefined) return undefined
    try {
      const { claim_token: key } = await connection.ask('/api/auth/claim-token', { body: { ...(film.task !== undefined && { task_id: film.task }), session_id: film.session }, signal })
      return typeof key === 'string' ? `${webUrl}/workspace/claim?ct=${encodeURIComponent(key)}` : undefined
    } catch (thrown) {
      signal?.throwIfAborted()
      if (thrown instanceof LineBroken || thrown instanceof Refused) return undefined
      throw thrown
    }
  }

  function newId(): string {
    return `render_${Math.floor(times.now() / 1000)}_${options.random()}`
  }

  async function takeIn(paths: readonly string[]): Promise<Reply> {
    if (paths.length === 0) return { ok: false, route: 'upload', text: sentence('whichFile', language) }
    const large = await tooLarge(paths.filter((path) => !isAddress(path)), skill.largestFile)
    if (large.length > 0) return { ok: false, route: 'upload', text: sentence('filesTooLarge', language, { files: large.join(', '), size: skill.largestFile }), code: 4002 }
    let answers: readonly Answer[] = []
    try {
      answers = await patiently(() => sendAll(paths))
    } catch (thrown) {
      if (!(thrown instanceof LineBroken) || !thrown.reached) throw thrown
      // Nobody knows how much arrived; the film's state does.
      const { files } = await look()
      if (!paths.every((path) => files.includes(nameOf(path)))) return { ok: false, route: 'upload', text: sentence('uploadBroke', language) }
    }
    const failed = answers.flatMap((answer) => (Array.isArray(answer['failed']) ? answer['failed'] as readonly { readonly name?: unknown; readonly message?: unknown }[] : []))
    const names = failed.map(({ name }) => String(name ?? ''))
    const taken = paths.filter((path) => !names.includes(isAddress(path) ? path : nameOf(path)))
    sent = [...sent, ...taken]
    await keepFilm()
    return { ok: failed.length === 0, route: 'upload', text: joined(received(taken), failed.length === 0 ? '' : sentence('notUsable', language, { files: failed.map(({ name, message }) => `${String(name)} (${presentable(String(message ?? ''))})`).join(', ') })) }
  }

  function received(paths: readonly string[]): string {
    const between = language === 'zh' ? '、' : ', '
    if (paths.length === 0) return ''
    const shown = paths.slice(0, mostNames).map((path) => nameOf(path)).join(between)
    return paths.length <= mostNames + 1 ? sentence('uploaded', language, { files: paths.map((path) => nameOf(path)).join(between) }) : sentence('uploadedMany', language, { count: paths.length, files: shown, rest: paths.length - mostNames })
  }

  /** Everything under a signal of its own, besides that of the whole conversation. */
  async function during<Value>(own: AbortSignal | undefined, task: () => Promise<Value>): Promise<Value> {
    if (own === undefined) return task()
    signal = options.signal === undefined ? own : AbortSignal.any([options.signal, own])
    try {
      return await task()
    } finally {
      signal = options.signal
    }
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

  async function answer(message: string): Promise<Reply> {
    gone = false
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
  }

  function beginAnother(): void {
    access.leaveSession()
    sent = []
    began = ''
    pending = undefined
  }

  return {
    say: (message, own) => during(own, () => answer(message)),
    upload: (paths, own) => during(own, () => answered('upload', () => takeIn(paths))),
    beginAnother,
    films: () => options.access.keepsakes.films(connection.url),
    goOn(film) {
      beginAnother()
      began = film.words
      access.resume(film.session, film.task)
    },
    language: () => language,
    wasSent: () => gone,
  }
}

function nameOf(path: string): string {
  return isAddress(path) ? decodeURIComponent(new URL(path).pathname.split('/').at(-1) || path) : basename(path)
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
