// H: versions as values.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unwrap } from '../base/index.ts'
import { applyOperations } from './apply.ts'
import { emptyDraft } from './defaults.ts'
import { commit, currentVersion, redo, restore, startHistory, undo, versionBefore, type History } from './history.ts'
import type { Operation } from './operation.ts'

function step(history: History, operation: Operation, note = ''): History {
  const edit = applyOperations(currentVersion(history).draft, [operation])
  assert.ok(edit.ok)
  return commit(history, edit, note)
}

const titled = (title: string): Operation => ({ name: 'set-title', title })
const music: Operation = { name: 'set-music', content: { kind: 'composed', mood: 'jazz', seed: 1 } }

test('H2, H3: undo and redo walk, a commit forgets what was undone, nothing is committed for nothing', () => {
  const history = step(step(startHistory(emptyDraft()), titled('a')), titled('b'))
  const back = unwrap(undo(history))
  assert.equal(currentVersion(back).draft.title, 'a')
  assert.equal(currentVersion(unwrap(redo(back))).draft.title, 'b')
  const other = step(back, titled('c'))
  assert.equal(redo(other).ok, false)
  assert.equal(step(other, titled('c')), other)
  assert.equal(undo(startHistory(emptyDraft())).ok, false)
})

test('H4: a number names one state for ever', () => {
  const back = unwrap(undo(step(startHistory(emptyDraft()), titled('a'))))
  assert.equal(currentVersion(step(back, titled('b'))).number, 3)
})

test('H5, H6: going back to before the music is a new version with a receipt', () => {
  const history = step(step(step(startHistory(emptyDraft()), titled('a'), 'call it a'), music, 'some jazz'), titled('b'))
  const before = versionBefore(history, (version) => version.receipt.operations.some((operation) => operation.name === 'set-music'))!
  assert.equal(before.number, 2)
  const restored = unwrap(restore(history, before.number))
  const version = currentVersion(restored)
  assert.equal(version.number, 5)
  assert.equal(version.draft, before.draft)
  assert.deepEqual(version.receipt.sentences, [{ en: 'The film is as it was in version 2 (call it a).', zh: '影片恢复为第 2 版（call it a）。' }])
  const undone = applyOperations(version.draft, version.receipt.inverse)
  assert.deepEqual(undone.draft, currentVersion(history).draft)
  assert.equal(unwrap(restore(restored, 5)), restored)
  assert.equal(versionBefore(history, () => false), undefined)
})

test('H5: a version that is not kept is refused with the nearest one', () => {
  const refused = restore(startHistory(emptyDraft()), 7)
  assert.ok(!refused.ok)
  assert.deepEqual([refused.faults[0]!.code, refused.faults[0]!.suggestion], ['version-unknown', '1'])
})

test('H7: the oldest versions go first', () => {
  let history = startHistory(emptyDraft(), { limit: 3 })
  for (const title of ['a', 'b', 'c', 'd']) history = step(history, titled(title))
  assert.deepEqual(history.versions.map((version) => version.number), [3, 4, 5])
})
