// Edits as a whole: all or nothing, receipts that say what happened, faults that name the place.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyOperations } from './apply.ts'
import { emptyDraft } from './defaults.ts'
import type { Draft } from './document.ts'
import { filmDuration } from './layout.ts'
import type { Operation } from './operation.ts'

const photo = (id: string): Operation => ({ name: 'add-asset', asset: { id, name: `${id}.jpg`, kind: 'photo', source: `/${id}.jpg` } })

function applied(draft: Draft, ...operations: Operation[]) {
  const edit = applyOperations(draft, operations)
  assert.ok(edit.ok, JSON.stringify(edit))
  return edit
}

test('a film of three photos with a title, music and crossfades is built in one edit', () => {
  const edit = applied(
    emptyDraft(), photo('a'), photo('b'), photo('c'),
    { name: 'add-photo', asset: 'a' }, { name: 'add-photo', asset: 'b' }, { name: 'add-photo', asset: 'c', at: 0, duration: 4000 },
    { name: 'set-transition', targets: 'all', transition: { kind: 'crossfade', duration: 501 } },
    { name: 'add-text', text: 'Urban Dreams', role: 'title', start: 0, duration: 3000 },
    { name: 'set-music', content: { kind: 'composed', mood: 'lo-fi', seed: 1 } },
    { name: 'set-film-duration', duration: 7001 },
  )
  assert.equal(filmDuration(edit.draft), 7001)
  assert.deepEqual(edit.draft.picture.segments.map((segment) => [segment.id, segment.transition]), [
    ['s3', undefined], ['s1', { kind: 'crossfade', before: 250, after: 251 }], ['s2', { kind: 'crossfade', before: 250, after: 251 }],
  ])
  assert.equal(edit.receipt.sentences.length, 10)
  assert.deepEqual(edit.receipt.sentences.slice(3).map((sentence) => sentence.en), [
    'Added the photo a.jpg as no. 1 (0-3 s).',
    'Added the photo b.jpg as no. 2 (3-6 s).',
    'Added the photo c.jpg as no. 1 (0-4 s).',
    'All cuts are now crossfade of 0.501 s.',
    'Added the title "Urban Dreams" (0-3 s).',
    'The music is now Lo-fi at 35%, for the whole film.',
    'The film is now exactly 7.001 s long (before: 10 s; 3 pictures scaled).',
  ])
})

test('an edit with one bad operation changes nothing and names the place', () => {
  const { draft } = applied(emptyDraft(), photo('a'), { name: 'add-photo', asset: 'a' })
  const edit = applyOperations(draft, [{ name: 'set-title', title: 'x' }, { name: 'set-duration', targets: ['s9'], duration: 10 }])
  assert.ok(!edit.ok)
  assert.equal(edit.draft, draft)
  assert.deepEqual(edit.faults, [{ code: 'segment-unknown', path: '/operations/1/targets/0', message: 'There is no segment "s9" here. Did you mean "s1"?', suggestion: 's1' }])
})

test('an operation that changes nothing gives an empty receipt', () => {
  const edit = applied(emptyDraft(), { name: 'set-title', title: '' })
  assert.deepEqual(edit.receipt, { operations: [], changes: [], sentences: [], inverse: [] })
})

test('an unknown operation, an unknown key and a wrong type are named with the nearest right one', () => {
  const faults = [{ name: 'add-foto' }, { name: 'set-title', titel: 'x' }, { name: 'set-look', targets: 'all', look: { name: 'warmm', strength: 2 } }]
    .map((operation) => applyOperations(emptyDraft(), [operation])).flatMap((edit) => (edit.ok ? [] : edit.faults))
  assert.deepEqual(faults.map(({ path, suggestion }) => [path, suggestion]), [
    ['/operations/0/name', 'add-photo'], ['/operations/0/title', undefined], ['/operations/0/titel', 'title'],
    ['/operations/0/look/name', 'warm'], ['/operations/0/look/strength', '1'],
  ])
})
