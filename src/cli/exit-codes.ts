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
  /** No server answers at the address, or the line broke. */
  unreachable: 6,
  /** The token is missing, wrong or expired, or may not do this. */
  notAllowed: 7,
  /** The server knows no such film, version, file, export or token. */
  unknown: 8,
  /** Not enough credits, or the plan does not include it. */
  notPaid: 9,
  /** The server refuses for now: too many requests, a film that has moved on, an export that is not finished. The same later may work. */
  later: 10,
} as const

/** Words of the server's contract that mean more to a script than "failed". */
const byWord: Readonly<Record<string, number>> = {
  'server-unreachable': exitCodes.unreachable, 'line-broken': exitCodes.unreachable,
  'token-invalid': exitCodes.notAllowed, 'scope-missing': exitCodes.notAllowed, 'login-failed': exitCodes.notAllowed, 'link-expired': exitCodes.notAllowed,
  'credits-short': exitCodes.notPaid, 'export-blocked': exitCodes.notPaid,
  'rate-limited': exitCodes.later, 'unavailable': exitCodes.later, 'version-conflict': exitCodes.later, 'turn-running': exitCodes.later, 'render-not-ready': exitCodes.later, 'still-running': exitCodes.later,
  'file-unsupported': exitCodes.nothingUsable, 'upload-empty': exitCodes.nothingUsable,
}

/** The exit code for a fault, by its code. */
export function exitCodeOf(fault: Fault): number {
  if (fault.code === 'usage' || fault.code.startsWith('usage-')) return exitCodes.usage
  if (fault.code === 'nothing-usable') return exitCodes.nothingUsable
  if (fault.code === 'cancelled' || fault.code.endsWith('-cancelled')) return exitCodes.cancelled
  if (/^(session|version|turn|asset|render|token|claim|operation|connection)-unknown$/.test(fault.code)) return exitCodes.unknown
  return byWord[fault.code] ?? exitCodes.failed
}
