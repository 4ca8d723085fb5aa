import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyOperations, emptyDraft, filmDuration, type Draft } from '../draft/index.ts'
import type { Brief } from '../director/index.ts'
import { meetWishes } from './exact-wishes.ts'

function film(): Draft {
  const asset = (id: string) => ({ id, name: `${id}.jpg`, kind: 'photo' as const, source: `/${id}.jpg` })
  const edit = applyOperations(emptyDraft(), [
    { name: 'add-asset', asset: asset('one') }, { name: 'add-asset', asset: asset('two') }, { name: 'add-photo', asset: 'one', duration: 3000 }, { name: 'add-photo', asset: 'two', duration: 3000 },
    { name: 'set-music', content: { kind: 'composed', mood: 'happy', seed: 1 } },
  ])
  assert.ok(edit.ok, JSON.stringify(edit))
  return edit.draft
}

const wishes: readonly (readonly [what: string, brief: Brief, holds: (draft: Draft) => boolean])[] = [
  ['a size', { size: { width: 640, height: 480 } }, ({ canvas }) => canvas.width === 640 && canvas.height === 480],
  ['a shape', { aspect: '9:16' }, ({ canvas }) => canvas.width * 16 === canvas.height * 9],
  ['a frame rate', { frameRate: { numerator: 25, denominator: 1 } }, ({ canvas }) => canvas.frameRate.numerator === 25],
  ['a length', { duration: 4321 }, (draft) => filmDuration(draft) === 4321],
  ['a title', { title: 'Pier' }, (draft) => draft.title === 'Pier' && draft.texts[0]?.segments[0]?.text === 'Pier'],
  ['no music', { music: false }, (draft) => draft.sounds.every((track) => track.segments.length === 0)],
  ['a mood', { music: { mood: 'jazz' } }, (draft) => draft.sounds.some((track) => track.segments.some(({ content }) => content.kind === 'composed' && content.mood === 'jazz'))],
]

for (const [what, brief, holds] of wishes) {
  test(`${what} that was wished exactly is met, and asking again changes nothing`, () => {
    const first = meetWishes(film(), brief)
    assert.ok(holds(first.draft))
    assert.ok(first.operations.length > 0)
    assert.deepEqual(meetWishes(first.draft, brief).operations, [])
  })
}

test('a film that is as wished, and an empty one, stay as they are', () => {
  const draft = film()
  assert.equal(meetWishes(draft, { aspect: '16:9', duration: 6000, music: { mood: 'happy' } }).draft, draft)
  assert.deepEqual(meetWishes(emptyDraft(), { duration: 3000 }).operations, [])
})
