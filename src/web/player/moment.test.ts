import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { frameAt } from '../../base/index.ts'
import { clockText, frameNumber, lastFrame, momentOf, seekSeconds, snapped, spokenTime, stepped } from './moment.ts'

const rates = [[24, 1], [25, 1], [30, 1], [50, 1], [60, 1], [24_000, 1001], [30_000, 1001], [60_000, 1001]].map(([numerator, denominator]) => ({ numerator: numerator!, denominator: denominator! }))
const span = fc.record({ duration: fc.integer({ min: 1000, max: 3_600_000 }), rate: fc.constantFrom(...rates) })
const thirty = { duration: 10_000, rate: rates[2]! }

test('the moment of a frame gives that frame back, at every rate', () => {
  fc.assert(fc.property(fc.constantFrom(...rates), fc.integer({ min: 0, max: 200_000 }), (rate, frame) => frameAt(momentOf(frame, rate), rate) === frame))
})

test('snapping twice is snapping once, and never leaves the film', () => {
  fc.assert(fc.property(span, fc.integer({ min: -5000, max: 4_000_000 }), (film, time) => {
    const at = snapped(time, film)
    assert.equal(snapped(at, film), at)
    assert.ok(at >= 0 && at < film.duration)
  }))
})

test('a step forward and a step back come home, except at the ends', () => {
  fc.assert(fc.property(span, fc.nat(1_000_000), (film, time) => {
    const at = snapped(time, film)
    const further = stepped(at, 1, film)
    if (frameNumber(at, film) < lastFrame(film)) assert.equal(stepped(further, -1, film), at)
    else assert.equal(further, at)
  }))
})

test('a player is sent into the middle of the frame', () => {
  fc.assert(fc.property(span, fc.nat(1_000_000), (film, time) => {
    const frame = seekSeconds(time, film) * film.rate.numerator / film.rate.denominator
    assert.ok(Math.abs(frame - (frameNumber(time, film) + 0.5)) < 1e-6)
  }))
})

test('a clock shows minutes, seconds and frames', () => {
  assert.equal(clockText(0, thirty), '00:00:00')
  assert.equal(clockText(33, thirty), '00:00:01')
  assert.equal(clockText(967, thirty), '00:00:29')
  assert.equal(clockText(61_500, thirty), '01:01:15')
  assert.equal(clockText(3_600_000, thirty), '1:00:00:00')
  assert.equal(clockText(1000, { rate: rates[6]! }), '00:01:00')
})

test('a moment is spoken in both languages', () => {
  assert.equal(spokenTime(65_230, 'en'), '1 minute 5.2 seconds')
  assert.equal(spokenTime(1000, 'en'), '1 second')
  assert.equal(spokenTime(120_000, 'zh'), '2 分 0 秒')
})
