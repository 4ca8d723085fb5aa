// Segments outside the picture chain: putting them on tracks, taking them away, and keeping them with the picture they
// hang on when its length changes. Emptied tracks go; untouched ones keep their identity.

import type { Milliseconds } from '../base/index.ts'
import { overlayTrackName, soundTrackNames, textTrackNames } from './defaults.ts'
import type { Draft, OverlaySegment, Placement, SegmentId, SoundSegment, TextSegment } from './document.ts'
import { withNewId, type PlacedSegment } from './find.ts'
import { filmDuration, segmentDuration } from './layout.ts'
import { mapped, patched } from './patch.ts'

type Track<Item> = { readonly id: string; readonly name: string; readonly segments: readonly Item[] }

/** Changes every placed segment; `undefined` removes it. What comes back must be of the same kind. */
export function mapPlaced(draft: Draft, change: (segment: PlacedSegment) => PlacedSegment | undefined): Draft {
  return patched(draft, {
    overlays: mapTracks(draft.overlays, change), texts: mapTracks(draft.texts, change), sounds: mapTracks(draft.sounds, change),
  })
}

function mapTracks<Item extends PlacedSegment, Whole extends Track<Item>>(tracks: readonly Whole[], change: (segment: PlacedSegment) => PlacedSegment | undefined): readonly Whole[] {
  return mapped(tracks, (track) => {
    const segments = mapped(track.segments, (segment) => change(segment) as Item | undefined)
    if (segments === track.segments) return track
    return segments.length === 0 ? undefined : { ...track, segments }
  })
}

export function removePlaced(draft: Draft, goes: (segment: PlacedSegment) => boolean): Draft {
  return mapPlaced(draft, (segment) => (goes(segment) ? undefined : segment))
}

/** Puts a text on the track of its role, which is made when there is none. */
export function placeText(draft: Draft, segment: TextSegment): Draft {
  return { ...draft, ...appended(draft, 'texts', 'x', textTrackNames[segment.role], segment) }
}

export function placeSound(draft: Draft, segment: SoundSegment): Draft {
  return { ...draft, ...appended(draft, 'sounds', 'a', soundTrackNames[segment.role], segment) }
}

export function placeOverlay(draft: Draft, segment: OverlaySegment): Draft {
  return { ...draft, ...appended(draft, 'overlays', 'o', overlayTrackName, segment) }
}

function appended<Kind extends 'texts' | 'sounds' | 'overlays'>(draft: Draft, kind: Kind, prefix: 'x' | 'a' | 'o', name: string, segment: PlacedSegment): Partial<Draft> {
  const tracks = draft[kind] as readonly Track<PlacedSegment>[]
  const home = tracks.findIndex((track) => track.name === name)
  if (home >= 0) return { [kind]: tracks.map((track, index) => (index === home ? { ...track, segments: [...track.segments, segment] } : track)) }
  const { id, draft: counted } = withNewId(draft, prefix)
  return { [kind]: [...tracks, { id, name, segments: [segment] }], serial: counted.serial }
}

/**
 * A text or overlay that stood inside its picture stays inside when the picture's length changes: one that covered all
 * of it still does, one that no longer fits is moved by the same proportion and cut.
 */
export function keptInside<Item extends Placement & { readonly duration?: Milliseconds }>(segment: Item, before: Milliseconds, after: Milliseconds): Item {
  const { start, duration } = segment
  if (duration === undefined || start < 0 || start + duration > before) return segment
  if (start === 0 && duration === before) return { ...segment, duration: after }
  if (start + duration <= after) return segment
  const moved = Math.min(after - 1, Math.round((start * after) / before))
  return { ...segment, start: moved, duration: Math.max(1, Math.min(duration, after - moved)) }
}

/**
 * What stands behind the end of a film that an edit has made shorter goes; what reaches beyond it is cut there. Last
 * words (role end-card) move to the new end instead. An empty film keeps everything for the pictures to come.
 */
export function settleBehindEnd(draft: Draft): Draft {
  const end = filmDuration(draft)
  if (end === 0) return draft
  const starts = pictureStarts(draft)
  return mapPlaced(draft, (segment) => {
    const origin = segment.anchor === undefined ? 0 : starts.get(segment.anchor) ?? 0
    const start = origin + segment.start
    if (segment.kind === 'text' && segment.role === 'end-card' && segment.anchor === undefined && start + segment.duration > end) {
      const duration = Math.min(segment.duration, end)
      return patched(segment, { start: end - duration, duration })
    }
    if (start >= end) return undefined
    if (segment.duration === undefined || start + segment.duration <= end) return segment
    return { ...segment, duration: end - start }
  })
}

/** Where every picture segment begins, ms of film time. */
export function pictureStarts(draft: Draft): ReadonlyMap<SegmentId, Milliseconds> {
  let start = 0
  return new Map(draft.picture.segments.map((segment) => {
    const entry = [segment.id, start] as const
    start += segmentDuration(segment)
    return entry
  }))
}
