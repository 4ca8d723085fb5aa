// Work that many wait for: begun once, its result remembered, given up when the last of them has gone. What failed or was
// given up is begun anew by whoever asks next.

import { cancelled } from './cancelled.ts'

export interface SharedWork<Key, Value> {
  /** The result; `render-cancelled` once `signal` is aborted. Without a signal somebody waits to the end. */
  ask(key: Key, work: (signal: AbortSignal) => Promise<Value>, signal?: AbortSignal): Promise<Value>
  forget(key: Key): void
}

interface Begun<Value> {
  readonly result: Promise<Value>
  readonly stop: AbortController
  waiting: number
  done: boolean
}

export function createSharedWork<Key, Value>(): SharedWork<Key, Value> {
  const all = new Map<Key, Begun<Value>>()

  function begin(key: Key, work: (signal: AbortSignal) => Promise<Value>): Begun<Value> {
    const stop = new AbortController()
    const begun: Begun<Value> = { result: work(stop.signal), stop, waiting: 0, done: false }
    all.set(key, begun)
    begun.result.then(() => { begun.done = true }, () => drop(key, begun))
    return begun
  }

  function drop(key: Key, begun: Begun<Value>): void {
    if (all.get(key) === begun) all.delete(key)
  }

  function leave(key: Key, begun: Begun<Value>): void {
    begun.waiting--
    if (begun.waiting > 0 || begun.done) return
    drop(key, begun)
    begun.stop.abort()
  }

  return {
    forget: (key) => void all.delete(key),
    ask(key, work, signal) {
      if (signal?.aborted === true) return Promise.reject(cancelled())
      const begun = all.get(key) ?? begin(key, work)
      begun.waiting++
      if (signal === undefined) return begun.result
      return new Promise((resolve, reject) => {
        const onAbort = (): void => {
          reject(cancelled())
          leave(key, begun)
        }
        signal.addEventListener('abort', onAbort, { once: true })
        begun.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
      })
    },
  }
}
