// What can go wrong between this client and a server: the server says no (with one of the numbers of the documents), or
// the line breaks. Both are thrown; the conversation turns them into sentences.

import { KinoraError } from '../../base/index.ts'

/** The server answered, and the answer was no. Nothing was done, so the same may be asked again after a cure. */
export class Refused extends KinoraError {
  /** 1001, 1002, 2001, 4001, 4002, 400, 402, 429, or the HTTP status of a server that gives no number. */
  readonly number: number
  readonly details: Readonly<Record<string, unknown>>

  constructor(number: number, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super({ code: `server-${number}`, message })
    this.number = number
    this.details = details
  }
}

/** The line broke. Unless `reached` is false nobody knows whether the server took the request: it must not be repeated. */
export class LineBroken extends KinoraError {
  readonly reached: boolean

  constructor(reached: boolean, cause: unknown) {
    super({ code: reached ? 'line-broken' : 'server-unreachable', message: reached ? 'The connection broke.' : 'The server cannot be reached.' }, { cause })
    this.reached = reached
  }
}

/** Failures that happen before the first byte leaves this machine. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

export function lineBroken(thrown: unknown): LineBroken {
  const cause = (thrown as { cause?: { code?: string } }).cause
  return new LineBroken(!neverSent.has(cause?.code ?? ''), thrown)
}

/** Runs a task again after the cure for its refusal, once per number. Throws what has no cure, or had it already. */
export async function withCures<Value>(task: () => Promise<Value>, cures: Readonly<Record<number, () => Promise<void>>>): Promise<Value> {
  const used = new Set<number>()
  for (;;) {
    try {
      return await task()
    } catch (thrown) {
      if (!(thrown instanceof Refused) || cures[thrown.number] === undefined || used.has(thrown.number)) throw thrown
      used.add(thrown.number)
      await cures[thrown.number]!()
    }
  }
}
