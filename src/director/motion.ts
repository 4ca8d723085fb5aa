// Camera movement that is felt and not noticed: alternating slow zooms centred on what matters, never faster than 3 % a
// second, never so tight that a head at the focus is cut.

import type { Milliseconds } from '../base/index.ts'
import type { Fit, Motion, Point, View } from '../draft/index.ts'
import type { MotionWish } from './brief.ts'

const fastestZoomPerSecond = 0.03
const leastZoom = 0.04
const mostZoom = 0.15

/** The movement of one picture. `index` alternates in and out; `visible` is its time on screen, transitions included, ms. */
export function moveCamera(wish: MotionWish, index: number, visible: Milliseconds, focus: Point, fit: Fit): Motion {
  const amount = Math.min(mostZoom, Math.max(leastZoom, (fastestZoomPerSecond * visible) / 1000))
  const target = fit === 'cover' ? focus : { x: 0.5, y: 0.5 }
  if (wish.startsWith('pan')) return pan(wish, index, amount, target)
  const wide: View = { x: target.x, y: target.y, zoom: 1 }
  const tight: View = { x: target.x, y: target.y, zoom: round(1 + amount) }
  const inwards = wish === 'in' || (wish === 'auto' && index % 2 === 0)
  return { from: inwards ? wide : tight, to: inwards ? tight : wide, easing: 'ease-in-out' }
}

// A pan needs room: it runs inside a window a little tighter than the picture.
function pan(wish: MotionWish, index: number, amount: number, target: Point): Motion {
  const zoom = round(1 + Math.max(0.08, amount))
  const travel = (zoom - 1) / zoom / 2
  const direction = wish === 'pan' ? (index % 2 === 0 ? 'pan-right' : 'pan-left') : wish
  const sign = direction === 'pan-left' || direction === 'pan-up' ? -1 : 1
  const vertical = direction === 'pan-up' || direction === 'pan-down'
  const at = (step: number): View => ({
    x: round(clamp(target.x + (vertical ? 0 : step * travel))), y: round(clamp(target.y + (vertical ? step * travel : 0))), zoom,
  })
  return { from: at(-sign), to: at(sign), easing: 'ease-in-out' }
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}

// Four decimals are a fifth of a pixel at 1920; more digits only make drafts long.
function round(value: number): number {
  return Math.round(value * 10000) / 10000
}
