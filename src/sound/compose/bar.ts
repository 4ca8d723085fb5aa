// One bar as the players of the band see it, and the notes they write: in beats, straight and exact. Swing and human
// imprecision come later and for everybody.

import type { Dice } from '../../base/index.ts'
import type { Chord } from './theory.ts'

/** A note in beats from the beginning of the song. */
export interface BeatNote {
  readonly beat: number
  /** Beats. */
  readonly length: number
  readonly pitch: number
  /** 0..1 */
  readonly velocity: number
}

export interface Bar {
  readonly index: number
  /** Beats before this bar. */
  readonly start: number
  /** 4, or fewer in the last bar of a very short song. */
  readonly beats: number
  readonly chord: Chord
  /** The chord of the bar after this one, where basses and melodies are heading. */
  readonly next: Chord
  /** True when the chord goes on from the bar before. */
  readonly held: boolean
  /** Bars until the chord changes, this one included. */
  readonly holds: number
  readonly section: string
  /** 0 for the first bar of the section. */
  readonly inSection: number
  readonly isLastOfSection: boolean
  readonly energy: number
}

/** Everything a player may look at besides the bar. */
export interface Player {
  readonly dice: Dice
  readonly velocity: number
  /** The notes of this player's chord in this bar, low to high. */
  readonly voicing: readonly number[]
  /** Pitch of this player's bass notes: the root within the register. */
  readonly bass: number
  /** The root of the next chord, near `bass`. */
  readonly nextBass: number
}
