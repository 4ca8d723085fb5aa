// One picture segment as shots: which plate, through which window, how far faded, at each frame of its time on screen.

import { hashText, timeOfFrame } from '../../base/index.ts'
import { roomIn, steadyPan, type CardSegment, type ClipSegment, type PhotoSegment, type PictureStyle, type PlacedPicture } from '../../draft/contract.ts'
import type { ClipPlate, GroundPlate, PhotoPlate, Shot } from '../scene.ts'
import type { Material } from './material.ts'
import { eased, windowBetween } from './motion.ts'
import { planPicture, turnedSize, whole, evenSize, type PicturePlan } from './picture.ts'
import { plateName, type Stage } from './stage.ts'

/** How much larger than the canvas a drifting gradient is prepared. */
const DRIFT_ROOM = 1.25

/** The shots of a segment that is on screen for frames from..to-1. */
export function planShot(stage: Stage, placed: PlacedPicture, from: number, to: number): (frame: number) => Shot {
  const { segment } = placed
  const pictureOf = segment.kind === 'photo' ? photoShots(stage, segment, to - from) : segment.kind === 'clip' ? clipShots(stage, segment, placed, to - from) : cardShots(stage, segment, placed)
  return (frame) => {
    const progress = to - from > 1 ? (frame - from) / (to - from - 1) : 0
    return { ...pictureOf(frame, progress), fade: fadeAt(stage, placed, frame) }
  }
}

type PictureOf = (frame: number, progress: number) => Omit<Shot, 'fade'>

function photoShots(stage: Stage, segment: PhotoSegment, frames: number): PictureOf {
  const material = stage.materialOf(segment.asset)
  if (material === undefined) return emptyGround(stage)
  const plan = planMoving(stage, material, segment, frames)
  const plate = plateName({ kind: 'photo', ...plan.plate } satisfies PhotoPlate)
  return (frame, progress) => ({ plate, window: windowAt(plan, segment, progress), ...finish(segment, frame) })
}

function clipShots(stage: Stage, segment: ClipSegment, placed: PlacedPicture, frames: number): PictureOf {
  const material = stage.materialOf(segment.asset)
  if (material === undefined) return emptyGround(stage)
  const plan = planMoving(stage, material, segment, frames)
  return (frame, progress) => {
    const time = sourceTime(segment, timeOfFrame(frame, stage.rate) - placed.start, placed.end - placed.start, material.frameRate)
    const plate = plateName({ kind: 'clip', ...plan.plate, time } satisfies ClipPlate)
    return { plate, window: windowAt(plan, segment, progress), ...finish(segment, frame) }
  }
}

// Even steps are counted in pixels of the film, whatever size is drawn: a preview shows the way of the film.
function planMoving({ canvas, draft }: Stage, material: Material, segment: PhotoSegment | ClipSegment, frames: number): PicturePlan {
  if (segment.motion === undefined) return planPicture(material, segment, canvas, draft.canvas.background)
  const room = roomIn(turnedSize(material, segment), draft.canvas, segment.fit)
  return planPicture(material, { ...segment, motion: steadyPan(segment.motion, room, draft.canvas, frames) }, canvas, draft.canvas.background)
}

/**
 * Source time (ms, thousandths) of a moment in a clip's own time. Before its start and after its end it stands still.
 * Half a source frame is added, so that "the last frame at or before" means the nearest one and equal rates never stutter.
 */
export function sourceTime(segment: ClipSegment, moment: number, duration: number, frameRate = 30): number {
  const inside = Math.max(0, Math.min(duration, moment)) * segment.speed
  const time = (segment.reverse ? segment.to - inside : segment.from + inside) + 500 / Math.max(1, frameRate)
  const last = Math.max(segment.from, segment.to - 0.5)
  return Math.round(Math.max(segment.from, Math.min(last, time)) * 1000) / 1000
}

function cardShots(stage: Stage, segment: CardSegment, placed: PlacedPicture): PictureOf {
  const { ground } = segment
  const window = whole(stage.canvas)
  if (ground.kind === 'gradient' && ground.drift) {
    const size = evenSize(stage.canvas.width * DRIFT_ROOM, stage.canvas.height * DRIFT_ROOM)
    const plate = plateName({ kind: 'ground', ground, ...size } satisfies GroundPlate)
    const away = { ...window, x: size.width - window.width, y: size.height - window.height }
    return (_frame, progress) => ({ plate, window: windowBetween(window, away, eased(progress, 'ease-in-out')) })
  }
  if (ground.kind !== 'bokeh') {
    const plate = plateName({ kind: 'ground', ground, ...stage.canvas } satisfies GroundPlate)
    return () => ({ plate, window })
  }
  return (frame) => {
    const time = Math.round(Math.max(0, timeOfFrame(frame, stage.rate) - placed.visibleFrom) * 1000) / 1000
    return { plate: plateName({ kind: 'ground', ground, ...stage.canvas, time } satisfies GroundPlate), window }
  }
}

// A segment whose material is unknown shows the background; validation has already named the fault.
function emptyGround(stage: Stage): PictureOf {
  const ground: GroundPlate = { kind: 'ground', ground: { kind: 'solid', color: stage.draft.canvas.background }, ...stage.canvas }
  return () => ({ plate: plateName(ground), window: whole(stage.canvas) })
}

function windowAt(plan: PicturePlan, style: PictureStyle, progress: number): Shot['window'] {
  return windowBetween(plan.from, plan.to, eased(progress, style.motion?.easing ?? 'linear'))
}

function finish({ look, ...segment }: PictureStyle & { readonly id: string }, frame: number): Pick<Shot, 'vignette' | 'grain'> {
  const vignette = look?.vignette ?? 0
  const grain = look?.grain ?? 0
  return {
    ...(vignette > 0 ? { vignette } : {}),
    ...(grain > 0 ? { grain: { amount: grain, seed: hashText(`${segment.id}|${frame}`) } } : {}),
  }
}

// Measured at the middle of the frame, over the whole time on screen, so that a fade never shows a frame of nothing.
function fadeAt(stage: Stage, placed: PlacedPicture, frame: number): number {
  const { fadeIn = 0, fadeOut = 0 } = placed.segment
  const middle = (timeOfFrame(frame, stage.rate) + timeOfFrame(frame + 1, stage.rate)) / 2
  const coming = fadeIn > 0 ? (middle - placed.visibleFrom) / fadeIn : 1
  const going = fadeOut > 0 ? (placed.visibleTo - middle) / fadeOut : 1
  return Math.max(0, Math.min(1, coming, going))
}
