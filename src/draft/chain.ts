// The picture chain as a whole: one function through which every change of it goes, so that what hangs on a picture,
// the fades at the film's ends and the transitions on its cuts are looked after in one place.

import { defaultTransition } from './defaults.ts'
import type { Draft, PictureSegment, SegmentId, Transition } from './document.ts'
import { segmentDuration } from './layout.ts'
import { mapped, patched } from './patch.ts'
import { keptInside, mapPlaced } from './place.ts'

/** The draft with other picture segments: what hung on a removed one goes, what hung on a changed one stays inside it. */
export function withChain(draft: Draft, wished: readonly PictureSegment[]): Draft {
  const segments = keepEnds(draft.picture.segments, wished)
  const lengths = new Map(draft.picture.segments.map((segment) => [segment.id, segmentDuration(segment)]))
  const later = new Map(segments.map((segment) => [segment.id, segmentDuration(segment)]))
  const chained = setChain(draft, segments)
  return mapPlaced(chained, (segment) => {
    if (segment.anchor === undefined) return segment
    const [before, after] = [lengths.get(segment.anchor), later.get(segment.anchor)]
    if (after === undefined) return undefined
    return segment.kind === 'sound' || before === undefined || before === after ? segment : keptInside(segment, before, after)
  })
}

/** Only the segments, nothing else looked after. */
export function setChain(draft: Draft, segments: readonly PictureSegment[]): Draft {
  const kept = mapped(draft.picture.segments, (segment, index) => segments[index] ?? segment)
  const same = segments.length === draft.picture.segments.length && kept === draft.picture.segments
  return same ? draft : { ...draft, picture: { ...draft.picture, segments } }
}

/** Changes some segments of the chain in place. */
export function changeChain(draft: Draft, ids: ReadonlySet<SegmentId>, change: (segment: PictureSegment, index: number) => PictureSegment): Draft {
  return withChain(draft, mapped(draft.picture.segments, (segment, index) => (ids.has(segment.id) ? change(segment, index) : segment)))
}

// The film begins from and ends in its fades whoever stands first and last; and when another segment becomes the first,
// the former first, now behind a cut, takes over the transition that would lie unused.
export function keepEnds(before: readonly PictureSegment[], after: readonly PictureSegment[]): readonly PictureSegment[] {
  const [oldFirst, oldLast, first, last] = [before[0], before.at(-1), after[0], after.at(-1)]
  if (oldFirst === undefined || oldLast === undefined || first === undefined || last === undefined) return after
  let result = after
  if (oldFirst.id !== first.id) {
    if (oldFirst.fadeIn !== undefined) result = moveKey(result, oldFirst.id, first.id, { fadeIn: oldFirst.fadeIn }, { fadeIn: undefined })
    const former = result.find((segment) => segment.id === oldFirst.id)
    const known = before.some((segment) => segment.id === first.id)
    if (known && former !== undefined && former.transition === undefined && first.transition !== undefined) {
      result = moveKey(result, first.id, former.id, { transition: first.transition }, { transition: undefined })
    }
  }
  if (oldLast.id !== last.id && oldLast.fadeOut !== undefined) {
    result = moveKey(result, oldLast.id, last.id, { fadeOut: oldLast.fadeOut }, { fadeOut: undefined })
  }
  return result
}

function moveKey(segments: readonly PictureSegment[], from: SegmentId, to: SegmentId, given: Partial<PictureSegment>, taken: Partial<PictureSegment>): readonly PictureSegment[] {
  return mapped(segments, (segment) => {
    if (segment.id === from) return patched(segment, taken)
    return segment.id === to ? patched(segment, given) : segment
  })
}

/** The chain with new segments at a position; they join with the film's transition when every cut carries the same. */
export function inserted(draft: Draft, at: number | undefined, segment: PictureSegment): Draft {
  const chain = draft.picture.segments
  const index = at ?? chain.length
  const common = commonTransition(chain)
  const joined = common === undefined || index === 0 ? segment : withTransition(segment, chain[index - 1], common)
  const behind = index === 0 && common !== undefined && chain[0] !== undefined && chain[0].transition === undefined
    ? [withTransition(chain[0], segment, common), ...chain.slice(1)] : chain.slice(index)
  return withChain(draft, [...chain.slice(0, index), joined, ...behind])
}

/** The kind and length that every cut of a film has, if they are all alike. */
export function commonTransition(chain: readonly PictureSegment[]): { readonly kind: Transition['kind']; readonly duration: number } | undefined {
  const [first, ...others] = chain.slice(1).map((segment) => segment.transition)
  if (first === undefined || others.some((other) => other?.kind !== first.kind)) return undefined
  const longest = Math.max(...[first, ...others].map((one) => one!.before + one!.after))
  return { kind: first.kind, duration: longest || defaultTransition.duration }
}

/** A segment with a transition of a wished length, divided evenly, at most half of either neighbour. */
export function withTransition(segment: PictureSegment, left: PictureSegment | undefined, wish: { readonly kind: Transition['kind']; readonly duration: number } | null): PictureSegment {
  if (wish === null) return patched(segment, { transition: undefined })
  const before = Math.min(Math.floor(wish.duration / 2), left === undefined ? Infinity : Math.floor(segmentDuration(left) / 2))
  const after = Math.min(wish.duration - Math.floor(wish.duration / 2), Math.floor(segmentDuration(segment) / 2))
  return patched(segment, { transition: { kind: wish.kind, before, after } })
}
