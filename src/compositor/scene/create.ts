// A draft made ready for drawing: for every frame, the commands that make it. Pure and cheap to ask; a picture that
// stands still gives equal commands for all its frames. Never throws for a valid draft, whatever its facts lack.

import { frameAt, timeOfFrame } from '../../base/index.ts'
import { layOut, type Asset, type Draft, type PlacedPicture } from '../../draft/contract.ts'
import type { FrameCommands, PictureCommand, Scene, Shot } from '../scene.ts'
import { planTexts, type TextOptions } from '../text/index.ts'
import { planOverlays } from './layers.ts'
import { materialOfAsset, type Material } from './material.ts'
import { planShot } from './shots.ts'
import type { Stage } from './stage.ts'

export interface SceneOptions {
  /** What is known of an asset; default: its own hash and facts. */
  readonly materialOf?: (asset: Asset) => Material | undefined
  /** Draws smaller or larger than the canvas, for previews: 0.5 is half as wide. Default 1. */
  readonly scale?: number
  /** What was decided about texts from the pixels underneath: how strong their grounds are, what they should not cover. */
  readonly texts?: Omit<TextOptions, 'canvas'>
}

/** A picture segment with its frames and its way to a shot. */
interface Take {
  readonly placed: PlacedPicture
  /** Frames on screen, transitions included: from <= frame < to. */
  readonly from: number
  readonly to: number
  /** Frames of the transition at its start; absent on a plain cut. */
  readonly transition?: { readonly from: number; readonly to: number }
  readonly shot: (frame: number) => Shot
}

export function createScene(draft: Draft, options: SceneOptions = {}): Scene {
  const layout = layOut(draft)
  const rate = draft.canvas.frameRate
  const scale = options.scale ?? 1
  const stage: Stage = {
    draft, layout, rate,
    canvas: { width: evenSide(draft.canvas.width * scale), height: evenSide(draft.canvas.height * scale) },
    materialOf(assetId) {
      const asset = draft.assets[assetId]
      return asset === undefined ? undefined : (options.materialOf ?? materialOfAsset)(asset)
    },
  }
  const takes = layout.picture.map((placed) => takeOf(stage, placed))
  const overlays = planOverlays(stage)
  const texts = planTexts(draft, layout, { ...options.texts, canvas: stage.canvas })

  function commands(frame: number): FrameCommands {
    return {
      background: draft.canvas.background,
      picture: pictureAt(takes, frame),
      layers: [...overlays(frame), ...texts(timeOfFrame(frame, rate), frame)],
    }
  }
  return { ...stage.canvas, frameRate: rate, frameCount: frameAt(layout.duration, rate), commands }
}

function takeOf(stage: Stage, placed: PlacedPicture): Take {
  const from = frameAt(placed.visibleFrom, stage.rate)
  const to = frameAt(placed.visibleTo, stage.rate)
  const after = placed.start + (placed.transition?.after ?? 0)
  return {
    placed, from, to,
    ...(placed.transition === undefined ? {} : { transition: { from, to: frameAt(after, stage.rate) } }),
    shot: planShot(stage, placed, from, to),
  }
}

function pictureAt(takes: readonly Take[], frame: number): PictureCommand {
  const index = lastStarted(takes, frame)
  const take = takes[index]
  if (take === undefined) return { kind: 'empty' }
  const left = takes[index - 1]
  const { transition, placed } = take
  if (transition === undefined || left === undefined || frame >= transition.to) return { kind: 'shot', shot: take.shot(frame) }
  return {
    kind: 'transition',
    transition: placed.transition!.kind,
    // Frames lie between the ends: none repeats the pure left or right picture.
    progress: (frame - transition.from + 1) / (transition.to - transition.from + 1),
    left: left.shot(frame),
    right: take.shot(frame),
  }
}

// The last take whose first frame has come; takes with no frame of their own are passed over by the next one.
function lastStarted(takes: readonly Take[], frame: number): number {
  let low = 0
  let high = takes.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (takes[middle]!.from <= frame) low = middle
    else high = middle - 1
  }
  return low
}

function evenSide(side: number): number {
  return Math.max(16, Math.round(side / 2) * 2)
}
