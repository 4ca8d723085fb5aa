// What the self-check wants to know of every drawn frame, gathered while drawing so that nothing is decoded again:
// how bright, how black, how different from the frame before. Measured on a fixed grid of points, a few microseconds a
// frame. Pure arithmetic; the worker feeds it, the check reads it.

/** Points of the grid: 64 x 36 sees a change of a thirtieth of the picture's width and costs nothing. */
const columns = 64
const rows = 36

/** Luma at or below this is black: 10 % of the way from black (16) to white (235). */
export const blackLuma = 38

export interface ChunkFacts {
  /** Mean luma of each frame, 0..255, two decimals. */
  readonly luma: readonly number[]
  /** Share of black points of each frame, 0..1, three decimals. */
  readonly black: readonly number[]
  /** Mean absolute difference to the frame before, in luma levels; the first frame of a chunk says 0 (see `first`). */
  readonly difference: readonly number[]
  /** Whether the frame's commands equal those of the frame before, or it is a clip's own standing still: no difference is expected. */
  readonly still: readonly (0 | 1)[]
  /** The grids of the first and the last frame, base64, to compare across the joint of two chunks. */
  readonly first: string
  readonly last: string
}

/** Collects the facts of one chunk's frames in order. */
export interface FactsCollector {
  /** Takes a look at one frame: its luma plane, tight or with padded rows, whether it should equal the one before, or may. */
  add(luma: Uint8Array, stride: number, width: number, height: number, still: boolean, mayBeStill?: boolean): void
  finish(): ChunkFacts
}

export function createFactsCollector(): FactsCollector {
  const luma: number[] = []
  const black: number[] = []
  const difference: number[] = []
  const stills: (0 | 1)[] = []
  let previous: Uint8Array | undefined
  let first: Uint8Array | undefined
  return {
    add(plane, stride, width, height, still, mayBeStill = false) {
      const grid = sampleGrid(plane, stride, width, height)
      luma.push(round(mean(grid), 100))
      black.push(round(blackShare(grid), 1000))
      const change = previous === undefined ? 0 : round(gridDifference(previous, grid), 1000)
      difference.push(change)
      stills.push(still || (mayBeStill && change === 0) ? 1 : 0)
      first ??= grid
      previous = grid
    },
    finish: () => ({ luma, black, difference, still: stills, first: toText(first), last: toText(previous) }),
  }
}

/** The facts of a whole film from its chunks, with the differences across the joints filled in. */
export function joinFacts(chunks: readonly ChunkFacts[]): FilmFacts {
  const film = { luma: [] as number[], black: [] as number[], difference: [] as number[], still: [] as number[] }
  let last: string | undefined
  for (const chunk of chunks) {
    const joint = last === undefined ? 0 : round(gridDifference(fromText(last), fromText(chunk.first)), 1000)
    film.luma.push(...chunk.luma)
    film.black.push(...chunk.black)
    film.difference.push(joint, ...chunk.difference.slice(1))
    film.still.push(...chunk.still)
    last = chunk.last
  }
  return film
}

export interface FilmFacts {
  readonly luma: readonly number[]
  readonly black: readonly number[]
  readonly difference: readonly number[]
  /** 1 where no change is expected. */
  readonly still: readonly number[]
}

/** A run of frames, `to` exclusive. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Runs of at least `minimum` frames for which the question is answered yes. */
export function stretches(count: number, minimum: number, question: (frame: number) => boolean): Stretch[] {
  const found: Stretch[] = []
  let from = -1
  for (let frame = 0; frame <= count; frame++) {
    const yes = frame < count && question(frame)
    if (yes && from < 0) from = frame
    if (!yes && from >= 0) {
      if (frame - from >= minimum) found.push({ from, to: frame })
      from = -1
    }
  }
  return found
}

function sampleGrid(plane: Uint8Array, stride: number, width: number, height: number): Uint8Array {
  const grid = new Uint8Array(columns * rows)
  for (let row = 0, at = 0; row < rows; row++) {
    const line = Math.floor(((row + 0.5) * height) / rows) * stride
    for (let column = 0; column < columns; column++) grid[at++] = plane[line + Math.floor(((column + 0.5) * width) / columns)]!
  }
  return grid
}

function mean(grid: Uint8Array): number {
  let sum = 0
  for (let index = 0; index < grid.length; index++) sum += grid[index]!
  return sum / grid.length
}

function blackShare(grid: Uint8Array): number {
  let count = 0
  for (let index = 0; index < grid.length; index++) if (grid[index]! <= blackLuma) count++
  return count / grid.length
}

function gridDifference(left: Uint8Array, right: Uint8Array): number {
  let sum = 0
  for (let index = 0; index < left.length; index++) sum += Math.abs(left[index]! - right[index]!)
  return sum / Math.max(1, left.length)
}

function round(value: number, steps: number): number {
  return Math.round(value * steps) / steps
}

function toText(grid: Uint8Array | undefined): string {
  return grid === undefined ? '' : Buffer.from(grid).toString('base64')
}

function fromText(text: string): Uint8Array {
  return Buffer.from(text, 'base64')
}
