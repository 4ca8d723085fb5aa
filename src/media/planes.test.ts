// Planes to pixels: the published codes of the colour bars, and whatever the kernels make of pixels comes back.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createKernels } from '../compositor/index.ts'
import { bleedEdges } from './bleed.ts'
import { pixelsOf } from './planes.ts'

const kernels = createKernels()

function planesOf(width: number, height: number, rgb: Uint8Array) {
  const planes = kernels.allocate(width, height)
  kernels.rgbToYuv(rgb, 3, planes)
  const copy = { width, height, y: planes.y.slice(), u: planes.u.slice(), v: planes.v.slice() }
  kernels.release(planes)
  return copy
}

test('the codes of the BT.709 bars are the colours they stand for', () => {
  const codes: [number, number, number, number, number, number][] = [
    [255, 255, 255, 235, 128, 128], [0, 0, 0, 16, 128, 128], [255, 0, 0, 63, 102, 240], [0, 255, 0, 173, 42, 26], [0, 0, 255, 32, 240, 118], [255, 255, 0, 219, 16, 138],
  ]
  for (const [red, green, blue, y, u, v] of codes) {
    const { data } = pixelsOf({ width: 2, height: 2, y: new Uint8Array(4).fill(y), u: Uint8Array.of(u), v: Uint8Array.of(v) })
    for (const [index, value] of [red, green, blue].entries()) assert.ok(Math.abs(data[index]! - value) <= 2, `${red} ${green} ${blue} -> ${data.subarray(0, 3)}`)
  }
})

test('there and back moves a flat colour by no more than two levels', () => {
  fc.assert(fc.property(fc.nat(255), fc.nat(255), fc.nat(255), (red, green, blue) => {
    const { data } = pixelsOf(planesOf(4, 2, Uint8Array.from(Array.from({ length: 8 }, () => [red, green, blue]).flat())))
    for (const [index, value] of [red, green, blue].entries()) assert.ok(Math.abs(data[index]! - value) <= 2, `${red} ${green} ${blue} -> ${data.subarray(0, 3)}`)
  }))
})

test('a slow run of colour comes back where it was: chroma is neither repeated nor shifted', () => {
  const width = 64
  const rgb = Uint8Array.from({ length: width * 4 * 3 }, (_, at) => { const x = Math.floor(at / 3) % width; return [60 + x * 2, 120, 190 - x * 2][at % 3]! })
  const { data } = pixelsOf(planesOf(width, 4, rgb))
  // Leave out the ends, where the filter has no neighbour.
  for (let x = 3; x < width - 3; x++) for (let channel = 0; channel < 3; channel++) {
    const at = (2 * width + x) * 3 + channel
    assert.ok(Math.abs(data[at]! - rgb[at]!) <= 2, `${x}: ${data[at]} for ${rgb[at]}`)
  }
})

test('clear pixels beside a logo take its colour and stay clear; those far away stay black', () => {
  const data = new Uint8Array(6 * 4)
  data.set([200, 10, 20, 255])
  bleedEdges({ width: 6, height: 1, channels: 4, data })
  assert.deepEqual([...data], [200, 10, 20, 255, 200, 10, 20, 0, 200, 10, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
})
