// What is said in a film that a voice tells, as plain data: what has been heard of each text, and when it is said.

import type { Fault, Milliseconds } from '../base/index.ts'
import type { Sentence, Speech, TimedWord } from '../draft/index.ts'

/** What is known of a text that a voice said, or why it could not be said. */
export type HeardSpeech =
  | { readonly ok: true; readonly duration: Milliseconds; readonly words: readonly TimedWord[] }
  | { readonly ok: false; readonly fault: Fault }

/** By `speechKey` (narration.ts). A text that is not in it has not been tried yet; its length is guessed. */
export type HeardSpeeches = ReadonlyMap<string, HeardSpeech>

export interface NarratedLine {
  readonly speech: Speech
  /** Film time, ms. */
  readonly start: Milliseconds
  readonly duration: Milliseconds
  /** From the start of the line; empty while the text has not been tried. */
  readonly words: readonly TimedWord[]
}

export interface Narration {
  readonly lines: readonly NarratedLine[]
  /** Length of the film that they need, or the one that was asked for. */
  readonly total: Milliseconds
  readonly because: readonly Sentence[]
}

export interface Story {
  readonly narration: Narration
  /** Of all shots, as they were meant. */
  readonly lengths: readonly Milliseconds[]
  readonly subtitles: boolean
  /** Words that are said later are on a card. */
  readonly until: Milliseconds
}
