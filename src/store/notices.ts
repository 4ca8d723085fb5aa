// Hears what other processes announce: one connection that listens, made again when it is lost. Listeners are called every
// second anyway, so a notice that is lost on the way costs a second and nothing else.

import pg from 'pg'
import { clientConfig, type DatabaseOptions } from './database.ts'
import { channel } from './queues.ts'

export interface Notices {
  listen(topic: string, listener: () => void): () => void
  close(): Promise<void>
}

const pollMilliseconds = 1000

export function openNotices(options: DatabaseOptions): Notices {
  const listeners = new Map<string, Set<() => void>>()
  let client: pg.Client | undefined
  let connecting = false
  let closed = false

  const timer = setInterval(() => {
    for (const topic of listeners.keys()) tell(topic)
    if (client === undefined) void connect()
  }, pollMilliseconds)
  timer.unref()

  function tell(topic: string): void {
    // A copy: a listener may end its own subscription.
    for (const listener of [...listeners.get(topic) ?? []]) listener()
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
