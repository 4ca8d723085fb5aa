// Where the shots of a clip change: a picture that differs much more from the one before than its neighbours do. Looks at
// a grid of luma samples, never at whole pictures; decoding is what costs, so long clips are judged by their keyframes,
// which encoders set at hard cuts.

import type { Frame } from 'node-av/lib'
import { constants as C } from './clip-av.ts'
import { bitDepthOf } from './clip-format.ts'
import type { ClipFrame, ClipFrames } from './clip-decode.ts'
import type { ClipFile } from './clip-file.ts'

export interface ShotSearch {
  /** How many pictures the clip has. */
  readonly frameCount: number
  /** When to stop looking, on the clock of `now`. */
  readonly deadline: number
  readonly now: () => number
}

/** Samples across and down. */
const ACROSS = 48
const DOWN = 27
/** Mean difference of luma (0..255) below which nothing is a cut: noise and slow moves lie under 6, cuts over 20. */
const LEAST_CHANGE = 11
/** How many times more than its surroundings a cut must change: a fast pan changes much all the time. */
const STANDS_OUT = 3.5
/** Between keyframes, which lie seconds apart, everything moves; only another scene differs this much. */
const KEYFRAME_CHANGE = 30
/** No shot is shorter than this, ms: flashes are not cuts. */
const SHORTEST = 280
/** Pictures to decode before the price of one is known. */
const TRIAL = 24

interface Sample {
  readonly time: number
  readonly luma: Float32Array
}

/** Times in ms at which shots change, ascending; empty when there is one shot or the time did not suffice to see. */
export function findShots(file: ClipFile, frames: ClipFrames, first: ClipFrame, search: ShotSearch): number[] {
  const samples = [sampleOf(first)]
  const started = search.now()
  for (let count = 0; count < TRIAL; count++) {
    const next = frames.next()
    if (next === undefined) return cuts(samples)
    samples.push(sampleOf(next))
  }
  const price = (search.now() - started) / TRIAL
  const keyframesOnly = price * search.frameCount > search.deadline - started
  if (keyframesOnly) file.context.setOption('skip_frame', 'nokey')
  const dense = samples.length
  for (let next = frames.next(); next !== undefined && search.now() < search.deadline; next = frames.next()) samples.push(sampleOf(next))
  return keyframesOnly ? [...cuts(samples.slice(0, dense)), ...keyframeCuts(samples.slice(dense - 1))] : cuts(samples)
}

function sampleOf({ time, frame }: ClipFrame): Sample {
  return { time, luma: lumaGrid(frame) }
}

/** Luma (or green) on a grid, 0..255. Each sample is the mean of four pixels, which is enough against noise. */
function lumaGrid(frame: Frame): Float32Array {
  const grid = new Float32Array(ACROSS * DOWN)
  const plane = frame.data?.[0]
  if (plane === undefined) return grid
  const stride = frame.linesize[0]!
  const depth = bitDepthOf(frame.format)
  const bytes = Math.max(1, Math.floor(stride / Math.max(1, frame.width)))
  // Packed colours lie several bytes apart, green in the middle; padding of rows never doubles them.
  const packed = frame.data!.length > 1 && frame.linesize[1]! > 0 ? (depth > 8 ? 2 : 1) : bytes
  const read = depth > 8 && packed === 2 ? (at: number): number => (plane[at]! | (plane[at + 1]! << 8)) / 2 ** (depth - 8) : (at: number): number => plane[at + (packed > 2 ? 1 : 0)]!
  const [width, height] = [frame.width, frame.height]
  for (let row = 0; row < DOWN; row++) {
    const y = Math.floor(((row + 0.5) * (height - 2)) / DOWN)
    for (let column = 0; column < ACROSS; column++) {
      const x = Math.floor(((column + 0.5) * (width - 2)) / ACROSS)
      const at = y * stride + x * packed
      grid[row * ACROSS + column] = (read(at) + read(at + packed) + read(at + stride) + read(at + stride + packed)) / 4
    }
  }
  return grid
}

function difference(left: Sample, right: Sample): number {
  let sum = 0
  for (let index = 0; index < left.luma.length; index++) sum += Math.abs(left.luma[index]! - right.luma[index]!)
  return sum / left.luma.length
}

function cuts(samples: readonly Sample[]): number[] {
  const changes = samples.map((sample, index) => (index === 0 ? 0 : difference(samples[index - 1]!, sample)))
  const found: number[] = []
  for (let index = 1; index < samples.length; index++) {
    const change = changes[index]!
    if (change < LEAST_CHANGE) continue
    const around = changes.slice(Math.max(1, index - 8), index).concat(changes.slice(index + 1, index + 9))
    const usual = around.reduce((sum, value) => sum + value, 0) / Math.max(1, around.length)
    // A flash comes back: the pictures before it and those after it look the same.
    const others = [[index - 1, index + 2], [index - 2, index], [index - 3, index]] as const
    const stays = others.every(([before, after]) => {
      const [left, right] = [samples[before], samples[after]]
      return left === undefined || right === undefined || difference(left, right) > LEAST_CHANGE
    })
    if (change > STANDS_OUT * usual && stays) found.push(samples[index]!.time)
  }
  return apart(found)
}

function keyframeCuts(samples: readonly Sample[]): number[] {
  return apart(samples.slice(1).filter((sample, index) => difference(samples[index]!, sample) > KEYFRAME_CHANGE).map((sample) => sample.time))
}

function apart(times: readonly number[]): number[] {
  const kept: number[] = []
  for (const time of times) if (time - (kept.at(-1) ?? 0) >= SHORTEST) kept.push(Math.round(time))
  return kept
}
