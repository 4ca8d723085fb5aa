// Warm light leaks into the camera, drifts across and takes this picture with it. The light is a small soft plane,
// made once and enlarged while it moves. 2.2 ms.

import { yuvOfColor } from '../kernels/color.ts'
import type { Kernels, Planes } from '../kernels/index.ts'
import { clamp, passed, smooth, type Cut } from './cut.ts'

/** The light's picture: three canvases wide, so that it can drift in and out. */
const WIDTH = 480
const HEIGHT = 90
const WARM = yuvOfColor('#ff8a3c')

export function lightLeak(cut: Cut): void {
  const { kernels, left, right, target, progress } = cut
  kernels.crossfade(left, right, smooth(passed(progress, 0.25, 0.75)), target)
  const light = leakPlane(kernels)
  const window = { x: (WIDTH - WIDTH / 3) * (1 - progress), y: 0, width: WIDTH / 3, height: HEIGHT }
  const glow = kernels.scratch('leak', target.width, target.height)
  kernels.resample(light, window, glow)
  const strength = Math.round(256 * Math.sqrt(clamp(4 * progress * (1 - progress))))
  const chroma = (target.width * target.height) / 4
  const half = kernels.scratchBytes('leak-half', chroma)
  kernels.operations.halve(half, glow.yAddress, target.width, target.height)
  kernels.operations.addGlow(target.yAddress, glow.yAddress, target.width * target.height, strength)
  kernels.operations.fadeMask(target.uAddress, half, chroma, WARM.u, strength)
  kernels.operations.fadeMask(target.vAddress, half, chroma, WARM.v, strength)
}

function leakPlane(kernels: Kernels): Planes {
  const light = kernels.scratch('leak-light', WIDTH, HEIGHT)
  kernels.made('leak-light is drawn', 1, () => drawLeak(light))
  return light
}

// Three overlapping lobes about the middle third; nothing at both ends.
function drawLeak(light: Planes): void {
  const lobes = [{ x: 0.5, y: 0.2, reach: 0.13, power: 190 }, { x: 0.43, y: 0.9, reach: 0.1, power: 130 }, { x: 0.57, y: 0.6, reach: 0.08, power: 100 }]
  light.u.fill(128)
  light.v.fill(128)
  const view = light.y
  for (let at = 0; at < view.length; at++) {
    const x = ((at % WIDTH) + 0.5) / WIDTH
    const y = (Math.floor(at / WIDTH) + 0.5) / HEIGHT
    const sum = lobes.reduce((total, lobe) => {
      const away = ((x - lobe.x) ** 2 + ((y - lobe.y) * 0.19) ** 2) / (lobe.reach * lobe.reach)
      return total + (away >= 1 ? 0 : lobe.power * (1 - away) ** 2)
    }, 0)
    view[at] = Math.min(235, Math.round(sum))
  }
}
