// Splitting and cutting in film time: the picture chain is taken apart into pieces, some pieces are left out, and what
// hangs on the time line ripples: it moves, is cut, or goes with the picture. Used by split-segment, cut-ranges and keep-ranges.

import { frameAt } from '../base/index.ts'
import { motionPiece, roomOf } from './camera.ts'
import { keepEnds, setChain } from './chain.ts'
import { deepEqual } from './change.ts'
import type { ClipSegment, Draft, Motion, OverlaySegment, PhotoSegment, PictureSegment, SegmentId, SoundSegment, TextSegment } from './document.ts'
import { assetById, sourceLength, withNewId, type PlacedSegment } from './find.ts'
import { layOut, segmentDuration, type PlacedPicture } from './layout.ts'
import type { Range } from './operation.ts'
import { mapped, patched } from './patch.ts'
import { mapPlaced } from './place.ts'
import { steadyPan } from './steady-pan.ts'

/** A stretch of one picture segment that stays, in its own time. */
interface Piece {
  readonly origin: PlacedPicture
  readonly from: number
  readonly to: number
  readonly segment: PictureSegment
}

/** The draft with only the given stretches (film time, ascending, not touching unless a split is meant) of its pictures. */
export function recut(draft: Draft, stretches: readonly Range[]): Draft {
  const cut = cutPictures(draft, stretches)
  const ripple = rippleOf(cut.pieces, layOut(draft).duration)
  const segments = keepEnds(draft.picture.segments, cut.pieces.map((piece) => piece.segment))
  return rippled(setChain(cut.draft, segments), draft, cut.pieces, ripple)
}

// ------------------------------------------------------------------------------------------------ pictures

function cutPictures(draft: Draft, stretches: readonly Range[]): { readonly draft: Draft; readonly pieces: Piece[] } {
  let counted = draft
  const pieces = layOut(draft).picture.flatMap((origin) => {
    const parts = stretches.map(({ from, to }) => ({ from: Math.max(0, from - origin.start), to: Math.min(origin.end, to) - origin.start })).filter((part) => part.to > part.from)
    return parts.map((part, index): Piece => {
      if (index > 0) counted = withNewId(counted, 's').draft
      const id = index === 0 ? origin.segment.id : `s${counted.serial - 1}`
      const ends = {
        first: index === 0, last: index === parts.length - 1,
        touches: parts[index - 1]?.to === part.from ? 'before' as const : parts[index + 1]?.from === part.to ? 'after' as const : undefined,
      }
      return { origin, ...part, segment: pieceOf(draft, origin, part, id, ends) }
    })
  })
  return { draft: counted, pieces }
}

interface Ends {
  readonly first: boolean
  readonly last: boolean
  /** In a split the two halves share one edge in the source. */
  readonly touches: 'before' | 'after' | undefined
}

function pieceOf(draft: Draft, origin: PlacedPicture, part: Range, id: SegmentId, ends: Ends): PictureSegment {
  const { segment } = origin
  const whole = segmentDuration(segment)
  if (part.from === 0 && part.to === whole && ends.first) return segment
  const shared = patched(segment, {
    id,
    ...(ends.first ? {} : { transition: undefined, fadeIn: undefined }), ...(ends.last ? {} : { fadeOut: undefined }),
  })
  if (shared.kind === 'card') return patched(shared, { duration: part.to - part.from })
  const motion = shared.motion === undefined ? undefined : motionOf(draft, origin, part, { ...shared, motion: shared.motion })
  if (shared.kind === 'photo') return patched(shared, { duration: part.to - part.from, motion })
  const source = ends.touches === undefined ? sourceOf(shared, part, whole) : halfOf(shared, ends.touches === 'after' ? part.to : part.from, ends.touches)
  return patched(shared, { ...source, motion, ...(ends.first ? {} : { soundFadeIn: undefined }), ...(ends.last ? {} : { soundFadeOut: undefined }) })
}

// The camera moves over the whole time on screen, so a piece that holds an end also holds its share of the transition. Shares
// are those of frames, the last frame of the whole being 1: the piece behind a cut begins one step further, not where the other ends.
function motionOf(draft: Draft, { start, visibleFrom, visibleTo, segment }: PlacedPicture, part: Range, picture: (PhotoSegment | ClipSegment) & { readonly motion: Motion }): Motion {
  const frame = (time: number) => frameAt(time, draft.canvas.frameRate)
  const first = frame(visibleFrom)
  const frames = frame(visibleTo) - first
  const share = (at: number) => (at - first) / Math.max(1, frames - 1)
  const from = part.from === 0 ? 0 : share(frame(start + part.from))
  const to = part.to === segmentDuration(segment) ? 1 : share(frame(start + part.to) - 1)
  const room = roomOf(draft, picture)
  return motionPiece(steadyPan(picture.motion, room, draft.canvas, frames), from, Math.max(from, to), room)
}

// Ends of the clip stay exact; an inner edge lies where the piece's length comes out right, next to its ideal place.
function sourceOf(clip: ClipSegment, part: Range, whole: number): { readonly from: number; readonly to: number } {
  const length = part.to - part.from
  const taken = clip.to - clip.from
  const [head, tail] = [Math.round(part.from * clip.speed), Math.round(part.to * clip.speed)]
  const last = part.to === whole
  const near = Array.from({ length: 2 * Math.ceil(clip.speed) + 1 }, (_, index) => index - Math.ceil(clip.speed))
  const edges = near.map((step) => (last ? { head: head + step, tail: taken } : { head, tail: tail + step }))
    .filter((edge) => edge.head >= 0 && edge.tail <= taken && edge.tail > edge.head)
  const error = (edge: { head: number; tail: number }) =>
    Math.abs(Math.max(1, Math.round((edge.tail - edge.head) / clip.speed)) - length) * 1000 + Math.abs(edge.head - head) + Math.abs(edge.tail - (last ? taken : tail))
  const best = edges.reduce((one, other) => (error(other) < error(one) ? other : one), edges[0] ?? { head: Math.min(head, taken - 1), tail: taken })
  return clip.reverse ? { from: clip.to - best.tail, to: clip.to - best.head } : { from: clip.from + best.head, to: clip.from + best.tail }
}

// The shared edge lies where both halves together last as long as the whole, next to the wished moment.
function halfOf(clip: ClipSegment, at: number, touches: 'before' | 'after'): { readonly from: number; readonly to: number } {
  const taken = clip.to - clip.from
  const lasts = (source: number) => Math.max(1, Math.round(source / clip.speed))
  const ideal = Math.round(at * clip.speed)
  const reach = Math.ceil(2 * clip.speed)
  const edges = Array.from({ length: 2 * reach + 1 }, (_, index) => ideal + index - reach).filter((edge) => edge > 0 && edge < taken)
  const error = (edge: number) => Math.abs(lasts(edge) + lasts(taken - edge) - lasts(taken)) * 1e6 + Math.abs(lasts(edge) - at) * 1000 + Math.abs(edge - ideal)
  const edge = edges.reduce((one, other) => (error(other) < error(one) ? other : one), edges[0] ?? Math.max(1, Math.min(taken - 1, ideal)))
  const [from, to] = touches === 'after' ? [0, edge] : [edge, taken]
  return clip.reverse ? { from: clip.to - to, to: clip.to - from } : { from: clip.from + from, to: clip.from + to }
}

// ------------------------------------------------------------------------------------------------ everything else

interface Ripple {
  /** Film time before to film time after; a time in a stretch that went becomes the cut that closed over it. */
  move(time: number): number
  /** What stays of a span of old film time, old times. */
  kept(span: Range): Range[]
}

function rippleOf(pieces: readonly Piece[], end: number): Ripple {
  let clock = 0
  const spans = pieces.map(({ origin, from, to, segment }) => {
    const span = { from: origin.start + from, to: origin.start + to, start: clock, length: segmentDuration(segment) }
    clock += span.length
    return span
  })
  const joined: { from: number; to: number }[] = []
  for (const { from, to } of [{ from: -Infinity, to: 0 }, ...spans, { from: end, to: Infinity }]) {
    const last = joined.at(-1)
    if (last !== undefined && last.to === from) last.to = to
    else joined.push({ from, to })
  }
  return {
    move(time) {
      if (time >= end) return clock + time - end
      const span = spans.findLast((one) => one.from <= time)
      return span === undefined ? Math.min(time, 0) : span.start + Math.min(time - span.from, span.length)
    },
    kept: (span) => joined.map(({ from, to }) => ({ from: Math.max(from, span.from), to: Math.min(to, span.to) })).filter(({ from, to }) => to > from),
  }
}

function rippled(draft: Draft, before: Draft, pieces: readonly Piece[], ripple: Ripple): Draft {
  const starts = new Map(layOut(before).picture.map((placed) => [placed.segment.id, placed.start]))
  let counted = draft
  const copies = new Map<SegmentId, PlacedSegment[]>()
  const moved = mapPlaced(draft, (segment) => {
    const origin = segment.anchor === undefined ? 0 : starts.get(segment.anchor)
    const homes = segment.anchor === undefined ? [] : homesOf(pieces, segment.anchor)
    if (origin === undefined || (segment.anchor !== undefined && homes.length === 0)) return undefined
    const [first, ...more] = movedPieces(before, segment, origin + segment.start, ripple).map((part) => rehomed(part, homes))
    const rest = more.map((part) => {
      counted = withNewId(counted, 's').draft
      return { ...part, id: `s${counted.serial - 1}` }
    })
    if (rest.length > 0) copies.set(segment.id, rest)
    return deepEqual(first, segment) ? segment : first
  })
  return withCopies({ ...moved, serial: counted.serial }, copies)
}

// A segment at its new film time(s); the start is film time here, whatever it hangs on.
function movedPieces(draft: Draft, segment: PlacedSegment, start: number, ripple: Ripple): PlacedSegment[] {
  const end = endOf(draft, segment, start)
  if (end === undefined || !isCutWithPicture(draft, segment)) {
    const moved = ripple.move(start)
    if (segment.duration === undefined) return [patched(segment, { start: moved })]
    const duration = ripple.move(start + segment.duration) - moved
    return duration > 0 ? [movedWords(patched(segment, { start: moved, duration }), segment, start, ripple)] : []
  }
  const parts = ripple.kept({ from: start, to: end })
  const only = parts.length === 1 && parts[0]!.from === start && parts[0]!.to === end
  // Behind the end of its source a sound is silent and goes; an overlaid clip stands still on its last picture.
  const source = sourceOfPlaced(draft, segment)
  const last = source === undefined ? Infinity : Math.max(0, source - 1)
  const fromOf = (part: Range) => (part.from === start ? segment.from : (segment.from ?? 0) + part.from - start)
  const heard = segment.kind === 'sound' ? parts.filter((part) => (fromOf(part) ?? 0) <= last) : parts
  return heard.map((part, index) => patched(segment, {
    start: ripple.move(part.from), from: part.from === start ? segment.from : Math.min(last, fromOf(part)!),
    ...(only && segment.duration === undefined ? {} : { duration: Math.max(1, ripple.move(part.to) - ripple.move(part.from)) }),
    ...(index === 0 ? {} : { soundFadeIn: undefined }), ...(index === heard.length - 1 ? {} : { soundFadeOut: undefined }),
  } as Partial<SoundSegment & OverlaySegment>))
}

// Music and loops flow on under a cut; other sounds and running clips lose what the picture loses.
function isCutWithPicture(draft: Draft, segment: PlacedSegment): segment is SoundSegment | OverlaySegment {
  if (segment.kind === 'sound') return segment.role !== 'music' && !segment.loop
  return segment.kind === 'overlay' && assetById(draft, segment.asset)?.kind === 'clip'
}

function endOf(draft: Draft, segment: PlacedSegment, start: number): number | undefined {
  if (segment.duration !== undefined) return start + segment.duration
  if (segment.kind === 'text' || (segment.kind === 'sound' && segment.content.kind !== 'asset')) return undefined
  const length = sourceOfPlaced(draft, segment)
  return length === undefined ? undefined : start + Math.max(0, length - (segment.from ?? 0))
}

function sourceOfPlaced(draft: Draft, segment: SoundSegment | OverlaySegment): number | undefined {
  if (segment.kind === 'overlay') return sourceLength(assetById(draft, segment.asset))
  return segment.content.kind === 'asset' ? sourceLength(assetById(draft, segment.content.asset)) : undefined
}

function movedWords(moved: PlacedSegment, segment: PlacedSegment, start: number, ripple: Ripple): PlacedSegment {
  if (moved.kind !== 'text' || segment.kind !== 'text' || segment.words === undefined) return moved
  const at = (time: number) => ripple.move(start + time) - moved.start
  const words = mapped(segment.words, (word) => {
    const [from, to] = [Math.max(0, at(word.from)), Math.max(0, at(word.to))]
    return to > from || word.from === word.to ? patched(word, { from, to }) : undefined
  })
  return patched<TextSegment>(moved, { words: words.length === 0 ? undefined : words })
}

interface Home {
  readonly id: SegmentId
  readonly start: number
}

function homesOf(pieces: readonly Piece[], anchor: SegmentId): Home[] {
  let start = 0
  return pieces.flatMap(({ origin, segment }) => {
    const home = { id: segment.id, start }
    start += segmentDuration(segment)
    return origin.segment.id === anchor ? [home] : []
  })
}

// Hangs on the piece of its picture in which it now begins.
function rehomed(segment: PlacedSegment, homes: readonly Home[]): PlacedSegment {
  const home = homes.findLast((one) => one.start <= segment.start) ?? homes[0]
  return home === undefined ? segment : patched(segment, { anchor: home.id, start: segment.start - home.start })
}

function withCopies(draft: Draft, copies: ReadonlyMap<SegmentId, readonly PlacedSegment[]>): Draft {
  if (copies.size === 0) return draft
  const spread = <Whole extends { readonly segments: readonly PlacedSegment[] }>(tracks: readonly Whole[]): readonly Whole[] => mapped(tracks, (track) => {
    if (!track.segments.some((segment) => copies.has(segment.id))) return track
    return { ...track, segments: track.segments.flatMap((segment) => [segment, ...(copies.get(segment.id) ?? [])]) }
  })
  return { ...draft, overlays: spread(draft.overlays), sounds: spread(draft.sounds) }
}
