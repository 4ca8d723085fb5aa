// Cuts: transitions between neighbours, and fades from and to the background.

import { z } from 'zod'
import { success } from '../../base/index.ts'
import { changeChain, withTransition } from '../chain.ts'
import type { Draft, SegmentId } from '../document.ts'
import { isPicture, needTargets } from '../find.ts'
import { patched } from '../patch.ts'
import { pictureFade, transitionKind } from '../schema/values.ts'
import { labels, length, transitionName } from '../wording.ts'
import { changedPictures, joined } from './durations.ts'
import { defineOperation, targets } from './define.ts'

export const setTransition = defineOperation('set-transition', z.strictObject({
  targets: targets.describe('Picture segments whose beginning is the cut; "all" = every cut.'),
  transition: z.strictObject({
    kind: transitionKind, duration: z.int().min(2).max(20_000).describe('Milliseconds altogether, half of it on each side of the cut; 500 is usual.'),
  }).nullable().describe('null = plain cuts.'),
}), {
  title: 'Set transitions',
  description: 'Changes how pictures follow each other, on the cut before each target. Neither neighbour gives more than half of its length.',
  apply(draft, { targets, transition }) {
    const found = needTargets(draft, targets, isPicture, 'a picture segment')
    if (!found.ok) return found
    const chain = draft.picture.segments
    // The first segment has no cut before it: "all" leaves it alone, by name it is kept for the day it is moved.
    return success(changeChain(draft, found.value, (segment, index) => (index === 0 && targets === 'all' ? segment : withTransition(segment, chain[index - 1], transition))))
  },
  describe(before, after, { targets, transition }) {
    const changed = changedPictures(before, after).map((segment) => segment.id)
    const where = cuts(after, changed, targets === 'all')
    if (transition === null) return { en: `${where.en} ${where.one ? 'is a plain cut' : 'are plain cuts'} now.`, zh: `${where.zh}现在直接切换。` }
    const times = changed.map((id) => after.picture.segments.find((segment) => segment.id === id)!.transition!).map((one) => one.before + one.after)
    const [least, most] = [Math.min(...times), Math.max(...times)]
    const name = transitionName(transition.kind)
    const time = least === most ? length(most) : { en: `${length(least).en} to ${length(most).en}`, zh: `${length(least).zh}到${length(most).zh}` }
    return { en: `${where.en} ${where.one ? 'is' : 'are'} now ${name.en} of ${time.en}.`, zh: `${where.zh}现在使用${name.zh}，${time.zh}。` }
  },
})

function cuts(draft: Draft, ids: readonly SegmentId[], all: boolean) {
  if (all) return { en: 'All cuts', zh: '所有切换', one: false }
  const what = labels(draft, ids, { en: 'pictures', zh: '段画面' })
  return ids.length === 1 ? { en: `The cut before ${what.en}`, zh: `${what.zh} 之前的切换`, one: true } : { en: `The cuts before ${what.en}`, zh: `${what.zh} 之前的切换`, one: false }
}

export const setFades = defineOperation('set-fades', z.strictObject({
  targets: targets.describe('Picture segments; "all" = the film\'s very beginning and end.'),
  fadeIn: pictureFade.describe('Milliseconds from the background; 0 = none; absent = unchanged.').optional(),
  fadeOut: pictureFade.describe('Milliseconds to the background; 0 = none; absent = unchanged.').optional(),
}), {
  title: 'Fade in and out',
  description: 'Fades pictures from and to the background colour; with "all" the film fades in at its beginning and out at its end.',
  apply(draft, { targets, fadeIn, fadeOut }) {
    const found = needTargets(draft, targets, isPicture, 'a picture segment')
    if (!found.ok) return found
    const last = draft.picture.segments.length - 1
    return success(changeChain(draft, found.value, (segment, index) => patched(segment, {
      ...(fadeIn !== undefined && (targets !== 'all' || index === 0) && { fadeIn: fadeIn === 0 ? undefined : fadeIn }),
      ...(fadeOut !== undefined && (targets !== 'all' || index === last) && { fadeOut: fadeOut === 0 ? undefined : fadeOut }),
    })))
  },
  describe(before, _after, { targets, fadeIn, fadeOut }) {
    const what = targets === 'all' ? { en: 'The film', zh: '影片' } : labels(before, targets, { en: 'pictures', zh: '段画面' })
    const one = targets === 'all' || targets.length === 1
    const say = (time: number | undefined, direction: string, way: string) => {
      if (time === undefined) return undefined
      if (time === 0) return { en: `${what.en} no longer fade${one ? 's' : ''} ${direction}.`, zh: `${what.zh}不再${way}。` }
      return { en: `${what.en} fade${one ? 's' : ''} ${direction} over ${length(time).en}.`, zh: `${what.zh}${way} ${length(time).zh}。` }
    }
    return joined(say(fadeIn, 'in', '淡入'), say(fadeOut, 'out', '淡出'))
  },
})
