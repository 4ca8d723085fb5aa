// Peaks between samples: the largest value of the sound after four-fold oversampling (BS.1770 annex 2). Exact enough to
// agree with FFmpeg within 0.1 dB, and computed only where a neighbourhood is loud enough to matter.

import type { StereoBlock } from './pcm.ts'

export interface TruePeakMeter {
  add(block: StereoBlock): void
  /** dBTP of the loudest point so far; -Infinity for silence. */
  result(): number
}

/** Samples to each side of a position that its interpolated value depends on. */
export const peakReach = 12

// Windowed-sinc rows for the positions 1/4, 2/4 and 3/4 between two samples; the fourth is the sample itself.
const rows = [0.25, 0.5, 0.75].map((fraction) => {
  const row = new Float64Array(peakReach * 2)
  let sum = 0
  for (let tap = 0; tap < row.length; tap++) {
    const distance = tap - (peakReach - 1) - fraction
    const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / peakReach)
    const value = (Math.sin(Math.PI * distance) / (Math.PI * distance)) * window
    row[tap] = value
    sum += value
  }
  return row.map((value) => value / sum)
})

/**
 * The largest magnitude in `[index, index + 1)`, in-between values included. Needs `peakReach` samples on both sides.
 */
export function peakAfter(samples: Float32Array, index: number): number {
  let peak = Math.abs(samples[index]!)
  const start = index - peakReach + 1
  for (const row of rows) {
    let sum = 0
    for (let tap = 0; tap < row.length; tap++) sum += row[tap]! * samples[start + tap]!
    if (sum < 0) sum = -sum
    if (sum > peak) peak = sum
  }
  return peak
}

// An in-between value lies within what its four neighbours give exactly, and what all others could give at most.
const neighbours = rows.map((row) => {
  const near = row.subarray(peakReach - 2, peakReach + 2)
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + Math.abs(value), 0)
  return { near, others: (total(row) - total(near)) * (1 + 1e-9) + 1e-12 }
})
const [early, middle, late] = neighbours as [typeof neighbours[0], typeof neighbours[0], typeof neighbours[0]]

/**
 * Whether `peakAfter` at this place can be larger than `limit`, when no sample within reach is larger than `nearby`. Says
 * yes too often, never too rarely; spares most of the filtering.
 */
export function mayExceed(samples: Float32Array, index: number, nearby: number, limit: number): boolean {
  return Math.abs(samples[index]!) > limit
    || Math.abs(nearSum(middle.near, samples, index)) + middle.others * nearby > limit
    || Math.abs(nearSum(early.near, samples, index)) + early.others * nearby > limit
    || Math.abs(nearSum(late.near, samples, index)) + late.others * nearby > limit
}

function nearSum(near: Float64Array, samples: Float32Array, index: number): number {
  return near[0]! * samples[index - 1]! + near[1]! * samples[index]! + near[2]! * samples[index + 1]! + near[3]! * samples[index + 2]!
}

/** The largest magnitude of samples `from` to `to - 1`; places outside count as silence. */
export function loudestOf(samples: Float32Array, from: number, to: number): number {
  let most = 0
  const end = Math.min(to, samples.length)
  for (let index = Math.max(0, from); index < end; index++) {
    const value = samples[index]!
    if (value > most) most = value
    else if (-value > most) most = -value
  }
  return most
}

/** How much larger than its loudest sample nearby an in-between value can be: the sum of a row's magnitudes. */
export const peakBound = Math.max(...rows.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0)))

export function createTruePeakMeter(): TruePeakMeter {
  const sides = [peakTracker(), peakTracker()] as const
  return {
    add(block) {
      sides[0].add(block.left)
      sides[1].add(block.right)
    },
    result() {
      const peak = Math.max(sides[0].result(), sides[1].result())
      return peak === 0 ? -Infinity : 20 * Math.log10(peak)
    },
  }
}

/** True peak of one block in memory, dBTP. */
export function measureTruePeak(block: StereoBlock): number {
  const meter = createTruePeakMeter()
  meter.add(block)
  return meter.result()
}

const stride = 32

function peakTracker() {
  // What is still needed of the samples before, then the block: one piece of memory for all blocks.
  let held = new Float32Array(peakReach * 2)
  let kept = peakReach
  let peak = 0
  function add(block: Float32Array): void {
    const length = kept + block.length
    if (held.length < length) held = enlarged(held, length)
    held.set(block, kept)
    if (length > peakReach * 2) peak = loudestBetween(held, peakReach, length - peakReach, peak)
    kept = Math.min(length, peakReach * 2)
    held.copyWithin(0, length - kept, length)
  }
  return {
    add,
    result() {
      const rest = held.slice(0, kept + peakReach).fill(0, kept)
      return rest.length > peakReach * 2 ? loudestBetween(rest, peakReach, rest.length - peakReach, peak) : peak
    },
  }
}

function enlarged(samples: Float32Array, length: number): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(length)
  larger.set(samples)
  return larger
}

// The largest of `peak` and what `peakAfter` gives from `from` to `to - 1`.
function loudestBetween(samples: Float32Array, from: number, to: number, peak: number): number {
  let most = peak
  for (let start = from; start < to; start += stride) {
    const end = Math.min(to, start + stride)
    const nearby = loudestOf(samples, start - peakReach, end + peakReach)
    if (nearby * peakBound <= most) continue
    for (let index = start; index < end; index++) {
      if (mayExceed(samples, index, nearby, most)) most = Math.max(most, peakAfter(samples, index))
    }
  }
  return most
}
