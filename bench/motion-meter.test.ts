// The meter finds what was put in: pure motion has next to no jitter, injected jitter comes out at its size, and a step
// back is counted. Frames are sampled from a formula, so their motion is known exactly.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDice } from '../src/base/index.ts'
import { measureMotion, type LumaFrame, type Step } from './motion-meter.ts'

const WIDTH = 256
const HEIGHT = 144
const dice = createDice('texture')
// Waves of 6 to 60 pixels in all directions: structure at every scale that a photo has.
const waves = Array.from({ length: 12 }, () => {
  const turn = 2 * Math.PI * dice.next()
  const length = 6 + 54 * dice.next() ** 2
  return { x: (2 * Math.PI * Math.cos(turn)) / length, y: (2 * Math.PI * Math.sin(turn)) / length, phase: 7 * dice.next(), size: 4 + length / 4 }
})

/** The texture seen by a camera: a pixel p from the middle shows the texture at (p - (x, y)) / scale. */
function frameAt({ scale, x, y }: Step): LumaFrame {
  const luma = new Uint8Array(WIDTH * HEIGHT)
  for (let at = 0; at < luma.length; at++) {
    const across = ((at % WIDTH) + 0.5 - WIDTH / 2 - x) / scale
    const down = (Math.floor(at / WIDTH) + 0.5 - HEIGHT / 2 - y) / scale
    const value = waves.reduce((sum, wave) => sum + wave.size * Math.sin(wave.x * across + wave.y * down + wave.phase), 0)
    luma[at] = Math.max(16, Math.min(235, Math.round(126 + value)))
  }
  return { width: WIDTH, height: HEIGHT, luma }
}

const COUNT = 30
const path = (place: (t: number, frame: number) => Step): LumaFrame[] => Array.from({ length: COUNT }, (_, frame) => frameAt(place(frame / (COUNT - 1), frame)))
const eased = (t: number) => t * t * (3 - 2 * t)

test('smooth zooms and pans have a jitter below 0.005 px/frame² and no step back', () => {
  for (const place of [
    (t: number): Step => ({ scale: 1 + 0.15 * eased(t), x: 0, y: 0 }),
    (t: number): Step => ({ scale: 1.15 - 0.15 * t, x: 3 * t, y: -2 * t }),
    (t: number): Step => ({ scale: 1.2, x: 25 * eased(t), y: 4 * t }),
  ]) {
    const { jitter, backwardJumps } = measureMotion(path(place))
    assert.ok(jitter < 0.005, `jitter ${jitter}`)
    assert.equal(backwardJumps, 0)
  }
})

test('the steps found are those that were made', () => {
  const { steps } = measureMotion(path((_t, frame) => ({ scale: 1.002 ** frame, x: 0.37 * frame, y: -0.21 * frame })))
  for (const step of steps) assert.ok(Math.abs(step.scale - 1.002) < 3e-5, `scale ${step.scale}`)
  // A point at (x, y) of one frame stands at 1.002 · that in the next, plus what the path adds.
  const from = steps[0]!
  assert.ok(Math.abs(from.x - 0.37) < 0.004 && Math.abs(from.y + 0.21) < 0.004, JSON.stringify(from))
})

test('injected jitter comes out at its own size', () => {
  // A position that alternates by ±d has second differences of ±4d.
  for (const d of [0.02, 0.06]) {
    const { jitter } = measureMotion(path((t, frame) => ({ scale: 1, x: 20 * t + (frame % 2 === 0 ? d : -d), y: 0 })))
    // Only x shakes: over both axes the mean square halves.
    const expected = (4 * d) / Math.sqrt(2)
    assert.ok(Math.abs(jitter - expected) < 0.15 * expected, `${jitter} for ${expected}`)
  }
})

test('whole-pixel steps, as of a zoom that rounds, are seen as jitter', () => {
  const { jitter } = measureMotion(path((t) => ({ scale: 1, x: Math.round(12 * t), y: 0 })))
  assert.ok(jitter > 0.2, `jitter ${jitter}`)
})

test('a single step back is counted, also in a zoom', () => {
  const pan = measureMotion(path((_t, frame) => ({ scale: 1, x: 0.5 * frame - (frame >= 15 ? 1 : 0), y: 0 })))
  assert.ok(pan.backwardJumps > 0)
  const zoom = measureMotion(path((_t, frame) => ({ scale: 1 + 0.004 * (frame >= 15 ? frame - 3 : frame), x: 0, y: 0 })))
  assert.ok(zoom.backwardJumps > 0)
})
