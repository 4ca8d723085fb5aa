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
/** While nobody listens for the process, the round takes a second. */
const deafRoundMilliseconds = 1000
/** The topics of a round are spread over it: hundreds at once would hold everything else up. Listeners of one topic go together, so that they can share what they ask. */
const closest = 50
const farthest = 1000

export function openNotices(options: DatabaseOptions): Notices {
  const listeners = new Map<string, Set<() => void>>()
  let client: pg.Client | undefined
  let connecting = false
  let closed = false

  let timer: NodeJS.Timeout
  let place = 0
  wait()

  // A house without listeners hardly wakes up.
  function wait(): void {
    const round = client === undefined ? deafRoundMilliseconds : roundMilliseconds
    const step = Math.min(farthest, Math.max(closest, round / Math.max(1, listeners.size)))
    timer = setTimeout(() => {
      // Before the listeners, who may add others.
      wait()
      goOn(step / round)
    }, step).unref()
  }

  /** Calls the listeners of the next topics, so great a part of all. */
  function goOn(share: number): void {
    const all = [...listeners.keys()]
    const from = place
    place += share * all.length
    for (let index = Math.ceil(from); index < place; index++) tell(all[index % all.length]!)
    if (place >= all.length) place %= Math.max(1, all.length)
    if (client === undefined) void connect()
  }

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
    clearTimeout(timer)
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
