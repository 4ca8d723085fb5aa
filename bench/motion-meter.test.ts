// The meter finds what was put in: pure motion has next to no jitter, injected jitter comes out at its size, brightness that
// pulses and noise are not taken for motion, and a step back is counted. Frames are sampled from a formula, so their motion
// is known exactly.

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
  // The local mean stays with the screen and not with the picture: in a picture this small that is a fortieth of the zoom.
  for (const step of steps) assert.ok(Math.abs(step.scale - 1.002) < 6e-5, `scale ${step.scale}`)
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

test('a shake of 0.05 px/frame² in every fourth picture, as codecs make it, is read as that within a tenth, also under noise', () => {
  // A place that is off by d in one picture of four has second differences of -2d, d, 0, d.
  const planted = 0.05 / Math.sqrt(1.5)
  const grain = createDice('grain')
  const shaken = (d: number, noise: number): number => {
    const frames = path((t, frame) => ({ scale: 1 + 0.12 * eased(t), x: frame % 4 === 0 ? d : 0, y: frame % 4 === 0 ? d : 0 }))
    for (const { luma } of frames) for (let at = 0; at < luma.length; at++) luma[at] = Math.round(luma[at]! + noise * gaussian(grain))
    return measureMotion(frames).jitter
  }
  for (const noise of [0, 1.5]) assert.ok(Math.abs(shaken(planted, noise) - 0.05) < 0.005, `jitter under noise of ${noise}`)
  assert.ok(shaken(0, 0) < 0.005)
})

test('brightness that pulses from picture to picture is not taken for motion', () => {
  const frames = path((t) => ({ scale: 1.2, x: 15 * eased(t), y: 0 }))
  frames.forEach(({ luma }, frame) => {
    // A slope over the whole picture, as of a sky, one level brighter in every fourth picture.
    for (let at = 0; at < luma.length; at++) luma[at] = Math.round(40 + (at % WIDTH) / 4 + luma[at]! / 3) + (frame % 4 === 0 ? 1 : 0)
  })
  const { jitter } = measureMotion(frames)
  assert.ok(jitter < 0.01, `jitter ${jitter}`)
})

test('a zoom whose window stands on whole pixels, as FFmpeg moves it, is seen to shake', () => {
  const { jitter } = measureMotion(path((t) => {
    const scale = 1 + 0.12 * t
    return { scale, x: Math.round(30 * t) - 27 * t, y: Math.round(17 * t) - 15 * t }
  }))
  assert.ok(jitter > 0.2, `jitter ${jitter}`)
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

function gaussian(source: { next(): number }): number {
  return Math.sqrt(-2 * Math.log(1 - source.next())) * Math.cos(2 * Math.PI * source.next())
}
