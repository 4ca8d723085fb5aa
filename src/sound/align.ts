// Word times for a voice that gives none: another voice that does give them says the same text, and the two recordings
// are laid onto each other by how they sound (13 mel cepstra every 10 ms, dynamic time warping).

import type { Milliseconds } from '../base/index.ts'
import { createSpectrumAnalyser } from './spectrum.ts'
import type { SpokenWord } from './speech.ts'

export interface MonoSound {
  readonly samples: Float32Array
  /** Samples a second. */
  readonly rate: number
}

const hop = 0.01
const windowSize = 512
const bands = 26
const cepstra = 13
const highest = 7000
// How far the two may run apart, as a share of the longer one; a voice that dwells on one word needs some of it.
const bandShare = 0.25
const leastBand = 40

/** Words of the reference at the times at which the other voice says them, in order and inside its sound. */
export function alignWords(words: readonly SpokenWord[], reference: MonoSound, other: MonoSound): readonly SpokenWord[] {
  const [quiet, loud] = [soundingPart(reference), soundingPart(other)]
  const path = warp(featuresOf(reference, quiet), featuresOf(other, loud))
  const length = Math.round((other.samples.length * 1000) / other.rate)
  const moved = (time: Milliseconds): Milliseconds => {
    const frame = (time / 1000 - quiet.from) / hop
    const at = Math.max(0, Math.min(path.length - 1, Math.round(frame)))
    return Math.max(0, Math.min(length, Math.round((loud.from + path[at]! * hop) * 1000)))
  }
  let last = 0
  return words.map((word) => {
    const from = Math.max(last, moved(word.from))
    const to = Math.min(length, Math.max(from + 1, moved(word.to)))
    last = from
    return { ...word, from, to }
  })
}

/** Seconds between which something is heard; a voice's leading silence would shift every word. */
function soundingPart({ samples, rate }: MonoSound): { readonly from: number; readonly to: number } {
  const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const first = samples.findIndex((value) => Math.abs(value) > peak * 0.02)
  const last = samples.findLastIndex((value) => Math.abs(value) > peak * 0.02)
  return first < 0 ? { from: 0, to: samples.length / rate } : { from: first / rate, to: (last + 1) / rate }
}

// Each coefficient has mean 0 and variance 1 over the recording, so that two voices can be compared.
function featuresOf({ samples, rate }: MonoSound, { from, to }: { readonly from: number; readonly to: number }): Float64Array[] {
  const analyser = createSpectrumAnalyser(windowSize)
  const padded = new Float32Array(samples.length + windowSize)
  padded.set(samples, windowSize / 2)
  const edges = Array.from({ length: bands + 2 }, (_none, index) => hertz((mel(highest) * index) / (bands + 1)) * (windowSize / rate))
  const count = Math.max(2, Math.floor((to - from) / hop))
  const frames = Array.from({ length: count }, (_none, index) => cepstrumOf(analyser.power(padded, Math.min(samples.length, Math.round((from + index * hop) * rate))), edges))
  for (let coefficient = 0; coefficient < cepstra; coefficient++) {
    const mean = frames.reduce((sum, frame) => sum + frame[coefficient]!, 0) / count
    const spread = Math.sqrt(frames.reduce((sum, frame) => sum + (frame[coefficient]! - mean) ** 2, 0) / count) || 1
    for (const frame of frames) frame[coefficient] = (frame[coefficient]! - mean) / spread
  }
  return frames
}

function cepstrumOf(power: ArrayLike<number>, edges: readonly number[]): Float64Array {
  const levels = Array.from({ length: bands }, (_none, band) => {
    const [low, middle, high] = [edges[band]!, edges[band + 1]!, edges[band + 2]!]
    let sum = 1e-9
    for (let bin = Math.floor(low); bin <= Math.min(windowSize / 2, Math.ceil(high)); bin++) {
      const weight = bin <= middle ? (bin - low) / (middle - low) : (high - bin) / (high - middle)
      if (weight > 0) sum += weight * power[bin]!
    }
    return Math.log(sum)
  })
  return Float64Array.from({ length: cepstra }, (_none, coefficient) => levels.reduce((sum, level, band) => sum + level * Math.cos((Math.PI * coefficient * (band + 0.5)) / bands), 0))
}

function mel(frequency: number): number {
  return 2595 * Math.log10(1 + frequency / 700)
}

function hertz(mels: number): number {
  return 700 * (10 ** (mels / 2595) - 1)
}

/** For each frame of one the frame of the other that sounds like it. */
function warp(one: readonly Float64Array[], other: readonly Float64Array[]): readonly number[] {
  const [rows, columns] = [one.length, other.length]
  const band = Math.max(leastBand, Math.round(Math.max(rows, columns) * bandShare))
  const cost = new Float64Array(rows * columns).fill(Infinity)
  for (let row = 0; row < rows; row++) {
    const middle = Math.round((row * columns) / rows)
    for (let column = Math.max(0, middle - band); column < Math.min(columns, middle + band); column++) {
      const at = row * columns + column
      const before = row === 0 && column === 0 ? 0 : Math.min(row > 0 ? cost[at - columns]! : Infinity, column > 0 ? cost[at - 1]! : Infinity, row > 0 && column > 0 ? cost[at - columns - 1]! : Infinity)
      cost[at] = before + distance(one[row]!, other[column]!)
    }
  }
  return trace(cost, rows, columns)
}

function trace(cost: Float64Array, rows: number, columns: number): readonly number[] {
  const first = new Array<number>(rows).fill(0)
  let [row, column] = [rows - 1, columns - 1]
  for (;;) {
    first[row] = column
    if (row === 0 && column === 0) return first
    const at = row * columns + column
    const up = row > 0 ? cost[at - columns]! : Infinity
    const left = column > 0 ? cost[at - 1]! : Infinity
    const both = row > 0 && column > 0 ? cost[at - columns - 1]! : Infinity
    if (both <= up && both <= left) [row, column] = [row - 1, column - 1]
    else if (up <= left) row -= 1
    else column -= 1
  }
}

function distance(one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let index = 0; index < cepstra; index++) sum += (one[index]! - other[index]!) ** 2
  return Math.sqrt(sum)
}
