// Painting plates: exact at even places, cut at the canvas's edges, smooth between pixels, round at corners.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createKernels } from './kernels/index.ts'
import { paintPlate, type Painting } from './paint.ts'

const kernels = createKernels({ memoryBytes: 1 << 20 })
const target = kernels.allocate(32, 24)

/** Luma of the canvas (16) after painting an opaque or half-clear plate of luma 216. */
function painted(painting: Painting, alpha?: number, size = 8): Uint8Array {
  const plate = kernels.allocate(size, size, { alpha: alpha !== undefined })
  kernels.fill(plate, '#ffffff')
  plate.y.fill(216)
  plate.alpha?.fill(alpha!)
  kernels.fill(target, '#000000')
  paintPlate(kernels, plate, painting, target)
  kernels.release(plate)
  return target.y.slice()
}

const at = (luma: Uint8Array, x: number, y: number) => luma[y * 32 + x]
const sum = (luma: Uint8Array) => luma.reduce((total, value) => total + value - 16, 0) / 200

test('an opaque plate at even pixels covers exactly its rectangle', () => {
  const luma = painted({ place: { x: 4, y: 6, width: 8, height: 8 }, opacity: 1 })
  luma.forEach((value, index) => {
    const inside = index % 32 >= 4 && index % 32 < 12 && Math.floor(index / 32) >= 6 && Math.floor(index / 32) < 14
    assert.equal(value, inside ? 216 : 16)
  })
})

test('opacity and alpha multiply, and alpha 0 or opacity 0 paint nothing', () => {
  assert.equal(at(painted({ place: { x: 0, y: 0, width: 8, height: 8 }, opacity: 0.5 }, 128), 3, 3), 66)
  assert.equal(sum(painted({ place: { x: 0, y: 0, width: 8, height: 8 }, opacity: 1 }, 0)), 0)
  assert.equal(sum(painted({ place: { x: 0, y: 0, width: 8, height: 8 }, opacity: 0 })), 0)
})

test('what lies outside the canvas is cut on every side', () => {
  assert.equal(sum(painted({ place: { x: -4, y: -4, width: 8, height: 8 }, opacity: 1 })), 16)
  assert.equal(sum(painted({ place: { x: 28, y: 20, width: 8, height: 8 }, opacity: 1 })), 16)
  assert.equal(sum(painted({ place: { x: 32, y: 0, width: 8, height: 8 }, opacity: 1 })), 0)
  assert.equal(sum(painted({ place: { x: -8.5, y: 3, width: 8, height: 8 }, opacity: 1 })), 0)
})

test('a part of a plate is painted alone', () => {
  const luma = painted({ part: { x: 2, y: 4, width: 4, height: 2 }, place: { x: 10, y: 10, width: 4, height: 2 }, opacity: 1 })
  assert.equal(sum(luma), 8)
  assert.equal(at(luma, 10, 10), 216)
  assert.equal(at(luma, 14, 10), 16)
})

test('a plate between pixels or stretched keeps its area within a pixel row', () => {
  assert.ok(Math.abs(sum(painted({ place: { x: 3.4, y: 5.7, width: 8, height: 8 }, opacity: 1 })) - 64) < 9)
  assert.ok(Math.abs(sum(painted({ place: { x: 3, y: 5, width: 12, height: 12 }, opacity: 1 })) - 144) < 13)
})

test('a plate with soft edges moves by fractions of a pixel when its place does', () => {
  const edge = (x: number) => {
    const plate = kernels.allocate(16, 16, { alpha: true })
    plate.y.fill(216)
    plate.u.fill(128)
    plate.v.fill(128)
    plate.alpha!.forEach((_, index) => (plate.alpha![index] = [0, 0, 0, 90, 180, 255, 255, 255, 255, 255, 180, 90, 0, 0, 0, 0][index % 16]!))
    kernels.fill(target, '#000000')
    paintPlate(kernels, plate, { place: { x, y: 4, width: 16, height: 16 }, opacity: 1 }, target)
    const row = Array.from(target.y.subarray(10 * 32, 11 * 32), (value) => value - 16)
    kernels.release(plate)
    return row.reduce((total, value, column) => total + value * column, 0) / row.reduce((total, value) => total + value, 0)
  }
  for (const x of [6.1, 6.25, 6.5, 6.9, 7.3]) assert.ok(Math.abs(edge(x) - edge(6) - (x - 6)) < 0.04, `${x}: moved ${edge(x) - edge(6)}`)
})

test('rounded corners take the corners away and nothing else', () => {
  const luma = painted({ place: { x: 8, y: 4, width: 16, height: 16 }, opacity: 1, rounded: 0.5 }, undefined, 16)
  assert.equal(at(luma, 8, 4), 16)
  assert.equal(at(luma, 23, 19), 16)
  assert.equal(at(luma, 16, 12), 216)
  assert.ok(Math.abs(sum(luma) - Math.PI * 64) < 3, `${sum(luma)}`)
})

