// How long pictures last: durations, trims, speed and direction of clips.

import { z } from 'zod'
import { failure, success, type Fault, type Outcome } from '../../base/index.ts'
import { changeChain } from '../chain.ts'
import type { ClipSegment, Draft, PictureSegment, Segment } from '../document.ts'
import { clipLength, isPicture, needSegment, needTargets } from '../find.ts'
import { segmentDuration } from '../layout.ts'
import type { Sentence } from '../operation.ts'
import { patched } from '../patch.ts'
import { mapPlaced } from '../place.ts'
import { duration, segmentId, time } from '../schema/values.ts'
import { label, labels, length, list, seconds } from '../wording.ts'
import { rangeFaults } from './add-pictures.ts'
import { defineOperation, targets } from './define.ts'

export const isClip = (segment: Segment): segment is ClipSegment => segment.kind === 'clip'

export const setDuration = defineOperation('set-duration', z.strictObject({ targets, duration: duration.describe('Milliseconds on screen.') }), {
  title: 'Set how long pictures last',
  description: 'Photos and cards last exactly this long. Clips are cut or extended at their end within their source; with "all", a clip that is too short stays as long as it can.',
  apply(draft, { targets, duration }) {
    const found = needTargets(draft, targets, isPicture, 'a picture segment (for texts use time-text, for sounds time-sound)')
    if (!found.ok) return found
    const faults: Fault[] = []
    const changed = changeChain(draft, found.value, (segment) => {
      const lasting = withDuration(draft, segment, duration)
      if (targets !== 'all' && segmentDuration(lasting) !== duration) faults.push(unreachable(segment, duration, segmentDuration(lasting)))
      return lasting
    })
    return faults.length > 0 ? failure(...faults) : success(changed)
  },
  describe(before, after, { duration }) {
    const changed = changedPictures(before, after)
    const exact = changed.filter((segment) => segmentDuration(segment) === duration).map((segment) => segment.id)
    const other = changed.filter((segment) => segmentDuration(segment) !== duration)
    const what = labels(before, exact, { en: 'pictures', zh: '段画面' }, before.picture.segments.length)
    const rest = list(other.map((segment) => ({ en: `${label(after, segment.id).en} ${length(segmentDuration(segment)).en}`, zh: `${label(after, segment.id).zh} ${length(segmentDuration(segment)).zh}` })))
    const time = length(duration)
    return joined(
      exact.length === 0 ? undefined : { en: `${what.en} now last${exact.length === 1 ? 's' : ''} ${time.en}${exact.length > 1 ? ' each' : ''}.`, zh: `${what.zh}${exact.length > 1 ? '各' : ''}显示 ${time.zh}。` },
      other.length === 0 ? undefined : { en: `As long as the source allows: ${rest.en}.`, zh: `受素材长度所限：${rest.zh}。` },
    )
  },
})

function unreachable(segment: PictureSegment, wished: number, nearest: number): Fault {
  return {
    code: 'duration-unreachable', path: '/duration', suggestion: String(nearest),
    message: `The clip ${segment.name} (${segment.id}) cannot last ${wished} ms at its speed with what its source holds; the nearest is ${nearest} ms. Slow it down, or use that.`,
  }
}

/** The segment made to last a time, or as near to it as its source allows. A clip gives and takes at its end on screen. */
export function withDuration(draft: Draft, segment: PictureSegment, wished: number): PictureSegment {
  if (segmentDuration(segment) === wished) return segment
  if (segment.kind !== 'clip') return patched(segment, { duration: wished })
  // A reversed clip ends on screen where its source begins.
  const room = segment.reverse ? segment.to : (clipLength(draft, segment) ?? segment.to) - segment.from
  const taken = Math.max(1, Math.min(room, sourceFor(wished, segment.speed)))
  return segment.reverse ? patched(segment, { from: segment.to - taken }) : patched(segment, { to: segment.from + taken })
}

// How much source makes a duration at a speed; rounding may need a neighbour.
function sourceFor(duration: number, speed: number): number {
  const near = Math.round(duration * speed)
  const error = (taken: number) => Math.abs(Math.max(1, Math.round(taken / speed)) - duration)
  return [near, near - 1, near + 1].reduce((best, taken) => (taken >= 1 && error(taken) < error(best) ? taken : best))
}

export const trimClip = defineOperation('trim-clip', z.strictObject({
  target: segmentId.describe('A clip segment.'),
  from: time.describe('New first moment in the source, ms.').optional(), to: duration.describe('New end in the source, ms.').optional(),
}), {
  title: 'Trim a clip',
  description: 'Chooses which stretch of its source a clip shows, in source time. Subtitles that hang on it keep to what is said.',
  apply(draft, { target, from, to }) {
    const found = needSegment(draft, target, isClip, 'a clip', '/target')
    if (!found.ok) return found
    const clip = found.value
    const [begin, end] = [from ?? clip.from, to ?? clip.to]
    const faults = rangeFaults(begin, end, clipLength(draft, clip), clip.name)
    if (faults.length > 0) return failure(...faults)
    const trimmed = patched(clip, { from: begin, to: end })
    return success(shiftSubtitles(changeChain(draft, new Set([target]), () => trimmed), draft, clip, trimmed))
  },
  describe(before, after, { target }) {
    const clip = after.picture.segments.find((segment) => segment.id === target) as ClipSegment
    const what = label(before, target)
    return {
      en: `${what.en} now shows ${seconds(clip.from)}-${seconds(clip.to)} s of its source (${length(segmentDuration(clip)).en}).`,
      zh: `${what.zh} 现在使用素材的 ${seconds(clip.from)}-${seconds(clip.to)} 秒（时长 ${length(segmentDuration(clip)).zh}）。`,
    }
  },
})

// What is said is said at a moment of the source, so subtitles move with it; other texts keep their place on the clip.
function shiftSubtitles(draft: Draft, before: Draft, old: ClipSegment, clip: ClipSegment): Draft {
  const head = old.reverse ? old.to - clip.to : clip.from - old.from
  const shift = Math.round(head / clip.speed)
  if (shift === 0) return draft
  const earlier = new Map(before.texts.flatMap((track) => track.segments).map((segment) => [segment.id, segment]))
  const end = segmentDuration(clip)
  return mapPlaced(draft, (segment) => {
    if (segment.kind !== 'text' || segment.role !== 'subtitle' || segment.anchor !== clip.id) return segment
    const { start, duration } = earlier.get(segment.id)!
    const from = Math.max(0, start - shift)
    const to = Math.min(end, start + duration - shift)
    return to > from ? patched(earlier.get(segment.id)!, { start: from, duration: to - from }) : undefined
  })
}

export const setSpeed = defineOperation('set-speed', z.strictObject({
  targets, speed: z.number().min(0.1).max(16).describe('Playback factor, 0.1..16: 0.5 = half speed, 2 = twice as fast.'),
}), {
  title: 'Set clip speed',
  description: 'Plays clips slower or faster; they become longer or shorter by the same factor. Their sound follows.',
  apply: (draft, { targets, speed }) => changeClips(draft, targets, (clip) => patched(clip, { speed })),
  describe(before, after, { speed }) {
    const changed = changedPictures(before, after)
    const what = labels(before, changed.map((segment) => segment.id), { en: 'clips', zh: '个视频片段' })
    const time = changed.length === 1 ? length(segmentDuration(changed[0]!)) : undefined
    return {
      en: `${what.en} now play${changed.length === 1 ? 's' : ''} at ${speed}× speed${time ? ` (${time.en})` : ''}.`,
      zh: `${what.zh} 现在以 ${speed} 倍速播放${time ? `（时长 ${time.zh}）` : ''}。`,
    }
  },
})

export const setReverse = defineOperation('set-reverse', z.strictObject({ targets, reverse: z.boolean().describe('true = backwards.') }), {
  title: 'Play clips backwards',
  description: 'Plays clips from their end to their beginning, or forwards again.',
  apply: (draft, { targets, reverse }) => changeClips(draft, targets, (clip) => patched(clip, { reverse })),
  describe(before, after, { reverse }) {
    const changed = changedPictures(before, after)
    const what = labels(before, changed.map((segment) => segment.id), { en: 'clips', zh: '个视频片段' })
    const plays = changed.length === 1 ? 'plays' : 'play'
    return { en: `${what.en} now ${plays} ${reverse ? 'backwards' : 'forwards'}.`, zh: `${what.zh} 现在${reverse ? '倒放' : '正放'}。` }
  },
})

function changeClips(draft: Draft, wished: readonly string[] | 'all', change: (clip: ClipSegment) => ClipSegment): Outcome<Draft> {
  const found = needTargets(draft, wished, isClip, 'a clip')
  return found.ok ? success(changeChain(draft, found.value, (segment) => (segment.kind === 'clip' ? change(segment) : segment))) : found
}

/** Picture segments that are in both drafts and differ, as they are afterwards. */
export function changedPictures(before: Draft, after: Draft): PictureSegment[] {
  const earlier = new Map(before.picture.segments.map((segment) => [segment.id, segment]))
  return after.picture.segments.filter((segment) => earlier.has(segment.id) && earlier.get(segment.id) !== segment)
}

/** Sentences one after the other. */
export function joined(...sentences: readonly (Sentence | undefined)[]): Sentence {
  const said = sentences.filter((sentence) => sentence !== undefined)
  return { en: said.map((sentence) => sentence.en).join(' '), zh: said.map((sentence) => sentence.zh).join('') }
}
