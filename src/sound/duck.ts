// Music goes down where voices are known to be: a gain curve computed from the words' times, never a sidechain. Depth is
// solved from loudness, so "15 LU under the voice" is what is measured afterwards.

import { soundRate } from './pcm.ts'

/** Film samples, `from < to`. */
export interface Interval {
  readonly from: number
  readonly to: number
}

// Between two sentences the music stays down: coming up for less than a second sounds like pumping.
const holdGap = 0.95 * soundRate
const goingDown = 0.25 * soundRate
const comingUp = 0.6 * soundRate

/** Sorted intervals; those closer than the music would need to come up and go down again are one. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = []
  for (const next of [...intervals].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last !== undefined && next.from - last.to < holdGap) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, next.to) }
    else merged.push(next)
  }
  return merged
}

/** The linear factor (at most 1) that puts music of one loudness so many LU under a voice of another. 0 LU: no ducking. */
export function duckingFor(musicLufs: number, voiceLufs: number, under: number): number {
  return under <= 0 ? 1 : Math.min(1, 10 ** ((voiceLufs - under - musicLufs) / 20))
}

/**
 * How far down the music is, 0 (not at all) to 1 (fully), for samples `from`..`from + count - 1`: raised cosines that end
 * when the first word begins and start when the last one ends. Undefined where nothing is ducked.
 */
export function duckCurve(voices: readonly Interval[], from: number, count: number): Float32Array | undefined {
  const near = voices.filter((voice) => voice.from - goingDown < from + count && voice.to + comingUp > from)
  if (near.length === 0) return undefined
  const curve = new Float32Array(count)
  for (const voice of near) {
    for (let index = 0; index < count; index++) curve[index] = Math.max(curve[index]!, amountAt(voice, from + index))
  }
  return curve
}

function amountAt(voice: Interval, sample: number): number {
  if (sample >= voice.from && sample < voice.to) return 1
  const far = sample < voice.from ? (voice.from - sample) / goingDown : (sample - voice.to + 1) / comingUp
  return far >= 1 ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * far)
}
