// Windows on a picture: the views of a camera movement and crops, as rectangles that can be drawn and dragged. Mirrors the
// meaning of View in draft/document.ts. Pure; all rectangles are 0..1 of the picture as it is shown.

import type { Motion, PictureStyle, Point, Rectangle, View } from '../../draft/index.ts'

/** The largest canvas-shaped window that a picture holds, 0..1 each way. */
export interface Room {
  readonly width: number
  readonly height: number
}

/** Width by height of the picture as cropped and turned by the user. */
export function shownShape(size: { readonly width: number; readonly height: number }, style: Pick<PictureStyle, 'crop' | 'rotate'>): number {
  const shape = (size.width * (style.crop?.width ?? 1)) / (size.height * (style.crop?.height ?? 1))
  return style.rotate === 90 || style.rotate === 270 ? 1 / shape : shape
}

/** With cover the window lies on the picture; else on the whole frame. */
export function roomOn(shape: number, canvas: number, fit: PictureStyle['fit']): Room {
  if (fit !== 'cover') return { width: 1, height: 1 }
  return shape > canvas ? { width: canvas / shape, height: 1 } : { width: 1, height: shape / canvas }
}

/** What a view shows: its window, pushed back inside the picture. */
export function windowOf(view: View, room: Room): Rectangle {
  const [width, height] = [room.width / view.zoom, room.height / view.zoom]
  return { x: inside(view.x - width / 2, 1 - width), y: inside(view.y - height / 2, 1 - height), width, height }
}

/** The view whose window has been moved by shares of the picture. */
export function movedView(view: View, across: number, down: number, room: Room): View {
  const window = windowOf(view, room)
  const x = inside(window.x + across, 1 - window.width)
  const y = inside(window.y + down, 1 - window.height)
  return { x: round(x + window.width / 2), y: round(y + window.height / 2), zoom: view.zoom }
}

/** The view looked at from nearer or farther, about the same centre. */
export function zoomedView(view: View, factor: number, room: Room): View {
  return movedView({ ...view, zoom: round(Math.min(8, Math.max(1, view.zoom * factor))) }, 0, 0, room)
}

/** Smallest side of a crop; less is a mistake of the hand. */
const leastCrop = 0.05
export type Corner = 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right'

export function movedCrop(crop: Rectangle, across: number, down: number): Rectangle {
  return rounded({ ...crop, x: inside(crop.x + across, 1 - crop.width), y: inside(crop.y + down, 1 - crop.height) })
}

export function resizedCrop({ x, y, width, height }: Rectangle, corner: Corner, across: number, down: number): Rectangle {
  const [left, right] = corner.endsWith('left') ? [limit(x + across, 0, x + width - leastCrop), x + width] : [x, limit(x + width + across, x + leastCrop, 1)]
  const [top, bottom] = corner.startsWith('top') ? [limit(y + down, 0, y + height - leastCrop), y + height] : [y, limit(y + height + down, y + leastCrop, 1)]
  return rounded({ x: left, y: top, width: right - left, height: bottom - top })
}

export const wholePicture: Rectangle = { x: 0, y: 0, width: 1, height: 1 }

/** A crop of everything is none. */
export function cropOrNone(crop: Rectangle): Rectangle | null {
  return crop.width > 0.995 && crop.height > 0.995 ? null : crop
}

export function movedPoint(point: Point, across: number, down: number): Point {
  return { x: round(limit(point.x + across, 0, 1)), y: round(limit(point.y + down, 0, 1)) }
}

export const motionPresets = ['none', 'zoom-in', 'zoom-out', 'pan-left', 'pan-right', 'pan-up', 'pan-down'] as const
export type MotionPreset = (typeof motionPresets)[number]

/** A movement by name, about a point worth looking at. Slow enough for any length: a seventh nearer, or a third of the way across. */
export function presetMotion(preset: MotionPreset, { x, y }: Point = { x: 0.5, y: 0.5 }): Motion | null {
  const [wide, near]: [View, View] = [{ x: 0.5, y: 0.5, zoom: 1 }, { x, y, zoom: 1.15 }]
  const across = (from: number, to: number): Motion => ({ from: { x: from, y, zoom: 1.15 }, to: { x: to, y, zoom: 1.15 }, easing: 'linear' })
  const down = (from: number, to: number): Motion => ({ from: { x, y: from, zoom: 1.15 }, to: { x, y: to, zoom: 1.15 }, easing: 'linear' })
  switch (preset) {
    case 'none': return null
    case 'zoom-in': return { from: wide, to: near, easing: 'ease-in-out' }
    case 'zoom-out': return { from: near, to: wide, easing: 'ease-in-out' }
    case 'pan-left': return across(0.67, 0.33)
    case 'pan-right': return across(0.33, 0.67)
    case 'pan-up': return down(0.67, 0.33)
    case 'pan-down': return down(0.33, 0.67)
  }
}

/** Which preset a movement is like; undefined: somebody's own. */
export function presetOf(motion: Motion | undefined): MotionPreset | undefined {
  if (motion === undefined) return 'none'
  const { from, to } = motion
  if (to.zoom > from.zoom + 0.01) return 'zoom-in'
  if (to.zoom < from.zoom - 0.01) return 'zoom-out'
  const [across, down] = [to.x - from.x, to.y - from.y]
  if (Math.abs(across) > Math.abs(down)) return across > 0 ? 'pan-right' : 'pan-left'
  return down === 0 ? undefined : down > 0 ? 'pan-down' : 'pan-up'
}

function limit(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}

function inside(value: number, most: number): number {
  return limit(value, 0, Math.max(0, most))
}

// A hundred-thousandth of a picture is less than a pixel of any photo's thumbnail.
function round(value: number): number {
  return Math.round(value * 100_000) / 100_000
}

function rounded({ x, y, width, height }: Rectangle): Rectangle {
  return { x: round(x), y: round(y), width: round(width), height: round(height) }
}
