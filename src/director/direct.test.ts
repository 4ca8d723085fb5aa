import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Asset, Operation } from '../draft/index.ts'
import { directFilm } from './index.ts'
import { divideTime, snapToBeats } from './pacing.ts'

export function photo(number: number, facts: Partial<Extract<Asset['facts'], { kind: 'photo' }>> = {}): Asset {
  return { id: `p${number}`, name: `photo${number}.jpg`, kind: 'photo', source: `photo${number}.jpg`, facts: { kind: 'photo', width: 4000, height: 3000, bytes: 1, format: 'jpeg', ...facts } }
}

function clip(number: number, duration: number): Asset {
  return { id: `c${number}`, name: `clip${number}.mp4`, kind: 'clip', source: `clip${number}.mp4`, facts: { kind: 'clip', width: 1920, height: 1080, bytes: 1, format: 'mp4', duration, frameRate: 30, hasSound: false } }
}

const photos = [1, 2, 3, 4, 5].map((number) => photo(number))

function lengths(operations: readonly Operation[]): number[] {
  return operations.flatMap((operation) => {
    if (operation.name === 'add-photo' || operation.name === 'add-card') return [operation.duration!]
    return operation.name === 'add-clip' ? [operation.to === undefined ? NaN : operation.to - operation.from!] : []
  })
}

test('a film without a wish shows every photo, moving, with crossfades, music and a fade at the end', () => {
  const { operations } = directFilm({}, { assets: photos })
  assert.deepEqual(lengths(operations), [3000, 3000, 3000, 3000, 3000])
  assert.ok(operations.some((operation) => operation.name === 'set-transition' && operation.transition?.kind === 'crossfade'))
  assert.ok(operations.some((operation) => operation.name === 'set-music' && operation.content?.kind === 'composed'))
  assert.ok(operations.some((operation) => operation.name === 'set-fades' && operation.fadeOut === 800))
})

test('a requested duration is met to the millisecond whatever it is made of', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 3000, max: 600000 }), fc.array(fc.integer({ min: 400, max: 60000 }), { maxLength: 5 }), (count, duration, clips) => {
    const assets = [...Array.from({ length: count }, (_none, index) => photo(index)), ...clips.map((length, index) => clip(index, length))]
    const sum = lengths(directFilm({ duration, title: 'T', titleCard: true }, { assets }).operations)
    const whole = sum.reduce((left, value, index) => left + (Number.isNaN(value) ? clips[index - count - 1]! : value), 0)
    assert.equal(whole, duration)
  }))
})

test('photos go by the camera clock when most have one, and by the user when the user says', () => {
  const timed = [photo(1, { takenAt: '2024-05-03T10:00:00' }), photo(2, { takenAt: '2024-05-01T10:00:00' }), photo(3)]
  const order = (operations: readonly Operation[]) => operations.flatMap((operation) => (operation.name === 'add-photo' ? [operation.asset] : []))
  assert.deepEqual(order(directFilm({}, { assets: timed }).operations), ['p2', 'p3', 'p1'])
  assert.deepEqual(order(directFilm({ order: ['p3'] }, { assets: timed }).operations), ['p3', 'p1', 'p2'])
})

test('camera movement stays at or under 3 % a second and 15 % in all', () => {
  for (const operation of directFilm({ perPhoto: 9000 }, { assets: photos }).operations) {
    if (operation.name !== 'add-photo') continue
    const { from, to } = operation.style!.motion!
    assert.ok(Math.abs(from.zoom - to.zoom) <= 0.15)
    assert.ok(Math.abs(from.zoom - to.zoom) / 9 <= 0.0301)
  }
})

test('parts of a total add up exactly and cuts snap to beats without changing the length', () => {
  fc.assert(fc.property(fc.integer({ min: 100, max: 1_000_000 }), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 50 }), (total, weights) => {
    const parts = divideTime(total, weights)
    assert.equal(parts.reduce((left, right) => left + right, 0), total)
    assert.ok(parts.every((part) => part >= 1))
  }))
  const beats = Array.from({ length: 40 }, (_none, index) => index * 500)
  const grid = { beats, downbeats: beats.filter((_beat, index) => index % 4 === 0) }
  const once = snapToBeats([2300, 3500, 2700, 2500], grid, 300)
  assert.deepEqual(once, [2000, 4000, 2000, 3000], 'bars win over nearer beats, and the length stays')
  assert.deepEqual(snapToBeats(once, grid, 300), once, 'cuts on bars stay there')
  assert.ok(snapToBeats([2300, 3500, 2700, 2500], grid, 300, [2300, 3600, 4000, 4000]).every((length, index) => length <= [2300, 3600, 4000, 4000][index]!), 'no clip is asked for more than it has')
  assert.deepEqual(snapToBeats([3000, 3000, 3000], { beats: [500, 1000, 2900, 5700, 8000] }, 300), [2900, 2800, 3300])
})

test('too many photos for a length: doubles go first, it is said, and "all" keeps every one', () => {
  const many = Array.from({ length: 30 }, (_none, index): Asset => ({ id: `m${index}`, name: `m${index}.jpg`, kind: 'photo', source: `m${index}.jpg`, facts: { kind: 'photo', width: 4000, height: 3000, bytes: 1, format: 'jpeg', score: index < 4 ? 0.2 : 0.8 } }))
  const count = (brief: Parameters<typeof directFilm>[0]) => directFilm(brief, { assets: many }).operations.filter((operation) => operation.name === 'add-photo').length
  assert.equal(count({ duration: 60_000 }), 30)
  assert.equal(count({ duration: 30_000 }), 26)
  assert.equal(count({ duration: 30_000, keepAll: true }), 30)
  assert.ok(directFilm({ duration: 30_000 }, { assets: many }).because.some((one) => /left out 4 .*all photos/.test(one.en)))
})

test('the words of an end card can be read although many pictures share a short film', () => {
  const assets = Array.from({ length: 30 }, (_, index) => photo(index + 1))
  const { operations } = directFilm({ kind: 'promo', duration: 40_000, endCard: 'Book a seat at the pier, or simply turn up and wave.' }, { assets })
  const card = operations.find((operation) => operation.name === 'add-text' && operation.role === 'end-card')
  assert.ok(card !== undefined && card.name === 'add-text' && card.duration! >= 2900, JSON.stringify(card))
})
