// What the tones of a picture say: luma, exposure, contrast, colourfulness, sharpness and the score made of them.
// Functions of arrays only. The formula and its figures: docs/decisions, photo score.

import type { Pixels } from './turn.ts'

/** One channel, 0..255 per pixel. */
export interface GreyPicture {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** Luma with the weights of BT.709. */
export function lumaOf(pixels: Pixels): GreyPicture {
  const { width, height, channels, data } = pixels
  const luma = new Uint8Array(width * height)
  for (let at = 0, from = 0; at < luma.length; at++, from += channels) {
    luma[at] = (54 * data[from]! + 183 * data[from + 1]! + 19 * data[from + 2]! + 128) >> 8
  }
  return { width, height, data: luma }
}

export interface Tones {
  /** Mean luma, 0..1. */
  readonly mean: number
  /** Shares of pixels below 6 and from 250 of 255. */
  readonly dark: number
  readonly bright: number
  /** 5th and 95th percentile of luma, 0..255. */
  readonly low: number
  readonly high: number
}

export function tonesOf(luma: GreyPicture): Tones {
  const counts = new Uint32Array(256)
  // Every third pixel says the same as all of them.
  for (let at = 0; at < luma.data.length; at += 3) counts[luma.data[at]!]!++
  const total = Math.max(1, Math.ceil(luma.data.length / 3))
  const share = (from: number, to: number) => counts.subarray(from, to).reduce((sum, count) => sum + count, 0) / total
  const percentile = (part: number) => {
    let below = 0
    return counts.findIndex((count) => (below += count) >= part * total)
  }
  const mean = counts.reduce((sum, count, value) => sum + count * value, 0) / total / 255
  return { mean, dark: share(0, 6), bright: share(250, 256), low: Math.max(0, percentile(0.05)), high: Math.max(0, percentile(0.95)) }
}

/** How colourful a picture is (Hasler and Süsstrunk): about 0 for grey, 33 moderate, above 80 very. */
export function colorfulnessOf(pixels: Pixels): number {
  const { channels, data } = pixels
  // Every second pixel of every second row would do; a fixed stride of pixels is simpler and as good.
  const step = channels * 3
  let count = 0, sumRg = 0, sumYb = 0, squareRg = 0, squareYb = 0
  for (let at = 0; at + 2 < data.length; at += step, count++) {
    const rg = data[at]! - data[at + 1]!
    const yb = 0.5 * (data[at]! + data[at + 1]!) - data[at + 2]!
    sumRg += rg
    sumYb += yb
    squareRg += rg * rg
    squareYb += yb * yb
  }
  if (count === 0) return 0
  const meanRg = sumRg / count, meanYb = sumYb / count
  const spread = Math.sqrt(Math.max(0, squareRg / count - meanRg * meanRg) + Math.max(0, squareYb / count - meanYb * meanYb))
  return spread + 0.3 * Math.hypot(meanRg, meanYb)
}

const tiles = 8

/**
 * The best of 8 x 8 tiles by variance of the Laplacian: one sharp part makes a sharp picture, whatever the depth of field.
 * Comparable only between pictures of about 1024 pixels; below 150 is blurred.
 */
export function sharpnessOf(luma: GreyPicture): number {
  const { width, height, data } = luma
  if (width < 3 || height < 3) return 0
  const sums = new Float64Array(tiles * tiles), squares = new Float64Array(tiles * tiles), counts = new Float64Array(tiles * tiles)
  for (let y = 1; y < height - 1; y++) {
    for (let column = 0, tile = Math.floor((y * tiles) / height) * tiles; column < tiles; column++, tile++) {
      const from = y * width + Math.max(1, Math.ceil((column * width) / tiles))
      const to = y * width + Math.min(width - 1, Math.ceil(((column + 1) * width) / tiles))
      let sum = 0, square = 0
      for (let at = from; at < to; at++) {
        const laplacian = data[at - 1]! + data[at + 1]! + data[at - width]! + data[at + width]! - 4 * data[at]!
        sum += laplacian
        square += laplacian * laplacian
      }
      sums[tile]! += sum
      squares[tile]! += square
      counts[tile]! += Math.max(0, to - from)
    }
  }
  return counts.reduce((best, count, tile) => (count === 0 ? best : Math.max(best, squares[tile]! / count - (sums[tile]! / count) ** 2)), 0)
}

/** 0..1: 40 % sharpness, 30 % exposure, 15 % colour, 15 % contrast; below 0.45 is weak. */
export function scoreOf(sharpness: number, tones: Tones, colorfulness: number): number {
  const sharp = unit((Math.log10(sharpness + 1) - 1.9) / 1.5)
  const exposed = unit(1 - 0.6 * unit((tones.dark - 0.25) / 0.6) - 0.5 * unit((tones.bright - 0.12) / 0.4)
    - 0.8 * unit((70 - tones.high) / 70) - 0.4 * unit((tones.low - 110) / 100))
  const contrast = unit((tones.high - tones.low) / 170)
  return 0.4 * sharp + 0.3 * exposed + 0.15 * unit(colorfulness / 55) + 0.15 * contrast
}

function unit(value: number): number {
  return Math.min(1, Math.max(0, value))
}
