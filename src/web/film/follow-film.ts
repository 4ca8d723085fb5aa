// Keeps a film true while it is looked at: one stream tells what becomes of it, whoever does it. A page that nobody sees
// and in which nothing runs gives its connection back, since browsers have few; it looks again when it is seen.

import { ServerRefusal, type Client } from '../client/client.ts'
import { readEvents } from '../client/events.ts'
import { waited } from '../client/wait.ts'
import { isBusy, isRunning, type FilmEvent } from './film.ts'
import type { FilmStore } from './film-store.ts'

/** Pauses before a broken stream is opened again, ms; the last one again and again. */
const pauses = [500, 1500, 4000, 10_000, 20_000]

/** Until the returned function is called. `removed`: the film is no more. */
export function followFilm(client: Client, store: FilmStore, removed: () => void): () => void {
  const ended = new AbortController()
  const session = store.current().session.id
  const isWanted = () => document.visibilityState === 'visible' || isBusy(store.current()) || store.current().renders.some(isRunning)
  const back = () => {
    // Under the same names as before, so that nothing is said twice.
    for (const { id, state } of store.current().exchanges) if (state === 'unsent') void store.sayAgain(id)
  }
  globalThis.addEventListener('online', back, { signal: ended.signal })
  void run()
  return () => ended.abort()

  async function run() {
    for (let failures = 0; !ended.signal.aborted;) {
      if (!isWanted()) await changed(ended.signal, store)
      else {
        if (await listen()) failures = 0
        await waited(pauses[Math.min(failures, pauses.length - 1)]!, ended.signal)
        failures += 1
      }
    }
  }

  /** Whether anything was heard. */
  async function listen(): Promise<boolean> {
    const stop = new AbortController()
    const look = () => { if (ended.signal.aborted || !isWanted()) stop.abort() }
    document.addEventListener('visibilitychange', look, { signal: stop.signal })
    ended.signal.addEventListener('abort', look, { signal: stop.signal })
    const unwatch = store.onChange(look)
    let isHeard = false
    try {
      const response = await client.open('filmEvents', { params: { session }, signal: stop.signal })
      for await (const { data } of readEvents(response.body!)) {
        isHeard = true
        const event = JSON.parse(data) as FilmEvent
        if (event.type === 'removed') {
          ended.abort()
          removed()
        } else await store.hear(event)
      }
    } catch (thrown) {
      // Gone, or not for this person any more: the next thing they do says so in words.
      if (thrown instanceof ServerRefusal && (thrown.code === 'session-unknown' || thrown.code === 'token-invalid')) ended.abort()
    } finally {
      unwatch()
      stop.abort()
    }
    return isHeard
  }
}

/** Until the page is seen again or the film changes. */
function changed(signal: AbortSignal, store: FilmStore): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      document.removeEventListener('visibilitychange', end)
      unwatch()
      done()
    }
    const unwatch = store.onChange(end)
    document.addEventListener('visibilitychange', end)
    signal.addEventListener('abort', end, { once: true })
  })
}
