// What the composer writes: notes and the grid they stand on, as plain data. Everything downstream (cuts, fades, pictures)
// reads the grid and never listens to the audio. Times are seconds from the beginning of the song.

import type { Composition, Mood } from '../../draft/index.ts'

/** What is wished for. Equal requests give equal scores. */
export interface ComposeRequest {
  readonly mood: Mood
  readonly seed: number
  /** Exact length in samples at 48 kHz. */
  readonly samples: number
  /** Beats per minute; absent: the mood's own. The result lies within 8 % of it. */
  readonly tempo?: number
  /** 0..1; how much happens; absent: the mood's own form. */
  readonly energy?: number
  /** Pitch class of the key note, 0 = C; absent: the seed chooses. */
  readonly key?: number
  readonly withoutDrums?: boolean
  readonly only?: NonNullable<Composition['only']>
  /** Seconds where chapters of the film start: sections start on the nearest bar line, tempo is chosen to bring it near. */
  readonly chapters?: readonly number[]
  /** Seconds that get a hit, exactly there. */
  readonly accents?: readonly number[]
}

export interface Score {
  readonly mood: Mood
  readonly seed: number
  readonly samples: number
  /** Beats per minute, the same throughout. */
  readonly tempo: number
  /** Pitch class of the key note, and its scale. */
  readonly key: { readonly tonic: number; readonly mode: Mode }
  /** Every beat up to and including the one on which the final chord starts. */
  readonly beats: readonly number[]
  /** Indexes into beats. */
  readonly downbeats: readonly number[]
  readonly sections: readonly Section[]
  readonly chords: readonly PlacedChord[]
  readonly tracks: readonly Track[]
  /** Seconds from the final chord to the end. */
  readonly tail: number
}

export type Mode = 'major' | 'minor'

export interface Section {
  /** I intro, A and B themes, C break; primes are variations. */
  readonly name: string
  readonly start: number
  readonly end: number
  /** 0..1 */
  readonly energy: number
}

export interface PlacedChord {
  /** As a musician writes it within the key: `ii9`, `V13`. */
  readonly symbol: string
  readonly start: number
  readonly end: number
  /** Pitch classes, root first. */
  readonly tones: readonly number[]
}

export interface Track {
  readonly role: Role
  readonly instrument: Instrument
  /** By start. */
  readonly notes: readonly Note[]
}

export type Role = 'drums' | 'bass' | 'comp' | 'second' | 'pad' | 'melody' | 'accent'

export interface Note {
  readonly start: number
  readonly length: number
  /** MIDI number; for drum kits the General MIDI percussion key. */
  readonly pitch: number
  /** 0..1 */
  readonly velocity: number
}

export type Instrument =
  | 'piano' | 'e-piano' | 'celesta' | 'glockenspiel' | 'vibes' | 'marimba' | 'bells' | 'nylon-guitar' | 'jazz-guitar' | 'muted-guitar'
  | 'upright-bass' | 'finger-bass' | 'violin' | 'cello' | 'contrabass' | 'pizzicato' | 'harp' | 'strings' | 'fast-strings' | 'horns' | 'flute'
  | 'warm-pad' | 'soft-choir' | 'soft-bells' | 'sub-bass'
  | 'kit' | 'room-kit' | 'brush-kit' | 'orchestra-kit'
