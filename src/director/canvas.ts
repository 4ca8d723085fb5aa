// From aspect and platform to pixels, on the draft room's own tables, so that every door means the same by "vertical" and
// "for Reels".

import { aspectSizes, platformAspects, type Aspect, type Canvas, type Platform } from '../draft/index.ts'

/** Places that show several shapes well: naming one of them says nothing about the film's shape. */
const takesSeveral: ReadonlySet<Platform> = new Set<Platform>(['instagram', 'facebook', 'x', 'linkedin'])

/** The shape a platform implies; undefined when it takes several. */
export function aspectOfPlatform(platform: Platform): Aspect | undefined {
  return takesSeveral.has(platform) ? undefined : platformAspects[platform]
}

/** Pixels of a shape, scaled so that a 1080 pixels wide or high side becomes `shortSide`. */
export function sizeOfAspect(aspect: Aspect, shortSide = 1080): { readonly width: number; readonly height: number } {
  const size = aspectSizes[aspect]
  const factor = shortSide / 1080
  return { width: even(size.width * factor), height: even(size.height * factor) }
}

/** The named shape nearest to a canvas, within 2 %; undefined when none is. */
export function aspectOfCanvas(canvas: Pick<Canvas, 'width' | 'height'>): Aspect | undefined {
  const ratio = canvas.width / canvas.height
  return (Object.keys(aspectSizes) as Aspect[]).find((name) => Math.abs(aspectSizes[name].width / aspectSizes[name].height / ratio - 1) < 0.02)
}

// yuv420p holds one colour sample per 2x2 pixels.
function even(value: number): number {
  return Math.round(value / 2) * 2
}
