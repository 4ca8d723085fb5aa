// Composed music changed by words: what is said stays together, and the rest of the piece stays as it was.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyOperations, emptyDraft, type Composition, type Draft, type Operation } from '../draft/index.ts'
import { takeTurn } from './turn.ts'

const operations: readonly Operation[] = [
  { name: 'add-card', duration: 6000, ground: { kind: 'solid', color: '#203040' } }, { name: 'add-card', duration: 6000, ground: { kind: 'solid', color: '#403020' } },
  { name: 'set-music', content: { kind: 'composed', mood: 'lo-fi', seed: 5, only: 'piano', tempo: 76 } },
]

function film(): Draft {
  const edit = applyOperations(emptyDraft(), operations)
  assert.ok(edit.ok)
  return edit.draft
}

function musicAfter(text: string): Composition {
  const { draft } = takeTurn({ text, draft: film(), world: { assets: [] }, seed: 's' })
  const content = draft.sounds[0]!.segments[0]!.content
  assert.equal(content.kind, 'composed', text)
  return content as Composition
}

test('another one is another seed and nothing else', () => {
  for (const text of ['give me another song', '再来一首', '换一首']) assert.deepEqual(musicAfter(text), { kind: 'composed', mood: 'lo-fi', seed: 6, only: 'piano', tempo: 76 }, text)
})

test('a mood and a step that are said together are both done, from the new mood\'s own tempo', () => {
  const { mood, tempo, energy } = musicAfter('change the music to jazz and make it calmer')
  assert.deepEqual([mood, tempo, energy], ['jazz', 108, 0.35])
  assert.deepEqual(musicAfter('jazz without drums'), { kind: 'composed', mood: 'jazz', seed: 5, only: 'piano', withoutDrums: true })
})

test('all instruments come back, and no earlier version does', () => {
  const said = ['use all instruments again', 'all instruments again', 'bring back the whole band', 'bring the whole band back', 'restore all instruments', '恢复全部乐器', '全部乐器', '所有乐器都要', '全部乐器都恢复', '把所有乐器加回来']
  for (const text of said) assert.deepEqual(musicAfter(text), { kind: 'composed', mood: 'lo-fi', seed: 5, tempo: 76, withoutDrums: false }, text)
  for (const text of ['bring back the drums', '恢复鼓']) assert.deepEqual(musicAfter(text), { kind: 'composed', mood: 'lo-fi', seed: 5, only: 'piano', tempo: 76, withoutDrums: false }, text)
  for (const text of ['undo', '恢复', 'bring back the title']) assert.deepEqual(musicAfter(text), { kind: 'composed', mood: 'lo-fi', seed: 5, only: 'piano', tempo: 76 }, text)
})
