// One film, kept true: what the server knows, what is on its way there, and what comes back. The only file that changes a
// Film. Talks to the server through a Client; knows nothing of how things are shown. Gestures are shown before the server
// has answered, and taken back when it says no.

import type { Draft, Operation } from '../../draft/index.ts'
import { ServerRefusal, type Client } from '../client/client.ts'
import { fromServer, heard, merged } from './exchanges.ts'
import { isRunning, type Exchange, type Film, type FilmEvent, type Notice, type Render, type Session, type Turn } from './film.ts'
import { followTurn } from './follow-turn.ts'
import { messageName, type Outbox } from './outbox.ts'

export interface FilmStore {
  readonly client: Client
  current(): Film
  onChange(heard: () => void): () => void
  /** Says something, once the files on their way are there; resolves when the turn has ended. Never throws: what went wrong stands in the exchange. */
  say(text: string): Promise<void>
  /** Sends a message that waits for files at once, or again one that never reached the server. */
  sayAgain(exchange: string): Promise<void>
  /** Takes such a message back; gives its text. */
  unsay(exchange: string): string
  cancelTurn(): Promise<void>
  /** A gesture: shown at once, sent in order; resolves to whether the server took it. Never throws. */
  operate(operations: readonly Operation[]): Promise<boolean>
  undo(): Promise<boolean>
  redo(): Promise<boolean>
  restore(version: number): Promise<boolean>
  rename(name: string): Promise<void>
  /** Asks the server for whatever may have changed. */
  refresh(): Promise<void>
  refreshFiles(): Promise<void>
  refreshRenders(): Promise<void>
  /** Something became of the film, wherever it was done. */
  hear(event: FilmEvent): Promise<void>
  /** Tells once. */
  notify(kind: Notice['kind'], text: string): void
  dismiss(notice: number): void
  close(): void
}

/** What the store needs from the world beside the client. */
export interface StoreWorld {
  readonly language: () => string
  readonly now: () => number
  readonly outbox: Outbox
  /** Files on their way to the film: whether there are any, and a promise of their end. */
  readonly files: { open(): boolean; settled(signal: AbortSignal): Promise<void> }
}

const page = { offset: 0, limit: 200 }

/** Loads a film and keeps it; throws `ServerRefusal` when it cannot be had. */
export async function openFilm(client: Client, session: Session, world: StoreWorld): Promise<FilmStore> {
  const store = createStore(client, session, world)
  await store.refresh()
  store.sayKept()
  return store
}

function createStore(client: Client, opened: Session, world: StoreWorld): FilmStore & { sayKept(): void } {
  const id = opened.id
  const of = { params: { session: id } } as const
  const listeners = new Set<() => void>()
  const ended = new AbortController()
  let film: Film = { session: opened, draft: undefined, version: 0, versions: [], exchanges: [], files: [], renders: [], preview: undefined, pending: [], notices: [] }
  /** The draft of `film.version` as the server has it, without gestures on their way. */
  let settled: Draft | undefined
  let line: Promise<unknown> = Promise.resolve()
  let serial = 0
  const following = new Set<string>()
  /** Messages that wait for files, by name: aborted when they need not wait any more. */
  const waits = new Map<string, AbortController>()
  let posting: Promise<unknown> = Promise.resolve()

  const change = (next: Partial<Film>) => {
    film = { ...film, ...next }
    listeners.forEach((listener) => listener())
  }
  const patchExchange = (name: string, next: Partial<Exchange>) => change({ exchanges: film.exchanges.map((one) => (one.id === name ? { ...one, ...next } : one)) })
  const notify: FilmStore['notify'] = (kind, text) => {
    serial += 1
    change({ notices: [...film.notices.filter((notice) => notice.text !== text), { id: serial, kind, text }].slice(-4) })
  }

  /** Takes a draft that the server made, unless the page knows a newer one. */
  const take = async (version: number, draft: Draft) => {
    if (version < film.version) return
    settled = draft
    change({ version, draft: film.pending.length === 0 ? draft : ((await withPending(draft)) ?? draft) })
  }
  const withPending = (draft: Draft) => foretell(draft, film.pending)
  /** Undefined also when the network did not bring the draft room's code: then the server's answer shows the gesture. */
  const foretell = (draft: Draft, operations: readonly Operation[]) => import('./applying.ts').then(({ foretold }) => foretold(draft, operations), () => undefined)

  const loadPreview = async () => {
    if (film.version === 0) return
    const preview = await client.ask('preview', { ...of, query: { version: film.version } })
    if (preview.version >= (film.preview?.version ?? 0)) change({ preview })
  }
  /** Versions on their way, each asked for once. */
  const coming = new Map<number, Promise<void>>()
  const loadVersion = (version: number): Promise<void> => {
    if (version === 0 || version <= film.version && settled !== undefined) return Promise.resolve()
    const known = coming.get(version) ?? client.ask('version', { params: { session: id, version } }).then(({ draft }) => take(version, draft as unknown as Draft)).finally(() => coming.delete(version))
    coming.set(version, known)
    return known
  }
  const loadTalk = async () => {
    const [messages, { versions }] = await Promise.all([allMessages(), client.ask('versions', { ...of, query: page })])
    change({ versions, exchanges: merged(film.exchanges, fromServer(messages, versions)) })
    const last = film.exchanges.at(-1)
    if (last?.state === 'running') void follow(last.id)
    if (last?.state === 'awaiting_input' && last.question === undefined) void recallQuestion(last.id)
  }
  /** Oldest first, so the newest are on the last page. */
  const allMessages = async () => {
    const all: Turn[] = []
    for (;;) {
      const { messages } = await client.ask('messages', { ...of, query: { ...page, offset: all.length } })
      all.push(...messages)
      if (messages.length < page.limit) return all
    }
  }
  const refreshFiles = async () => change({ files: (await client.ask('assets', of)).files })
  const refreshRenders = async () => change({ renders: (await client.ask('renders', { query: { ...page, session: id } })).renders })
  const refresh = async () => {
    const session = await client.ask('session', of)
    change({ session })
    await Promise.all([loadVersion(session.version), loadTalk(), refreshFiles(), refreshRenders()])
    await loadPreview()
  }
  /** After a change of the server's: quietly, since the next look mends it. */
  const catchUp = async () => {
    try {
      await refresh()
    } catch (thrown) {
      if (thrown instanceof ServerRefusal && thrown.code === 'offline') notify('offline', thrown.message)
    }
  }

  const isSending = () => film.exchanges.some(({ state }) => state === 'sending')
  /** What this page does itself it knows already, or is about to hear in the answer; of the rest it asks. */
  const hear = async (event: FilmEvent) => {
    if (event.type === 'film') {
      const { version, name, files, turn, renders } = event
      const isKnown = version <= film.version && files === film.files.length && name === film.session.name && (turn === undefined || film.exchanges.some(({ id: one }) => one === turn)) && renders.every((render) => film.renders.some(({ id: one }) => one === render))
        // One that ended while nobody listened is no longer among those that run.
        && film.renders.every((one) => !isRunning(one) || renders.includes(one.id))
      if (!isKnown) await catchUp()
    } else if (event.type === 'version') {
      await posting
      await line
      // The turn that is being followed tells it as well.
      if (event.turn !== undefined && following.has(event.turn)) return
      if (event.version > film.version && !isSending()) await Promise.all([loadVersion(event.version).then(loadPreview), loadTalk(), refreshFiles()]).catch(() => undefined)
    } else if (event.type === 'turn') {
      const known = film.exchanges.find(({ id: one }) => one === event.turn)
      if (!isSending() && (known === undefined || (known.state !== event.state && !following.has(event.turn)))) await loadTalk().catch(() => undefined)
    } else if (event.type === 'render') takeRender(event.render)
    else if (event.type === 'files') await refreshFiles().catch(() => undefined)
    else if (event.type === 'name') change({ session: { ...film.session, name: event.name } })
  }
  const takeRender = (render: Render) => change({ renders: film.renders.some(({ id: one }) => one === render.id) ? film.renders.map((one) => (one.id === render.id ? render : one)) : [render, ...film.renders] })

  const follow = async (turn: string) => {
    if (following.has(turn)) return
    following.add(turn)
    // Told from the beginning, also when it was heard in part before.
    patchExchange(turn, { reply: '', steps: [] })
    try {
      for await (const event of followTurn(client, turn, ended.signal)) {
        change({ exchanges: heard(film.exchanges, turn, event) })
        if (event.type === 'receipt') await Promise.all([loadVersion(event.version), client.ask('session', of).then((session) => change({ session }))]).then(loadPreview)
        if (event.type === 'end') break
      }
    } finally {
      following.delete(turn)
    }
    if (!ended.signal.aborted) await catchUp()
  }

  /** A turn that ended with a question keeps it in its events. */
  const recallQuestion = async (turn: string) => {
    for await (const event of followTurn(client, turn, ended.signal)) {
      if (event.type === 'question') patchExchange(turn, { question: event })
      if (event.type === 'question' || event.type === 'end') return
    }
  }

  /** Sends a message once its files are there; what was said first is sent first. */
  const deliver = async ({ id: name, text }: Pick<Exchange, 'id' | 'text'>) => {
    if (world.files.open()) {
      const wait = new AbortController()
      waits.set(name, wait)
      await world.files.settled(wait.signal)
      waits.delete(name)
      if (ended.signal.aborted || !film.exchanges.some(({ id: one }) => one === name)) return
      await refreshFiles().catch(() => undefined)
      patchExchange(name, { state: 'sending' })
    }
    // The name of the message makes a second try of the same one harmless.
    const posted = posting.then(() => client.ask('sendTurn', { ...of, body: { text, language: world.language() }, headers: { 'Idempotency-Key': name } }))
    posting = posted.catch(() => undefined)
    try {
      const { turn } = await posted
      world.outbox.drop(id, name)
      patchExchange(name, { id: turn.id, state: turn.state, startedAt: turn.startedAt, ...(turn.reply !== undefined && { reply: turn.reply }) })
      // Another message that runs already took this one in: one exchange is enough.
      change({ exchanges: film.exchanges.filter((one, index, all) => all.findLastIndex(({ id: other }) => other === one.id) === index) })
      await follow(turn.id)
    } catch (thrown) {
      patchExchange(name, { state: 'unsent', problem: wordsOf(thrown) })
    }
  }
  const begin = (name: string, text: string, startedAt: number) => {
    const exchange: Exchange = { id: name, text, state: world.files.open() ? 'waiting' : 'sending', reply: '', startedAt, steps: [] }
    change({ exchanges: [...film.exchanges, exchange] })
    return deliver(exchange)
  }

  /** One change after the other, so that each names the version that it was made on. */
  const inLine = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = line.then(work, work)
    line = turn.catch(() => undefined)
    return turn
  }
  const settle = async (answer: { readonly version: number; readonly draft: unknown }) => {
    await take(answer.version, answer.draft as Draft)
    void Promise.all([loadPreview(), loadTalk()]).catch(() => undefined)
  }
  const refused = async (thrown: unknown) => {
    change({ pending: [], draft: settled })
    notify(thrown instanceof ServerRefusal && thrown.code === 'version-conflict' ? 'conflict' : 'problem', wordsOf(thrown))
    await catchUp()
    return false
  }
  const step = (work: () => Promise<{ readonly version: number; readonly draft: unknown }>) => inLine(async () => {
    try {
      await settle(await work())
      return true
    } catch (thrown) {
      return refused(thrown)
    }
  })

  return {
    client, refresh, refreshFiles, refreshRenders, notify, hear,
    current: () => film,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    say(text) {
      const message = { id: messageName(world.now()), text, saidAt: world.now() }
      world.outbox.keep(id, message)
      return begin(message.id, text, message.saidAt)
    },
    sayKept() {
      for (const message of world.outbox.of(id)) void begin(message.id, message.text, message.saidAt)
    },
    async sayAgain(name) {
      waits.get(name)?.abort()
      const exchange = film.exchanges.find(({ id: one }) => one === name)
      if (exchange?.state !== 'unsent') return
      const { problem: _, ...fresh } = exchange
      change({ exchanges: film.exchanges.map((one) => (one.id === name ? { ...fresh, state: world.files.open() ? 'waiting' : 'sending' } : one)) })
      await deliver(fresh)
    },
    unsay(name) {
      const exchange = film.exchanges.find(({ id: one, state }) => one === name && (state === 'waiting' || state === 'unsent'))
      if (exchange === undefined) return ''
      world.outbox.drop(id, name)
      change({ exchanges: film.exchanges.filter((one) => one !== exchange) })
      waits.get(name)?.abort()
      return exchange.text
    },
    async cancelTurn() {
      const running = film.exchanges.findLast(({ state }) => state === 'running')
      if (running !== undefined) await client.ask('cancelTurn', { params: { turn: running.id } }).catch((thrown: unknown) => notify('problem', wordsOf(thrown)))
    },
    async operate(operations) {
      change({ pending: [...film.pending, ...operations] })
      const before = film.draft
      if (before !== undefined) {
        const after = await foretell(before, operations)
        if (after !== undefined && film.draft === before) change({ draft: after })
      }
      return inLine(async () => {
        try {
          const answer = await client.ask('operate', { ...of, body: { operations: operations.map((operation) => ({ ...operation })), expectedVersion: film.version } })
          change({ pending: film.pending.filter((one) => !operations.includes(one)) })
          await settle(answer)
          return true
        } catch (thrown) {
          return refused(thrown)
        }
      })
    },
    undo: () => step(() => client.ask('undo', { ...of, body: { expectedVersion: film.version } })),
    redo: () => step(() => client.ask('redo', { ...of, body: { expectedVersion: film.version } })),
    restore: (version) => step(() => client.ask('restore', { ...of, body: { version, expectedVersion: film.version } })),
    async rename(name) {
      change({ session: await client.ask('renameSession', { ...of, body: { name } }) })
    },
    dismiss: (notice) => change({ notices: film.notices.filter(({ id: one }) => one !== notice) }),
    close() {
      ended.abort()
      waits.forEach((wait) => wait.abort())
    },
  }
}

/** What to tell a person about something thrown. */
export function wordsOf(thrown: unknown): string {
  if (thrown instanceof ServerRefusal) return thrown.suggestion === undefined ? thrown.message : `${thrown.message} ${thrown.suggestion}`
  return thrown instanceof Error ? thrown.message : String(thrown)
}
