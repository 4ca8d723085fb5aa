// What a script learns from `kinora` without reading a word: the exit codes, and which fault leads to which.
// Documented in README.md; a test compares the two.

import type { Fault } from '../base/index.ts'

export const exitCodes = {
  /** The thing asked for is there. */
  ok: 0,
  /** Something broke: a full disk, an unreadable draft, a codec. */
  failed: 1,
  /** The command line was not understood. */
  usage: 2,
  /** None of the given files can be used. */
  nothingUsable: 3,
  /** Stopped by Ctrl-C or a signal; finished chunks are kept. */
  cancelled: 4,
  /** The file is finished, but a self-check found something wrong with it. */
  checkFailed: 5,
} as const

/** The exit code for a fault, by its code. */
export function exitCodeOf(fault: Fault): number {
  if (fault.code === 'usage' || fault.code.startsWith('usage-')) return exitCodes.usage
  if (fault.code === 'nothing-usable') return exitCodes.nothingUsable
  if (fault.code === 'cancelled' || fault.code.endsWith('-cancelled')) return exitCodes.cancelled
  return exitCodes.failed
}
