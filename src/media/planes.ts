// sRGB pixels to the planes that the compositor draws with, and back for pictures that people look at.
// BT.709 matrix, limited range, chroma as the mean of each 2x2 block. Plain arithmetic, no native code.

import type { YuvPlanes } from '../compositor/index.ts'
import type { Pixels } from './turn.ts'

// 16.16 fixed point: 65536 x (219 or 224)/255 x the BT.709 weights; each chroma row sums to exactly 0, so grey is 128.
const yRed = 11966, yGreen = 40254, yBlue = 4064
const uRed = -6596, uGreen = -22188, uBlue = 28784
const vRed = 28784, vGreen = -26145, vBlue = -2639

/** Converts pixels of even width and height. Four channels give planes with alpha; chroma is then weighted by it. */
export function planesOf(pixels: Pixels): YuvPlanes {
  const { width, height } = pixels
  if (width % 2 !== 0 || height % 2 !== 0) throw new RangeError(`Planes need even sizes, not ${width}x${height}.`)
  const y = new Uint8Array(width * height)
  const u = new Uint8Array((width * height) / 4)
  const v = new Uint8Array((width * height) / 4)
  if (pixels.channels === 3) {
    convertOpaque(pixels.data, width, height, y, u, v)
    return { width, height, y, u, v }
  }
  const alpha = new Uint8Array(width * height)
  convertWithAlpha(pixels.data, width, height, y, u, v, alpha)
  return { width, height, y, u, v, alpha }
}

function convertOpaque(data: Uint8Array, width: number, height: number, y: Uint8Array, u: Uint8Array, v: Uint8Array): void {
  const stride = width * 3
  let chroma = 0
  for (let row = 0; row < height; row += 2) {
    let upper = row * stride
    let lower = upper + stride
    let to = row * width
    for (let column = 0; column < width; column += 2, upper += 6, lower += 6, to += 2) {
      const r0 = data[upper]!, g0 = data[upper + 1]!, b0 = data[upper + 2]!
      const r1 = data[upper + 3]!, g1 = data[upper + 4]!, b1 = data[upper + 5]!
      const r2 = data[lower]!, g2 = data[lower + 1]!, b2 = data[lower + 2]!
      const r3 = data[lower + 3]!, g3 = data[lower + 4]!, b3 = data[lower + 5]!
      y[to] = (yRed * r0 + yGreen * g0 + yBlue * b0 + 1081344) >> 16
      y[to + 1] = (yRed * r1 + yGreen * g1 + yBlue * b1 + 1081344) >> 16
      y[to + width] = (yRed * r2 + yGreen * g2 + yBlue * b2 + 1081344) >> 16
      y[to + width + 1] = (yRed * r3 + yGreen * g3 + yBlue * b3 + 1081344) >> 16
      const red = r0 + r1 + r2 + r3, green = g0 + g1 + g2 + g3, blue = b0 + b1 + b2 + b3
      u[chroma] = (uRed * red + uGreen * green + uBlue * blue + 33685504) >> 18
      v[chroma] = (vRed * red + vGreen * green + vBlue * blue + 33685504) >> 18
      chroma++
    }
  }
}

// Clear pixels have no colour of their own: without the weights a logo's edge would get a dark fringe.
function convertWithAlpha(data: Uint8Array, width: number, height: number, y: Uint8Array, u: Uint8Array, v: Uint8Array, alpha: Uint8Array): void {
  for (let row = 0; row < height; row += 2) {
    for (let column = 0; column < width; column += 2) {
      let red = 0, green = 0, blue = 0, weight = 0
      for (const at of [row * width + column, row * width + column + 1, (row + 1) * width + column, (row + 1) * width + column + 1]) {
        const from = at * 4
        const opacity = data[from + 3]!
        y[at] = (yRed * data[from]! + yGreen * data[from + 1]! + yBlue * data[from + 2]! + 1081344) >> 16
        alpha[at] = opacity
        red += data[from]! * opacity
        green += data[from + 1]! * opacity
        blue += data[from + 2]! * opacity
        weight += opacity
      }
      const chroma = ((row >> 1) * width + column) >> 1
      const share = weight === 0 ? 0 : 1 / weight
      u[chroma] = Math.round(128 + ((uRed * red + uGreen * green + uBlue * blue) * share) / 65536)
      v[chroma] = Math.round(128 + ((vRed * red + vGreen * green + vBlue * blue) * share) / 65536)
    }
  }
}

/** Planes as sRGB pixels for people to look at: three channels, or four when there is alpha. Chroma is taken bilinearly. */
export function pixelsOf(planes: YuvPlanes): Pixels {
  const { width, height, y, alpha } = planes
  const channels = alpha === undefined ? 3 : 4
  const data = new Uint8Array(width * height * channels)
  const halfWidth = width >> 1
  const halfHeight = height >> 1
  const rowU = new Float32Array(width)
  const rowV = new Float32Array(width)
  let to = 0
  for (let row = 0; row < height; row++) {
    stretchChromaRow(planes.u, row, halfWidth, halfHeight, rowU)
    stretchChromaRow(planes.v, row, halfWidth, halfHeight, rowV)
    for (let column = 0; column < width; column++) {
      const luma = (y[row * width + column]! - 16) * 1.164383562
      const u = rowU[column]! - 128
      const v = rowV[column]! - 128
      data[to++] = byte(luma + 1.792741071 * v)
      data[to++] = byte(luma - 0.213248614 * u - 0.532909329 * v)
      data[to++] = byte(luma + 2.112401786 * u)
      if (alpha !== undefined) data[to++] = alpha[row * width + column]!
    }
  }
  return { width, height, channels, data }
}

// Chroma samples sit in the middle of their 2x2 block: the nearer one weighs 3/4, its neighbour 1/4, both ways.
function stretchChromaRow(plane: Uint8Array, row: number, halfWidth: number, halfHeight: number, into: Float32Array): void {
  const near = row >> 1
  const other = Math.min(halfHeight - 1, Math.max(0, near + (row % 2 === 0 ? -1 : 1)))
  const nearAt = near * halfWidth
  const otherAt = other * halfWidth
  for (let column = 0; column < into.length; column++) {
    const x = column >> 1
    const beside = Math.min(halfWidth - 1, Math.max(0, x + (column % 2 === 0 ? -1 : 1)))
    const here = 0.75 * plane[nearAt + x]! + 0.25 * plane[otherAt + x]!
    const there = 0.75 * plane[nearAt + beside]! + 0.25 * plane[otherAt + beside]!
    into[column] = 0.75 * here + 0.25 * there
  }
}

function byte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : Math.round(value)
}
