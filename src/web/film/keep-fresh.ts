// Looks at the film again when there is reason to think that it changed elsewhere: the person comes back to the page, or
// the network comes back to the person.

import type { FilmStore } from './film-store.ts'

/** Not more often than this, ms. */
const leastPause = 3000

/** Until the returned function is called. */
export function keepFresh(store: FilmStore, now: () => number): () => void {
  let last = now()
  const look = () => {
    if (document.visibilityState === 'hidden' || now() - last < leastPause) return
    last = now()
    void store.refresh().catch(() => undefined)
  }
  const back = () => {
    // Under the same name as before, so that nothing is said twice.
    for (const { id, state } of store.current().exchanges) if (state === 'unsent') void store.sayAgain(id)
    last = 0
    look()
  }
  document.addEventListener('visibilitychange', look)
  globalThis.addEventListener('focus', look)
  globalThis.addEventListener('online', back)
  return () => {
    document.removeEventListener('visibilitychange', look)
    globalThis.removeEventListener('focus', look)
    globalThis.removeEventListener('online', back)
  }
}
