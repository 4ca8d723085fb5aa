// Colour for clear pixels next to visible ones. A logo's clear pixels are black underneath; chroma planes mix neighbours,
// so without this its edges would get a dark or grey fringe. Pure.

import type { Pixels } from './turn.ts'

// Chroma mixes pixels that are at most two apart.
const reach = 2

/** Gives clear pixels near visible ones the mean colour of their visible neighbours, in place. Alpha stays as it is. */
export function bleedEdges(pixels: Pixels): void {
  if (pixels.channels !== 4) return
  const { width, height, data } = pixels
  const filled = new Uint8Array(width * height)
  for (let at = 0; at < filled.length; at++) filled[at] = data[at * 4 + 3]! > 0 ? 1 : 0
  for (let pass = 0; pass < reach; pass++) {
    const fresh: number[] = []
    for (let at = 0; at < filled.length; at++) if (filled[at] === 0 && colorFromNeighbours(data, filled, width, height, at)) fresh.push(at)
    for (const at of fresh) filled[at] = 1
  }
}

function colorFromNeighbours(data: Uint8Array, filled: Uint8Array, width: number, height: number, at: number): boolean {
  const x = at % width
  const y = (at - x) / width
  let count = 0, red = 0, green = 0, blue = 0
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
      const from = row * width + column
      if (filled[from] === 0) continue
      count++
      red += data[from * 4]!
      green += data[from * 4 + 1]!
      blue += data[from * 4 + 2]!
    }
  }
  if (count === 0) return false
  data[at * 4] = Math.round(red / count)
  data[at * 4 + 1] = Math.round(green / count)
  data[at * 4 + 2] = Math.round(blue / count)
  return true
}
