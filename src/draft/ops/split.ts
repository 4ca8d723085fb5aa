// One segment into two, and neighbouring stretches of one clip into one again.

import { z } from 'zod'
import { failure, success, type Fault } from '../../base/index.ts'
import { setChain } from '../chain.ts'
import type { ClipSegment, Draft } from '../document.ts'
import { isPicture, needSegment, needTargets } from '../find.ts'
import { filmDuration, layOut, segmentDuration } from '../layout.ts'
import { patched } from '../patch.ts'
import { mapPlaced, pictureStarts } from '../place.ts'
import { recut } from '../recut.ts'
import { duration, segmentId } from '../schema/values.ts'
import { label, labels, length } from '../wording.ts'
import { defineOperation, someTargets } from './define.ts'
import { isClip } from './durations.ts'

export const splitSegment = defineOperation('split-segment', z.strictObject({
  target: segmentId.describe('A picture segment.'), at: duration.describe('Milliseconds from the beginning of the segment.'),
}), {
  title: 'Split a picture',
  description: 'Makes two segments of one at a moment; nothing looks different until one of them is changed. The camera movement goes on across the cut.',
  apply(draft, { target, at }) {
    const found = needSegment(draft, target, isPicture, 'a picture segment', '/target')
    if (!found.ok) return found
    const whole = segmentDuration(found.value)
    if (at >= whole) {
      return failure({
        code: 'split-outside', path: '/at', suggestion: String(Math.max(1, Math.floor(whole / 2))),
        message: `${found.value.name} (${target}) lasts ${whole} ms; it cannot be split at ${at} ms. Split it between 1 and ${whole - 1} ms after its beginning.`,
      })
    }
    if (found.value.kind === 'clip' && found.value.to - found.value.from < 2) {
      return failure({ code: 'split-outside', path: '/target', message: `${found.value.name} (${target}) uses a single millisecond of its source; there is nothing to split.` })
    }
    const cut = pictureStarts(draft).get(target)! + at
    return success(recut(draft, [{ from: 0, to: cut }, { from: cut, to: filmDuration(draft) }]))
  },
  describe(before, after, { target }) {
    const index = after.picture.segments.findIndex((segment) => segment.id === target)
    const [left, right] = [after.picture.segments[index]!, after.picture.segments[index + 1]!].map((segment) => length(segmentDuration(segment)))
    const what = label(before, target)
    return { en: `Split ${what.en} into ${left!.en} and ${right!.en}.`, zh: `把 ${what.zh} 分成 ${left!.zh}和 ${right!.zh}两段。` }
  },
})

export const mergeSegments = defineOperation('merge-segments', z.strictObject({ targets: someTargets.min(2).describe('Neighbouring stretches of one clip, at least two.') }), {
  title: 'Join clip stretches',
  description: 'Makes one segment of neighbouring stretches of the same clip that follow each other in the source at the same speed. The first one\'s style stays.',
  apply(draft, { targets }) {
    const found = needTargets(draft, targets, isClip, 'a clip')
    if (!found.ok) return found
    const parts = draft.picture.segments.filter((segment): segment is ClipSegment => found.value.has(segment.id) && isClip(segment))
    const faults = mergeFaults(draft, parts)
    return faults.length > 0 ? failure(...faults) : success(merged(draft, parts))
  },
  describe(before, after, { targets }) {
    const first = before.picture.segments.find((segment) => targets.includes(segment.id))!
    const whole = after.picture.segments.find((segment) => segment.id === first.id)!
    const what = labels(before, [...new Set(targets)])
    return { en: `Joined ${what.en} into one clip of ${length(segmentDuration(whole)).en}.`, zh: `把 ${what.zh} 合并为一段 ${length(segmentDuration(whole)).zh}的视频。` }
  },
})

function mergeFaults(draft: Draft, parts: readonly ClipSegment[]): Fault[] {
  const refuse = (message: string): Fault[] => [{ code: 'cannot-merge', path: '/targets', message }]
  if (parts.length < 2) return refuse('Name at least two different segments to join.')
  const at = draft.picture.segments.indexOf(parts[0]!)
  if (!parts.every((part, index) => draft.picture.segments[at + index] === part)) return refuse('The segments do not follow each other directly. Move them together first.')
  for (const [index, right] of parts.entries()) {
    const left = parts[index - 1]
    if (left === undefined) continue
    if (left.asset !== right.asset || left.speed !== right.speed || left.reverse !== right.reverse) return refuse(`${left.id} and ${right.id} differ in clip, speed or direction, so they cannot become one.`)
    if (left.reverse ? right.to !== left.from : left.to !== right.from) return refuse(`${left.id} and ${right.id} do not follow each other in the source. Trim one of them so that they meet.`)
  }
  return []
}

function merged(draft: Draft, parts: readonly ClipSegment[]): Draft {
  const [first, last] = [parts[0]!, parts.at(-1)!]
  const motion = first.motion === undefined || last.motion === undefined ? first.motion : { ...first.motion, to: last.motion.to }
  const whole: ClipSegment = patched(first, {
    from: Math.min(first.from, last.from), to: Math.max(first.to, last.to), motion, fadeOut: last.fadeOut, soundFadeOut: last.soundFadeOut,
  })
  const gone = new Set(parts.slice(1).map((part) => part.id))
  const starts = new Map(layOut(draft).picture.map((placed) => [placed.segment.id, placed.start]))
  const chained = setChain(draft, draft.picture.segments.flatMap((segment) => (segment.id === first.id ? [whole] : gone.has(segment.id) ? [] : [segment])))
  return mapPlaced(chained, (segment) => (segment.anchor !== undefined && gone.has(segment.anchor)
    ? patched(segment, { anchor: first.id, start: segment.start + starts.get(segment.anchor)! - starts.get(first.id)! }) : segment))
}
