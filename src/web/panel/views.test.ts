import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Rectangle } from '../../draft/index.ts'
import { cropOrNone, motionPresets, movedCrop, movedView, presetMotion, presetOf, resizedCrop, roomOn, shownShape, windowOf, zoomedView } from './views.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const step = fc.double({ min: -2, max: 2, noNaN: true })
const view = fc.record({ x: share, y: share, zoom: fc.double({ min: 1, max: 8, noNaN: true }) })
const room = fc.tuple(fc.double({ min: 0.3, max: 3, noNaN: true }), fc.double({ min: 0.3, max: 3, noNaN: true })).map(([shape, canvas]) => roomOn(shape, canvas, 'cover'))
const crop = fc.tuple(share, share, share, share).map(([x, y, w, h]): Rectangle => ({ x: x * 0.9, y: y * 0.9, width: 0.06 + w * (0.94 - x * 0.9), height: 0.06 + h * (0.94 - y * 0.9) }))

function isInside({ x, y, width, height }: Rectangle) {
  assert.ok(x >= 0 && y >= 0 && x + width <= 1.00002 && y + height <= 1.00002 && width > 0 && height > 0, JSON.stringify({ x, y, width, height }))
}

test('no window leaves the picture, however it is moved and zoomed', () => {
  fc.assert(fc.property(view, room, step, step, fc.double({ min: 0.1, max: 10, noNaN: true }), (from, space, across, down, factor) => {
    isInside(windowOf(from, space))
    const moved = movedView(from, across, down, space)
    isInside(windowOf(moved, space))
    const zoomed = zoomedView(moved, factor, space)
    isInside(windowOf(zoomed, space))
    assert.ok(zoomed.zoom >= 1 && zoomed.zoom <= 8 && zoomed.x >= 0 && zoomed.x <= 1 && zoomed.y >= 0 && zoomed.y <= 1)
  }))
})

test('a window has the shape of the canvas', () => {
  const space = roomOn(1.5, 16 / 9, 'cover')
  const window = windowOf({ x: 0.5, y: 0.5, zoom: 2 }, space)
  assert.ok(Math.abs((window.width * 1.5) / window.height - 16 / 9) < 1e-9)
  assert.deepEqual(roomOn(0.5, 2, 'contain'), { width: 1, height: 1 })
})

test('crops stay inside and large enough to grasp', () => {
  fc.assert(fc.property(crop, fc.constantFrom('top-left' as const, 'top-right' as const, 'bottom-left' as const, 'bottom-right' as const), step, step, (from, corner, across, down) => {
    const sized = resizedCrop(from, corner, across, down)
    isInside(sized)
    assert.ok(sized.width >= 0.04999 && sized.height >= 0.04999)
    isInside(movedCrop(sized, down, across))
  }))
  assert.equal(cropOrNone({ x: 0, y: 0, width: 1, height: 1 }), null)
})

test('a turned picture is as high as it was wide', () => {
  assert.equal(shownShape({ width: 300, height: 200 }, { rotate: 90 }), 2 / 3)
  assert.equal(shownShape({ width: 400, height: 200 }, { crop: { x: 0, y: 0, width: 0.5, height: 1 } }), 1)
})

test('every preset is recognised as itself', () => {
  for (const preset of motionPresets) assert.equal(presetOf(presetMotion(preset) ?? undefined), preset)
})
