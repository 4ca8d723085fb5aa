// Milliseconds a frame of the compositor's parts at 1080p, one core, mean of 25. `node dist/bench/draw.js`.
// Ends with one JSON line of plain keys.

import { createDice } from '../src/base/index.ts'
import {
  clipTable, colorPlanes, createKernels, drawFrame, drawGround, frameDifference, lookTable, measureFrame, sharpenPlanes, transitionKinds,
  type LayerCommand, type PictureCommand, type Planes, type Shot,
} from '../src/compositor/index.ts'

const kernels = createKernels()
const target = kernels.allocate(1920, 1080)
const stock: Record<string, Planes> = {
  left: noisy(1920, 1080), right: noisy(1920, 1080), photo: noisy(2304, 1296), logo: noisy(1920, 300, true), inset: noisy(640, 360),
}
const rgb = new Uint8Array(2304 * 1296 * 3).map((_, at) => (at * 7919) >> 3)
const table = lookTable({ name: 'cinematic', strength: 0.8 })
const clip = clipTable({ name: 'cinematic', strength: 0.8 })
const seen = { x: 60.3, y: 33.9, width: 2150.7, height: (2150.7 * 9) / 16 }
const wholeCanvas = { x: 0, y: 0, width: 1920, height: 1080 }
const still: Shot = { plate: 'left', window: wholeCanvas, fade: 1 }
const card = { kind: 'ground', ground: { kind: 'bokeh', color: '#101c30', colors: ['#ff9a5c', '#5cc8ff'], seed: 1 }, width: 1920, height: 1080 } as const

let step = 0
const parts: Record<string, () => void> = {
  still: () => draw({ kind: 'shot', shot: still }),
  zoom: () => draw({ kind: 'shot', shot: { ...still, plate: 'photo', window: seen } }),
  'zoom-vignette-grain': () => draw({ kind: 'shot', shot: { plate: 'photo', window: seen, fade: 1, vignette: 0.5, grain: { amount: 0.5, seed: step * 7919 } } }),
  fade: () => draw({ kind: 'shot', shot: { ...still, fade: 0.5 } }),
  overlay: () => draw({ kind: 'shot', shot: still }, { kind: 'overlay', plate: 'logo', x: 0, y: 400, opacity: 0.8, rounded: 0 }),
  'overlay-between-pixels': () => draw({ kind: 'shot', shot: still }, { kind: 'overlay', plate: 'logo', x: 0.3, y: 400.3, opacity: 0.8, rounded: 0 }),
  'overlay-rounded': () => draw({ kind: 'shot', shot: still }, { kind: 'overlay', plate: 'inset', x: 100, y: 400, opacity: 1, rounded: 0.1 }),
  'zoom-crossfade': () => draw({ kind: 'transition', transition: 'crossfade', progress: 0.4, left: { ...still, plate: 'photo', window: seen }, right: { ...still, plate: 'photo', window: seen } }),
  'rgb-to-planes': () => kernels.rgbToYuv(rgb, 3, stock.photo!),
  'rgb-to-planes-with-look': () => kernels.rgbToYuv(rgb, 3, stock.photo!, table),
  'clip-look': () => colorPlanes(kernels, target, clip),
  sharpen: () => sharpenPlanes(kernels, target, 0.3),
  measure: () => measureFrame(kernels, target),
  difference: () => frameDifference(kernels, stock.left!, stock.right!),
  bokeh: () => kernels.release(drawGround(kernels, { ...card, time: step * 33 })),
}
for (const kind of transitionKinds) {
  parts[kind] = () => draw({ kind: 'transition', transition: kind, progress: ((step % 25) + 1) / 26, left: still, right: { ...still, plate: 'right' } })
}

const result: Record<string, number> = {}
for (const [name, run] of Object.entries(parts)) result[name] = mean(run)
console.log(JSON.stringify(result))

function draw(picture: PictureCommand, ...layers: readonly LayerCommand[]): void {
  drawFrame(kernels, { background: '#000000', picture, layers }, { plate: (name) => ({ planes: stock[name]! }) }, target)
}

function mean(run: () => void): number {
  let sum = 0
  for (let round = -10; round < 25; round++) {
    step++
    const start = performance.now()
    run()
    if (round >= 0) sum += performance.now() - start
  }
  return Number((sum / 25).toFixed(3))
}

function noisy(width: number, height: number, alpha = false): Planes {
  const planes = kernels.allocate(width, height, { alpha })
  const dice = createDice(width)
  for (const plane of [planes.y, planes.u, planes.v, ...(planes.alpha === undefined ? [] : [planes.alpha])]) {
    for (let at = 0; at < plane.length; at++) plane[at] = dice.below(256)
  }
  return planes
}
