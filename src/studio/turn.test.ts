// Laws of a turn: the film is as long as asked, an undo brings the very draft back, the same words make the same film,
// and no answer is silent or claims what the draft does not show.

import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { applyOperations, filmDuration, type Asset } from '../draft/index.ts'
import { takeTurn } from './turn.ts'

function photo(number: number): Asset {
  return { id: `p${number}`, name: `photo${number}.jpg`, kind: 'photo', source: `photo${number}.jpg`, facts: { kind: 'photo', width: 4000, height: 3000, bytes: 1, format: 'jpeg' } }
}

function clip(number: number, duration: number): Asset {
  return { id: `c${number}`, name: `clip${number}.mp4`, kind: 'clip', source: `clip${number}.mp4`, facts: { kind: 'clip', width: 1920, height: 1080, bytes: 1, format: 'mp4', duration, frameRate: 30, hasSound: true } }
}

const photos = [1, 2, 3, 4, 5, 6].map(photo)

test('a requested duration is met to the millisecond, for photos, clips and scripts', () => {
  const script = 'The kettle sings. A door opens on the quiet street. By noon the shop smells of bread. Come and taste it.'
  fc.assert(fc.property(fc.integer({ min: 5, max: 300 }), fc.constantFrom('photos', 'clips', 'both', 'script', 'words'), fc.constantFrom('slideshow', 'promo video', 'vlog', 'highlight reel'), (seconds, what, kind) => {
    const assets = what === 'photos' || what === 'script' ? photos : what === 'clips' ? [clip(1, 20_000), clip(2, 400_000)] : what === 'both' ? [...photos, clip(1, 7_500)] : []
    const turn = takeTurn({ text: `make a ${seconds} second ${kind} with music and transitions`, world: { assets, ...(what === 'script' || what === 'words' ? { script } : {}) }, seed: 's' })
    assert.equal(filmDuration(turn.draft), seconds * 1000)
  }), { numRuns: 60 })
})

test('a film can be set to a length longer than its clips', () => {
  const first = takeTurn({ text: 'add all clips', world: { assets: [clip(1, 10_000)] }, seed: 's' })
  const turn = takeTurn({ text: 'make it 45 seconds long', draft: first.draft, history: first.history, world: { assets: [clip(1, 10_000)] }, seed: 's' })
  assert.equal(filmDuration(turn.draft), 45_000)
  assert.match(turn.reply, /slower/)
})

const messages = ['make it 12 seconds', 'add jazz music', 'remove the second photo', 'black and white', 'add the title "Hello"', 'wipe transitions', 'make it 9:16', 'slower', '把音乐去掉', '第三张停5秒', '加标题“你好”', 'no zooms', 'put the last photo first', 'remove the first 3 seconds', 'export', 'blah blah']

test('undo after any turn brings the earlier draft back exactly, redo the later one', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...messages), { minLength: 1, maxLength: 4 }), (texts) => {
    let now = takeTurn({ text: 'make a slideshow', world: { assets: photos }, seed: 's' })
    let before = now
    for (const text of texts) {
      const next = takeTurn({ text, draft: now.draft, history: now.history, world: { assets: photos }, seed: 's' })
      if (next.draft !== now.draft) before = now
      now = next
    }
    const undone = takeTurn({ text: 'undo', draft: now.draft, history: now.history, world: { assets: photos }, seed: 's' })
    if (before.draft === now.draft) return
    assert.deepEqual(undone.draft, before.draft)
    assert.deepEqual(takeTurn({ text: 'redo', draft: undone.draft, history: undone.history, world: { assets: photos }, seed: 's' }).draft, now.draft)
  }), { numRuns: 40 })
})

test('the same words twice make the same film, and the operations alone make it too', () => {
  for (const text of ['make a wedding film with romantic music', '做一个20秒的竖屏视频，卡点', 'photos in random order with lofi']) {
    const one = takeTurn({ text, world: { assets: photos }, seed: 's' })
    const two = takeTurn({ text, world: { assets: photos }, seed: 's' })
    assert.deepEqual(one, two)
    const replay = applyOperations(takeTurn({ text: '', world: { assets: [] } }).draft, one.operations)
    assert.ok(replay.ok)
    assert.deepEqual(replay.draft, one.draft)
  }
})

test('any text gets an answer, and an answer that speaks of no change comes with none', () => {
  const start = takeTurn({ text: 'make a slideshow', world: { assets: photos }, seed: 's' })
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.array(fc.constantFrom(...messages, 'cut 0:01-0:03', 'faster', '20%', '字幕', 'fade', 'logo', 'mute', 'speed up 2x', '倒放', 'split at 5s'), { maxLength: 6 }).map((all) => all.join(', '))), (text) => {
    const turn = takeTurn({ text, draft: start.draft, history: start.history, world: { assets: photos }, seed: 's' })
    assert.notEqual(turn.reply.trim(), '')
    if (turn.changes.length === 0 && turn.draft !== start.draft) assert.ok(turn.operations.length > 0)
    if (turn.draft === start.draft) assert.equal(turn.operations.length, 0)
  }), { numRuns: 150 })
})

test('without effects means no motion, no look, nothing composed', () => {
  const turn = takeTurn({ text: 'create a slideshow video from these images without any AI generation effects', world: { assets: photos }, seed: 's' })
  for (const segment of turn.draft.picture.segments) assert.ok(segment.kind === 'photo' && segment.motion === undefined && segment.look === undefined)
  assert.equal(turn.draft.sounds.flatMap((track) => track.segments).length, 0)
})

test('slow pans go where they are told, at one speed', () => {
  for (const [text, across, down] of [['make a video with a slow pan down', 0, 1], ['make a video, slow pan up', 0, -1], ['make a video with a slow pan to the left', -1, 0], ['做个视频，镜头向下平移', 0, 1]] as const) {
    for (const segment of takeTurn({ text, world: { assets: photos }, seed: 's' }).draft.picture.segments) {
      assert.ok(segment.kind === 'photo' && segment.motion !== undefined)
      const { from, to, easing } = segment.motion
      assert.deepEqual([Math.sign(to.x - from.x), Math.sign(to.y - from.y), easing], [across, down, 'linear'], text)
    }
  }
})

test('a script becomes captions over the pictures in their order, and the last sentence of a promo its end card', () => {
  const script = 'One small shop. Bread from the night. Coffee from the hill. Open every morning. Come by today.'
  const turn = takeTurn({ text: 'turn these images and script into a 60-second promo video with music', world: { assets: photos, script }, seed: 's' })
  const texts = turn.draft.texts.flatMap((track) => track.segments).sort((left, right) => left.start - right.start).map((segment) => segment.text)
  assert.deepEqual(texts, ['One small shop.', 'Bread from the night.', 'Coffee from the hill.', 'Open every morning.', 'Come by today.'])
  assert.equal(turn.draft.picture.segments.at(-1)?.kind, 'card')
  assert.equal(filmDuration(turn.draft), 60_000)
})
