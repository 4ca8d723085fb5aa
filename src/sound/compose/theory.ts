// Chords, scales and voice leading. Chords are written as musicians write them (`vi9`, `Vsus4`), relative to a key.

import type { Mode } from './score.ts'

export interface Chord {
  readonly symbol: string
  /** Pitch class of the root. */
  readonly root: number
  /** Pitch classes, root first, in the order of their thirds. */
  readonly tones: readonly number[]
}

export const scales: Readonly<Record<Mode, readonly number[]>> = { major: [0, 2, 4, 5, 7, 9, 11], minor: [0, 2, 3, 5, 7, 8, 10] }

const numerals = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII']

const colours: Readonly<Record<string, { readonly major: readonly number[]; readonly minor: readonly number[] }>> = {
  '': { major: [0, 4, 7], minor: [0, 3, 7] },
  maj7: { major: [0, 4, 7, 11], minor: [0, 3, 7, 11] },
  maj9: { major: [0, 4, 7, 11, 14], minor: [0, 3, 7, 11, 14] },
  '7': { major: [0, 4, 7, 10], minor: [0, 3, 7, 10] },
  '9': { major: [0, 4, 7, 10, 14], minor: [0, 3, 7, 10, 14] },
  // A thirteenth without fifth and with ninth: five notes would crowd the middle.
  '13': { major: [0, 4, 10, 14, 21], minor: [0, 3, 10, 14, 21] },
  add9: { major: [0, 4, 7, 14], minor: [0, 3, 7, 14] },
  sus4: { major: [0, 5, 7], minor: [0, 5, 7] },
  '6': { major: [0, 4, 7, 9], minor: [0, 3, 7, 9] },
  '6/9': { major: [0, 4, 7, 9, 14], minor: [0, 3, 7, 9, 14] },
}

/** A chord from its numeral: upper case major, lower case minor, then a colour. Throws a RangeError on a misspelt one. */
export function chordOf(symbol: string, tonic: number, mode: Mode): Chord {
  const match = /^([IViv]+)(.*)$/.exec(symbol)
  const degree = numerals.indexOf(match?.[1]?.toUpperCase() ?? '')
  const colour = colours[match?.[2] ?? '']
  if (match === null || degree < 0 || colour === undefined) throw new RangeError(`"${symbol}" is not a chord.`)
  const root = (tonic + scales[mode][degree]!) % 12
  const tones = colour[match[1] === match[1]!.toUpperCase() ? 'major' : 'minor'].map((interval) => (root + interval) % 12)
  return { symbol, root, tones }
}

/** Chord tones a melody may rest on: all but a ninth that lies a semitone under the third. */
export function restingTones(chord: Chord): readonly number[] {
  const third = chord.tones[1]!
  return chord.tones.filter((tone, index) => index < 3 || (third - tone + 12) % 12 !== 1)
}

/** Pitch classes a melody may use over a chord: where it may rest, and tones of the key that do not grate against one of the chord. */
export function melodyTones(chord: Chord, tonic: number, mode: Mode): readonly number[] {
  const passing = scales[mode].map((step) => (tonic + step) % 12).filter((tone) => !chord.tones.some((own) => [0, 1, 11].includes((own - tone + 12) % 12)))
  return [...restingTones(chord), ...passing].sort((a, b) => a - b)
}

/** The tone of a set that lies nearest to a pitch; of two equally near ones the lower. */
export function nearestPitch(pitch: number, tones: readonly number[]): number {
  for (let distance = 0; distance < 12; distance++) {
    if (tones.includes((pitch - distance + 120) % 12)) return pitch - distance
    if (tones.includes((pitch + distance) % 12)) return pitch + distance
  }
  return pitch
}

/** The tone of a set `steps` tones above (below when negative) a pitch. */
export function stepFrom(pitch: number, steps: number, tones: readonly number[]): number {
  let at = nearestPitch(pitch, tones)
  for (let left = Math.abs(steps); left > 0; left--) {
    do at += Math.sign(steps)
    while (!tones.includes((at + 120) % 12))
  }
  return at
}

/**
 * Notes for a chord within a register, near to how the last one was laid: every inversion, close and with the second
 * voice from above dropped. Five-note chords leave their root to the bass.
 */
export function voiceChord(chord: Chord, before: readonly number[] | undefined, low: number, high: number): readonly number[] {
  const tones = chord.tones.length >= 5 ? chord.tones.slice(1) : chord.tones
  let best: readonly number[] = []
  let bestCost = Infinity
  for (const voicing of voicings(tones, low, high)) {
    const cost = roughness(voicing) + (before === undefined ? Math.abs(average(voicing) - (low + high) / 2) * 2 : movement(before, voicing))
    if (cost < bestCost) { best = voicing; bestCost = cost }
  }
  return best
}

function* voicings(tones: readonly number[], low: number, high: number): Generator<readonly number[]> {
  for (let inversion = 0; inversion < tones.length; inversion++) {
    const order = [...tones.slice(inversion), ...tones.slice(0, inversion)].sort((a, b) => ((a - tones[inversion]! + 12) % 12) - ((b - tones[inversion]! + 12) % 12))
    for (let bottom = low; bottom <= high; bottom++) {
      if ((bottom + 120) % 12 !== order[0]) continue
      const close = order.map((tone) => bottom + ((tone - order[0]! + 12) % 12))
      if (close.at(-1)! > high) continue
      yield close
      const dropped = [close.at(-2)! - 12, ...close.slice(0, -2), close.at(-1)!].sort((a, b) => a - b)
      if (dropped[0]! >= low) yield dropped
    }
  }
}

function movement(before: readonly number[], after: readonly number[]): number {
  return after.reduce((sum, pitch) => sum + Math.min(...before.map((other) => Math.abs(other - pitch))), 0) + Math.abs(average(before) - average(after))
}

// Semitones grate, seconds low down are mud, wide gaps sound empty.
function roughness(voicing: readonly number[]): number {
  let cost = 0
  for (let index = 1; index < voicing.length; index++) {
    const gap = voicing[index]! - voicing[index - 1]!
    if (gap === 1) cost += 14
    if (gap <= 2 && voicing[index - 1]! < 57) cost += 5
    if (gap > 9) cost += 2
  }
  return cost
}

function average(pitches: readonly number[]): number {
  return pitches.reduce((sum, pitch) => sum + pitch, 0) / Math.max(1, pitches.length)
}
