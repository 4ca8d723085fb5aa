// The whole film made exactly as long as wished, to the millisecond, in the way that surprises least:
// shorter: photos and cards give first, in proportion, down to a second; then clips give at their ends, in proportion,
//   down to a second; then everything down to a tenth of a second. Below that is a fault with the shortest possible length.
// longer: photos take everything, in proportion. Without photos clips get back what was trimmed off their ends, then cards take
//   the rest. Clips alone cannot be longer than their sources: a fault with the longest possible length.

import { z } from 'zod'
import { failure, success, type Outcome } from '../../base/index.ts'
import { withChain } from '../chain.ts'
import type { Draft, PictureSegment } from '../document.ts'
import { clipLength } from '../find.ts'
import { filmDuration, segmentDuration } from '../layout.ts'
import { duration } from '../schema/values.ts'
import { length, list } from '../wording.ts'
import { changedPictures, withDuration } from './durations.ts'
import { defineOperation } from './define.ts'

/** Long enough to see what a picture shows. */
const comfortable = 1000
/** Three frames at 30 a second: the least that is still a picture. */
const least = 100

export const setFilmDuration = defineOperation('set-film-duration', z.strictObject({ duration: duration.describe('Milliseconds of the whole film.') }), {
  title: 'Set the film\'s length',
  description: 'Makes the whole film exactly this long: photos and cards are scaled first, then clips are trimmed at their ends. Music follows by itself.',
  apply(draft, { duration }) {
    if (draft.picture.segments.length === 0) return failure({ code: 'film-empty', message: 'The film has no pictures yet, so it has no length to set. Add a photo, a clip or a card first.' })
    if (filmDuration(draft) === duration) return success(draft)
    const divided = divide(draft, duration)
    return divided.ok ? success(withChain(draft, divided.value)) : divided
  },
  describe(before, after, { duration }) {
    const changed = changedPictures(before, after)
    const clips = changed.filter((segment) => segment.kind === 'clip')
    const stills = changed.filter((segment) => segment.kind !== 'clip')
    const en = [stills.length > 0 && `${stills.length} ${stills.length === 1 ? 'picture' : 'pictures'} scaled`, clips.length > 0 && `${clips.length} ${clips.length === 1 ? 'clip' : 'clips'} trimmed`].filter((one) => one !== false)
    const zh = [stills.length > 0 && `调整了 ${stills.length} 段画面`, clips.length > 0 && `剪短或延长了 ${clips.length} 个视频片段`].filter((one) => one !== false)
    return {
      en: `The film is now exactly ${length(duration).en} long (before: ${length(filmDuration(before)).en}; ${list(en.map((text) => ({ en: text, zh: text }))).en}).`,
      zh: `影片现在正好 ${length(duration).zh}（原为 ${length(filmDuration(before)).zh}；${zh.join('，')}）。`,
    }
  },
})

function divide(draft: Draft, wished: number): Outcome<readonly PictureSegment[]> {
  const chain = draft.picture.segments
  const lengths = wished < filmDuration(draft) ? shortened(chain, wished) : lengthened(draft, wished)
  const result = chain.map((segment, index) => withDuration(draft, segment, lengths[index]!))
  return landed(draft, chain, result, wished)
}

function shortened(chain: readonly PictureSegment[], wished: number): number[] {
  const now = chain.map(segmentDuration)
  const isStill = chain.map((segment) => segment.kind !== 'clip')
  const step = (lengths: readonly number[], floor: number, mayGive: (index: number) => boolean) =>
    scaled(lengths, wished - sum(lengths), (index) => (mayGive(index) ? Math.min(lengths[index]!, floor) : lengths[index]!))
  const stills = step(now, comfortable, (index) => isStill[index]!)
  const clips = step(stills, comfortable, (index) => !isStill[index]!)
  return step(clips, least, () => true)
}

function lengthened(draft: Draft, wished: number): number[] {
  const chain = draft.picture.segments
  const now = chain.map(segmentDuration)
  const grow = (lengths: readonly number[], ceiling: (index: number) => number) => scaled(lengths, wished - sum(lengths), ceiling)
  const ofKind = (kind: PictureSegment['kind']) => (lengths: readonly number[]) => grow(lengths, (index) => (chain[index]!.kind === kind ? Infinity : lengths[index]!))
  if (chain.some((segment) => segment.kind === 'photo')) return ofKind('photo')(now)
  return ofKind('card')(grow(now, (index) => longest(draft, chain[index]!, now[index]!)))
}

function longest(draft: Draft, segment: PictureSegment, now: number): number {
  if (segment.kind !== 'clip') return now
  return Math.max(now, segmentDuration(withDuration(draft, segment, Number.MAX_SAFE_INTEGER)))
}

/**
 * Lengths changed by `difference` altogether, in proportion to their room: towards `limit(index)`, never past it. Whole
 * milliseconds whose sum is exact; less than the difference when there is not enough room.
 */
function scaled(lengths: readonly number[], difference: number, limit: (index: number) => number): number[] {
  const result = [...lengths]
  let open = result.map((_, index) => index).filter((index) => limit(index) !== result[index])
  let rest = difference
  while (rest !== 0 && open.length > 0) {
    const weights = open.map((index) => result[index]!)
    const shares = divideExactly(rest, weights)
    open.forEach((index, place) => {
      const wished = result[index]! + shares[place]!
      const bounded = difference < 0 ? Math.max(limit(index), wished) : Math.min(limit(index), wished)
      rest -= bounded - result[index]!
      result[index] = bounded
    })
    open = open.filter((index) => limit(index) !== result[index])
  }
  return result
}

/** A whole number divided by weights into whole numbers with the same sum, by the places of the running total. */
function divideExactly(amount: number, weights: readonly number[]): number[] {
  const total = sum(weights)
  let weight = 0
  let given = 0
  return weights.map((one) => {
    weight += one
    const upTo = Math.round((amount * weight) / total)
    const share = upTo - given
    given = upTo
    return share
  })
}

// A slow clip lasts only multiples of its factor, so what rounding left over goes to whoever can take it.
function landed(draft: Draft, chain: readonly PictureSegment[], result: readonly PictureSegment[], wished: number): Outcome<readonly PictureSegment[]> {
  let current = [...result]
  for (let index = current.length - 1; index >= 0; index--) {
    const rest = wished - sum(current.map(segmentDuration))
    if (rest === 0) return success(current)
    const target = segmentDuration(current[index]!) + rest
    if (target < least) continue
    const tried = withDuration(draft, current[index]!, target)
    if (Math.abs(segmentDuration(tried) - target) < Math.abs(rest)) current = current.with(index, tried)
  }
  const reached = sum(current.map(segmentDuration))
  if (reached === wished) return success(current)
  const onlyClips = chain.every((segment) => segment.kind === 'clip')
  const why = reached > wished ? `its ${chain.length} pictures need at least ${least} ms each`
    : onlyClips && chain.some((segment) => segment.kind === 'clip' && clipLength(draft, segment) === undefined) ? 'the length of a clip\'s source has not been measured'
      : 'its clips hold no more, or play so slowly that not every length can be reached'
  return failure({
    code: 'duration-unreachable', path: '/duration', suggestion: String(reached),
    message: `The film cannot be exactly ${wished} ms long: ${why}. The nearest is ${reached} ms. Take that, or change the pictures first.`,
  })
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
