// Messages that only make sense after the one before.

import { test } from 'node:test'
import assert from 'node:assert/strict'
import { filmDuration, type Asset, type Draft } from '../draft/index.ts'
import { emptyHistory, type History } from './turn-history.ts'
import { takeTurn } from './turn.ts'

const photos = [1, 2, 3, 4, 5].map((number): Asset => ({ id: `p${number}`, name: `photo${number}.jpg`, kind: 'photo', source: `photo${number}.jpg`, facts: { kind: 'photo', width: 4000, height: 3000, bytes: 1, format: 'jpeg' } }))

function after(...texts: readonly string[]): { readonly draft: Draft; readonly history: History; readonly reply: string } {
  return texts.reduce<{ readonly draft?: Draft; readonly history: History; readonly reply: string }>((now, text) => takeTurn({ text, ...(now.draft && { draft: now.draft }), history: now.history, world: { assets: photos }, seed: 's' }), { history: emptyHistory, reply: '' }) as ReturnType<typeof after>
}

const names = (draft: Draft) => draft.picture.segments.map((segment) => segment.name)

test('"no, the third one" takes the step back and does it on the third, in both languages', () => {
  for (const texts of [['remove the second photo', 'no, the third one'], ['删掉第二张', '不对，是第三张']]) {
    assert.deepEqual(names(after('make a 20 second slideshow', ...texts).draft), ['photo1.jpg', 'photo2.jpg', 'photo4.jpg', 'photo5.jpg'])
  }
})

test('an undo after a correction brings back the film that the person saw before it', () => {
  const before = after('make a 20 second slideshow', 'remove the second photo')
  const now = after('make a 20 second slideshow', 'remove the second photo', 'no, the third one', 'undo')
  assert.deepEqual(now.draft, before.draft)
})

test('"a bit less" is half as far, "a bit more" once more', () => {
  const length = (...texts: string[]) => filmDuration(after('make a 20 second slideshow', ...texts).draft)
  assert.equal(length('make it longer'), 25_000)
  assert.equal(length('make it longer', 'a bit less'), 22_500)
  assert.equal(length('make it longer', 'a bit more'), 31_300)
})

test('a denial that names nothing corrects nothing', () => {
  const before = after('make a 20 second slideshow', 'remove the second photo')
  assert.deepEqual(after('make a 20 second slideshow', 'remove the second photo', 'no, not like this').draft, before.draft)
})

test('next steps never ask for what the film already is', () => {
  const turn = after('make a 20 second vertical video with the title "Us"')
  assert.doesNotMatch(turn.reply, /make it 20 seconds|9:16 version|add the title/)
  assert.match(after('做一个20秒的竖屏视频，加标题“我们”，配轻快的音乐').reply, /用了 5 张照片，转场：交叉淡化/)
})

test('a title that is there is timed by words, never put there twice', () => {
  const titled = ['make a 20 second slideshow with the title "Us"'] as const
  const times = (...texts: string[]) => after(...titled, ...texts).draft.texts.flatMap((track) => track.segments.map(({ text, start, duration }) => [text, start, start + duration]))
  const [[, start, end]] = times() as [[string, number, number]]
  assert.deepEqual(times('show the title for 5 seconds'), [['Us', start, start + 5000]])
  assert.deepEqual(times('make the title stay the whole time'), [['Us', 0, 20_000]])
  assert.deepEqual(times('put the title on the second photo'), [['Us', 4000, 4000 + end - start]])
  assert.deepEqual(times('标题全程显示'), [['Us', 0, 20_000]])
  assert.deepEqual(times('title should appear later'), [['Us', start, end]])
})

test('two steps back are two', () => {
  const before = after('make a 20 second slideshow')
  for (const text of ['undo the last two changes', '撤销刚才两步']) assert.deepEqual(after('make a 20 second slideshow', 'remove the second photo', 'make it vertical', text).draft, before.draft)
})

test('a new film is told with the length that it has in the end', () => {
  assert.match(after('slideshow, 3 seconds per photo, the last one for 6').reply, /^Your film is cut: 18 s/)
})

test('one transition is spoken of by its number, all of them by their length', () => {
  const joins = (...texts: string[]) => after('make a 20 second slideshow with crossfades', ...texts).draft.picture.segments.map(({ transition }) => (transition === undefined ? 0 : transition.before + transition.after))
  assert.deepEqual(joins('remove the first transition').map((length) => length > 0), [false, false, true, true, true])
  assert.deepEqual(joins('make the transition on the first photo a wipe'), joins('make the first transition a wipe'), 'the first picture lends the cut behind it')
  assert.deepEqual(joins('去掉最后一个转场').map((length) => length > 0), [false, true, true, true, false])
  assert.deepEqual(joins('transitions should take 1 second'), [0, 1000, 1000, 1000, 1000])
  assert.deepEqual(joins('make the second transition 2 seconds').filter((length) => length === 2000).length, 1)
  assert.match(after('make a 20 second slideshow with plain cuts', 'slower transitions').reply, /plain cuts and no transition/)
})
