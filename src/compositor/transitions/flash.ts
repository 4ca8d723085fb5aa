// A photographer's flash: overexposed at once, and the next picture comes out of the light. 0.15 ms.

import { passed, smooth, type Cut } from './cut.ts'

/** Share of the time until the light is brightest. */
const RISE = 0.25

export function flash({ kernels, left, right, target, progress }: Cut): void {
  if (progress < RISE) return kernels.fadeTo(left, '#ffffff', smooth(progress / RISE) * 0.95, target)
  // Light decays quickly first and lingers: a cube of what is left.
  const left3 = 1 - passed(progress, RISE, 1)
  kernels.fadeTo(right, '#ffffff', 0.95 * left3 * left3 * left3, target)
}
