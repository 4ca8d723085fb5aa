// Effects for cuts: whole, level, repeatable, and loudest where they are placed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEffect } from './effects.ts'

const names = ['whoosh', 'pop', 'tick'] as const

test('an effect is exactly as long as asked, under full scale, begins and ends in silence', () => {
  for (const effect of names) for (const samples of [1, 2880, 7680, 28_800, 76_800]) {
    const { left, right } = makeEffect({ kind: 'effect', effect, seed: samples }, samples)
    assert.deepEqual([left.length, right.length], [samples, samples])
    for (const side of [left, right]) {
      assert.ok(side.every((value) => Number.isFinite(value) && Math.abs(value) <= 0.501), effect)
      if (samples > 1) assert.ok(Math.abs(side[0]!) < 0.02 && Math.abs(side.at(-1)!) < 0.001, `${effect} at an edge`)
    }
  }
})

test('the same seed gives the same samples, another seed others', () => {
  for (const effect of names) {
    const made = (seed: number) => makeEffect({ kind: 'effect', effect, seed }, 4800)
    assert.deepEqual(made(1), made(1))
    assert.notDeepEqual(made(1).left, made(2).left)
  }
})

test('a whoosh is loudest in its middle and goes from one side to the other; a pop and a tick are loudest at once', () => {
  const power = (side: Float32Array, from: number, to: number) => side.subarray(from, to).reduce((sum, value) => sum + value * value, 0)
  for (let seed = 0; seed < 10; seed++) {
    const { left, right } = makeEffect({ kind: 'effect', effect: 'whoosh', seed }, 30_000)
    const thirds = [0, 1, 2].map((third) => power(left, third * 10_000, (third + 1) * 10_000) + power(right, third * 10_000, (third + 1) * 10_000))
    assert.ok(thirds[1]! > 3 * thirds[0]! && thirds[1]! > 3 * thirds[2]!, `seed ${seed}: ${thirds.join(', ')}`)
    const lean = (from: number, to: number) => Math.log(power(left, from, to) / power(right, from, to))
    assert.ok(lean(3000, 12_000) * lean(18_000, 27_000) < 0, `seed ${seed} stays on one side`)
  }
  for (const effect of ['pop', 'tick'] as const) {
    const { left } = makeEffect({ kind: 'effect', effect, seed: 4 }, 7680)
    assert.ok(power(left, 0, 2400) > 0.9 * power(left, 0, 7680), effect)
  }
})
