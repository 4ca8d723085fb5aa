// The camera's path: exact ends, constant factor per step, a still point that stands still.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eased, windowBetween } from './motion.ts'

const wide = { x: 0, y: 0, width: 1600, height: 900 }
const tight = { x: 300, y: 150, width: 800, height: 450 }

test('the ends are the given windows, exactly, for every easing', () => {
  for (const easing of ['linear', 'ease-in', 'ease-out', 'ease-in-out'] as const) {
    assert.equal(windowBetween(wide, tight, eased(0, easing)), wide)
    assert.equal(windowBetween(wide, tight, eased(1, easing)), tight)
  }
})

test('equal steps of the way change the size by equal factors', () => {
  const widths = Array.from({ length: 11 }, (_, step) => windowBetween(wide, tight, step / 10).width)
  widths.slice(1).forEach((width, at) => assert.ok(Math.abs(width / widths[at]! - 0.5 ** 0.1) < 1e-12))
})

test('the point on which both windows agree stands still on the canvas', () => {
  // Windows agree at 600, 300 of the plate: 3/8 of the way across and 1/3 down in both.
  for (const way of [0.1, 0.37, 0.5, 0.93]) {
    const window = windowBetween(wide, tight, way)
    assert.ok(Math.abs((600 - window.x) / window.width - 600 / 1600) < 1e-9)
    assert.ok(Math.abs((300 - window.y) / window.height - 300 / 900) < 1e-9)
  }
})
