// Where the eye goes in a picture, roughly: what breaks the picture's own regularity (spectral residual), what differs
// from its borders, edges and skin, all weighed towards the middle, where photographers put their subjects. It knows no
// faces; its answer is a hint with a certainty, used as the target of camera moves and never to crop hard.

import { lumaOfColors } from './photo-shrink.ts'

/** Cells to each side of the map. */
export const saliencySide = 64
const side = saliencySide

/** 64 x 64 shares that add up to 1, of the picture shrunk to as many colours. */
export function saliencyOf(colors: Float32Array): Float64Array {
  const luma = lumaOfColors(colors)
  const parts = [
    [1, blurred(residualOf(luma), 2)],
    [0.9, blurred(borderContrastOf(colors), 1)],
    [0.4, blurred(edgesOf(luma), 2)],
    [0.7, blurred(skinOf(colors), 2)],
  ] as const
  const map = new Float64Array(side * side)
  for (const [weight, part] of parts) addScaled(map, part, weight)
  weighTowardsCentre(map)
  return asShares(map)
}

/** The middle of what is salient, 0..1, and how much it stands out (0 = spread evenly, from 0.5 on worth aiming at, 1 = one spot). */
export function focusOf(map: Float64Array): { x: number; y: number; certainty: number } {
  let x = 0, y = 0
  for (let at = 0; at < map.length; at++) {
    x += map[at]! * (at % side)
    y += map[at]! * Math.floor(at / side)
  }
  let spread = 0
  for (let at = 0; at < map.length; at++) spread += map[at]! * (((at % side) - x) ** 2 + (Math.floor(at / side) - y) ** 2)
  const certainty = 2 * (1 - Math.sqrt(spread) / (evenSpread * side))
  return { x: rounded((x + 0.5) / side), y: rounded((y + 0.5) / side), certainty: rounded(Math.min(1, Math.max(0, certainty))) }
}

// A map that is even but for the centre prior spreads by this share of the side; half of that is as sure as can be.
const evenSpread = 0.36

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}

function centrePrior(at: number): number {
  const dx = ((at % side) + 0.5) / side - 0.5
  const dy = (Math.floor(at / side) + 0.5) / side - 0.45
  return Math.exp(-(dx * dx + dy * dy) / (2 * 0.28 ** 2))
}

// ------------------------------------------------------------------------------------------------ parts

// Spectral residual (Hou and Zhang 2007): keep the phases, and of the amplitudes only what their neighbours do not predict.
function residualOf(luma: Float32Array): Float64Array {
  const real = Float64Array.from(luma)
  const imaginary = new Float64Array(real.length)
  transform2d(real, imaginary, false)
  const logs = logsOf(real, imaginary)
  keepUnexpected(real, imaginary, logs, boxMean(logs, 1))
  transform2d(real, imaginary, true)
  return powersOf(real, imaginary)
}

function logsOf(real: Float64Array, imaginary: Float64Array): Float64Array {
  return mapOf((at) => Math.log(Math.hypot(real[at]!, imaginary[at]!) + 1e-9))
}

function keepUnexpected(real: Float64Array, imaginary: Float64Array, logs: Float64Array, expected: Float64Array): void {
  for (let at = 0; at < real.length; at++) {
    const scale = Math.exp(logs[at]! - expected[at]!) / Math.exp(logs[at]!)
    real[at]! *= scale
    imaginary[at]! *= scale
  }
}

function powersOf(real: Float64Array, imaginary: Float64Array): Float64Array {
  return mapOf((at) => real[at]! * real[at]! + imaginary[at]! * imaginary[at]!)
}

// How far a colour is from the nearest of the four borders: what touches no border in colour is likely the subject.
function borderContrastOf(colors: Float32Array): Float64Array {
  const opponent = opponentOf(colors)
  const depth = 4
  const borders = [
    meanWithin(opponent, 0, 0, side, depth), meanWithin(opponent, 0, side - depth, side, side),
    meanWithin(opponent, 0, 0, depth, side), meanWithin(opponent, side - depth, 0, side, side),
  ]
  return mapOf((at) => {
    let least = Infinity
    for (const border of borders) {
      least = Math.min(least, (opponent[at * 3]! - border[0]) ** 2 + (opponent[at * 3 + 1]! - border[1]) ** 2 + (opponent[at * 3 + 2]! - border[2]) ** 2)
    }
    return Math.sqrt(least)
  })
}

// Luma, red-green and yellow-blue on one scale; colour counts double.
function opponentOf(colors: Float32Array): Float64Array {
  const opponent = new Float64Array(colors.length)
  for (let at = 0; at < colors.length; at += 3) {
    const red = colors[at]!, green = colors[at + 1]!, blue = colors[at + 2]!
    opponent[at] = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    opponent[at + 1] = red - green
    opponent[at + 2] = (red + green) / 2 - blue
  }
  return opponent
}

function meanWithin(opponent: Float64Array, left: number, top: number, right: number, bottom: number): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0]
  for (let y = top; y < bottom; y++) {
    for (let at = (y * side + left) * 3; at < (y * side + right) * 3; at += 3) {
      sums[0] += opponent[at]!
      sums[1] += opponent[at + 1]!
      sums[2] += opponent[at + 2]!
    }
  }
  const count = (right - left) * (bottom - top)
  return [sums[0] / count, sums[1] / count, sums[2] / count]
}

function edgesOf(luma: Float32Array): Float64Array {
  return mapOf((at) => {
    const x = at % side
    const y = Math.floor(at / side)
    if (x === 0 || y === 0 || x === side - 1 || y === side - 1) return 0
    return Math.hypot(luma[at + 1]! - luma[at - 1]!, luma[at + side]! - luma[at - side]!)
  })
}

// Skin of any tone lies in a narrow fan of chroma (Cb 77..127, Cr 133..173); the middle of the fan counts most.
function skinOf(colors: Float32Array): Float64Array {
  return mapOf((at) => {
    const red = colors[at * 3]!, green = colors[at * 3 + 1]!, blue = colors[at * 3 + 2]!
    const cb = 128 - 0.168736 * red - 0.331264 * green + 0.5 * blue
    const cr = 128 + 0.5 * red - 0.418688 * green - 0.081312 * blue
    const bright = Math.min(1, Math.max(0, (red - 50) / 60))
    return bright * Math.max(0, 1 - Math.abs(cb - 108) / 22) * Math.max(0, 1 - Math.abs(cr - 152) / 18)
  })
}

// ------------------------------------------------------------------------------------------------ arithmetic
// Each loop over a map is a function of its own: a child measures a few photos in its life, and compiling one large function
// that is called once a photo would take longer than running it.

// Adds a part whose largest value counts as much as its weight.
function addScaled(map: Float64Array, part: Float64Array, weight: number): void {
  let top = 0
  for (let at = 0; at < part.length; at++) top = Math.max(top, part[at]!)
  if (top > 0) for (let at = 0; at < map.length; at++) map[at]! += (weight * part[at]!) / top
}

const centrePriors = mapOf(centrePrior)

function weighTowardsCentre(map: Float64Array): void {
  for (let at = 0; at < map.length; at++) map[at] = map[at]! ** 2.2 * centrePriors[at]!
}

function asShares(map: Float64Array): Float64Array {
  let total = 0
  for (let at = 0; at < map.length; at++) total += map[at]!
  if (total > 0) for (let at = 0; at < map.length; at++) map[at]! /= total
  else map.fill(1 / map.length)
  return map
}

// As `from` of the array itself, without its slow detour over an iterator.
function mapOf(valueAt: (at: number) => number): Float64Array {
  const map = new Float64Array(side * side)
  for (let at = 0; at < map.length; at++) map[at] = valueAt(at)
  return map
}

function blurred(map: Float64Array, radius: number): Float64Array {
  return boxMean(boxMean(map, radius), radius)
}

function boxMean(map: Float64Array, radius: number): Float64Array {
  return boxMeanAlong(boxMeanAlong(map, radius, 1), radius, side)
}

function boxMeanAlong(map: Float64Array, radius: number, step: number): Float64Array {
  const mean = new Float64Array(map.length)
  for (let at = 0; at < map.length; at++) {
    const place = Math.floor(at / step) % side
    let sum = 0
    let count = 0
    for (let offset = -radius; offset <= radius; offset++) {
      if (place + offset < 0 || place + offset >= side) continue
      sum += map[at + offset * step]!
      count++
    }
    mean[at] = sum / count
  }
  return mean
}

function transform2d(real: Float64Array, imaginary: Float64Array, backwards: boolean): void {
  for (let line = 0; line < side; line++) transformLine(real, imaginary, line * side, 1, backwards)
  for (let line = 0; line < side; line++) transformLine(real, imaginary, line, side, backwards)
}

// Radix-2 Fourier transform of 64 values that lie `step` apart (Cooley and Tukey).
function transformLine(real: Float64Array, imaginary: Float64Array, start: number, step: number, backwards: boolean): void {
  for (let index = 0, mirrored = 0; index < side; index++) {
    if (index < mirrored) {
      swap(real, start + index * step, start + mirrored * step)
      swap(imaginary, start + index * step, start + mirrored * step)
    }
    let bit = side >> 1
    for (; (mirrored & bit) !== 0; bit >>= 1) mirrored ^= bit
    mirrored |= bit
  }
  for (let size = 2; size <= side; size *= 2) {
    const angle = ((backwards ? 2 : -2) * Math.PI) / size
    for (let offset = 0; offset < size / 2; offset++) {
      const cosine = Math.cos(angle * offset), sine = Math.sin(angle * offset)
      for (let group = offset; group < side; group += size) {
        const one = start + group * step
        const other = one + (size / 2) * step
        const re = real[other]! * cosine - imaginary[other]! * sine
        const im = real[other]! * sine + imaginary[other]! * cosine
        real[other] = real[one]! - re
        imaginary[other] = imaginary[one]! - im
        real[one]! += re
        imaginary[one]! += im
      }
    }
  }
}

function swap(values: Float64Array, one: number, other: number): void {
  const kept = values[one]!
  values[one] = values[other]!
  values[other] = kept
}
