// Our own instructions, both languages, with follow-ups that only make sense after an earlier turn; and the comparison.

import { test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { takeTurn } from '../../src/studio/index.ts'
import { compare } from './compare.ts'
import { evaluate, readRows, summarise } from './evaluate.ts'
import { assumedWorld } from './world.ts'

// The last two were written before anything of them was tried; docs/eval.md keeps what their first run gave.
const rows = ['own', 'unseen-a', 'unseen-b', 'unseen-c', 'unseen-d', 'unseen-e', 'unseen-f', 'unseen-g', 'unseen-h', 'unseen-i', 'unseen-j'].flatMap((name) => readRows(readFileSync(`test/eval/${name}.tsv`, 'utf8')))

test('there are at least 150 own instructions, in both languages, some of them follow-ups', () => {
  assert.ok(rows.length >= 150)
  assert.ok(rows.filter((row) => row.language === 'zh').length >= 50)
  assert.ok(rows.filter((row) => row.earlier.length > 0).length >= 15)
})

for (const row of rows) {
  test(`${row.id} ${row.earlier.length > 0 ? `(${row.earlier.join(' / ')}) ` : ''}${row.instruction}`, () => {
    const outcome = evaluate(row)
    assert.equal(outcome.crash, undefined)
    assert.notEqual(outcome.reply.trim(), '')
    assert.deepEqual(outcome.verdicts.filter((verdict) => !verdict.ok), [])
  })
}

test('what produced a said value is never called not understood', () => {
  for (const row of rows) {
    const world = assumedWorld(row.assets)
    const { plan, notUnderstood, reply } = takeTurn({ text: row.instruction, draft: world.draft, history: world.history, world, seed: row.id })
    for (const stretch of notUnderstood) {
      assert.ok(row.instruction.includes(stretch) || stretch === '…', `${row.id}: "${stretch}" is not to the letter`)
      for (const intent of plan.intents) for (const slot of Object.values(intent.slots)) if (slot.source === 'said' && typeof slot.value === 'string' && slot.value.length > 3 && ['title', 'caption', 'end-card', 'edit-text', 'voice'].includes(intent.name)) assert.ok(!stretch.includes(slot.value), `${row.id}: "${stretch}" holds "${slot.value}"`)
    }
    assert.notEqual(reply.trim(), '')
  }
})

test('the comparison sees wrong results', () => {
  const world = assumedWorld('5 jpg')
  const result = takeTurn({ text: 'make a 20 second slideshow without music', world, seed: 's' })
  const wrong = { action: 'edit', duration_s: 25, image_count: 4, music: true, transition: 'clock', aspect: '9:16', title_text: 'Hello', filter: 'bw', subtitles: true, voiceover: true, logo: true, platform: 'tiktok', resolution: '720p', format: 'webm', ken_burns: false, no_ai_effects: true, per_image_s: 3, mute: true, speed: 2, volume: 0.3, beat_sync: true, reorder: 'picture5.jpg, picture1.jpg', unknown_key: 1 }
  assert.deepEqual(compare(wrong, result, world).filter((verdict) => verdict.ok).map((verdict) => verdict.key), [])
  const right = { action: 'create', duration_s: 20, image_count: 5, music: false, transition: 'any', aspect: '16:9', ken_burns: true, per_image_s: 4, format: 'mp4', resolution: '1080p' }
  assert.deepEqual(compare(right, result, world).filter((verdict) => !verdict.ok), [])
})

test('ranges that stay and go are judged by what is left of the source', () => {
  const world = assumedWorld('1 mp4 60s')
  const result = takeTurn({ text: 'remove 10s to 20s', world, seed: 's' })
  const ok = (annotation: object) => compare(annotation as Record<string, unknown>, result, world).every((verdict) => verdict.ok)
  assert.ok(ok({ remove: { from_s: 10, to_s: 20 }, duration_s: 50 }))
  assert.ok(!ok({ remove: { from_s: 20, to_s: 30 } }))
  assert.ok(!ok({ trim: { from_s: 10, to_s: 20 } }))
})

test('the summary ends with the one line that others read', () => {
  const lines = summarise(rows.slice(0, 3).map(evaluate)).split('\n')
  assert.match(lines.at(-1)!, /^facts right: \d+ of \d+ \(\d+\.\d %\)$/)
})
