// The scene of a draft as this room renders it, the same for planning (names of chunks) and for drawing. Whatever
// decides a command must come in here, so that both sides always agree.

import { createScene, type Scene } from '../compositor/index.ts'
import type { Draft, SegmentId } from '../draft/index.ts'

/** Raised whenever drawing the same commands gives other pixels; part of every chunk's name. */
export const pixelVersion = 3

/** How strong the ground under each text is, by segment; plain data that crosses threads. */
export type Grounds = ReadonlyMap<SegmentId, number>

/** The whole film. */
export function filmScene(draft: Draft, grounds: Grounds): Scene {
  return createScene(draft, { texts: { grounds } })
}

/** The film without its texts: what they stand on. */
export function pictureScene(draft: Draft): Scene {
  return createScene({ ...draft, texts: [] })
}

/** The draft at another height, everything in proportion; sides stay even. */
export function resizedDraft(draft: Draft, height: number | undefined): Draft {
  if (height === undefined || height === draft.canvas.height) return draft
  const even = (value: number): number => Math.max(16, Math.round(value / 2) * 2)
  const width = even((draft.canvas.width * height) / draft.canvas.height)
  return { ...draft, canvas: { ...draft.canvas, width, height: even(height) } }
}
