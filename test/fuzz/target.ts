// What a fuzzed parser looks like from outside: it is opened, fed one input after the other, and closed. A target says what
// must hold for its answers by throwing a Finding; what it refuses politely is as good as what it takes.

/** How inputs of a target are bent: by bytes, as JSON values, or as a request whose head and body are bent apart. */
export type Form = 'bytes' | 'json' | 'request'

export interface Target {
  readonly name: string
  readonly form: Form
  /** Pieces that its parser looks for; thrown in as they are. */
  readonly words: readonly string[]
  /** Milliseconds that one input may take on a busy machine. */
  readonly slowest: number
  open(place: Place): Promise<OpenTarget>
}

/** What a run lends its targets. */
export interface Place {
  /** A folder that goes away with the run. */
  readonly folder: string
  /** A PostgreSQL database that may be filled; started when first asked for. */
  database(): Promise<string>
}

export interface OpenTarget {
  /** Throws a Finding, or whatever the parser threw. */
  feed(input: Uint8Array): Promise<'taken' | 'refused'>
  close?(): Promise<void>
}

/** A promise that an input broke. */
export class Finding extends Error {
  override readonly name = 'Finding'
}

/** JSON of an answer; throws when it has none. */
export function asJson(answer: unknown): string {
  const text = JSON.stringify(answer)
  if (text === undefined) throw new Finding('the answer cannot be written as JSON')
  return text
}
