// Frames from commands: identity windows copy, crossfades mix, missing plates are named.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDice } from '../base/index.ts'
import { drawFrame, platesOf } from './draw.ts'
import { createKernels, type Planes } from './kernels/index.ts'
import type { FrameCommands, Shot } from './scene.ts'

const kernels = createKernels({ memoryBytes: 1 << 20 })
const target = kernels.allocate(64, 36)
const plates = new Map([['left', noisy('left')], ['right', noisy('right')]])
const source = { plate: (name: string) => (plates.has(name) ? { planes: plates.get(name)! } : undefined) }
const shot = (plate: string, more: Partial<Shot> = {}): Shot => ({ plate, window: { x: 0, y: 0, width: 64, height: 36 }, fade: 1, ...more })
const frame = (picture: FrameCommands['picture']): FrameCommands => ({ background: '#000000', picture, layers: [] })

test('a whole window of an equal-sized plate is that plate, byte for byte', () => {
  drawFrame(kernels, frame({ kind: 'shot', shot: shot('left') }), source, target)
  assert.deepEqual(target.y, plates.get('left')!.y)
  assert.deepEqual(target.v, plates.get('left')!.v)
})

test('a shot faded to nothing is the background', () => {
  drawFrame(kernels, frame({ kind: 'shot', shot: shot('left', { fade: 0 }) }), source, target)
  assert.ok(target.y.every((value) => value === 16) && target.u.every((value) => value === 128))
})

test('a frame names every plate it needs, and a missing one is an error that names it', () => {
  const commands = frame({ kind: 'transition', transition: 'crossfade', progress: 0.5, left: shot('left'), right: shot('gone') })
  assert.deepEqual(platesOf(commands), ['left', 'gone'])
  assert.throws(() => drawFrame(kernels, commands, source, target), { code: 'plate-missing', message: /gone/ })
})

function noisy(seed: string): Planes {
  const dice = createDice(seed)
  const planes = kernels.allocate(64, 36)
  for (const plane of [planes.y, planes.u, planes.v]) plane.forEach((_, at) => (plane[at] = 16 + dice.below(220)))
  return planes
}
