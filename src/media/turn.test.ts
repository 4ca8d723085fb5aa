// The eight orientations against a picture of six numbered pixels.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeTurns, storedRectangle, turnOfOrientation, turnOfWish, turnPixels, type Pixels, type Turn } from './turn.ts'

// 3 x 2 pixels, each with its own number, so that any turn shows.
const picture: Pixels = { width: 3, height: 2, channels: 3, data: Uint8Array.from([1, 2, 3, 4, 5, 6].flatMap((n) => [n, n + 10, n + 20])) }
const rows = (pixels: Pixels) => Array.from({ length: pixels.height }, (_, row) =>
  Array.from({ length: pixels.width }, (_, column) => pixels.data[(row * pixels.width + column) * pixels.channels]).join('')).join('/')

test('each EXIF orientation is turned as the standard says', () => {
  const expected: Record<number, string> = { 1: '123/456', 2: '321/654', 3: '654/321', 4: '456/123', 5: '14/25/36', 6: '41/52/63', 7: '63/52/41', 8: '36/25/14' }
  for (let orientation = 1; orientation <= 8; orientation++) {
    assert.equal(rows(turnPixels(picture, turnOfOrientation(orientation))), expected[orientation], `orientation ${orientation}`)
  }
})

test('two turns in one agree with one after the other, for all pairs', () => {
  for (let first = 1; first <= 8; first++) {
    for (let second = 1; second <= 8; second++) {
      const [one, other] = [turnOfOrientation(first), turnOfOrientation(second)]
      assert.equal(rows(turnPixels(picture, composeTurns(one, other))), rows(turnPixels(turnPixels(picture, one), other)), `${first} then ${second}`)
    }
  }
})

test('a wish turns clockwise first and flips afterwards', () => {
  assert.equal(rows(turnPixels(picture, turnOfWish({ rotate: 90 }))), '41/52/63')
  assert.equal(rows(turnPixels(picture, turnOfWish({ rotate: 90, flipHorizontal: true }))), '14/25/36')
  assert.equal(rows(turnPixels(picture, turnOfWish({ rotate: 270, flipVertical: true }))), '14/25/36')
})

test('a rectangle of the upright picture is found in the stored one', () => {
  const corner = { x: 0, y: 0, width: 0.25, height: 0.5 }
  const at = (orientation: number) => { const { x, y } = storedRectangle(corner, turnOfOrientation(orientation) satisfies Turn); return [x, y] }
  assert.deepEqual(at(1), [0, 0])
  assert.deepEqual(at(3), [0.75, 0.5])
  assert.deepEqual(at(6), [0, 0.75])
  assert.deepEqual(at(8), [0.5, 0])
})
