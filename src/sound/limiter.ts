// Keeps true peaks under a ceiling: looks ahead five milliseconds, goes down smoothly before a peak and comes back slowly
// after it. Streaming, and exactly as long as what it is given.

import { soundRate, type StereoBlock } from './pcm.ts'
import { loudestOf, mayExceed, peakAfter, peakBound, peakReach } from './true-peak.ts'

export interface Limiter {
  /** Takes the next block, gives what is finished: late by the look-ahead, so the first output is shorter. */
  push(block: StereoBlock): StereoBlock
  /** The rest. In all exactly as many samples as were pushed. */
  flush(): StereoBlock
}

const lookAhead = Math.round(0.005 * soundRate)
// 120 ms: shorter releases distort basses, longer ones leave holes after every drum.
const release = Math.exp(-1 / (0.12 * soundRate))
// What the moving gain itself can add between samples.
const margin = 10 ** (-0.02 / 20)

/** A limiter with a gain in front. `gain` linear, `ceiling` in dBTP. */
export function createLimiter(gain: number, ceiling: number): Limiter {
  const limit = 10 ** (ceiling / 20) * margin
  const followed = gainCurve()
  // Input that is still needed; its first sample has the number `base`.
  let left: Float32Array = new Float32Array(peakReach)
  let right: Float32Array = new Float32Array(peakReach)
  let base = -peakReach
  let scanned = 0

  // The gain that follows from all samples up to number n belongs to sample n - delay: then every sample near a peak,
  // before and after it, gets a gain that has gone all the way down.
  function push(block: StereoBlock): StereoBlock {
    left = joined(left, block.left, gain)
    right = joined(right, block.right, gain)
    const fresh = Math.max(0, base + left.length - peakReach - scanned)
    const factors = followed(neededGains(left, right, scanned - base, fresh, limit))
    const first = Math.max(0, scanned - delay)
    const count = Math.max(0, scanned + fresh - delay - first)
    const result = { left: new Float32Array(count), right: new Float32Array(count) }
    const skipped = fresh - count
    for (let index = 0, from = first - base; index < count; index++, from++) {
      const factor = factors[skipped + index]!
      result.left[index] = left[from]! * factor
      result.right[index] = right[from]! * factor
    }
    scanned += fresh
    forget(first + count - peakReach)
    return result
  }

  function forget(before: number): void {
    const drop = before - base
    if (drop <= 0) return
    left = left.slice(drop)
    right = right.slice(drop)
    base = before
  }

  const tail = delay + peakReach
  return { push, flush: () => push({ left: new Float32Array(tail), right: new Float32Array(tail) }) }
}

const delay = lookAhead + peakReach

function joined(kept: Float32Array, block: Float32Array, gain: number): Float32Array {
  const all = new Float32Array(kept.length + block.length)
  all.set(kept)
  for (let index = 0; index < block.length; index++) all[kept.length + index] = block[index]! * gain
  return all
}

const stride = 32

function neededGains(left: Float32Array, right: Float32Array, from: number, count: number, limit: number): Float32Array {
  const gains = new Float32Array(count).fill(1)
  for (let start = 0; start < count; start += stride) {
    const end = Math.min(count, start + stride)
    const nearby = Math.max(loudestOf(left, from + start - peakReach, from + end + peakReach), loudestOf(right, from + start - peakReach, from + end + peakReach))
    if (nearby * peakBound <= limit) continue
    for (let index = start; index < end; index++) {
      if (!mayExceed(left, from + index, nearby, limit) && !mayExceed(right, from + index, nearby, limit)) continue
      const peak = Math.max(peakAfter(left, from + index), peakAfter(right, from + index))
      if (peak > limit) gains[index] = limit / peak
    }
  }
  return gains
}

// From the gain that each sample needs to the gain that it gets: the smallest within reach, let go slowly, smoothed over the
// look-ahead. Numbers live in locals during the loops, because a captured number costs an allocation each time it changes.
function gainCurve(): (wanted: Float32Array) => Float64Array {
  const smallest = minimumOver(lookAhead + peakReach * 2)
  const averaged = averageOver(lookAhead)
  let before = 1
  return (wanted) => {
    const gains = smallest(wanted)
    let released = before
    for (let index = 0; index < gains.length; index++) gains[index] = released = Math.min(gains[index]!, 1 - (1 - released) * release)
    before = released
    return averaged(gains)
  }
}

// The smallest of the last `length` values, in constant time each (a queue of candidates that only grows downwards).
function minimumOver(length: number): (from: Float32Array) => Float64Array {
  const size = length + 1
  const values = new Float32Array(size)
  const places = new Float64Array(size)
  const kept = { head: 0, tail: 0, now: 0 }
  return (from) => {
    const smallest = new Float64Array(from.length)
    let { head, tail, now } = kept
    for (let index = 0; index < from.length; index++, now++) {
      const value = from[index]!
      while (tail !== head) {
        const last = tail === 0 ? length : tail - 1
        if (values[last]! < value) break
        tail = last
      }
      values[tail] = value
      places[tail] = now
      tail = tail === length ? 0 : tail + 1
      if (places[head]! <= now - length) head = head === length ? 0 : head + 1
      smallest[index] = values[head]!
    }
    Object.assign(kept, { head, tail, now })
    return smallest
  }
}

/** Means of the last `length` values, in place. */
function averageOver(length: number): (values: Float64Array) => Float64Array {
  const window = new Float64Array(length).fill(1)
  const kept = { at: 0, sum: length }
  return (values) => {
    let { at, sum } = kept
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!
      sum += value - window[at]!
      window[at] = value
      at = at + 1 === length ? 0 : at + 1
      values[index] = Math.min(1, sum / length)
    }
    Object.assign(kept, { at, sum })
    return values
  }
}
