// S: the one exact line.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyOperations } from './apply.ts'
import { emptyDraft } from './defaults.ts'
import { describeDraft } from './describe.ts'
import type { Draft } from './document.ts'
import type { Operation } from './operation.ts'
import { summaryLine } from './summary.ts'

function film(...operations: Operation[]): Draft {
  const edit = applyOperations(emptyDraft(), operations)
  assert.ok(edit.ok, JSON.stringify(edit))
  return edit.draft
}

const clip: Operation = {
  name: 'add-asset', asset: { id: 'city', name: 'city timelapse', kind: 'clip', source: '/c', facts: { kind: 'clip', width: 1920, height: 1080, bytes: 1, format: 'mp4', duration: 20_000, frameRate: 30, hasSound: true } },
}
const card = (label?: string): Operation => ({ name: 'add-card', duration: 1500, ground: { kind: 'solid', color: '#000000' }, ...(label === undefined ? {} : { label }) })
const lofi: Operation = { name: 'set-music', content: { kind: 'composed', mood: 'lo-fi', seed: 1 } }

test('S1: the example of the contract, to the letter', () => {
  const draft = film(clip, { name: 'add-clip', asset: 'city', to: 10_000 }, lofi, { name: 'add-text', text: 'Urban Dreams', role: 'title', start: 0, duration: 3000 })
  assert.equal(summaryLine(draft), 'Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) 3. Title: "Urban Dreams" (0-3s)')
})

test('S2, S4, S5, S6: order, decimals, volumes and quotes', () => {
  const draft = film(
    clip, { name: 'add-asset', asset: { id: 'logo', name: 'logo.png', kind: 'photo', source: '/l' } }, { name: 'add-clip', asset: 'city', to: 2250 }, card('Chapter'),
    { name: 'set-volume', targets: ['s1'], volume: 0 }, lofi, { name: 'set-muted', targets: ['s3'], muted: true },
    { name: 'add-text', text: `He said "hi"\n${'x'.repeat(80)}`, role: 'caption', start: 3000, duration: 9000 }, { name: 'add-overlay', asset: 'logo', role: 'logo', opacity: 0.5 },
  )
  assert.equal(
    summaryLine(draft),
    `Timeline (4 tracks): 1. Video: city timelapse (0-2.25s, 0%), Chapter (2.25-3.75s) 2. Overlay: logo.png (0-3.75s, opacity 50%) 3. BGM: Lo-fi (0-3.75s, muted) 4. Captions: "He said 'hi' ${'x'.repeat(44)}..." (3-3.75s)`,
  )
})

test('S3: a long track names its first segments and counts the rest', () => {
  const line = summaryLine(film(...Array.from({ length: 14 }, (_, index) => card(`c${index + 1}`))))
  assert.match(line, /^Timeline \(1 track\): 1\. Video: c1 \(0-1\.5s\), .*c11 \(15-16\.5s\), and 3 more \(16\.5-21s\)$/)
})

test('S8: an empty film', () => {
  assert.equal(summaryLine(emptyDraft()), 'Timeline (0 tracks): empty')
})

test('a film is described in a short paragraph in both languages', () => {
  const draft = film(card(), card(), { name: 'set-transition', targets: 'all', transition: { kind: 'iris', duration: 500 } }, { name: 'set-title', title: 'Days' }, lofi)
  assert.equal(describeDraft(draft, 'en'), '"Days" is 3 s long, 1920×1080 at 30 frames per second. It shows 2 cards, joined by iris. Sound: Lo-fi (0-3 s, 35%).')
  assert.equal(describeDraft(draft, 'zh'), '《Days》时长 3 秒，画面 1920×1080，每秒 30 帧。包含 2 张卡片，转场为圆形展开。声音：Lo-fi（0-3 秒，35%）。')
  assert.match(describeDraft(emptyDraft(), 'zh'), /空/)
})
