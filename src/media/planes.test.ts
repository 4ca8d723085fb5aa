// Colours to planes and back, against the published codes of the colour bars.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pixelsOf, planesOf } from './planes.ts'

const flat = (red: number, green: number, blue: number) => ({ width: 4, height: 2, channels: 3 as const, data: Uint8Array.from(Array.from({ length: 8 }, () => [red, green, blue]).flat()) })

test('the colours of the BT.709 bars get their published codes', () => {
  const codes: [number, number, number, number, number, number][] = [
    [255, 255, 255, 235, 128, 128], [0, 0, 0, 16, 128, 128], [255, 0, 0, 63, 102, 240], [0, 255, 0, 173, 42, 26], [0, 0, 255, 32, 240, 118], [255, 255, 0, 219, 16, 138],
  ]
  for (const [red, green, blue, y, u, v] of codes) {
    const planes = planesOf(flat(red, green, blue))
    assert.deepEqual([planes.y[0], planes.u[0], planes.v[0]], [y, u, v], `${red} ${green} ${blue}`)
  }
})

test('there and back moves a flat colour by no more than two levels', () => {
  fc.assert(fc.property(fc.nat(255), fc.nat(255), fc.nat(255), (red, green, blue) => {
    const { data } = pixelsOf(planesOf(flat(red, green, blue)))
    for (const [index, value] of [red, green, blue].entries()) assert.ok(Math.abs(data[index]! - value) <= 2, `${red} ${green} ${blue} -> ${data.subarray(0, 3)}`)
  }))
})

test('clear pixels lend no colour to the edge of a logo', () => {
  const half = { width: 2, height: 2, channels: 4 as const, data: Uint8Array.from([255, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 0, 0]) }
  const planes = planesOf(half)
  assert.deepEqual([planes.u[0], planes.v[0]], [102, 240])
  assert.deepEqual([...planes.alpha!], [255, 0, 255, 0])
})

test('odd sizes are refused', () => {
  assert.throws(() => planesOf({ width: 3, height: 2, channels: 3, data: new Uint8Array(18) }), /even sizes/)
})
