// Ten moods: tempo, harmony, band and groove of each. Adding a mood is adding a row. Drum rows are sixteenths of a bar:
// X loud, x normal, o soft, . nothing; a bar of fewer beats uses the row's beginning.

import type { Mood } from '../../draft/index.ts'
import type { TempoRange } from './form.ts'
import type { Instrument, Mode, Role } from './score.ts'

export interface MoodRecipe {
  readonly tempo: TempoRange
  readonly mode: Mode
  /** One chord a bar (or every second bar), for A and C sections; B sections use another one of the list. */
  readonly progressions: readonly string[]
  readonly barsPerChord: 1 | 2
  /** The two bars before the end, and the last chord. */
  readonly cadence: readonly [string, string]
  readonly final: string
  /** Where the second of two notes falls, 0.5 = even; and what is swung. */
  readonly swing: { readonly share: number; readonly of: 8 | 16 }
  readonly drums?: { readonly kit: Instrument; readonly rows: readonly DrumRow[]; readonly fill: boolean }
  readonly parts: readonly BandPart[]
  /** Notes a bar of the melody, and its register. */
  readonly melody: { readonly density: number; readonly low: number; readonly high: number }
  /** Seconds until reverb has gone down by 60 dB, and how much of it. */
  readonly reverb: { readonly seconds: number; readonly amount: number }
}

export interface DrumRow {
  readonly key: number
  readonly steps: string
  /** Heard from this energy on (and, with `until`, only below another). */
  readonly from: number
  readonly until?: number
  /** Only in every second bar. */
  readonly second?: boolean
}

export interface BandPart {
  readonly role: Exclude<Role, 'drums' | 'accent'>
  readonly instrument: Instrument
  readonly style: Style
  readonly from: number
  readonly velocity: number
}

export type Style =
  | 'melody' | 'counter' | 'sustain' | 'eighths' | 'stabs' | 'strum' | 'arpeggio' | 'ballad' | 'charleston' | 'offbeat' | 'pluck' | 'ostinato' | 'sparse'
  | 'bass-long' | 'bass-eighths' | 'bass-lazy' | 'bass-fifths' | 'bass-walking' | 'bass-offbeat'

const part = (role: BandPart['role'], instrument: Instrument, style: Style, from: number, velocity: number): BandPart => ({ role, instrument, style, from, velocity })
const even = { share: 0.5, of: 8 } as const

export const moods: Readonly<Record<Mood, MoodRecipe>> = {
  'lo-fi': {
    tempo: { low: 70, preferred: 80, high: 90 }, mode: 'major', barsPerChord: 1,
    progressions: ['Imaj9 vi9 ii9 V13', 'IVmaj9 iii7 vi9 Imaj7', 'ii9 V13 Imaj9 vi9', 'IVmaj9 V13 iii7 vi9'], cadence: ['ii9', 'V13'], final: 'Imaj9',
    swing: { share: 0.6, of: 16 },
    drums: { kit: 'room-kit', fill: false, rows: [
      { key: 36, steps: 'X.....o...x.....', from: 0.4 }, { key: 36, steps: '.......o........', from: 0.6, second: true }, { key: 38, steps: '....x.......x...', from: 0.4 },
      { key: 42, steps: 'x.o.x.o.x.o.x.o.', from: 0.5 }, { key: 42, steps: '...o.......o...o', from: 0.8 }, { key: 37, steps: '..............o.', from: 0.65, second: true },
    ] },
    parts: [part('comp', 'e-piano', 'stabs', 0, 0.62), part('bass', 'finger-bass', 'bass-lazy', 0.45, 0.7), part('pad', 'warm-pad', 'sustain', 0.3, 0.5), part('melody', 'vibes', 'melody', 0.5, 0.62), part('second', 'jazz-guitar', 'sparse', 0.8, 0.5)],
    melody: { density: 3.2, low: 67, high: 86 }, reverb: { seconds: 1.4, amount: 0.16 },
  },
  upbeat: {
    tempo: { low: 110, preferred: 120, high: 128 }, mode: 'major', barsPerChord: 1,
    progressions: ['I V vi IV', 'vi IV I V', 'IV I V vi', 'I vi IV V'], cadence: ['IV', 'Vsus4'], final: 'Iadd9', swing: even,
    drums: { kit: 'kit', fill: true, rows: [
      { key: 36, steps: 'X...X...X...X...', from: 0.5 }, { key: 36, steps: 'X.......x.......', from: 0.3, until: 0.5 }, { key: 39, steps: '....x.......x...', from: 0.5 }, { key: 38, steps: '....x.......x...', from: 0.8 },
      { key: 46, steps: '..x...x...x...x.', from: 0.65 }, { key: 42, steps: 'x.o.x.o.x.o.x.o.', from: 0.3, until: 0.65 }, { key: 82, steps: 'o.oxo.oxo.oxo.ox', from: 0.75 },
    ] },
    parts: [part('comp', 'piano', 'eighths', 0, 0.66), part('second', 'muted-guitar', 'ostinato', 0.65, 0.55), part('bass', 'finger-bass', 'bass-offbeat', 0.45, 0.78), part('pad', 'warm-pad', 'sustain', 0.5, 0.55), part('melody', 'marimba', 'melody', 0.5, 0.72)],
    melody: { density: 4.6, low: 69, high: 88 }, reverb: { seconds: 1.5, amount: 0.13 },
  },
  happy: {
    tempo: { low: 100, preferred: 112, high: 124 }, mode: 'major', barsPerChord: 1,
    progressions: ['I IV I V', 'I vi IV V', 'I IV vi V', 'IV I V I'], cadence: ['ii', 'V7'], final: 'I', swing: { share: 0.54, of: 16 },
    drums: { kit: 'kit', fill: false, rows: [
      { key: 36, steps: 'X.......x.x.....', from: 0.45 }, { key: 39, steps: '....x.......x...', from: 0.5 }, { key: 82, steps: 'o.x.o.x.o.x.o.x.', from: 0.35 }, { key: 39, steps: '...............o', from: 0.8, second: true }, { key: 54, steps: '..x...x...x...x.', from: 0.85 },
    ] },
    parts: [part('comp', 'nylon-guitar', 'strum', 0, 0.66), part('bass', 'upright-bass', 'bass-fifths', 0.4, 0.72), part('second', 'piano', 'offbeat', 0.7, 0.5), part('melody', 'glockenspiel', 'melody', 0.5, 0.55), part('pad', 'strings', 'sustain', 0.85, 0.45)],
    melody: { density: 4.4, low: 72, high: 91 }, reverb: { seconds: 1.1, amount: 0.12 },
  },
  cinematic: {
    tempo: { low: 66, preferred: 76, high: 88 }, mode: 'minor', barsPerChord: 1,
    progressions: ['i VI III VII', 'VI VII i III', 'i iv VI VII', 'i III VII iv'], cadence: ['VI', 'VII'], final: 'iadd9', swing: even,
    drums: { kit: 'orchestra-kit', fill: false, rows: [
      { key: 36, steps: 'X...............', from: 0.5 }, { key: 36, steps: '..........x.x...', from: 0.8 }, { key: 41, steps: 'x.......x.......', from: 0.85 }, { key: 47, steps: '............o.oo', from: 0.9, second: true },
    ] },
    parts: [part('comp', 'piano', 'arpeggio', 0, 0.58), part('pad', 'strings', 'sustain', 0.3, 0.62), part('bass', 'contrabass', 'bass-long', 0.4, 0.7), part('second', 'fast-strings', 'ostinato', 0.68, 0.56), part('melody', 'cello', 'melody', 0.5, 0.66)],
    melody: { density: 2.4, low: 55, high: 74 }, reverb: { seconds: 2.8, amount: 0.28 },
  },
  ambient: {
    tempo: { low: 56, preferred: 64, high: 72 }, mode: 'major', barsPerChord: 2,
    progressions: ['Imaj9 IVmaj7 vi9 Vadd9', 'IVmaj9 Imaj7 iii7 vi9', 'vi9 IVmaj9 Imaj9 Vadd9', 'Imaj9 iii7 IVmaj9 ii9', 'ii9 IVmaj9 vi9 Imaj9'], cadence: ['IVmaj9', 'Vsus4'], final: 'Imaj9', swing: even,
    parts: [part('pad', 'warm-pad', 'sustain', 0, 0.6), part('second', 'soft-choir', 'sustain', 0.55, 0.5), part('bass', 'sub-bass', 'bass-long', 0.4, 0.6), part('melody', 'soft-bells', 'melody', 0.4, 0.5), part('comp', 'harp', 'sparse', 0.5, 0.45)],
    melody: { density: 1.5, low: 72, high: 91 }, reverb: { seconds: 4.5, amount: 0.4 },
  },
  sad: {
    tempo: { low: 60, preferred: 68, high: 76 }, mode: 'minor', barsPerChord: 1,
    progressions: ['iadd9 VI III VII', 'i iv VI V', 'i VI iv V', 'VI III iv i'], cadence: ['iv7', 'V'], final: 'i', swing: even,
    parts: [part('comp', 'piano', 'ballad', 0, 0.55), part('melody', 'violin', 'melody', 0.5, 0.58), part('pad', 'strings', 'sustain', 0.52, 0.48), part('bass', 'cello', 'bass-long', 0.65, 0.55), part('second', 'flute', 'counter', 0.88, 0.45)],
    melody: { density: 2.2, low: 64, high: 83 }, reverb: { seconds: 2.4, amount: 0.25 },
  },
  epic: {
    tempo: { low: 84, preferred: 94, high: 108 }, mode: 'minor', barsPerChord: 1,
    progressions: ['i VI III VII', 'i VII VI VII', 'VI VII i i', 'i III VI VII'], cadence: ['VI', 'VII'], final: 'i', swing: even,
    drums: { kit: 'orchestra-kit', fill: true, rows: [
      { key: 36, steps: 'X.....x.x.......', from: 0.4 }, { key: 41, steps: 'X..x..x.X..x..x.', from: 0.5 }, { key: 43, steps: '......x.......xx', from: 0.65 }, { key: 47, steps: 'xoxoxoxoxoxoxoxo', from: 0.85 }, { key: 38, steps: '....x.......x.oo', from: 0.75 },
    ] },
    parts: [part('comp', 'fast-strings', 'ostinato', 0, 0.66), part('bass', 'contrabass', 'bass-eighths', 0.4, 0.75), part('melody', 'horns', 'melody', 0.5, 0.78), part('pad', 'soft-choir', 'sustain', 0.65, 0.62), part('second', 'strings', 'sustain', 0.5, 0.6)],
    melody: { density: 2.4, low: 53, high: 72 }, reverb: { seconds: 2.6, amount: 0.24 },
  },
  jazz: {
    tempo: { low: 108, preferred: 124, high: 144 }, mode: 'major', barsPerChord: 1,
    progressions: ['ii9 V13 Imaj9 vi7', 'Imaj9 vi7 ii9 V13', 'iii7 vi7 ii9 V13', 'IVmaj9 iii7 ii9 V13'], cadence: ['ii9', 'V13'], final: 'I6/9', swing: { share: 0.66, of: 8 },
    drums: { kit: 'brush-kit', fill: false, rows: [
      { key: 51, steps: 'x...x.o.x...x.o.', from: 0.3 }, { key: 44, steps: '....x.......x...', from: 0.3 }, { key: 38, steps: '......o.......o.', from: 0.6, second: true }, { key: 36, steps: 'o...o...o...o...', from: 0.5 },
    ] },
    parts: [part('comp', 'piano', 'charleston', 0, 0.55), part('bass', 'upright-bass', 'bass-walking', 0.3, 0.72), part('melody', 'vibes', 'melody', 0.5, 0.66), part('second', 'jazz-guitar', 'offbeat', 0.8, 0.42)],
    melody: { density: 4.2, low: 65, high: 86 }, reverb: { seconds: 1.2, amount: 0.14 },
  },
  corporate: {
    tempo: { low: 104, preferred: 112, high: 120 }, mode: 'major', barsPerChord: 1,
    progressions: ['I V vi IV', 'I iii IV V', 'vi IV I V', 'I IV vi V'], cadence: ['IV', 'Vsus4'], final: 'Iadd9', swing: even,
    drums: { kit: 'kit', fill: true, rows: [
      { key: 36, steps: 'X.......x.......', from: 0.45 }, { key: 36, steps: 'X...X...X...X...', from: 0.75 }, { key: 39, steps: '....x.......x...', from: 0.55 }, { key: 42, steps: '..x...x...x...x.', from: 0.5 }, { key: 82, steps: 'o.o.o.o.o.o.o.o.', from: 0.75 },
    ] },
    parts: [part('comp', 'muted-guitar', 'ostinato', 0, 0.62), part('second', 'piano', 'sustain', 0.4, 0.6), part('bass', 'finger-bass', 'bass-eighths', 0.5, 0.7), part('pad', 'warm-pad', 'sustain', 0.6, 0.5), part('melody', 'bells', 'melody', 0.5, 0.55)],
    melody: { density: 3.4, low: 69, high: 88 }, reverb: { seconds: 1.6, amount: 0.16 },
  },
  holiday: {
    tempo: { low: 100, preferred: 112, high: 124 }, mode: 'major', barsPerChord: 1,
    progressions: ['I vi ii7 V7', 'I IV I V7', 'IV iv6 I vi', 'I iii IV V7'], cadence: ['ii7', 'V7'], final: 'I', swing: { share: 0.58, of: 8 },
    drums: { kit: 'kit', fill: false, rows: [
      { key: 83, steps: 'x.o.x.o.x.o.x.o.', from: 0.3 }, { key: 36, steps: 'x.......x.......', from: 0.6 }, { key: 38, steps: '....o.......o...', from: 0.75 },
    ] },
    parts: [part('comp', 'pizzicato', 'offbeat', 0, 0.62), part('bass', 'upright-bass', 'bass-fifths', 0.35, 0.68), part('melody', 'celesta', 'melody', 0.45, 0.7), part('pad', 'strings', 'sustain', 0.6, 0.5), part('second', 'piano', 'offbeat', 0.8, 0.46)],
    melody: { density: 4.2, low: 72, high: 91 }, reverb: { seconds: 1.8, amount: 0.2 },
  },
}
