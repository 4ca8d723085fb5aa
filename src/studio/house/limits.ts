// Counting what somebody may do so often; all processes of the house count together.

import type { Tables } from '../ports.ts'
import { StudioError } from '../service.ts'
import type { StudioWorld } from './world.ts'

/** Counts one more. Throws `rate-limited` with `retryAfter` (seconds) when the window is full; `most` 0: no limit. */
export async function countOne({ clock }: Pick<StudioWorld, 'clock'>, tables: Tables, key: string, most: number, window: number, said: string): Promise<void> {
  if (most <= 0) return
  const now = clock.now()
  const taken = await tables.limits.take(key, most, window, now)
  if (taken.ok) return
  const retryAfter = Math.max(1, Math.ceil((taken.retryAt - now) / 1000))
  throw new StudioError('rate-limited', `${said} Try again in ${spoken(retryAfter)}.`, { retryAfter })
}

function spoken(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7200) return `${Math.ceil(seconds / 60)} minutes`
  return seconds < 172_800 ? `${Math.ceil(seconds / 3600)} hours` : `${Math.ceil(seconds / 86_400)} days`
}
