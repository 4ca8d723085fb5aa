// When everything happens: a draft resolved to absolute times. Compositor, sound, summary and director all read this
// and none of them adds durations up again. Pure arithmetic; never changes the draft.

import type { Milliseconds } from '../base/index.ts'
import type {
  Draft, OverlaySegment, OverlayTrack, PictureSegment, Placement, SegmentId, SoundSegment, SoundTrack, TextSegment, TextTrack, Transition,
} from './document.ts'

export interface Layout {
  /** Length of the film: the sum of the picture segments. 0 for an empty film. */
  readonly duration: Milliseconds
  readonly picture: readonly PlacedPicture[]
  readonly overlays: readonly Placed<OverlaySegment, OverlayTrack>[]
  readonly texts: readonly Placed<TextSegment, TextTrack>[]
  readonly sounds: readonly Placed<SoundSegment, SoundTrack>[]
}

export interface PlacedPicture {
  readonly segment: PictureSegment
  readonly index: number
  /** Its own time, between its two cuts. */
  readonly start: Milliseconds
  readonly end: Milliseconds
  /** Its time on screen, transitions included: from `start - before` of its own transition to `end + after` of the next one's. */
  readonly visibleFrom: Milliseconds
  readonly visibleTo: Milliseconds
  /** The transition at its start, cut to what both neighbours can give; absent on the first segment and on plain cuts. */
  readonly transition?: Transition
}

export interface Placed<Item, Track> {
  readonly segment: Item
  readonly track: Track
  /** Film time, cut to 0..duration of the film. `end > start` always; what lies wholly outside is left out. */
  readonly start: Milliseconds
  readonly end: Milliseconds
  /** How much of its beginning was cut off because it starts before the film does, ms. */
  readonly skipped: Milliseconds
}

/** A picture segment's own time between its two cuts, ms. */
export function segmentDuration(segment: PictureSegment): Milliseconds {
  if (segment.kind !== 'clip') return segment.duration
  return Math.max(1, Math.round((segment.to - segment.from) / segment.speed))
}

/** The whole film's length, ms. */
export function filmDuration(draft: Draft): Milliseconds {
  return draft.picture.segments.reduce((sum, segment) => sum + segmentDuration(segment), 0)
}

/** Resolves every start, end and transition of a draft. */
export function layOut(draft: Draft): Layout {
  const picture = layOutPicture(draft.picture.segments)
  const duration = picture.at(-1)?.end ?? 0
  const starts = new Map(picture.map((placed) => [placed.segment.id, placed.start]))
  return {
    duration,
    picture,
    overlays: place(draft.overlays, starts, duration),
    texts: place(draft.texts, starts, duration),
    sounds: place(draft.sounds, starts, duration),
  }
}

function layOutPicture(segments: readonly PictureSegment[]): PlacedPicture[] {
  const transitions = segments.map((segment, index) => fittingTransition(segments[index - 1], segment))
  let start = 0
  return segments.map((segment, index) => {
    const end = start + segmentDuration(segment)
    const transition = transitions[index]
    const placed: PlacedPicture = {
      segment, index, start, end,
      visibleFrom: start - (transition?.before ?? 0),
      visibleTo: end + (transitions[index + 1]?.after ?? 0),
      ...(transition === undefined ? {} : { transition }),
    }
    start = end
    return placed
  })
}

// Two transitions of one segment must never meet: each side gives at most half of its own duration.
function fittingTransition(left: PictureSegment | undefined, right: PictureSegment): Transition | undefined {
  if (left === undefined || right.transition === undefined) return undefined
  const before = Math.min(right.transition.before, Math.floor(segmentDuration(left) / 2))
  const after = Math.min(right.transition.after, Math.floor(segmentDuration(right) / 2))
  return before + after > 0 ? { ...right.transition, before, after } : undefined
}

function place<Item extends Placement & { readonly duration?: Milliseconds }, Track extends { readonly segments: readonly Item[] }>(
  tracks: readonly Track[], starts: ReadonlyMap<SegmentId, Milliseconds>, filmEnd: Milliseconds,
): Placed<Item, Track>[] {
  return tracks.flatMap((track) => track.segments.flatMap((segment) => {
    const origin = segment.anchor === undefined ? 0 : starts.get(segment.anchor)
    if (origin === undefined) return []
    const wished = origin + segment.start
    const start = Math.max(0, wished)
    const end = Math.min(filmEnd, segment.duration === undefined ? filmEnd : wished + segment.duration)
    return end > start ? [{ segment, track, start, end, skipped: start - wished }] : []
  }))
}
