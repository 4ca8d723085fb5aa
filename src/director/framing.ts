// How a picture is framed on a canvas of another shape. Photographers centre their subjects, and no way of choosing a
// crop that we measured kept more heads than the middle did; so a crop is taken only when nearly all of the picture
// stays, and otherwise the whole picture is shown over a blurred copy of itself.

import type { ClipFacts, Fit, PhotoFacts, Point } from '../draft/index.ts'

export interface Framing {
  readonly fit: Fit
  /** The middle of what a crop should show, 0..1 of the upright picture; absent when nothing is cropped. */
  readonly focus?: Point
  /** What a camera move may do without losing anything. */
  readonly motionHint: MotionHint
}

export interface MotionHint {
  /**
   * zoom: in or out about `toward`; pan-across, pan-down: a slow pan along the long side shows all of the picture, as an
   * alternative to the blurred ground; still: too small or too long to be moved in.
   */
  readonly kind: 'zoom' | 'pan-across' | 'pan-down' | 'still'
  /** What a zoom should end at, kept 4 % off the edges. */
  readonly toward: Point
}

/** Share of the picture that a crop must keep; below it one head in three was cut, above it one in ten. */
export const leastKept = 0.7
// Photos are framed a little above their middle: heads are in the upper half, feet can be spared.
const upperShare = 0.4
// Below this the focus is no better than the middle.
const leastCertainty = 0.5

/** Frames by sizes alone when there are no more facts. The canvas is anything with the right ratio. */
export function framing(facts: Pick<PhotoFacts | ClipFacts, 'width' | 'height'> & { readonly focus?: PhotoFacts['focus'] }, canvas: { readonly width: number; readonly height: number }): Framing {
  const ratio = facts.width / facts.height
  const canvasRatio = canvas.width / canvas.height
  if (!(ratio > 0) || !(canvasRatio > 0)) return { fit: 'cover', focus: { x: 0.5, y: 0.5 }, motionHint: { kind: 'still', toward: { x: 0.5, y: 0.5 } } }
  const keptWidth = Math.min(1, canvasRatio / ratio)
  const keptHeight = Math.min(1, ratio / canvasRatio)
  const toward = targetOf(facts.focus)
  if (Math.min(keptWidth, keptHeight) >= leastKept) {
    // The window's centre: 40 % of the free height above it.
    const middle = { x: 0.5, y: upperShare * (1 - keptHeight) + keptHeight / 2 }
    return { fit: 'cover', focus: middle, motionHint: { kind: 'zoom', toward } }
  }
  // A panorama would be a thin stripe on its blurred ground for most of the film.
  if (keptWidth < 0.25) return { fit: 'blur', motionHint: { kind: 'pan-across', toward } }
  if (keptHeight < 0.25) return { fit: 'blur', motionHint: { kind: 'pan-down', toward } }
  return { fit: 'blur', motionHint: { kind: 'zoom', toward } }
}

function targetOf(focus: PhotoFacts['focus']): Point {
  if (focus === undefined || focus.certainty < leastCertainty) return { x: 0.5, y: 0.45 }
  return { x: inside(focus.x), y: inside(focus.y) }
}

function inside(place: number): number {
  return Math.min(0.9, Math.max(0.1, place))
}
