// A piece of a camera movement, for splitting and cutting: what the camera sees at a moment, so that the next piece can go
// on from there without a jump. Mirrors how the compositor moves windows (compositor/scene/motion.ts).

import type { Draft, Easing, Motion, PictureStyle, View } from './document.ts'
import { assetById } from './find.ts'
import { isEvenPan, roomIn, viewInside, type Room } from './steady-pan.ts'

/** The stretch of a movement between two shares (0..1) of its time. Exact where it is linear; otherwise each piece keeps the easing of the end it holds. */
export function motionPiece(motion: Motion, from: number, to: number, room: Room): Motion {
  if (from <= 0 && to >= 1) return motion
  // The ends of a pan as drawn lie elsewhere than its views may say.
  const exact = isEvenPan(motion)
  return {
    from: from <= 0 && !exact ? motion.from : viewAt(motion, Math.max(0, from), room),
    to: to >= 1 && !exact ? motion.to : viewAt(motion, Math.min(1, to), room),
    easing: easingOfPiece(motion.easing, from <= 0, to >= 1),
  }
}

function easingOfPiece(easing: Easing, hasBeginning: boolean, hasEnd: boolean): Easing {
  if (hasBeginning && (easing === 'ease-in' || easing === 'ease-in-out')) return 'ease-in'
  if (hasEnd && (easing === 'ease-out' || easing === 'ease-in-out')) return 'ease-out'
  return 'linear'
}

/** Where the camera looks at a share of its time. */
export function viewAt(motion: Motion, progress: number, room: Room): View {
  const [from, to] = [viewInside(motion.from, room), viewInside(motion.to, room)]
  const way = eased(progress, motion.easing)
  // Window widths; the mean of the straight and the harmonic path is what the compositor draws.
  const [wide, narrow] = [1 / from.zoom, 1 / to.zoom]
  const width = Math.sqrt((wide + (narrow - wide) * way) * ((wide * narrow) / (narrow + (wide - narrow) * way)))
  const along = wide === narrow ? way : (width - wide) / (narrow - wide)
  return {
    x: round(from.x + (to.x - from.x) * along), y: round(from.y + (to.y - from.y) * along), zoom: Math.max(1, Math.min(8, round(1 / width))),
  }
}

function eased(t: number, easing: Easing): number {
  if (easing === 'ease-in') return t * t
  if (easing === 'ease-out') return t * (2 - t)
  return easing === 'ease-in-out' ? t * t * (3 - 2 * t) : t
}

/** The room of a picture on this film's canvas; the whole frame when its size is not known or it is shown whole. */
export function roomOf(draft: Draft, picture: PictureStyle & { readonly asset: string }): Room {
  const facts = assetById(draft, picture.asset)?.facts
  if (picture.fit !== 'cover' || facts === undefined || facts.kind === 'sound') return { width: 1, height: 1 }
  const turned = picture.rotate === 90 || picture.rotate === 270
  const [cropWidth, cropHeight] = [facts.width * (picture.crop?.width ?? 1), facts.height * (picture.crop?.height ?? 1)]
  return roomIn(turned ? { width: cropHeight, height: cropWidth } : { width: cropWidth, height: cropHeight }, draft.canvas, picture.fit)
}

// A hundredth of a pixel at 4K needs six decimals.
function round(value: number): number {
  return Math.round(value * 1_000_000) / 1_000_000
}
