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
 * The window after a share of the way. Its size changes by nearly the same factor in every step (exactly so at the ends
 * and in the middle), which the eye reads as constant speed; its corners move on straight lines, so the point that both
 * windows agree on stands still.
 */
export function windowBetween(from: PixelRectangle, to: PixelRectangle, way: number): PixelRectangle {
  if (way <= 0) return from
  if (way >= 1) return to
  const along = from.width === to.width ? way : (widthBetween(from.width, to.width, way) - from.width) / (to.width - from.width)
  const mix = (one: number, other: number) => one + (other - one) * along
  const width = mix(from.width, to.width)
  return { x: mix(from.x, to.x), y: mix(from.y, to.y), width, height: width * (from.height / from.width) }
}

// The geometric mean of the straight and the harmonic path: exponential to within a thousandth for zooms below 2.
function widthBetween(from: number, to: number, way: number): number {
  const straight = from + (to - from) * way
  const harmonic = (from * to) / (to + (from - to) * way)
  return Math.sqrt(straight * harmonic)
}
