// "Music starting at 0:20" with composed music: it begins there in the film, and the reply says how it was read.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyOperations, emptyDraft, type Operation, type SoundSegment } from '../draft/index.ts'
import { turnOnBeat } from './turn-on-beat.ts'
import { takeTurn } from './turn.ts'

const cards: readonly Operation[] = [26_000, 16_000].map((duration) => ({ name: 'add-card', duration, ground: { kind: 'solid', color: '#203040' } }))
const music: Operation = { name: 'set-music', content: { kind: 'composed', mood: 'lo-fi', seed: 5 } }

function after(text: string, ...more: readonly Operation[]): { readonly segment: SoundSegment; readonly reply: string } {
  const { draft, reply } = takeTurn({ text, draft: filmWith(more), world: { assets: [] }, seed: 's' })
  return { segment: draft.sounds[0]!.segments[0]!, reply }
}

function filmWith(more: readonly Operation[]) {
  const edit = applyOperations(emptyDraft(), [...cards, ...more])
  assert.ok(edit.ok)
  return edit.draft
}

test('composed music begins at the second that was said, whether it plays already or not', () => {
  for (const text of ['music starting at 0:20', 'start the music at 0:20', '配乐从第20秒开始']) assert.deepEqual(placeOf(after(text, music).segment), [20_000, 0], text)
  for (const text of ['add lo-fi music starting at 0:20', 'lo-fi music from 0:20', 'add music starting at 0:20', '加点轻快的音乐，从第20秒开始']) assert.deepEqual(placeOf(after(text).segment), [20_000, 0], text)
})

test('the reply tells where it begins and how that was read, once', () => {
  const english = after('add lo-fi music starting at 0:20').reply
  assert.match(english, /lo-fi at 35%, from 20 s to the end of the film[^]*20 s is when it begins in the film/)
  assert.doesNotMatch(english, /whole film/)
  assert.match(after('加点轻快的音乐，从第20秒开始').reply, /从第 20 秒到片尾[^]*在片中开始的时间/)
})

test('behind the end of the film nothing can begin, and the reply says so', () => {
  const { segment, reply } = after('add jazz music starting at 0:50')
  assert.deepEqual(placeOf(segment), [0, 0])
  assert.match(reply, /cannot begin at 50 s, because the film ends at 42 s/)
})

test('cuts go by the beats of music that begins later', async () => {
  const asked: number[] = []
  const port = { beats: () => Promise.resolve(undefined), write: () => Promise.resolve([]), effect: () => Promise.resolve(), grid: (_composition: unknown, duration: number) => (asked.push(duration), { beats: [0, 700, 1400, 5800, 6500], downbeats: [0, 3], beatsPerMinute: 85.7, confidence: 1 }) }
  const film = filmWith([music, { name: 'time-sound', target: filmWith([music]).sounds[0]!.segments[0]!.id, start: 20_000 }])
  const { draft } = await turnOnBeat({ text: 'cut to the beat', draft: film, world: { assets: [] }, seed: 's' }, port)
  assert.equal(asked[0], 22_000)
  const first = draft.picture.segments[0]!
  assert.equal('duration' in first ? first.duration : 0, 25_800)
})

function placeOf({ start, from }: SoundSegment): readonly number[] {
  return [start, from]
}
