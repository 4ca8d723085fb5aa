// Ink spreads through paper: an uneven front, made from a repeatable noise whose ranks are spread evenly, so that the
// picture changes at an even pace. 1.0 ms; the map is made once per size.

import { createDice } from '../../base/index.ts'
import { mixByOrder, smooth, type Cut, type OrderAt } from './cut.ts'

/** Size of the noise's own map; the order between its points is interpolated. */
const WIDTH = 320
const HEIGHT = 180
const OCTAVES = [{ cells: 3, share: 0.6 }, { cells: 7, share: 0.28 }, { cells: 17, share: 0.09 }, { cells: 41, share: 0.03 }]

export function lumaInk(cut: Cut): void {
  mixByOrder({ ...cut, progress: smooth(cut.progress) }, 'luma-ink', 0.1, inkOrder)
}

function inkOrder(): OrderAt {
  const ranks = evenRanks(inkNoise())
  return (x, y, width, height) => between(ranks, WIDTH, (x / width) * (WIDTH - 1), (y / height) * (HEIGHT - 1))
}

function inkNoise(): Float64Array {
  const noise = new Float64Array(WIDTH * HEIGHT)
  for (const { cells, share } of OCTAVES) {
    const dice = createDice(`ink ${cells}`)
    const grid = Float64Array.from({ length: (cells + 2) * (cells + 2) }, () => dice.next())
    for (let at = 0; at < noise.length; at++) {
      const x = ((at % WIDTH) / WIDTH) * cells
      const y = (Math.floor(at / WIDTH) / HEIGHT) * cells
      noise[at]! += share * between(grid, cells + 2, x, y)
    }
  }
  return noise
}

// Bilinear with smoothed fractions, so that the cells of the noise do not show.
function between(grid: Float64Array, width: number, x: number, y: number): number {
  const column = Math.floor(x)
  const row = Math.floor(y)
  const across = smooth(x - column)
  const down = smooth(y - row)
  const at = (right: number, below: number) => grid[Math.min(grid.length - 1, (row + below) * width + column + right)]!
  return (at(0, 0) * (1 - across) + at(1, 0) * across) * (1 - down) + (at(0, 1) * (1 - across) + at(1, 1) * across) * down
}

function evenRanks(values: Float64Array): Float64Array {
  const order = Array.from(values.keys()).sort((one, other) => values[one]! - values[other]! || one - other)
  const ranks = new Float64Array(values.length)
  order.forEach((at, rank) => (ranks[at] = rank / (values.length - 1)))
  return ranks
}
