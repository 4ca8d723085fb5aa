// Two ways to fail, used by every room. A Fault is an expected failure and is returned as a value (bad input, an
// impossible edit). A KinoraError is a broken promise and is thrown (a full disk, a codec that died).
// Codes are for programs, messages are for people: what was wrong, where, and what to do about it.

/** An expected failure, as plain data that can cross threads, sockets and logs. */
export interface Fault {
  /** Stable, kebab-case, for programs: `photo-truncated`, `segment-unknown`. */
  readonly code: string
  /** For people, in English: what was wrong, where, and what to do. */
  readonly message: string
  /** Where: a JSON pointer into a document, or a file name. */
  readonly path?: string
  /** The nearest thing that would work, when there is one. */
  readonly suggestion?: string
}

/** Either a value or the faults that prevented it. Never both, never neither. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly faults: readonly Fault[] }

export function success<Value>(value: Value): Outcome<Value> {
  return { ok: true, value }
}

export function failure(...faults: readonly Fault[]): Outcome<never> {
  return { ok: false, faults }
}

/** A broken promise: something that should have worked did not. Carries the same code and message as a Fault. */
export class KinoraError extends Error {
  readonly code: string
  readonly path: string | undefined
  readonly suggestion: string | undefined

  constructor(fault: Fault, options?: { readonly cause?: unknown }) {
    super(fault.message, options)
    this.name = 'KinoraError'
    this.code = fault.code
    this.path = fault.path
    this.suggestion = fault.suggestion
  }

  /** The same failure as plain data. */
  toFault(): Fault {
    return {
      code: this.code,
      message: this.message,
      ...(this.path === undefined ? {} : { path: this.path }),
      ...(this.suggestion === undefined ? {} : { suggestion: this.suggestion }),
    }
  }
}

/** Turns anything that was thrown into a Fault, so that no door has to guess. */
export function faultOf(thrown: unknown, code = 'unexpected'): Fault {
  if (thrown instanceof KinoraError) return thrown.toFault()
  return { code, message: thrown instanceof Error ? thrown.message : String(thrown) }
}

/** The value of an outcome; throws the first fault as a KinoraError when there is none. */
export function unwrap<Value>(outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome.value
  throw new KinoraError(outcome.faults[0] ?? { code: 'unexpected', message: 'An outcome without a value named no fault.' })
}
