// A film as server-sent events, for every page, tab and agent beside it.

import { StudioError, type Caller, type FilmNews } from '../../studio/index.ts'
import type { House } from '../core/call.ts'
import { failureOf } from '../core/failures.ts'
import { renderView } from '../own/views.ts'
import { dataLine, eventStream } from './stream.ts'

/** ms after which a stream ends and its reader comes again, so that a token that was taken back hears nothing for long. */
const longest = 15 * 60_000
/** Streams of one user in this process. */
const mostOfUser = 300

const open = new WeakMap<House, Map<string, number>>()

export interface FilmStream {
  readonly house: House
  readonly caller: Caller
  readonly session: string
  /** The request's. */
  readonly signal: AbortSignal
}

export function filmStream({ house, caller, session, signal }: FilmStream): Response {
  const leave = enter(house, caller.user)
  const stop = new AbortController()
  for (const end of [signal, house.closing]) {
    if (end.aborted) stop.abort()
    end.addEventListener('abort', () => stop.abort(), { once: true, signal: stop.signal })
  }
  const timer = setTimeout(() => stop.abort(), longest).unref()
  const began = house.metrics.began('events')
  let count = 0
  async function* lines() {
    try {
      for await (const news of house.studio.sessions.follow(caller, session, stop.signal)) yield dataLine(viewOf(news), String(++count))
    } catch (thrown) {
      const { code, message } = failureOf(thrown)
      if (code === 'unexpected') house.log.error({ session, error: String(thrown) }, 'film stream broke')
      yield dataLine({ type: 'error', code, message })
    }
  }
  return eventStream({
    events: lines(), heartbeat: ': heartbeat\n\n', every: house.settings.heartbeat * 1000, stop,
    ended() {
      clearTimeout(timer)
      leave()
      began()
    },
  })
}

function viewOf(news: FilmNews) {
  return news.type === 'render' ? { type: news.type, render: renderView(news.render) } : news
}

function enter(house: House, user: string): () => void {
  const counts = open.get(house) ?? new Map<string, number>()
  open.set(house, counts)
  const now = counts.get(user) ?? 0
  if (now >= mostOfUser) throw new StudioError('rate-limited', `${mostOfUser} streams of this user are open already. Close some.`, { retryAfter: 30 })
  counts.set(user, now + 1)
  let left = false
  return () => {
    if (left) return
    left = true
    const rest = (counts.get(user) ?? 1) - 1
    if (rest === 0) counts.delete(user)
    else counts.set(user, rest)
  }
}
