// Laws of every transition: exact at both ends, repeatable, never writing into its pictures, and really on the way.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TransitionKind } from '../../draft/index.ts'
import { createKernels, type Planes } from '../kernels/index.ts'
import { frameDifference } from '../measure.ts'
import { drawTransition, transitions } from './index.ts'

const WIDTH = 160
const HEIGHT = 90
const kernels = createKernels({ memoryBytes: 4 << 20 })
const left = pattern((x, y) => 40 + ((x >> 3) + (y >> 3)) % 2 * 60, 100)
const right = pattern((x, y) => 120 + ((x + y) >> 1) % 90, 160)
const target = kernels.allocate(WIDTH, HEIGHT)

for (const kind of Object.keys(transitions) as TransitionKind[]) {
  test(`${kind} is the left picture at progress 0 and the right one at 1, exactly`, () => {
    assert.deepEqual(bytes(draw(kind, 0)), bytes(left))
    assert.deepEqual(bytes(draw(kind, 1)), bytes(right))
  })

  test(`${kind} draws the same bytes twice, also with other kernels, and leaves its pictures alone`, () => {
    const before = [bytes(left), bytes(right)]
    const first = bytes(draw(kind, 0.37))
    draw(kind, 0.8)
    assert.deepEqual(bytes(draw(kind, 0.37)), first)
    assert.deepEqual([bytes(left), bytes(right)], before)
    const fresh = createKernels({ memoryBytes: 4 << 20 })
    const result = fresh.allocate(WIDTH, HEIGHT)
    drawTransition(kind, { kernels: fresh, left: fresh.adopt(left), right: fresh.adopt(right), target: result, progress: 0.37 })
    assert.deepEqual(bytes(result), first)
  })

  test(`${kind} is on its way in between: near the left at first, near the right at last, steps without jumps`, () => {
    const steps = 20
    const frames = Array.from({ length: steps + 1 }, (_, step) => {
      const copy = kernels.allocate(WIDTH, HEIGHT)
      kernels.copy(draw(kind, step / steps), copy)
      return copy
    })
    const apart = (one: Planes, other: Planes) => frameDifference(kernels, one, other)
    const total = apart(left, right)
    // Flash and whip-pan are quick by nature; none moves more than the whole difference and a half in one step of twenty.
    frames.slice(1).forEach((frame, at) => assert.ok(apart(frame, frames[at]!) < total * 1.5, `step ${at}: ${apart(frame, frames[at]!)} of ${total}`))
    assert.ok(apart(frames[1]!, left) < apart(frames[1]!, right) || kind === 'flash')
    assert.ok(apart(frames[steps - 1]!, right) < apart(frames[steps - 1]!, left))
    assert.ok(apart(frames[10]!, left) > 1 && apart(frames[10]!, right) > 1)
    for (const frame of frames) kernels.release(frame)
  })
}

function draw(kind: TransitionKind, progress: number): Planes {
  drawTransition(kind, { kernels, left, right, target, progress })
  return target
}

function bytes({ y, u, v }: Planes): string {
  return Buffer.concat([y, u, v]).toString('base64')
}

function pattern(lumaAt: (x: number, y: number) => number, chroma: number): Planes {
  const planes = kernels.allocate(WIDTH, HEIGHT)
  planes.y.forEach((_, at) => (planes.y[at] = lumaAt(at % WIDTH, Math.floor(at / WIDTH))))
  planes.u.fill(chroma)
  planes.v.fill(240 - chroma)
  return planes
}
