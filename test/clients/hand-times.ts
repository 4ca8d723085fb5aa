// A clock that is turned by hand: pauses are over at once and written down, alarms ring when the time has come.

import type { Times } from '../../src/cli/index.ts'

export interface HandTimes extends Times {
  /** Every pause, ms, in order. */
  readonly pauses: readonly number[]
  /** Lets time pass; alarms ring in their order. */
  advance(milliseconds: number): void
}

export function handTimes(start = 1_774_000_000_000): HandTimes {
  let now = start
  const pauses: number[] = []
  const alarms = new Set<{ readonly at: number; readonly ring: () => void }>()
  function advance(milliseconds: number): void {
    const end = now + milliseconds
    for (;;) {
      const next = [...alarms].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0]
      if (next === undefined) break
      alarms.delete(next)
      now = next.at
      next.ring()
    }
    now = end
  }
  return {
    pauses, advance,
    now: () => now,
    async pause(milliseconds, signal) {
      signal?.throwIfAborted()
      pauses.push(milliseconds)
      advance(milliseconds)
    },
    alarm(milliseconds, ring) {
      const alarm = { at: now + milliseconds, ring }
      alarms.add(alarm)
      return () => alarms.delete(alarm)
    },
  }
}
