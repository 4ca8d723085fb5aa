// The client's sense of time, handed in from outside: a test turns it by hand, so that no test waits two minutes for the
// sentence that comes after two minutes.

import { setTimeout as sleep } from 'node:timers/promises'

export interface Times {
  /** Milliseconds since 1970. */
  now(): number
  /** Waits; rejects when `signal` aborts. */
  pause(milliseconds: number, signal?: AbortSignal): Promise<void>
  /** Rings once after `milliseconds`; gives what takes it back. */
  alarm(milliseconds: number, ring: () => void): () => void
}

export const realTimes: Times = {
  now: () => Date.now(),
  pause: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
  alarm(milliseconds, ring) {
    const timer = setTimeout(ring, milliseconds)
    return () => clearTimeout(timer)
  },
}

export const minute = 60_000
/** While something is going on, a person hears of it this often. */
const stillWorkingEvery = 2 * minute

/** Calls `say` every two minutes until the returned function is called. */
export function everyTwoMinutes(times: Times, say: () => void): () => void {
  let stop = times.alarm(stillWorkingEvery, ring)
  function ring(): void {
    say()
    stop = times.alarm(stillWorkingEvery, ring)
  }
  return () => stop()
}
