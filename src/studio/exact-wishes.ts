// Wishes that were said exactly (options, not words) hold whatever the words made of the film: what the finished draft
// does not meet yet is added as operations. Pure; asking twice changes nothing the second time.

import { KinoraError } from '../base/index.ts'
import { applyOperations, filmDuration, type Draft, type Operation } from '../draft/index.ts'
import { sizeOfAspect, type Brief } from '../director/index.ts'

export interface ExactFilm {
  readonly draft: Draft
  /** What had to be added; empty when the film was as wished. */
  readonly operations: readonly Operation[]
}

/** The draft with every exact wish met. Throws when a wish is impossible: clips that are shorter than the film, say. */
export function meetWishes(draft: Draft, brief: Brief): ExactFilm {
  if (draft.picture.segments.length === 0) return { draft, operations: [] }
  const edit = applyOperations(draft, operationsFor(draft, brief))
  if (!edit.ok) throw new KinoraError(edit.faults[0]!)
  return { draft: edit.draft, operations: edit.receipt.operations }
}

function operationsFor(draft: Draft, brief: Brief): readonly Operation[] {
  return [...canvasWish(draft, brief), ...durationWish(draft, brief), ...titleWish(draft, brief), ...musicWish(draft, brief)]
}

function canvasWish({ canvas }: Draft, { size, aspect, frameRate }: Brief): readonly Operation[] {
  const wished = size ?? (aspect === undefined || sameShape(canvas, sizeOfAspect(aspect)) ? undefined : sizeOfAspect(aspect))
  const resized = wished !== undefined && (wished.width !== canvas.width || wished.height !== canvas.height)
  const paced = frameRate !== undefined && (frameRate.numerator !== canvas.frameRate.numerator || frameRate.denominator !== canvas.frameRate.denominator)
  return resized || paced ? [{ name: 'set-canvas', ...(resized && wished), ...(paced && { frameRate }) }] : []
}

function sameShape(left: { readonly width: number; readonly height: number }, right: { readonly width: number; readonly height: number }): boolean {
  return Math.abs(left.width * right.height - left.height * right.width) <= Math.max(left.width, left.height) * 2
}

function durationWish(draft: Draft, { duration }: Brief): readonly Operation[] {
  return duration === undefined || filmDuration(draft) === duration ? [] : [{ name: 'set-film-duration', duration }]
}

function titleWish(draft: Draft, { title }: Brief): readonly Operation[] {
  if (title === undefined || title === draft.title) return []
  const shown = draft.texts.flatMap((track) => track.segments).find((segment) => segment.role === 'title')
  const show: readonly Operation[] = title === '' ? [] : shown === undefined
    ? [{ name: 'add-text', text: title, role: 'title', start: 0, duration: Math.min(titleTime, filmDuration(draft)) }]
    : [{ name: 'edit-text', target: shown.id, text: title }]
  return [{ name: 'set-title', title }, ...show]
}

/** A title needs this long to arrive, be read and leave, ms. */
const titleTime = 3000

function musicWish(draft: Draft, { music, seed }: Brief): readonly Operation[] {
  const playing = draft.sounds.flatMap((track) => track.segments).filter((segment) => segment.role === 'music')
  if (music === false) return playing.length === 0 ? [] : [{ name: 'set-music', content: null }]
  if (music?.asset !== undefined) {
    const already = playing.some(({ content }) => content.kind === 'asset' && content.asset === music.asset)
    return already ? [] : [{ name: 'set-music', content: { kind: 'asset', asset: music.asset } }]
  }
  if (music?.mood === undefined || playing.some(({ content }) => content.kind === 'composed' && content.mood === music.mood)) return []
  return [{ name: 'set-music', content: { kind: 'composed', mood: music.mood, seed: Number(seed) || 1 } }]
}
