// Texts, subtitles, music, voices, beats: what is placed on the time line.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edited, film, refused, segmentOf } from '../laws/fixture.ts'
import type { Operation } from '../operation.ts'

const photo: Operation = { name: 'add-photo', asset: 'a' }
const lofi: Operation = { name: 'set-music', content: { kind: 'composed', mood: 'lo-fi', seed: 1 } }

test('D18: everything new goes on the track of its role', () => {
  const text = (role: 'title' | 'end-card' | 'caption' | 'lower-third' | 'subtitle'): Operation => ({ name: 'add-text', text: role, role, start: 0, duration: 1000 })
  const { draft } = edited(
    film(photo), text('title'), text('end-card'), text('caption'), text('lower-third'), text('subtitle'), lofi, { name: 'add-sound', role: 'voice', content: { kind: 'speech', text: 'Hello', language: 'en' } },
    { name: 'add-overlay', asset: 'b', role: 'inset' },
  )
  assert.deepEqual(draft.texts.map((track) => [track.name, track.segments.length]), [['Title', 2], ['Captions', 2], ['Subtitles', 1]])
  assert.deepEqual([...draft.sounds, ...draft.overlays].map((track) => track.name), ['BGM', 'Voice', 'Overlay'])
})

test('D8: the same music or the same subtitles again change nothing', () => {
  const subtitles: Operation = { name: 'set-subtitles', lines: [{ text: 'Hi', start: 0, duration: 500 }] }
  const draft = film(photo, lofi, subtitles)
  assert.equal(edited(draft, lofi).draft, draft)
  assert.equal(edited(draft, subtitles).draft, draft)
})

test('new music takes the place of the old one', () => {
  const { draft, receipt } = edited(film(photo, lofi), { name: 'set-music', content: { kind: 'asset', asset: 'song' }, volume: 0.5 })
  assert.deepEqual(draft.sounds.map((track) => track.segments.map((sound) => [sound.id, sound.name, sound.volume, sound.loop])), [[['s2', 'song.mp3', 0.5, true]]])
  assert.equal(receipt.sentences[0]!.zh, '背景音乐为 song.mp3，音量 50%，贯穿全片。')
  assert.deepEqual(edited(draft, { name: 'set-music', content: null }).draft.sounds, [])
})

test('a text that changes its anchor stays where it is on screen', () => {
  const draft = film(photo, photo, { name: 'add-text', text: 'x', role: 'caption', start: 3500, duration: 500 })
  const anchored = edited(draft, { name: 'time-text', target: 's3', anchor: 's2' }).draft
  assert.deepEqual([segmentOf(anchored, 's3', 'text').anchor, segmentOf(anchored, 's3', 'text').start], ['s2', 500])
  const free = segmentOf(edited(anchored, { name: 'time-text', target: 's3', anchor: null }).draft, 's3', 'text')
  assert.deepEqual([free.start, 'anchor' in free], [3500, false])
})

test('new words drop the times of the old ones', () => {
  const draft = film(photo, { name: 'set-subtitles', lines: [{ text: 'Hi you', start: 0, duration: 500, words: [{ text: 'Hi', from: 0, to: 200 }, { text: 'you', from: 200, to: 500 }] }] })
  const subtitle = draft.texts[0]!.segments[0]!
  assert.deepEqual([subtitle.animation.enter, subtitle.words?.length], ['words', 2])
  assert.equal('words' in edited(draft, { name: 'edit-text', target: subtitle.id, text: 'Hello' }).draft.texts[0]!.segments[0]!, false)
})

test('colours may be written in capitals and are kept in small letters', () => {
  const { draft } = edited(film(photo, { name: 'add-text', text: 'x', role: 'title', start: 0, duration: 500 }), { name: 'style-text', targets: 'all', style: { color: '#FFCC00' } })
  assert.equal(draft.texts[0]!.segments[0]!.style.color, '#ffcc00')
})

test('the volume of everything that sounds, and of nothing that does not', () => {
  const draft = film(photo, { name: 'add-clip', asset: 'pier' }, lofi)
  const { receipt } = edited(draft, { name: 'set-volume', targets: 'all', volume: 0.2 })
  assert.equal(receipt.sentences[0]!.en, 'pier.mp4 (no. 2) and Lo-fi are now at 20% volume.')
  assert.deepEqual(refused(draft, { name: 'set-volume', targets: ['s1'], volume: 1 }).slice(0, 2), ['segment-wrong-kind', '/operations/0/targets/0'])
})

test('beats are doubled, halved and shifted, and doubling undoes halving of an even grid', () => {
  const tempo = { beatsPerMinute: 120, confidence: 1, beats: [0, 500, 1000, 1500, 2000, 2500, 3000, 3500, 4000], downbeats: [0, 4, 8] }
  const asset = { id: 'tune', name: 'tune.mp3', kind: 'sound', source: '/t', facts: { kind: 'sound', bytes: 1, format: 'mp3', duration: 4500, sampleRate: 48_000, channels: 2, tempo } } as const
  const draft = film({ name: 'add-asset', asset })
  const beats = (change: 'double' | 'halve' | 'shift-half', from = draft) => {
    const next = edited(from, { name: 'adjust-beats', asset: 'tune', change }).draft
    const facts = next.assets['tune']!.facts
    return { next, tempo: facts?.kind === 'sound' ? facts.tempo! : undefined }
  }
  assert.deepEqual(beats('halve').tempo, { ...tempo, beatsPerMinute: 60, beats: [0, 1000, 2000, 3000, 4000], downbeats: [0, 4] })
  assert.deepEqual(beats('double').tempo!.downbeats, [0, 4, 8, 12, 16])
  assert.deepEqual(beats('shift-half').tempo!.beats.slice(0, 2), [250, 750])
  assert.deepEqual(beats('double', beats('halve').next).tempo, { ...tempo, downbeats: [0, 4, 8] })
  assert.deepEqual(refused(draft, { name: 'adjust-beats', asset: 'song', change: 'halve' }).slice(0, 2), ['beats-unknown', '/operations/0/asset'])
})

test('D13: changes on a draft that has moved on are refused', () => {
  const { draft, receipt } = edited(film(photo), { name: 'set-title', title: 'one' })
  const later = edited(draft, { name: 'set-title', title: 'two' }).draft
  assert.deepEqual(refused(later, receipt.inverse[0]!).slice(0, 2), ['change-stale', '/operations/0/title'])
  assert.deepEqual(refused(draft, { name: 'apply-changes', changes: [{ path: '/canvas/width', before: 1920, after: 7 }] }).slice(0, 2), ['value-too-small', '/operations/0/changes'])
})
