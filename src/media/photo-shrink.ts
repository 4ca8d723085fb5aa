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
    const into = cells.subarray(row * width * 3, (row + 1) * width * 3)
    for (let index = down.starts[row]!; index < down.starts[row + 1]!; index++) {
      shrinkRow(data, down.sources[index]! * pixels.width * channels, channels, across, strip)
      addRow(into, strip, down.weights[index]!)
    }
  }
  return cells
}

function addRow(into: Float32Array, strip: Float32Array, weight: number): void {
  for (let at = 0; at < strip.length; at++) into[at]! += strip[at]! * weight
}

/** Which source pixels make up each target cell, and with what share: those of cell n stand from `starts[n]` up to `starts[n + 1]`. */
interface Areas {
  readonly starts: Int32Array
  readonly sources: Int32Array
  readonly weights: Float64Array
}

// Photos of one camera have one size: their weights are worked out once.
const known = new Map<string, Areas>()
const mostKnown = 64

function areaWeights(from: number, to: number): Areas {
  const name = `${from} ${to}`
  const found = known.get(name) ?? workedOutWeights(from, to)
  if (known.size >= mostKnown) known.clear()
  known.set(name, found)
  return found
}

function workedOutWeights(from: number, to: number): Areas {
  const starts = new Int32Array(to + 1)
  const sources: number[] = []
  const weights: number[] = []
  for (let cell = 0; cell < to; cell++) {
    const start = (cell * from) / to
    const end = ((cell + 1) * from) / to
    const first = Math.min(from - 1, Math.floor(start))
    const last = Math.min(from - 1, Math.max(first, Math.ceil(end) - 1))
    const shares: number[] = []
    for (let source = first; source <= last; source++) shares.push(Math.min(end, source + 1) - Math.max(start, source))
    const total = shares.reduce((sum, share) => sum + share, 0)
    shares.forEach((share, index) => {
      sources.push(first + index)
      weights.push(share / total)
    })
    starts[cell + 1] = weights.length
  }
  return { starts, sources: Int32Array.from(sources), weights: Float64Array.from(weights) }
}

function shrinkRow(data: Uint8Array, row: number, channels: number, { starts, sources, weights }: Areas, into: Float32Array): void {
  for (let cell = 0, to = 0; to < into.length; cell++, to += 3) {
    const end = starts[cell + 1]!
    let index = starts[cell]!
    let red = 0, green = 0, blue = 0
    for (let at = row + sources[index]! * channels; index < end; index++, at += channels) {
      const weight = weights[index]!
      red += data[at]! * weight
      green += data[at + 1]! * weight
      blue += data[at + 2]! * weight
    }
    into[to] = red
    into[to + 1] = green
    into[to + 2] = blue
  }
}

/** The same at half the size: each cell is the mean of four. Sides must be even. */
export function halveColors(cells: Float32Array, width: number, height: number): Float32Array {
  const halved = new Float32Array(cells.length / 4)
  const line = width * 3
  for (let row = 0, to = 0; row < height; row += 2) {
    for (let column = 0; column < width; column += 2) {
      for (let channel = 0; channel < 3; channel++, to++) {
        const at = row * line + column * 3 + channel
        halved[to] = (cells[at]! + cells[at + 3]! + cells[at + line]! + cells[at + line + 3]!) / 4
      }
    }
  }
  return halved
}

/** Luma (BT.709) of cells of colours. */
export function lumaOfColors(cells: Float32Array): Float32Array {
  const luma = new Float32Array(cells.length / 3)
  for (let index = 0, at = 0; index < luma.length; index++, at += 3) luma[index] = 0.2126 * cells[at]! + 0.7152 * cells[at + 1]! + 0.0722 * cells[at + 2]!
  return luma
}
