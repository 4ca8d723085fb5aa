// What belongs to the camera and not to the picture: darkened corners and film grain, drawn into a finished frame.

import { createDice } from '../base/index.ts'
import type { Kernels, Planes } from './kernels/index.ts'

/** Side of the square of noise that grain is taken from; a power of two. */
const GRAIN_SIDE = 1024
/** Strongest grain: the standard deviation of luma at amount 1 is about 9 levels. */
const GRAIN_REACH = 40

/** Darkens towards the corners; amount 0..1 (1 = corners at about 30 % of their light). About 0.6 ms at 1080p. */
export function addVignette(kernels: Kernels, target: Planes, amount: number): void {
  const { width, height } = target
  const full = kernels.made(`vignette ${width}x${height}`, width * height, (view) => fillVignette(view, width, height))
  const half = kernels.made(`vignette chroma ${width}x${height}`, (width * height) / 4, (view) => fillVignette(view, width / 2, height / 2))
  const gain = Math.round(Math.max(0, Math.min(1, amount)) * 256)
  kernels.operations.fadeMask(target.yAddress, full, width * height, 16, gain)
  kernels.operations.fadeMask(target.uAddress, half, (width * height) / 4, 128, gain)
  kernels.operations.fadeMask(target.vAddress, half, (width * height) / 4, 128, gain)
}

// Nothing in the inner half, then a smooth rise; 180 of 255 in the corner.
function fillVignette(view: Uint8Array, width: number, height: number): void {
  const dither = createDice('vignette')
  for (let row = 0; row < height; row++) {
    const down = (row + 0.5) / height - 0.5
    for (let column = 0; column < width; column++) {
      const across = (column + 0.5) / width - 0.5
      const away = Math.min(1, Math.max(0, (Math.sqrt((across * across + down * down) * 2) - 0.42) / 0.58))
      view[row * width + column] = Math.floor(180 * away * away * (3 - 2 * away) + dither.next())
    }
  }
}

/** Adds grain to luma; amount 0..1. The seed decides this frame's pattern. About 0.3 ms at 1080p. */
export function addGrain(kernels: Kernels, target: Planes, { amount, seed }: { readonly amount: number; readonly seed: number }): void {
  const noise = kernels.made('grain', GRAIN_SIDE * GRAIN_SIDE, fillGrain)
  const gain = Math.round(Math.max(0, Math.min(1, amount)) * 256)
  const left = seed & (GRAIN_SIDE - 1)
  const top = (seed >>> 10) & (GRAIN_SIDE - 1)
  for (let row = 0; row < target.height; row++) {
    const line = noise + ((row + top) & (GRAIN_SIDE - 1)) * GRAIN_SIDE
    const out = target.yAddress + row * target.width
    for (let column = 0; column < target.width;) {
      const place = (column + left) & (GRAIN_SIDE - 1)
      const run = Math.min(GRAIN_SIDE - place, target.width - column)
      kernels.operations.addNoise(out + column, line + place, run, gain)
      column += run
    }
  }
}

// White noise softened over its neighbours: single pixels sparkle, and cost the encoder more than they show.
function fillGrain(view: Uint8Array): void {
  const dice = createDice('grain')
  const white = Float32Array.from({ length: view.length }, () => dice.next() + dice.next() - 1)
  const mask = GRAIN_SIDE - 1
  for (let row = 0; row < GRAIN_SIDE; row++) {
    for (let column = 0; column < GRAIN_SIDE; column++) {
      const at = (down: number, across: number) => white[((row + down) & mask) * GRAIN_SIDE + ((column + across) & mask)]!
      const soft = at(0, 0) + 0.5 * (at(0, 1) + at(0, -1) + at(1, 0) + at(-1, 0)) + 0.25 * (at(1, 1) + at(1, -1) + at(-1, 1) + at(-1, -1))
      view[row * GRAIN_SIDE + column] = Math.max(-127, Math.min(127, Math.round(soft * GRAIN_REACH * 0.4))) & 255
    }
  }
}
