// Order in the picture chain, names, and taking segments of any kind away.

import { z } from 'zod'
import { failure, success } from '../../base/index.ts'
import { setChain, withChain } from '../chain.ts'
import type { Draft, PictureSegment } from '../document.ts'
import { allSegments, isPicture, needSegment, needTargets } from '../find.ts'
import { patched } from '../patch.ts'
import { mapPlaced, removePlaced } from '../place.ts'
import { name, segmentId } from '../schema/values.ts'
import { label, labels, list, title } from '../wording.ts'
import { defineOperation, position, someTargets } from './define.ts'

export const removeSegments = defineOperation('remove-segments', z.strictObject({
  targets: someTargets.describe('Ids of the segments to remove: pictures, texts, sounds or overlays.'),
}), {
  title: 'Remove segments',
  description: 'Takes pictures, texts, sounds or overlays out of the film. The picture chain closes up; what hangs on a removed picture goes with it.',
  apply(draft, { targets }) {
    const found = needTargets(draft, targets, () => true, 'a segment')
    if (!found.ok) return found
    const chained = withChain(draft, draft.picture.segments.filter((segment) => !found.value.has(segment.id)))
    return success(removePlaced(chained, (segment) => found.value.has(segment.id)))
  },
  describe(before, _after, { targets }) {
    const what = labels(before, [...new Set(targets)], undefined, allSegments(before).length)
    return { en: `Removed ${what.en}.`, zh: `移除了${what.zh}。` }
  },
})

export const moveSegment = defineOperation('move-segment', z.strictObject({
  target: segmentId, to: position.describe('Zero-based position it has afterwards.'),
}), {
  title: 'Move a picture',
  description: 'Gives a picture segment another position in the chain; the others close up. What hangs on it travels along.',
  apply(draft, { target, to }) {
    const found = needSegment(draft, target, isPicture, 'a picture segment', '/target')
    if (!found.ok) return found
    const others = draft.picture.segments.filter((segment) => segment.id !== target)
    if (to > others.length) {
      return failure({
        code: 'position-outside', path: '/to', suggestion: String(others.length),
        message: `Position ${to} does not exist: the film has ${others.length + 1} pictures, so the last position is ${others.length} (counted from 0).`,
      })
    }
    return success(rearranged(draft, others.toSpliced(to, 0, found.value)))
  },
  describe(before, _after, { target, to }) {
    const what = label(before, target)
    return { en: `Moved ${what.en} to no. ${to + 1}.`, zh: `把 ${what.zh} 移到第 ${to + 1} 段。` }
  },
})

export const reorderSegments = defineOperation('reorder-segments', z.strictObject({
  order: someTargets.describe('Picture segments in the wished order; those not named keep their order behind these.'),
}), {
  title: 'Put pictures in order',
  description: 'Puts the named picture segments first, in the given order; the rest follows in its present order.',
  apply(draft, { order }) {
    const found = needTargets(draft, order, isPicture, 'a picture segment')
    if (!found.ok) return failure(...found.faults.map((fault) => ({ ...fault, path: fault.path!.replace('/targets', '/order') })))
    const byId = new Map(draft.picture.segments.map((segment) => [segment.id, segment]))
    const named = [...found.value].map((id) => byId.get(id)!)
    return success(rearranged(draft, [...named, ...draft.picture.segments.filter((segment) => !found.value.has(segment.id))]))
  },
  describe(_before, after) {
    const shown = after.picture.segments.slice(0, 6).map(title)
    const more = after.picture.segments.length > 6
    return { en: `The order is now ${more ? `${shown.map((one) => one.en).join(', ')}, ...` : list(shown).en}.`, zh: `现在的顺序是 ${list(shown).zh}${more ? '……' : ''}。` }
  },
})

function rearranged(draft: Draft, segments: readonly PictureSegment[]): Draft {
  return segments.every((segment, index) => segment === draft.picture.segments[index]) ? draft : withChain(draft, segments)
}

export const renameSegment = defineOperation('rename-segment', z.strictObject({ target: segmentId, to: name.min(1).describe('The new name, for people.') }), {
  title: 'Rename a segment',
  description: 'Gives a picture, overlay or sound another name in lists and summaries. A text has no name but its words: use edit-text.',
  apply(draft, { target, to }) {
    const found = needSegment(draft, target, (segment) => segment.kind !== 'text', 'a picture, an overlay or a sound', '/target')
    if (!found.ok) return found
    const renamed = setChain(draft, draft.picture.segments.map((segment) => (segment.id === target ? patched(segment, { name: to }) : segment)))
    return success(mapPlaced(renamed, (segment) => (segment.id === target && segment.kind !== 'text' ? patched(segment, { name: to }) : segment)))
  },
  describe(before, _after, { target, to }) {
    const what = label(before, target)
    return { en: `Renamed ${what.en} to ${to}.`, zh: `把 ${what.zh} 改名为 ${to}。` }
  },
})
