// Camera movement that is felt and not noticed: alternating slow zooms centred on what matters, never faster than 3 % a
// second, never so tight that a head at the focus is cut. Zooms begin and end softly; pans are under way when the picture
// comes and still when it goes, as under a dissolve they should be, and run at one speed (docs/decisions/0074).

import type { Milliseconds } from '../base/index.ts'
import type { Fit, Motion, Point, Room, View } from '../draft/index.ts'
import type { MotionWish } from './brief.ts'

const fastestZoomPerSecond = 0.03
const leastZoom = 0.04
const mostZoom = 0.15

/** The whole of the picture, as with every fit but cover. */
const wholePicture: Room = { width: 1, height: 1 }

/**
 * The movement of one picture. `index` alternates in and out; `visible` is its time on screen, transitions included, ms;
 * `room` what a window at zoom 1 covers of it.
 */
export function moveCamera(wish: MotionWish, index: number, visible: Milliseconds, focus: Point, fit: Fit, room: Room = wholePicture): Motion {
  const amount = Math.min(mostZoom, Math.max(leastZoom, (fastestZoomPerSecond * visible) / 1000))
  const target = fit === 'cover' ? focus : { x: 0.5, y: 0.5 }
  if (wish.startsWith('pan')) return pan(wish, index, amount, target, room)
  const wide: View = { x: target.x, y: target.y, zoom: 1 }
  const tight: View = { x: target.x, y: target.y, zoom: round(1 + amount) }
  const inwards = wish === 'in' || (wish === 'auto' && index % 2 === 0)
  return { from: inwards ? wide : tight, to: inwards ? tight : wide, easing: 'ease-in-out' }
}

/** The compositor draws pans a little longer or shorter, in even steps; this much more room than the way lets it choose. */
const spareRoom = 1.2

// A pan needs room: it runs inside a window a little tighter than the picture, as near to the target as its whole way fits.
function pan(wish: MotionWish, index: number, amount: number, target: Point, room: Room): Motion {
  const way = Math.max(0.08, amount)
  const zoom = round(1 + way * spareRoom)
  const direction = wish === 'pan' ? (index % 2 === 0 ? 'pan-right' : 'pan-left') : wish
  const sign = direction === 'pan-left' || direction === 'pan-up' ? -1 : 1
  const vertical = direction === 'pan-up' || direction === 'pan-down'
  const window = (vertical ? room.height : room.width) / zoom
  const edge = Math.min(0.5, (window * (1 + way * spareRoom)) / 2)
  const middle = Math.min(1 - edge, Math.max(edge, vertical ? target.y : target.x))
  const at = (step: number): View => {
    const place = round(clamp(middle + (step * way * window) / 2))
    return { x: vertical ? round(clamp(target.x)) : place, y: vertical ? place : round(clamp(target.y)), zoom }
  }
  return { from: at(-sign), to: at(sign), easing: 'linear' }
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}

// Four decimals are a fifth of a pixel at 1920; more digits only make drafts long.
function round(value: number): number {
  return Math.round(value * 10000) / 10000
}
