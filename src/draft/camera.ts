// A piece of a camera movement, for splitting and cutting: what the camera sees at a moment, so that the next piece can go
// on from there without a jump. Mirrors how the compositor moves windows (compositor/scene/motion.ts).

import type { Draft, Easing, Motion, PictureStyle, View } from './document.ts'
import { assetById } from './find.ts'

/** How much of the picture a window at zoom 1 covers, 0..1 each way. */
export interface Room {
  readonly width: number
  readonly height: number
}

/** The stretch of a movement between two shares (0..1) of its time. Exact where it is linear; otherwise each piece keeps the easing of the end it holds. */
export function motionPiece(motion: Motion, from: number, to: number, room: Room): Motion {
  if (from <= 0 && to >= 1) return motion
  return {
    from: from <= 0 ? motion.from : viewAt(motion, from, room),
    to: to >= 1 ? motion.to : viewAt(motion, to, room),
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
  const [from, to] = [inside(motion.from, room), inside(motion.to, room)]
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

// The window is pushed back inside the picture, and so must the view be that stands for it.
function inside(view: View, room: Room): View {
  const clamp = (at: number, extent: number) => Math.min(1 - extent / 2, Math.max(extent / 2, at))
  return { x: clamp(view.x, Math.min(1, room.width / view.zoom)), y: clamp(view.y, Math.min(1, room.height / view.zoom)), zoom: view.zoom }
}

/** The room of a picture on this film's canvas; the whole frame when its size is not known or it is shown whole. */
export function roomOf(draft: Draft, picture: PictureStyle & { readonly asset: string }): Room {
  const facts = assetById(draft, picture.asset)?.facts
  if (picture.fit !== 'cover' || facts === undefined || facts.kind === 'sound') return { width: 1, height: 1 }
  const turned = picture.rotate === 90 || picture.rotate === 270
  const [cropWidth, cropHeight] = [facts.width * (picture.crop?.width ?? 1), facts.height * (picture.crop?.height ?? 1)]
  const shape = turned ? cropHeight / cropWidth : cropWidth / cropHeight
  const canvas = draft.canvas.width / draft.canvas.height
  return shape > canvas ? { width: canvas / shape, height: 1 } : { width: 1, height: shape / canvas }
}

// A hundredth of a pixel at 4K needs six decimals.
function round(value: number): number {
  return Math.round(value * 1_000_000) / 1_000_000
}
