// Following a film: what every page, tab and agent beside it should hear of. However many follow one film, it is watched
// once in a process, by notices of the database and one small question for each; nobody polls. Whoever reads too slowly
// is told how the film stands instead of everything that happened.

import type { FilmPulse } from '../ports.ts'
import { StudioError, type Caller, type FilmNews, type RenderView } from '../service.ts'
import { need, ownSession } from './callers.ts'
import { viewOf } from './renders.ts'
import { topics } from './waiting.ts'
import type { StudioWorld } from './world.ts'

/** News that wait for one slow reader. */
const longestQueue = 100
/** Exports that are told of; older ones have ended long ago. */
const renderPage = { offset: 0, limit: 25 }

type Listener = (news: readonly FilmNews[]) => void

interface Watched {
  readonly listeners: Set<Listener>
  pulse: FilmPulse | undefined
  readonly views: Map<string, string>
  /** Ends of subscriptions, by topic. */
  readonly ears: Map<string, () => void>
  looking: boolean
  again: boolean
  readonly first: Promise<void>
}

export type FilmWatch = (caller: Caller, session: string, signal?: AbortSignal) => AsyncGenerator<FilmNews>

export function openFilmWatch(world: StudioWorld): FilmWatch {
  const films = new Map<string, Watched>()
  const { store } = world

  function watchedOf(id: string): Watched {
    const known = films.get(id)
    if (known !== undefined) return known
    let ready = (): void => undefined
    const first = new Promise<void>((resolve) => { ready = resolve })
    const film: Watched = { listeners: new Set(), pulse: undefined, views: new Map(), ears: new Map(), looking: false, again: false, first }
    films.set(id, film)
    film.ears.set(topics.session(id), store.listen(topics.session(id), () => look(id, film)))
    look(id, film, ready)
    return film
  }

  // One look at a time; what is announced meanwhile is looked at right after.
  function look(id: string, film: Watched, done: () => void = () => undefined): void {
    film.again = true
    if (film.looking) return
    film.looking = true
    void (async () => {
      while (film.again && films.get(id) === film) {
        film.again = false
        const news = await newsOf(id, film)
        if (news.length > 0) for (const tell of [...film.listeners]) tell(news)
      }
    })().catch((error: unknown) => world.log?.('warn', 'film.not-watched', { session: id, error: String(error) })).finally(() => {
      film.looking = false
      done()
    })
  }

  async function newsOf(id: string, film: Watched): Promise<readonly FilmNews[]> {
    const before = film.pulse
    const now = await store.tables.sessions.pulse(id)
    film.pulse = now
    if (now === undefined) return [{ type: 'removed' }]
    listenToRenders(id, film, now)
    const renders = await rendersOf(id, film, before, now)
    if (before === undefined) return []
    return [...filesOf(before, now), ...turnsOf(before, now), ...await versionOf(id, before, now), ...(before.name === now.name ? [] : [{ type: 'name', name: now.name } as const]), ...renders]
  }

  async function versionOf(id: string, before: FilmPulse, now: FilmPulse): Promise<readonly FilmNews[]> {
    if (before.version === now.version) return []
    const [newest] = await store.tables.sessions.versions(id, { offset: 0, limit: 1 })
    return [{ type: 'version', version: now.version, changes: newest?.receipt.changes ?? [], ...(newest?.turn !== undefined && { turn: newest.turn }) }]
  }

  async function rendersOf(id: string, film: Watched, before: FilmPulse | undefined, now: FilmPulse): Promise<readonly FilmNews[]> {
    if (before !== undefined && JSON.stringify(before.renders) === JSON.stringify(now.renders)) return []
    const rows = await store.tables.renders.listOf({ session: id }, renderPage)
    const views = await Promise.all(rows.map((row) => viewOf(world, store.tables, row)))
    const changed: RenderView[] = []
    for (const view of views.reverse()) {
      const text = JSON.stringify(view)
      if (film.views.get(view.id) !== text) changed.push(view)
      film.views.set(view.id, text)
    }
    return before === undefined ? [] : changed.map((render) => ({ type: 'render', render }) as const)
  }

  // The progress of an export is announced under its own name.
  function listenToRenders(id: string, film: Watched, { renders }: FilmPulse): void {
    const running = new Set(renders.filter(({ state }) => state === 'pending' || state === 'processing').map((render) => topics.render(render.id)))
    for (const topic of running) if (!film.ears.has(topic)) film.ears.set(topic, store.listen(topic, () => look(id, film)))
    for (const [topic, end] of film.ears) {
      if (topic === topics.session(id) || running.has(topic)) continue
      end()
      film.ears.delete(topic)
    }
  }

  function leave(id: string, film: Watched, listener: Listener): void {
    film.listeners.delete(listener)
    if (film.listeners.size > 0 || films.get(id) !== film) return
    films.delete(id)
    for (const end of film.ears.values()) end()
  }

  return async function* follow(caller, session, signal) {
    need(caller, 'read')
    const { id } = await ownSession(store.tables, caller, session)
    const film = watchedOf(id)
    let queue: FilmNews[] = []
    let behind = true
    let wake = (): void => undefined
    const hear = (news: readonly FilmNews[]) => {
      queue.push(...news)
      if (queue.length > longestQueue) {
        behind = true
        queue = queue.filter(({ type }) => type === 'removed')
      }
      wake()
    }
    const stop = () => wake()
    film.listeners.add(hear)
    signal?.addEventListener('abort', stop)
    try {
      await film.first
      while (signal?.aborted !== true) {
        if (behind) {
          behind = false
          if (film.pulse === undefined) throw new StudioError('session-unknown', 'The film is gone.')
          yield standing(film.pulse)
        }
        const next = queue.shift()
        if (next === undefined) {
          await new Promise<void>((resolve) => { wake = resolve })
          continue
        }
        yield next
        if (next.type === 'removed') return
      }
    } finally {
      signal?.removeEventListener('abort', stop)
      leave(id, film, hear)
    }
  }
}

function standing({ version, name, files, turns, renders }: FilmPulse): FilmNews {
  const running = turns.find(({ state }) => state === 'running')
  return { type: 'film', version, name, files: files.length, renders: renders.filter(({ state }) => state === 'pending' || state === 'processing').map((render) => render.name), ...(running && { turn: running.id }) }
}

function filesOf(before: FilmPulse, now: FilmPulse): readonly FilmNews[] {
  const [had, has] = [new Set(before.files), new Set(now.files)]
  const added = now.files.filter((id) => !had.has(id))
  const removed = before.files.filter((id) => !has.has(id))
  return added.length + removed.length === 0 ? [] : [{ type: 'files', added, removed }]
}

function turnsOf(before: FilmPulse, now: FilmPulse): readonly FilmNews[] {
  const states = new Map(before.turns.map(({ id, state }) => [id, state]))
  return now.turns.filter(({ id, state }) => states.get(id) !== state).map(({ id, state }) => ({ type: 'turn', turn: id, state }))
}
