// What the check of a finished film calls wrong: black in the middle, but not a fade at an end.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blackCheck } from './self-check.ts'

const rate = { numerator: 30, denominator: 1 }
const film = (...dark: readonly (readonly [from: number, to: number])[]) => ({ black: Float32Array.from({ length: 300 }, (_none, frame) => (dark.some(([from, to]) => frame >= from && frame < to) ? 1 : 0.2)) })

test('a film may fade out of black and into it, for a second', () => {
  assert.equal(blackCheck(film([0, 24], [276, 300]) as never, rate).ok, true)
  assert.equal(blackCheck(film([0, 40]) as never, rate).ok, false)
  assert.equal(blackCheck(film([260, 300]) as never, rate).ok, false)
})

test('black in the middle, and nothing but black, is wrong', () => {
  assert.match(blackCheck(film([100, 120]) as never, rate).detail, /black at 3\.33-4\.00 s/)
  assert.equal(blackCheck({ black: new Float32Array(20).fill(1) } as never, rate).ok, false)
})

test('a moon in the night sky is no black stretch', () => {
  assert.equal(blackCheck({ black: new Float32Array(60).fill(0.989) } as never, rate).ok, true)
})
