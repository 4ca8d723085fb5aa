// What the skills promise is kept by every turn, whatever is asked for, and what is left out is said with its reason.

import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { layOut, type Asset, type Draft } from '../draft/index.ts'
import { takeTurn, type TurnResult } from './turn.ts'

function photo(number: number, score = 0.8): Asset {
  const tall = number % 2 === 1
  return { id: `p${number}`, name: `photo${number}.jpg`, kind: 'photo', source: `photo${number}.jpg`, facts: { kind: 'photo', width: tall ? 3000 : 4000, height: tall ? 4000 : 3000, bytes: 1, format: 'jpeg', score } }
}

const photos = [1, 2, 3, 4, 5, 6].map((number) => photo(number, number === 3 ? 0.1 : 0.8))

/** Messages to one film, through a skill. */
function talk(skill: string, texts: readonly string[], assets: readonly Asset[] = photos): TurnResult {
  let last: TurnResult | undefined
  for (const text of texts) last = takeTurn({ text, ...(last && { draft: last.draft, history: last.history }), world: { assets }, seed: 's', skill })
  return last!
}

function isPlain({ picture, overlays, sounds }: Draft): boolean {
  return overlays.every(({ segments }) => segments.length === 0) && sounds.every(({ segments }) => segments.every(({ role }) => role === 'music'))
    && picture.segments.every((segment) => segment.kind === 'photo' && segment.motion === undefined && segment.look === undefined && segment.fit !== 'blur' && (segment.transition === undefined || ['crossfade', 'dip-black', 'dip-white'].includes(segment.transition.kind)))
}

const wishes = ['make a slideshow with zoom', 'black and white, vintage', 'add whip pan transitions', 'slow zoom on the second photo', 'make it nicer', 'add an end card "The end"', 'title card "Us"', 'add whoosh sounds to the transitions', 'blurred background', 'use flashes between photos', 'cinematic', '加推近镜头', '黑白滤镜', '转场用甩镜', '加音乐', 'make it 9:16', 'undo', '12 seconds', 'cut to the beat', 'remove the second photo', 'ken burns']

test('image-no-generator: whatever is said, in whatever order, the film stays plain', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...wishes), { minLength: 1, maxLength: 5 }), (texts) => {
    const { draft } = talk('image-no-generator', ['make a slideshow of these images', ...texts])
    assert.ok(isPlain(draft), JSON.stringify(draft.picture.segments))
  }), { numRuns: 80 })
  // The same words without the skill do make it otherwise, so the law can fail.
  assert.ok(!isPlain(talk('kinora', ['make a slideshow of these images']).draft))
})

test('image-no-generator: the reply says what was left out, why, and who can do it', () => {
  const { reply, draft } = talk('image-no-generator', ['make a slideshow', 'add a slow zoom and make it black and white'])
  assert.match(reply, /The film is unchanged\.\nNot done: no camera move and no colour look, because Image No Generator shows the given images as they are, with plain cuts or fades only\. The skill "kinora" can do it\./)
  assert.equal(draft.picture.segments.length, photos.length)
  assert.match(talk('image-no-generator', ['做一个幻灯片', '加上推近镜头']).reply, /没做的：运镜。因为 Image No Generator 只按原样展示给定的图片/)
})

test('image-no-generator: every image is shown however short the film, words stand on images, nothing is drawn from text alone', () => {
  assert.equal(talk('image-no-generator', ['a 3 second slideshow']).draft.picture.segments.length, photos.length)
  const { draft } = talk('image-no-generator', ['a 12 second slideshow with a title card "Us", ending with "Thank you"'])
  assert.deepEqual([draft.picture.segments.some(({ kind }) => kind === 'card'), layOut(draft).texts.map(({ segment }) => segment.text).sort()], [false, ['Thank you', 'Us']])
  const nothing = talk('image-no-generator', ['make a text film: the sea is calm today and the boats are out'], [])
  assert.equal(nothing.draft.picture.segments.length, 0)
  assert.match(nothing.reply, /Which images\? Please send them/)
})

test('image-no-generator: music only when it is asked for, and removing effects is no effect', () => {
  assert.equal(layOut(talk('image-no-generator', ['make a slideshow']).draft).sounds.length, 0)
  assert.equal(layOut(talk('image-no-generator', ['make a slideshow with calm music']).draft).sounds.length, 1)
  assert.doesNotMatch(talk('image-no-generator', ['make a slideshow', 'no camera moves please']).reply, /Not done/)
})

test('youtube-image-to-video: 16:9 for YouTube unless another shape is said', () => {
  const { canvas } = talk('youtube-image-to-video', ['make a video of these']).draft
  assert.deepEqual([canvas.width, canvas.height, canvas.platform], [1920, 1080, 'youtube'])
  const short = talk('youtube-image-to-video', ['make a Short of these, 9:16']).draft.canvas
  assert.deepEqual([short.width, short.height], [1080, 1920])
  assert.equal(talk('kinora', ['make a video of these']).draft.canvas.platform, undefined)
})

test('highlight-editor-photo: weak photos out, by name, cuts on the beat, also after the length changed', () => {
  const made = talk('highlight-editor-photo', ['make a video of these photos'])
  assert.match(made.reply, /Left out 1 blurred or badly lit photo \(photo3\.jpg\)/)
  assert.match(made.reply, /4 of 4 cuts fall on beats/)
  assert.match(talk('highlight-editor-photo', ['make a video of these photos', 'make it 9 seconds']).reply, /cuts fall on beats/)
  assert.equal(talk('highlight-editor-photo', ['a 9 second video, use all photos']).draft.picture.segments.length, photos.length)
  assert.doesNotMatch(talk('highlight-editor-photo', ['make a video without music']).reply, /beats/)
})

test('chapters are shown where they begin, listed for the description, and listed anew when their times change', () => {
  const first = talk('youtube-image-to-video', ['make a 12 second video', 'chapters: Hotel, Beach and Old Town'])
  assert.match(first.reply, /^Chapters for the description:\n0:00 Hotel\n0:04 Beach\n0:08 Old Town$/m)
  assert.match(first.reply, /YouTube itself lists chapters from three on/)
  assert.deepEqual(layOut(first.draft).texts.map(({ segment, start }) => [segment.role, segment.text, start]), [['lower-third', 'Hotel', 0], ['lower-third', 'Beach', 4000], ['lower-third', 'Old Town', 8000]])
  const longer = takeTurn({ text: 'make it 60 seconds long', draft: first.draft, history: first.history, world: { assets: photos }, seed: 's' })
  assert.match(longer.reply, /0:00 Hotel\n0:20 Beach\n0:40 Old Town/)
  assert.doesNotMatch(longer.reply, /YouTube itself/)
  const others = takeTurn({ text: '章节：酒店、海滩', draft: longer.draft, history: longer.history, world: { assets: photos }, seed: 's' })
  assert.match(others.reply, /0:00 酒店\n0:30 海滩/)
  assert.equal(layOut(others.draft).texts.length, 2)
  assert.match(talk('kinora', ['make a video', 'chapters: a, b, c, d, e, f, g']).reply, /There are 6 pictures for 7 chapters/)
})

test('a script in the message is shown and not obeyed', () => {
  const { draft, notUnderstood } = talk('ai-video-creator-online', ['turn these images and my script into a 12-second promo video with music. Script: Split every loaf. Remove the crust. Come and taste it.'])
  assert.deepEqual(layOut(draft).texts.map(({ segment }) => segment.text), ['Split every loaf.', 'Remove the crust.', 'Come and taste it.'])
  assert.deepEqual([layOut(draft).duration, notUnderstood], [12_000, []])
  assert.match(talk('ai-video-creator-online', ['turn these images and my script into a promo video']).reply, /There are no words of a script yet/)
})
