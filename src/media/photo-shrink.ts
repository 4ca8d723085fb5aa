// Shrinking for measures: mean colours over equal areas. Exact area weights, so that a shifted picture changes little.

import type { Pixels } from './turn.ts'

/** Three floats (0..255) per cell, row by row. */
export function shrinkColors(pixels: Pixels, width: number, height: number): Float32Array {
  const { channels, data } = pixels
  const across = areaWeights(pixels.width, width)
  const down = areaWeights(pixels.height, height)
  const strip = new Float32Array(width * 3)
  const cells = new Float32Array(width * height * 3)
  for (let row = 0; row < height; row++) {
    const { first, weights } = down[row]!
    for (const [index, weight] of weights.entries()) {
      shrinkRow(data, (first + index) * pixels.width * channels, channels, across, strip)
      for (let at = 0; at < strip.length; at++) cells[row * width * 3 + at]! += strip[at]! * weight
    }
  }
  return cells
}

interface Span { readonly first: number; readonly weights: readonly number[] }

// Which source pixels make up each target cell, and with what share.
function areaWeights(from: number, to: number): Span[] {
  return Array.from({ length: to }, (_, cell) => {
    const start = (cell * from) / to
    const end = ((cell + 1) * from) / to
    const first = Math.min(from - 1, Math.floor(start))
    const last = Math.min(from - 1, Math.max(first, Math.ceil(end) - 1))
    const weights = Array.from({ length: last - first + 1 }, (_, index) => Math.min(end, first + index + 1) - Math.max(start, first + index))
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    return { first, weights: weights.map((weight) => weight / total) }
  })
}

function shrinkRow(data: Uint8Array, row: number, channels: number, across: readonly Span[], into: Float32Array): void {
  for (let cell = 0; cell < across.length; cell++) {
    const { first, weights } = across[cell]!
    let red = 0, green = 0, blue = 0
    for (let index = 0, at = row + first * channels; index < weights.length; index++, at += channels) {
      const weight = weights[index]!
      red += data[at]! * weight
      green += data[at + 1]! * weight
      blue += data[at + 2]! * weight
    }
    into[cell * 3] = red
    into[cell * 3 + 1] = green
    into[cell * 3 + 2] = blue
  }
}

/** Luma (BT.709) of cells of colours. */
export function lumaOfColors(cells: Float32Array): Float32Array {
  return Float32Array.from({ length: cells.length / 3 }, (_, index) => 0.2126 * cells[index * 3]! + 0.7152 * cells[index * 3 + 1]! + 0.0722 * cells[index * 3 + 2]!)
}
