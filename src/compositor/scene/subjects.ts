// Where the people and things are that a text should not cover: the measured subjects of the pictures under it, as points
// of the canvas. One answer for a text's whole time, so that it never moves while it can be read.

import type { Draft, Layout, PlacedPicture, Placed, Point, TextSegment, TextTrack } from '../../draft/index.ts'
import { materialOfAsset, type Material } from './material.ts'
import { pointOnCanvas } from './picture.ts'

/**
 * Below this a picture has no subject (wide landscapes have 0.1) and a title belongs in the middle. Faces that fill a
 * picture have 0.2 to 0.4, less than a flower on a meadow, and it is them that a title must not cover.
 */
const LEAST_CERTAINTY = 0.2
/**
 * A focus is a subject's middle; it reaches about this far in each direction, as a share of the picture's sides. Upwards
 * further: the middle of a person is the chest, and what must stay free is the face.
 */
const REACH = { x: 0.1, up: 0.17, down: 0.12 }
/** A text half on a picture and half on its bars looks like a mistake: the edges of a picture that is shown whole count too. */
const EDGES: readonly Point[] = [{ x: 0.5, y: 0 }, { x: 0.5, y: 1 }]
/** Pictures under one text beyond which it has nowhere to go anyway. */
const MOST_PICTURES = 3

/** Points of the canvas (0..1, thousandths) that a text in the middle of it should leave free; none for other places. */
export function subjectsUnder(draft: Draft, layout: Layout, placed: Placed<TextSegment, TextTrack>): Point[] {
  if (!mayStepAside(placed.segment)) return []
  // A picture that is only dissolving away at the text's edge decides nothing: an end title stays in the middle of its card.
  const shared = (picture: PlacedPicture) => Math.min(picture.end, placed.end) - Math.max(picture.start, placed.start)
  const under = layout.picture.filter((picture) => shared(picture) > Math.min(400, (placed.end - placed.start) / 4))
  return under.slice(0, MOST_PICTURES).flatMap((picture) => subjectOf(draft, picture))
}

// Who says "top" or "bottom" has chosen; subtitles that jump up and down cannot be read.
function mayStepAside({ role, place }: TextSegment): boolean {
  return place.at === undefined && place.area === 'center' && role !== 'subtitle' && role !== 'lower-third'
}

function subjectOf(draft: Draft, { segment }: PlacedPicture): Point[] {
  if (segment.kind === 'card') return []
  const asset = draft.assets[segment.asset]
  const material = asset === undefined ? undefined : materialOfAsset(asset)
  if (material?.focus === undefined || material.focus.certainty < LEAST_CERTAINTY) return []
  const reach = [...reachOf(material.focus), ...(segment.fit === 'cover' ? [] : EDGES)]
  const seen = reach.flatMap((point) => pointOnCanvas(material, segment, draft.canvas, point))
  return seen.filter(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1).map(({ x, y }) => ({ x: thousandths(x), y: thousandths(y) }))
}

function reachOf({ x, y }: NonNullable<Material['focus']>): Point[] {
  return [{ x, y }, { x, y: y - REACH.up }, { x, y: y + REACH.down }, { x: x - REACH.x, y }, { x: x + REACH.x, y }]
}

// Finer than any pixel that matters, and plate names stay short.
function thousandths(share: number): number {
  return Math.round(share * 1000) / 1000
}
