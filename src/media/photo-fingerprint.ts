// The fingerprint by which near-duplicates are known: what the picture looks like in its lowest frequencies, and its
// colours on a coarse grid. Neither alone is safe: dark plain photos share frequencies, and sunsets share colours.

import { lumaOfColors } from './photo-shrink.ts'

/** Cells to each side of what is looked at. */
export const fingerprintSide = 32
const side = fingerprintSide
const kept = 8
const grid = 4

/** 64-bit DCT hash as 16 hex digits, and a 4 x 4 grid of colours as 96 hex digits, of the picture shrunk to 32 x 32 colours. */
export function fingerprintOf(cells: Float32Array): { hash: string; grid: string } {
  return { hash: hashOfLuma(lumaOfColors(cells)), grid: Buffer.from(gridOf(cells)).toString('hex') }
}

// One bit per low frequency: above or below the median. The very first (the brightness) says nothing and is left out of it.
function hashOfLuma(luma: Float32Array): string {
  const frequencies = lowFrequencies(luma)
  const sorted = [...frequencies.slice(1)].sort((one, other) => one - other)
  const median = sorted[sorted.length >> 1]!
  let hash = 0n
  for (const frequency of frequencies) hash = (hash << 1n) | (frequency > median ? 1n : 0n)
  return hash.toString(16).padStart(16, '0')
}

const cosines = Array.from({ length: kept }, (_, frequency) => Float64Array.from({ length: side }, (_, at) => Math.cos(((2 * at + 1) * frequency * Math.PI) / (2 * side))))

function lowFrequencies(luma: Float32Array): Float64Array {
  const rows = new Float64Array(side * kept)
  for (let y = 0; y < side; y++) {
    for (let u = 0; u < kept; u++) {
      let sum = 0
      for (let x = 0; x < side; x++) sum += luma[y * side + x]! * cosines[u]![x]!
      rows[y * kept + u] = sum
    }
  }
  const found = new Float64Array(kept * kept)
  for (let v = 0; v < kept; v++) {
    for (let u = 0; u < kept; u++) {
      let sum = 0
      for (let y = 0; y < side; y++) sum += rows[y * kept + u]! * cosines[v]![y]!
      found[v * kept + u] = sum
    }
  }
  return found
}

function gridOf(cells: Float32Array): Uint8Array {
  const colors = new Float64Array(grid * grid * 3)
  const span = side / grid
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const cell = (Math.floor(y / span) * grid + Math.floor(x / span)) * 3
      for (let channel = 0; channel < 3; channel++) colors[cell + channel]! += cells[(y * side + x) * 3 + channel]! / (span * span)
    }
  }
  return Uint8Array.from(colors, (value) => Math.min(255, Math.max(0, Math.round(value))))
}
