import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { applyOperations, emptyDraft, filmDuration, validateDraft, type Draft, type Operation } from '../../draft/index.ts'
import { duplicate, edgeRange, insertionIndex, insertionTime, reorder, shift, split, trim } from './gestures.ts'
import { barAt, lanesOf, rowsOf } from './rows.ts'

const photo = { kind: 'photo', width: 3000, height: 2000, bytes: 1, format: 'jpeg' } as const
const clip = { kind: 'clip', width: 1920, height: 1080, bytes: 1, format: 'mp4', duration: 9000, frameRate: 30, hasSound: true } as const

function applied(draft: Draft, operations: readonly Operation[]): Draft {
  const edit = applyOperations(draft, operations)
  assert.ok(edit.ok, edit.ok ? '' : JSON.stringify(edit.faults))
  return edit.draft
}

const film = applied(emptyDraft(), [
  { name: 'add-asset', asset: { id: 'p', name: 'p.jpg', kind: 'photo', source: 'p', facts: photo } }, { name: 'add-asset', asset: { id: 'c', name: 'c.mp4', kind: 'clip', source: 'c', facts: clip } },
  { name: 'add-photo', asset: 'p', duration: 2000 }, { name: 'add-clip', asset: 'c', from: 1000, to: 5000 }, { name: 'add-photo', asset: 'p', duration: 3000 }, { name: 'add-card', duration: 1000, ground: { kind: 'solid', color: '#000000' } },
  { name: 'add-text', text: 'Hello', role: 'title', start: 500, duration: 1500 }, { name: 'set-music', content: { kind: 'composed', mood: 'jazz', seed: 1 } },
])
const rows = rowsOf(film)
const ids = film.picture.segments.map(({ id }) => id)
const [first, moving, third] = ids as [string, string, string]
const text = [...rows.bars.values()].find(({ kind }) => kind === 'text')!
const sound = [...rows.bars.values()].find(({ kind }) => kind === 'sound')!
const lengths = (draft: Draft) => rowsOf(draft).rows.find(({ kind }) => kind === 'picture')!.bars.map(({ start, end }) => end - start)

test('bars lie in rows: texts above, pictures, sounds below, each with its time', () => {
  assert.deepEqual(rows.rows.map(({ kind, bars }) => [kind, bars.length]), [['text', 1], ['picture', 4], ['sound', 1]])
  assert.deepEqual([sound.start, sound.end, rows.duration], [0, 10_000, 10_000])
  assert.equal(barAt(rows.rows[1]!, 2500)!.id, moving)
  assert.equal(barAt(rows.rows[0]!, 9000)!.id, text.id)
})

test('bars of one lane never overlap', () => {
  fc.assert(fc.property(fc.array(fc.record({ start: fc.nat(1000), length: fc.integer({ min: 1, max: 400 }) }), { maxLength: 30 }), (made) => {
    const spans = made.map(({ start, length }) => ({ start, end: start + length })).toSorted((left, right) => left.start - right.start)
    const lanes = lanesOf(spans)
    for (const [index, one] of spans.entries()) for (const [other, two] of spans.entries()) if (other > index && lanes[index] === lanes[other]) assert.ok(two.start >= one.end)
  }))
})

test('a picture dropped anywhere stands where the mark was drawn', () => {
  fc.assert(fc.property(fc.integer({ min: -500, max: 11_000 }), fc.subarray(ids, { minLength: 1 }), (time, chosen) => {
    const dragged = new Set(chosen)
    const index = insertionIndex(rows, dragged, time)
    const after = applied(film, reorder(film, dragged, index))
    const order = after.picture.segments.map(({ id }) => id)
    assert.deepEqual(order.slice(index, index + dragged.size), ids.filter((id) => dragged.has(id)))
    assert.equal(filmDuration(after), filmDuration(film))
    assert.ok(insertionTime(rows, dragged, index) <= rows.duration)
  }))
})

test('dropping a picture where it was changes nothing', () => {
  assert.deepEqual(reorder(film, new Set([first]), 0), [])
})

test('every trim anywhere is taken by the draft room, and lands where the hand was or where the source ends', () => {
  fc.assert(fc.property(fc.constantFrom(...rows.bars.values()), fc.constantFrom('start' as const, 'end' as const), fc.integer({ min: -3000, max: 14_000 }), (bar, edge, time) => {
    const after = applied(film, trim(film, rows, bar, edge, time))
    assert.deepEqual(validateDraft(after).ok, true)
    const now = rowsOf(after).bars.get(bar.id)!
    const { least, most } = edgeRange(film, rows, bar, edge)
    const wished = Math.min(most, Math.max(least, time))
    const wide = edge === 'start' ? bar.end - wished : wished - bar.start
    assert.ok(Math.abs(now.end - now.start - wide) <= 1, `${bar.kind} ${edge} ${time}: ${now.end - now.start} and not ${wide}`)
  }))
})

test('a clip is trimmed in its source, a reversed one at the other end', () => {
  const bar = rows.bars.get(moving)!
  assert.deepEqual(trim(film, rows, bar, 'start', 2500), [{ name: 'trim-clip', target: moving, from: 1500 }])
  const back = applied(film, [{ name: 'set-reverse', targets: [moving], reverse: true }])
  assert.deepEqual(trim(back, rowsOf(back), rowsOf(back).bars.get(moving)!, 'start', 2500), [{ name: 'trim-clip', target: moving, to: 4500 }])
})

test('texts and sounds move within the film, whatever the hand does', () => {
  fc.assert(fc.property(fc.integer({ min: -20_000, max: 20_000 }), (by) => {
    const after = rowsOf(applied(film, shift(rows, [text], by)))
    const now = after.bars.get(text.id)!
    assert.ok(now.start >= 0 && now.start < after.duration)
  }))
})

test('music that is dragged to the end of the film follows its length again', () => {
  const shorter = applied(film, trim(film, rows, sound, 'end', 4000))
  assert.equal(rowsOf(shorter).bars.get(sound.id)!.end, 4000)
  assert.deepEqual(trim(shorter, rowsOf(shorter), rowsOf(shorter).bars.get(sound.id)!, 'end', 12_000), [{ name: 'time-sound', target: sound.id, duration: null }])
})

test('a split lies at the playhead, in the selected picture or in whichever is there', () => {
  assert.deepEqual(split(rows, [], 2500), [{ name: 'split-segment', target: moving, at: 500 }])
  assert.deepEqual(split(rows, [third], 2500), [])
  assert.deepEqual(split(rows, [text.id], 2000), [], 'on a cut there is nothing to split')
  assert.deepEqual(lengths(applied(film, split(rows, [], 2500))), [2000, 500, 3500, 3000, 1000])
})

test('duplicates stand right behind their originals and last as long', () => {
  const after = applied(film, duplicate(rows, [third, first, text.id]))
  assert.deepEqual(lengths(after), [2000, 2000, 4000, 3000, 3000, 1000])
  assert.equal(rowsOf(after).rows.find(({ kind }) => kind === 'text')!.bars.length, 2)
})
