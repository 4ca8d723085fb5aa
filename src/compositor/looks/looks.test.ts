// Looks: neutral ones change nothing, the others do what their names say, and the fast form for clips stays close.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDice } from '../../base/index.ts'
import type { Look, LookName } from '../../draft/index.ts'
import { colorPlanes } from '../filters.ts'
import { createKernels } from '../kernels/index.ts'
import { clipTable } from './clip-table.ts'
import { grades } from './grades.ts'
import { measurePicture } from './statistics.ts'
import { lookTable } from './table.ts'

const kernels = createKernels({ memoryBytes: 1 << 20 })
const names = Object.keys(grades) as LookName[]
const WIDTH = 32
const HEIGHT = 18

// Soft random colours, as pictures have them: neighbours are alike.
const picture = (() => {
  const dice = createDice('colours')
  const corners = Array.from({ length: 12 }, () => 40 + dice.below(176))
  return Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, at) => {
    const across = (Math.floor(at / 3) % WIDTH) / WIDTH
    const down = Math.floor(at / 3 / WIDTH) / HEIGHT
    const corner = (index: number) => corners[index * 3 + (at % 3)]!
    return corner(0) * (1 - across) * (1 - down) + corner(1) * across * (1 - down) + corner(2) * (1 - across) * down + corner(3) * across * down
  })
})()

test('a look of strength 0 and the look none change no byte', () => {
  for (const look of [...names.map((name): Look => ({ name, strength: 0 })), { name: 'none', strength: 1 } as const]) {
    assert.deepEqual(through(look), through(undefined), look.name)
  }
})

test('every other look changes the picture, and no two looks are the same', () => {
  const seen = new Map(names.map((name) => [name, through({ name, strength: 1 }).join()]))
  assert.equal(new Set(seen.values()).size, names.length)
})

test('black and white has no colour, sepia is warm, cool is bluer than warm', () => {
  assert.ok(through({ name: 'bw', strength: 1 }).every((value, at, all) => Math.abs(value - all[at - (at % 3)]!) <= 3))
  const blueness = (name: LookName) => through({ name, strength: 1 }).reduce((sum, value, at) => sum + (at % 3 === 2 ? value : at % 3 === 0 ? -value : 0), 0)
  assert.ok(blueness('sepia') < blueness('bw') && blueness('warm') < blueness('none') && blueness('none') < blueness('cool'))
})

test('fine adjustments go the way their names say', () => {
  const mean = (look: Partial<Look>) => through({ name: 'none', strength: 0, ...look }).reduce((sum, value) => sum + value, 0)
  assert.ok(mean({ brightness: -0.5 }) < mean({}) && mean({}) < mean({ brightness: 0.5 }))
  const spread = (look: Partial<Look>) => {
    const values = through({ name: 'none', strength: 0, ...look })
    return Math.max(...values) - Math.min(...values)
  }
  assert.ok(spread({ contrast: -0.8 }) < spread({}) && spread({}) < spread({ contrast: 0.8 }))
  assert.ok(spread({ saturation: -1 }) < spread({}))
})

test('enhancement brightens a dull dark picture and leaves a night scene alone', () => {
  const dull = Uint8Array.from(picture, (value) => value * 0.5)
  const table = lookTable({ name: 'enhance', strength: 1 }, measurePicture(dull, 3))
  const mean = (bytes: Uint8Array) => bytes.reduce((sum, value) => sum + value, 0) / bytes.length
  const [before, after] = [mean(convert(dull)), mean(convert(dull, table))]
  assert.ok(after > before + 8, `${before} became ${after}`)
  const night = Uint8Array.from(picture, (value, at) => (at % 10 === 0 ? value : 2))
  assert.deepEqual(convert(night, lookTable({ name: 'enhance', strength: 1 }, measurePicture(night, 3))), convert(night))
})

test('the form for clips stays within a few levels of the table for photos', () => {
  for (const name of names) {
    const look: Look = { name, strength: 0.8 }
    const planes = kernels.allocate(WIDTH, HEIGHT)
    kernels.rgbToYuv(picture, 3, planes)
    colorPlanes(kernels, planes, clipTable(look, measurePicture(picture, 3)))
    const clip = kernels.yuvToRgb(planes, 3)
    const photo = through(look)
    kernels.release(planes)
    const apart = clip.reduce((sum, value, at) => sum + Math.abs(value - photo[at]!), 0) / clip.length
    assert.ok(apart < 6, `${name}: ${apart.toFixed(2)} levels apart on average`)
  }
})

function through(look: Look | undefined): Uint8Array {
  return convert(picture, look === undefined ? undefined : lookTable(look, measurePicture(picture, 3)))
}

function convert(rgb: Uint8Array, table?: Int16Array): Uint8Array {
  const planes = kernels.allocate(WIDTH, HEIGHT)
  kernels.rgbToYuv(rgb, 3, planes, table)
  const result = kernels.yuvToRgb(planes, 3)
  kernels.release(planes)
  return result
}
