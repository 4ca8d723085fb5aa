// Sounds on cuts: placed on the cut, replaced, taken away, travelling with their picture.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edited, film, segmentOf } from '../laws/fixture.ts'
import type { Draft } from '../document.ts'
import { layOut } from '../layout.ts'
import type { Operation } from '../operation.ts'
import { decodeWire } from '../wire/decode.ts'
import { encodeWire } from '../wire/encode.ts'

const photos: readonly Operation[] = [{ name: 'add-photo', asset: 'a', duration: 3000 }, { name: 'add-photo', asset: 'b', duration: 3000 }, { name: 'add-photo', asset: 'c', duration: 3000 }]
const whoosh: Operation = { name: 'set-transition-sounds', targets: 'all', effect: 'whoosh' }

function heard(draft: Draft): readonly (readonly unknown[])[] {
  return layOut(draft).sounds.map(({ segment, start, end }) => [segment.name, start, end, segment.anchor])
}

test('a whoosh swells to every cut and lasts as long as its transition', () => {
  const { draft, receipt } = edited(film(...photos, { name: 'set-transition', targets: ['s3'], transition: { kind: 'whip-pan', duration: 1000 } }), whoosh)
  assert.deepEqual(heard(draft), [['Whoosh', 2700, 3300, 's2'], ['Whoosh', 5350, 6650, 's3']])
  assert.deepEqual(receipt.sentences, [{ en: 'A whoosh at 50% now sounds on every cut.', zh: '每个切换处现在有嗖声音效，音量 50%。' }])
  assert.deepEqual(draft.sounds.map((track) => [track.name, track.segments.map((sound) => sound.role)]), [['Effects', ['effect', 'effect']]])
  assert.equal(edited(draft, whoosh).draft, draft)
})

test('another effect takes the place of the first, and none takes it away', () => {
  const draft = film(...photos, whoosh)
  const pop = edited(draft, { name: 'set-transition-sounds', targets: ['s3'], effect: 'pop', volume: 0.8 })
  assert.deepEqual(heard(pop.draft), [['Whoosh', 2700, 3300, 's2'], ['Pop', 6000, 6160, 's3']])
  assert.equal(pop.receipt.sentences[0]!.en, 'A pop at 80% now sounds on the cut before c.jpg (no. 3).')
  const none = edited(pop.draft, { name: 'set-transition-sounds', targets: 'all', effect: null })
  assert.deepEqual([heard(none.draft), none.receipt.sentences[0]!.zh], [[], '每个切换处不再有音效。'])
})

test('T12: a sound goes with its picture, and from the one that becomes the first to the one that was it', () => {
  const draft = film(...photos, { name: 'set-transition-sounds', targets: ['s2'], effect: 'tick' })
  assert.deepEqual(heard(edited(draft, { name: 'move-segment', target: 's2', to: 0 }).draft), [['Tick', 3000, 3060, 's1']])
  const { draft: shorter, receipt } = edited(draft, { name: 'remove-segments', targets: ['s1'] })
  assert.deepEqual([heard(shorter), receipt.sentences[0]!.en.includes('Tick')], [[], true])
})

test('W1: effects survive the short keys', () => {
  const draft = film(...photos, whoosh)
  const back = decodeWire(encodeWire(draft), { assets: draft.assets })
  assert.deepEqual(back.ok && back.value, draft)
})

test('a composed piece gets back its own tempo and its whole band', () => {
  const composed: Operation = { name: 'set-music', content: { kind: 'composed', mood: 'lo-fi', seed: 1, only: 'piano', tempo: 90 } }
  const { draft, receipt } = edited(film(photos[0]!, composed), { name: 'set-composition', target: 's2', composition: { only: null, tempo: null, energy: 0.3 } })
  assert.deepEqual(segmentOf(draft, 's2', 'sound').content, { kind: 'composed', mood: 'lo-fi', seed: 1, energy: 0.3 })
  assert.match(receipt.sentences[0]!.en, /its whole band/)
})
