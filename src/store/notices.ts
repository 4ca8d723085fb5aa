// Hears what other processes announce: one connection that listens, made again when it is lost. When it is back, and
// now and then anyway, all listeners are called, so a notice that is lost on the way costs some time and nothing else.

import pg from 'pg'
import { clientConfig, type DatabaseOptions } from './database.ts'
import { channel } from './queues.ts'

export interface Notices {
  listen(topic: string, listener: () => void): () => void
  close(): Promise<void>
}

/** A connection that listens loses nothing; one that is gone without a word is found out by its keepalive. This is the net below. */
const roundMilliseconds = 10_000
/** The topics of one round are spread over so many moments: hundreds at once would hold everything else up. Listeners of one topic go together, so that they can share what they ask. */
const moments = 200
/** While nobody listens, listeners are called every second. */
const deafMoments = 1000 / (roundMilliseconds / moments)

export function openNotices(options: DatabaseOptions): Notices {
  const listeners = new Map<string, Set<() => void>>()
  let client: pg.Client | undefined
  let connecting = false
  let closed = false

  let moment = 0
  const timer = setInterval(() => {
    moment = (moment + 1) % moments
    const round = client === undefined ? deafMoments : moments
    for (const topic of [...listeners.keys()].filter((_, index) => index % round === moment % round)) tell(topic)
    if (client === undefined && moment % deafMoments === 0) void connect()
  }, roundMilliseconds / moments)
  timer.unref()

  function tell(topic: string): void {
    // A copy: a listener may end subscriptions.
    const all = listeners.get(topic)
    for (const listener of [...all ?? []]) if (all!.has(listener)) listener()
  }

  async function connect(): Promise<void> {
    if (connecting || closed) return
    connecting = true
    const fresh = new pg.Client(clientConfig({ ...options, applicationName: `${options.applicationName ?? 'kinora'} listening` }))
    const lost = () => { if (client === fresh) client = undefined }
    fresh.on('error', lost).on('end', lost).on('notification', ({ payload }) => tell(payload ?? ''))
    try {
      await fresh.connect()
      await fresh.query(`listen ${channel}`)
      client = fresh
      for (const topic of listeners.keys()) tell(topic)
    } catch {
      await fresh.end().catch(() => {})
    } finally {
      connecting = false
    }
    if (closed) await close()
  }

  async function close(): Promise<void> {
    closed = true
    clearInterval(timer)
    const ending = client
    client = undefined
    await ending?.end().catch(() => {})
  }

  return {
    listen(topic, listener) {
      const heard = () => listener()
      const all = listeners.get(topic) ?? new Set()
      listeners.set(topic, all.add(heard))
      if (client === undefined) void connect()
      return () => {
        all.delete(heard)
        if (all.size === 0 && listeners.get(topic) === all) listeners.delete(topic)
      }
    },
    close,
  }
}
