// Logos and pictures in the picture: where each overlay stands, from which plate, and how visible, at each frame.

import { frameAt, timeOfFrame } from '../../base/index.ts'
import type { OverlaySegment, OverlayTrack, PictureStyle, Placed } from '../../draft/index.ts'
import type { LayerCommand, PicturePlate, PlateRequest } from '../scene.ts'
import type { Material } from './material.ts'
import { cropOf, evenSize, lookOf, planPicture, sourceOf, turnedSize } from './picture.ts'
import { plateName, type Stage } from './stage.ts'

type Overlay = Extract<LayerCommand, { kind: 'overlay' }>

/** All overlays of a film; ask with a frame, painted in the order given. */
export function planOverlays(stage: Stage): (frame: number) => Overlay[] {
  const plans = stage.layout.overlays.flatMap((placed) => {
    const material = stage.materialOf(placed.segment.asset)
    return material === undefined ? [] : [planOverlay(stage, placed, material)]
  })
  return (frame) => plans.flatMap((plan) => (frame >= plan.from && frame < plan.to ? [plan.at(frame)] : []))
}

function planOverlay(stage: Stage, placed: Placed<OverlaySegment, OverlayTrack>, material: Material) {
  const { segment } = placed
  const { plate, x, y } = placeOverlay(stage, segment, material)
  const alpha = material.hasAlpha === true ? { alpha: true } : {}
  const still = plateName({ kind: 'photo', ...plate, ...alpha })
  const plateAt = (frame: number): string => {
    if (material.kind === 'photo') return still
    return plateName({ kind: 'clip', ...plate, ...alpha, time: clipTime(stage, placed, material, frame) } satisfies PlateRequest)
  }
  return {
    from: frameAt(placed.start, stage.rate),
    to: frameAt(placed.end, stage.rate),
    at: (frame: number): Overlay => ({ kind: 'overlay', plate: plateAt(frame), x, y, opacity: opacityAt(stage, placed, frame), rounded: segment.rounded ?? 0 }),
  }
}

/** The plate at its size on the canvas, and its corner on even pixels, where it is sharpest. */
function placeOverlay(stage: Stage, segment: OverlaySegment, material: Material): { plate: PicturePlate; x: number; y: number } {
  const { width, height } = stage.canvas
  const frame = { x: segment.frame.x * width, y: segment.frame.y * height, width: segment.frame.width * width, height: segment.frame.height * height }
  const style: PictureStyle = segment
  if (segment.fit !== 'contain') {
    const size = evenSize(frame.width, frame.height, 2)
    const { plate } = planPicture(material, style, size, stage.draft.canvas.background)
    return { plate, x: even(frame.x), y: even(frame.y) }
  }
  // Whole inside the frame: the plate is just the picture, so that no bars are painted.
  const picture = turnedSize(material, style)
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height)
  const size = evenSize(picture.width * scale, picture.height * scale, 2)
  const plate: PicturePlate = { ...sourceOf(material, style), ...cropOf(style), ...size, fit: 'fill', ...lookOf(style) }
  return { plate, x: even(frame.x + (frame.width - size.width) / 2), y: even(frame.y + (frame.height - size.height) / 2) }
}

function clipTime(stage: Stage, placed: Placed<OverlaySegment, OverlayTrack>, material: Material, frame: number): number {
  const moment = Math.max(0, timeOfFrame(frame, stage.rate) - placed.start) + placed.skipped
  const time = (placed.segment.from ?? 0) + moment + 500 / Math.max(1, material.frameRate ?? 30)
  return Math.round(Math.min(time, Math.max(0, (material.duration ?? Infinity) - 0.5)) * 1000) / 1000
}

function opacityAt(stage: Stage, placed: Placed<OverlaySegment, OverlayTrack>, frame: number): number {
  const { fadeIn = 0, fadeOut = 0, opacity } = placed.segment
  const middle = (timeOfFrame(frame, stage.rate) + timeOfFrame(frame + 1, stage.rate)) / 2
  const coming = fadeIn > 0 ? (middle - placed.start) / fadeIn : 1
  const going = fadeOut > 0 ? (placed.end - middle) / fadeOut : 1
  return Math.max(0, Math.min(1, coming, going)) * opacity
}

function even(position: number): number {
  return Math.round(position / 2) * 2
}
