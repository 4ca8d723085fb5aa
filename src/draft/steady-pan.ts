// The drawn way of a pan at one speed: a whole number of half pixels of the canvas from frame to frame. Between such steps the
// encoder has nothing to round, so that the finished film moves as evenly as it was drawn (docs/decisions/0074).
// Splitting and drawing both go by this file, so that the pieces of a split pan run on at the speed of the whole.

import type { Fit, Motion, View } from './document.ts'

/** How much of the picture a window at zoom 1 covers, 0..1 each way. */
export interface Room {
  readonly width: number
  readonly height: number
}

interface Size {
  readonly width: number
  readonly height: number
}

/** The room of a picture of this shape (as cropped and turned) on a canvas; the whole frame unless the picture fills it. */
export function roomIn(picture: Size, canvas: Size, fit: Fit): Room {
  if (fit !== 'cover') return { width: 1, height: 1 }
  const shape = picture.width / picture.height
  const wanted = canvas.width / canvas.height
  return shape > wanted ? { width: wanted / shape, height: 1 } : { width: 1, height: shape / wanted }
}

/** The view whose window has been pushed back inside the picture. */
export function viewInside(view: View, room: Room): View {
  const clamp = (at: number, extent: number) => Math.min(1 - extent / 2, Math.max(extent / 2, at))
  return { x: clamp(view.x, Math.min(1, room.width / view.zoom)), y: clamp(view.y, Math.min(1, room.height / view.zoom)), zoom: view.zoom }
}

/** Whether a movement is a pan at one speed: linear, its windows of one size. */
export function isEvenPan({ from, to, easing }: Motion): boolean {
  return easing === 'linear' && Math.abs(from.zoom / to.zoom - 1) < 1e-4
}

/**
 * A pan at one speed as it is drawn over this many frames on this canvas: about the middle of the wanted way, inside the
 * picture, a little longer or shorter. Every other movement comes back as it is.
 */
export function steadyPan(motion: Motion, room: Room, canvas: Size, frames: number): Motion {
  if (frames < 2 || !isEvenPan(motion)) return motion
  const { zoom } = motion.from
  const [from, to] = [viewInside(motion.from, room), viewInside(motion.to, room)]
  const across = steadyEnds(from.x, to.x, Math.min(1, room.width / zoom), canvas.width, frames - 1)
  const down = steadyEnds(from.y, to.y, Math.min(1, room.height / zoom), canvas.height, frames - 1)
  return { from: { x: across.from, y: down.from, zoom }, to: { x: across.to, y: down.to, zoom }, easing: motion.easing }
}

// One direction: centres as shares of the picture, of which the window covers `extent` and shows it on so many pixels.
function steadyEnds(from: number, to: number, extent: number, pixels: number, steps: number): { readonly from: number; readonly to: number } {
  const perSpeed = (extent / pixels) * steps
  const middle = (from + to) / 2
  const fastest = (2 * Math.min(middle, 1 - middle) - extent) / perSpeed
  const speed = steadySpeed(Math.abs(to - from) / perSpeed, fastest, SAME / perSpeed)
  const half = (Math.sign(to - from) * speed * perSpeed) / 2
  return { from: middle - half, to: middle + half }
}

/** Ways that differ by less than this share of the picture are one: views are written with six decimals. */
const SAME = 2e-6
/** Pixels a frame. Slower pans are left alone: the next step would change them too much. */
const SLOWEST = 0.2
/** From here on half pixels are near enough to any speed. */
const BRISK = 0.75

/** The speed nearest to the wanted one that moves in even steps and fits, pixels a frame. */
function steadySpeed(wanted: number, fastest: number, same: number): number {
  if (wanted < SLOWEST) return wanted
  const quarters = Math.round(wanted * 4) / 4
  // What is even already stays, so that pieces of a pan run as the whole did.
  const grid = wanted < BRISK || Math.abs(quarters - wanted) <= same ? 0.25 : 0.5
  const nearest = Math.round(wanted / grid) * grid
  const fitting = nearest <= fastest + same ? nearest : Math.floor((fastest + same) * 4) / 4
  return fitting > 0 ? Math.min(fitting, fastest) : wanted
}
