// Duplicates and chapters on made facts; the real pair and the absence of false ones are checked where photos are measured.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chaptersOf, duplicatesOf, type ComparedPhoto } from './photos.ts'

const grid = (value: number) => value.toString(16).padStart(2, '0').repeat(48)
const photo = (hash: string, level: number, more: Partial<ComparedPhoto> = {}): ComparedPhoto => ({ width: 4000, height: 3000, fingerprint: { hash: hash.padStart(16, '0'), grid: grid(level) }, ...more })
// Cells that alternate by the given amount: a colour distance that a brightness offset does not explain.
const checked = (hash: string, amount: number, more: Partial<ComparedPhoto> = {}): ComparedPhoto => ({
  ...photo(hash, 0, more), fingerprint: { hash: hash.padStart(16, '0'), grid: Array.from({ length: 48 }, (_, index) => (100 + (index % 2) * amount).toString(16).padStart(2, '0')).join('') },
})

test('the same frequencies and colours are one picture; the best score is kept, then the larger, then the earlier', () => {
  assert.deepEqual(duplicatesOf([photo('ff', 100, { score: 0.5 }), photo('fe', 104, { score: 0.9 }), photo('ffffffffffffffff', 100)]), [{ members: [0, 1], best: 1 }])
  assert.deepEqual(duplicatesOf([photo('0', 100, { width: 100 }), photo('0', 100)])[0]!.best, 1)
  assert.deepEqual(duplicatesOf([photo('0', 100, { takenAt: '2020-01-01T00:00:02' }), photo('0', 100, { takenAt: '2020-01-01T00:00:01' })])[0]!.best, 1)
})

test('frequencies that agree are not enough when the colours do not', () => {
  assert.deepEqual(duplicatesOf([checked('0', 0), checked('3f', 80)]), [])
})

test('what is taken within half a minute may differ more, and photos without a time may not', () => {
  const [one, other] = [checked('0', 0), checked('1fffff', 40)]
  assert.equal(duplicatesOf([one, other]).length, 0)
  assert.equal(duplicatesOf([{ ...one, takenAt: '2020-01-01T10:00:00' }, { ...other, takenAt: '2020-01-01T10:00:26' }]).length, 1)
  assert.equal(duplicatesOf([{ ...one, takenAt: '2020-01-01T10:00:00' }, { ...other, takenAt: '2020-01-01T10:00:36' }]).length, 0)
})

test('photos without or with broken fingerprints stay alone', () => {
  assert.deepEqual(duplicatesOf([{ width: 1, height: 1 }, { width: 1, height: 1 }, { width: 1, height: 1, fingerprint: { hash: 'x', grid: '' } }]), [])
})

const at = (clock: string | undefined) => (clock === undefined ? {} : { takenAt: `2024-06-12T${clock}` })

test('a long pause begins a chapter; quick ones are bursts; photos without a time stay behind their neighbour', () => {
  const chapters = chaptersOf([at('15:00:00'), at('09:00:00'), at('09:00:02'), at(undefined), at('09:10:00'), at('15:00:01.500')])
  assert.deepEqual(chapters.map(({ members }) => members), [[1, 2, 3, 4], [0, 5]])
  assert.deepEqual(chapters.map(({ bursts }) => bursts), [[[1, 2]], [[0, 5]]])
})

test('with few times there is one chapter in the order given', () => {
  assert.deepEqual(chaptersOf([at('15:00:00'), at(undefined), at(undefined), at('09:00:00')]), [{ members: [0, 1, 2, 3], bursts: [] }])
  assert.deepEqual(chaptersOf([]), [])
})

test('where long pauses are usual they begin no chapter', () => {
  const monthly = [1, 2, 3, 4, 5].map((month) => ({ takenAt: `2024-0${month}-01T12:00:00` }))
  assert.equal(chaptersOf(monthly).length, 1)
})
