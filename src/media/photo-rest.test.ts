import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shareLeft } from './photo-rest.ts'
import { turnOfOrientation, turnPixels, type Pixels } from './turn.ts'

/** A picture of noise whose rows from `from` on are grey. */
function cutAt(from: number, height = 40, width = 30): Pixels {
  const data = new Uint8Array(width * height * 3).fill(128)
  for (let index = 0; index < from * width * 3; index++) data[index] = (index * 7919 + (index >> 3)) & 255
  return { width, height, channels: 3, data }
}

test('what is left of a cut-off picture is counted, whichever way the camera was held', () => {
  for (const orientation of [1, 3, 6, 8]) {
    const turned = (from: number) => shareLeft(turnPixels(cutAt(from), turnOfOrientation(orientation)))
    assert.ok(Math.abs(turned(4) - 0.1) < 1e-9, `orientation ${orientation}: ${turned(4)}`)
    assert.equal(turned(30), 0.75)
    assert.equal(turned(40), 1)
    assert.equal(turned(0), 0)
  }
})
