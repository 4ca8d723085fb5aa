// T8: cutting in film time, and what happens to everything else.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edited, film, refused, segmentOf } from '../laws/fixture.ts'
import type { Operation } from '../operation.ts'

const city: Operation = { name: 'add-clip', asset: 'city', to: 10_000 }
const photo: Operation = { name: 'add-photo', asset: 'a' }
const cut = (from: number, to: number): Operation => ({ name: 'cut-ranges', ranges: [{ from, to }] })

test('T8: a clip loses exactly the stretch, at any speed and backwards', () => {
  const stretches = (draft: ReturnType<typeof film>) => draft.picture.segments.map((segment) => (segment.kind === 'clip' ? [segment.from, segment.to] : []))
  assert.deepEqual(stretches(edited(film(city), cut(2000, 3000)).draft), [[0, 2000], [3000, 10_000]])
  assert.deepEqual(stretches(edited(film(city, { name: 'set-reverse', targets: 'all', reverse: true }), cut(2000, 3000)).draft), [[8000, 10_000], [0, 7000]])
  assert.deepEqual(stretches(edited(film(city, { name: 'set-speed', targets: 'all', speed: 2 }), cut(2000, 3000)).draft), [[0, 4000], [6000, 10_000]])
})

test('T8: texts behind a cut move along, inside it they go, across it they are cut', () => {
  const text = (words: string, start: number, duration: number): Operation => ({ name: 'add-text', text: words, role: 'caption', start, duration })
  const { draft, receipt } = edited(film(city, text('before', 0, 1000), text('across', 1500, 1000), text('inside', 2100, 500), text('behind', 5000, 1000)), cut(2000, 3000))
  assert.deepEqual(draft.texts[0]!.segments.map((one) => [one.text, one.start, one.duration]), [['before', 0, 1000], ['across', 1500, 500], ['behind', 4000, 1000]])
  assert.equal(receipt.sentences[0]!.en, 'Cut out 2-3 s; the film is now 9 s long. Gone with it: "inside". Shortened: "across" to 0.5 s.')
})

test('T8: a voice is cut with the picture, music flows on', () => {
  const { draft } = edited(
    film(city, { name: 'add-sound', role: 'voice', content: { kind: 'asset', asset: 'talk' }, start: 1000, from: 500, duration: 4000 }, { name: 'set-music', content: { kind: 'asset', asset: 'song' } }), cut(2000, 3000),
  )
  const [voice, music] = draft.sounds
  assert.deepEqual(voice!.segments.map(({ start, from, duration }) => [start, from, duration]), [[1000, 500, 1000], [2000, 2500, 2000]])
  assert.deepEqual(music!.segments.map(({ start, from, duration }) => [start, from, duration]), [[0, 0, undefined]])
})

test('T8: what hangs on a picture stays with the piece in which it begins, and goes when its picture goes', () => {
  const draft = film(photo, city, { name: 'add-text', text: 'x', role: 'caption', start: 6000, duration: 1000, anchor: 's2' }, { name: 'add-text', text: 'y', role: 'caption', start: 0, duration: 1000, anchor: 's1' })
  const kept = edited(draft, { name: 'keep-ranges', ranges: [{ from: 3000, to: 5000 }, { from: 8000, to: 13_000 }] }).draft
  const text = kept.texts[0]!.segments[0]!
  assert.deepEqual([text.text, text.start, kept.picture.segments.findIndex((segment) => segment.id === text.anchor)], ['x', 1000, 1])
  assert.equal(kept.texts[0]!.segments.length, 1)
})

test('T8: ranges in any order may overlap; what lies outside the film or leaves nothing is refused', () => {
  const { draft } = edited(film(city), { name: 'cut-ranges', ranges: [{ from: 6000, to: 99_000 }, { from: 1000, to: 2000 }, { from: 1500, to: 3000 }] })
  assert.deepEqual(draft.picture.segments.map((segment) => (segment.kind === 'clip' ? [segment.from, segment.to] : [])), [[0, 1000], [3000, 6000]])
  assert.deepEqual(refused(film(city), cut(10_000, 11_000)), ['range-outside-film', '/operations/0/ranges/0/from', '9999'])
  assert.deepEqual(refused(film(city), cut(0, 10_000)).slice(0, 2), ['nothing-left', '/operations/0/ranges'])
  assert.deepEqual(edited(film(city), { name: 'keep-ranges', ranges: [{ from: 0, to: 10_000 }] }).receipt.sentences, [])
})

test('T8: the fades at the ends of the film survive cuts at the ends', () => {
  const { draft } = edited(film(photo, city, { name: 'set-fades', targets: 'all', fadeIn: 200, fadeOut: 900 }), { name: 'cut-ranges', ranges: [{ from: 0, to: 3500 }, { from: 12_000, to: 13_000 }] })
  const only = segmentOf(draft, 's2', 'clip')
  assert.deepEqual([only.from, only.to, only.fadeIn, only.fadeOut], [500, 9000, 200, 900])
})
