// Milliseconds a frame of the compositor's parts at 1080p, one core, mean of 25. `node dist/bench/draw.js`.
// Ends with one JSON line of plain keys.

import { createDice } from '../src/base/index.ts'
import { createKernels, drawFrame, transitionKinds, type Planes } from '../src/compositor/index.ts'

const kernels = createKernels()
const target = kernels.allocate(1920, 1080)
const left = noisy(1920, 1080)
const right = noisy(1920, 1080)
const plate = noisy(2304, 1296)
const logo = noisy(1920, 300, true)
const rgb = new Uint8Array(2304 * 1296 * 3).map((_, at) => (at * 7919) >> 3)

const parts: Record<string, () => void> = {
  zoom: () => kernels.resample(plate, { x: 60.3, y: 33.9, width: 2150.7, height: 2150.7 * 9 / 16 }, target),
  identity: () => kernels.resample(plate, { x: 64, y: 32, width: 1920, height: 1080 }, target),
  crossfade: () => kernels.crossfade(left, right, 0.4, target),
  fade: () => kernels.fadeTo(left, '#102030', 0.4, target),
  overlay: () => kernels.paint(logo, 0, 400, 0.8, target),
  copy: () => kernels.copy(left, target),
  rgb: () => kernels.rgbToYuv(rgb, 3, plate),
}

for (const kind of transitionKinds) {
  const shot = (plate: string) => ({ plate, window: { x: 0, y: 0, width: 1920, height: 1080 }, fade: 1 })
  const plates = { plate: (name: string) => ({ planes: name === 'left' ? left : right }) }
  let step = 0
  parts[kind] = () => {
    step = (step + 1) % 25
    drawFrame(kernels, { background: '#000000', picture: { kind: 'transition', transition: kind, progress: (step + 1) / 26, left: shot('left'), right: shot('right') }, layers: [] }, plates, target)
  }
}

const result: Record<string, number> = {}
for (const [name, run] of Object.entries(parts)) result[name] = mean(run)
console.log(JSON.stringify(result))

function mean(run: () => void): number {
  for (let warm = 0; warm < 10; warm++) run()
  const times = Array.from({ length: 25 }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  })
  return Number((times.reduce((sum, time) => sum + time, 0) / times.length).toFixed(3))
}

function noisy(width: number, height: number, alpha = false): Planes {
  const planes = kernels.allocate(width, height, { alpha })
  const dice = createDice(width)
  for (const plane of [planes.y, planes.u, planes.v, ...(planes.alpha === undefined ? [] : [planes.alpha])]) {
    for (let at = 0; at < plane.length; at++) plane[at] = dice.below(256)
  }
  return planes
}
