// Planes back to sRGB pixels, for pictures that people look at (frames, contact sheets): BT.709, limited range, chroma
// interpolated. The kernels' own conversion repeats chroma, which is faster and good enough to judge by, not to keep.

import type { YuvPlanes } from '../compositor/index.ts'
import type { Pixels } from './turn.ts'

/** Planes as sRGB pixels for people to look at: three channels, or four when there is alpha. Chroma is interpolated. */
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

// A chroma sample sits on its block's left column, half way between its two rows (as H.264 has it and the kernels make
// it): down, the nearer row weighs 3/4; across, even columns have their own sample and odd ones lie between two.
function stretchChromaRow(plane: Uint8Array, row: number, halfWidth: number, halfHeight: number, into: Float32Array): void {
  const near = row >> 1
  const other = Math.min(halfHeight - 1, Math.max(0, near + (row % 2 === 0 ? -1 : 1)))
  const at = (x: number) => 0.75 * plane[near * halfWidth + x]! + 0.25 * plane[other * halfWidth + x]!
  let here = at(0)
  for (let x = 0; x < halfWidth; x++) {
    const next = x + 1 < halfWidth ? at(x + 1) : here
    into[x * 2] = here
    into[x * 2 + 1] = (here + next) / 2
    here = next
  }
}

function byte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : Math.round(value)
}
