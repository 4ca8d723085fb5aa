// New segments in the picture chain: photos, stretches of clips, and cards.

import { z } from 'zod'
import { failure, success, type Fault, type Outcome } from '../../base/index.ts'
import { inserted } from '../chain.ts'
import { defaultPhotoDuration, defaultPictureStyle } from '../defaults.ts'
import type { Draft, PictureSegment } from '../document.ts'
import { needAsset, sourceLength, withNewId } from '../find.ts'
import { segmentDuration } from '../layout.ts'
import type { Sentence } from '../operation.ts'
import { pictureStarts } from '../place.ts'
import { assetId, duration, ground, name, pictureStyle, time } from '../schema/values.ts'
import { groundName, length, span } from '../wording.ts'
import { defineOperation, position } from './define.ts'

const at = position.describe('Zero-based position in the picture chain; absent = at the end.').optional()
const style = z.strictObject(pictureStyle).partial().describe('How it sits in the frame; absent keys take the defaults.').optional()

export const addPhoto = defineOperation('add-photo', z.strictObject({
  asset: assetId.describe('Id of a photo.'), at, duration: duration.describe(`Milliseconds on screen; absent = ${defaultPhotoDuration}.`).optional(), style,
}), {
  title: 'Add a photo',
  description: 'Shows a photo of the film\'s material for some time. It joins its neighbours with the transition that all cuts share, if they do.',
  apply(draft, { asset, at, duration = defaultPhotoDuration, style }) {
    const found = needAsset(draft, asset, ['photo'], '/asset')
    if (!found.ok) return found
    return insert(draft, at, (id) => ({ kind: 'photo', id, name: found.value.name, asset, duration, ...defaultPictureStyle, ...style }))
  },
  describe: (before, after) => addedSentence(before, after, { en: 'the photo', zh: '照片' }),
})

export const addClip = defineOperation('add-clip', z.strictObject({
  asset: assetId.describe('Id of a clip.'), at,
  from: time.describe('First moment of the source to use, ms; absent = its beginning.').optional(),
  to: duration.describe('End of the stretch in the source, ms; absent = its end.').optional(), style,
}), {
  title: 'Add a clip',
  description: 'Plays a stretch of a clip of the film\'s material at normal speed with its own sound.',
  apply(draft, { asset, at, from = 0, to, style }) {
    const found = needAsset(draft, asset, ['clip'], '/asset')
    if (!found.ok) return found
    const whole = sourceLength(found.value)
    const end = to ?? whole
    if (end === undefined) {
      return failure({ code: 'clip-length-unknown', path: '/to', message: `The length of ${found.value.name} has not been measured. Say where to stop with "to", in ms.` })
    }
    const faults = rangeFaults(from, end, whole, found.value.name)
    if (faults.length > 0) return failure(...faults)
    return insert(draft, at, (id) => ({
      kind: 'clip', id, name: found.value.name, asset, from, to: end, speed: 1, reverse: false, ...defaultPictureStyle, ...style, volume: 1, muted: false,
    }))
  },
  describe: (before, after) => addedSentence(before, after, { en: 'the clip', zh: '视频片段' }),
})

export const addCard = defineOperation('add-card', z.strictObject({
  at, duration: duration.describe('Milliseconds on screen.'), ground, label: name.min(1).describe('What to call it; absent = "Card".').optional(),
}), {
  title: 'Add a card',
  description: 'Shows a painted ground without a picture, to put text on: a title card, a chapter, an end card.',
  apply: (draft, { at, duration, ground, label = 'Card' }) => insert(draft, at, (id) => ({ kind: 'card', id, name: label, duration, ground })),
  describe(before, after, { ground }) {
    const sentence = addedSentence(before, after, { en: 'the card', zh: '卡片' })
    const name = groundName(ground)
    return { en: sentence.en.replace(/\.$/, `, ${name.en}.`), zh: sentence.zh.replace(/。$/, `，${name.zh}。`) }
  },
})

function insert(draft: Draft, at: number | undefined, make: (id: string) => PictureSegment): Outcome<Draft> {
  const count = draft.picture.segments.length
  if (at !== undefined && at > count) {
    return failure({
      code: 'position-outside', path: '/at', suggestion: String(count),
      message: `Position ${at} does not exist: the film has ${count} pictures, so the last position is ${count} (counted from 0).`,
    })
  }
  const { id, draft: counted } = withNewId(draft, 's')
  return success(inserted(counted, at, make(id)))
}

/** What is wrong with a stretch of a source. */
export function rangeFaults(from: number, to: number, whole: number | undefined, name: string): Fault[] {
  if (whole !== undefined && to > whole) {
    return [{ code: 'range-outside-source', path: '/to', suggestion: String(whole), message: `${name} is ${length(whole).en} long (${whole} ms); it cannot be used up to ${to} ms.` }]
  }
  if (from < to) return []
  return [{ code: 'range-empty', path: '/from', message: `The stretch of ${name} would be empty: it begins at ${from} ms and ends at ${to} ms. Begin earlier or end later.` }]
}

function addedSentence(before: Draft, after: Draft, what: Sentence): Sentence {
  const known = new Set(before.picture.segments.map((segment) => segment.id))
  const index = after.picture.segments.findIndex((segment) => !known.has(segment.id))
  const segment = after.picture.segments[index]!
  const start = pictureStarts(after).get(segment.id)!
  const times = span(start, start + segmentDuration(segment))
  return {
    en: `Added ${what.en} ${segment.name} as no. ${index + 1} (${times.en}).`,
    zh: `添加了${what.zh} ${segment.name}，作为第 ${index + 1} 段（${times.zh}）。`,
  }
}
