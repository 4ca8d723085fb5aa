import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyOperations, emptyDraft, layOut, type Asset, type Draft, type Operation } from '../../draft/index.ts'
import { adding, assetsIn, positionAt, segmentsWith } from './placing.ts'

const assets: readonly Asset[] = [
  { id: 'a', name: 'a.jpg', kind: 'photo', source: 'x' }, { id: 'b', name: 'b.jpg', kind: 'photo', source: 'x' }, { id: 'c', name: 'c.mp4', kind: 'clip', source: 'x', facts: { kind: 'clip', width: 4, height: 4, bytes: 1, format: 'mp4', duration: 8000, frameRate: 25, hasSound: true } },
  { id: 's', name: 's.mp3', kind: 'sound', source: 'x', facts: { kind: 'sound', bytes: 1, format: 'mp3', duration: 9000, sampleRate: 48_000, channels: 2 } },
]

function film(...operations: readonly Operation[]): Draft {
  const edit = applyOperations(emptyDraft(), [...assets.map((asset): Operation => ({ name: 'add-asset', asset })), ...operations])
  assert.ok(edit.ok, JSON.stringify(edit))
  return edit.draft
}

test('material goes where the film is watched: before a picture, or behind it when it is half over', () => {
  const draft = film({ name: 'add-photo', asset: 'a', duration: 4000 }, { name: 'add-clip', asset: 'c' }, { name: 'set-speed', targets: ['s2'], speed: 2 })
  assert.deepEqual(layOut(draft).picture.map(({ start, end }) => [start, end]), [[0, 4000], [4000, 8000]])
  assert.deepEqual([0, 1999, 2000, 4100, 5999, 6000, 99_999].map((moment) => positionAt(draft, moment)), [0, 0, 1, 1, 1, 2, 2])
  assert.equal(positionAt(undefined, 5), 0)
})

test('several files are added in their order, and the film takes the operations', () => {
  const files = [{ kind: 'photo', asset: 'b' }, { kind: 'clip', asset: 'c' }, { kind: 'sound', asset: 's' }, { kind: 'text' }] as const
  const draft = film({ name: 'add-photo', asset: 'a' }, { name: 'add-photo', asset: 'a' }, ...adding(files, { at: 1, moment: 1000 }))
  assert.deepEqual(draft.picture.segments.map((one) => one.name), ['a.jpg', 'b.jpg', 'c.mp4', 'a.jpg'])
  assert.equal(draft.sounds[0]?.segments[0]?.start, 1000)
  assert.deepEqual([...assetsIn(draft)].sort(), ['a', 'b', 'c', 's'])
  assert.deepEqual(segmentsWith(draft, new Set(['a', 's'])).length, 3)
})
