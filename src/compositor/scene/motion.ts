// The virtual camera's path: from one window to another, eased. Only + - * / and square roots, whose results the
// standard fixes to the last bit, so that every machine computes the same positions. Ends inside the plate keep every
// window between them inside, so nothing is clamped on the way and the path has no kinks.

import type { Easing } from '../../draft/index.ts'
import type { PixelRectangle } from '../scene.ts'

/** Progress 0..1 of time to progress 0..1 of the way. */
export function eased(progress: number, easing: Easing): number {
  const t = Math.max(0, Math.min(1, progress))
  if (easing === 'ease-in') return t * t
  if (easing === 'ease-out') return t * (2 - t)
  return easing === 'ease-in-out' ? t * t * (3 - 2 * t) : t
}

/**
 * The window after a share of the way. Its size changes by the same factor in every step, which the eye reads as constant
 * speed; its corners move on straight lines, so the point that both windows agree on stands still.
 */
export function windowBetween(from: PixelRectangle, to: PixelRectangle, way: number): PixelRectangle {
  if (way <= 0) return from
  if (way >= 1) return to
  // For (nearly) equal sizes the quotient below would be noise, and the straight way is the same.
  const zooms = Math.abs(to.width / from.width - 1) > 1e-4
  const along = zooms ? (widthBetween(from.width, to.width, way) - from.width) / (to.width - from.width) : way
  const mix = (one: number, other: number) => one + (other - one) * along
  const width = mix(from.width, to.width)
  return { x: mix(from.x, to.x), y: mix(from.y, to.y), width, height: width * (from.height / from.width) }
}

function widthBetween(from: number, to: number, way: number): number {
  return from * exponential(way * logarithm(to / from))
}

// Math.exp and Math.log may differ in the last bit between engines; these sums do not. Both are good to 1e-14 for the
// factors 1/8..8 that zooms have.

function exponential(power: number): number {
  let term = 1
  let sum = 1
  for (let count = 1; count < 30; count++) {
    term *= power / count
    sum += term
  }
  return sum
}

// The eighth root is near 1, where the series of the area tangent needs few terms.
function logarithm(factor: number): number {
  const root = Math.sqrt(Math.sqrt(Math.sqrt(factor)))
  const ratio = (root - 1) / (root + 1)
  let power = ratio
  let sum = 0
  for (let odd = 1; odd < 24; odd += 2) {
    sum += power / odd
    power *= ratio * ratio
  }
  return 16 * sum
}
