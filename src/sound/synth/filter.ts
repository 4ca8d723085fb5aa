// Small tools of the mixing desk, in place on whole songs: high-pass, low-pass, shelf, compressor.

import { soundRate, type StereoBlock } from '../pcm.ts'

interface Biquad {
  readonly b0: number
  readonly b1: number
  readonly b2: number
  readonly a1: number
  readonly a2: number
}

/** Second-order Butterworth high-pass. */
export function highPass(block: StereoBlock, hertz: number): void {
  const { cosine, alpha } = corner(hertz, Math.SQRT1_2)
  filterBoth(block, normalised(1 + alpha, { b0: (1 + cosine) / 2, b1: -(1 + cosine), b2: (1 + cosine) / 2, a1: -2 * cosine, a2: 1 - alpha }))
}

/** Second-order Butterworth low-pass. */
export function lowPass(block: StereoBlock, hertz: number): void {
  const { cosine, alpha } = corner(hertz, Math.SQRT1_2)
  filterBoth(block, normalised(1 + alpha, { b0: (1 - cosine) / 2, b1: 1 - cosine, b2: (1 - cosine) / 2, a1: -2 * cosine, a2: 1 - alpha }))
}

/** Raises or lowers everything above a frequency by so many dB. */
export function highShelf(block: StereoBlock, hertz: number, decibels: number): void {
  const a = 10 ** (decibels / 40)
  const { cosine, alpha } = corner(hertz, Math.SQRT1_2)
  const root = 2 * Math.sqrt(a) * alpha
  filterBoth(block, normalised(a + 1 - (a - 1) * cosine + root, {
    b0: a * (a + 1 + (a - 1) * cosine + root), b1: -2 * a * (a - 1 + (a + 1) * cosine), b2: a * (a + 1 + (a - 1) * cosine - root),
    a1: 2 * (a - 1 - (a + 1) * cosine), a2: a + 1 - (a - 1) * cosine - root,
  }))
}

/** A gentle compressor on the power of both sides: ratio 1.8 over a threshold in dBFS, 15 ms down, 180 ms up. */
export function compress(block: StereoBlock, threshold: number): void {
  const slope = 1 - 1 / 1.8
  const limit = 10 ** (threshold / 10)
  const down = Math.exp(-1 / (0.015 * soundRate))
  const up = Math.exp(-1 / (0.18 * soundRate))
  let power = 0
  let gain = 1
  for (let index = 0; index < block.left.length; index++) {
    const now = (block.left[index]! ** 2 + block.right[index]! ** 2) / 2
    power = now + (power - now) * (now > power ? down : up)
    // The gain moves slowly: every sixteenth sample is often enough to work it out.
    if (index % 16 === 0) gain = power > limit ? (limit / power) ** (slope / 2) : 1
    block.left[index]! *= gain
    block.right[index]! *= gain
  }
}

function corner(hertz: number, quality: number): { readonly cosine: number; readonly alpha: number } {
  const turn = (2 * Math.PI * hertz) / soundRate
  return { cosine: Math.cos(turn), alpha: Math.sin(turn) / (2 * quality) }
}

function normalised(a0: number, filter: Biquad): Biquad {
  return { b0: filter.b0 / a0, b1: filter.b1 / a0, b2: filter.b2 / a0, a1: filter.a1 / a0, a2: filter.a2 / a0 }
}

function filterBoth(block: StereoBlock, filter: Biquad): void {
  for (const side of [block.left, block.right]) {
    let first = 0
    let second = 0
    for (let index = 0; index < side.length; index++) {
      const input = side[index]!
      const output = filter.b0 * input + first
      first = filter.b1 * input - filter.a1 * output + second
      // The tiny constant keeps silent tails out of denormal numbers, which are slow.
      second = filter.b2 * input - filter.a2 * output + 1e-25
      side[index] = output
    }
  }
}
