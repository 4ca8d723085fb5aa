// Even pans: every step a quarter or half pixel of the canvas, about the middle of what was wanted, inside the picture.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Motion } from './document.ts'
import { isEvenPan, roomIn, steadyPan, type Room } from './steady-pan.ts'

const full = { width: 1920, height: 1080 }
const across = (from: number, to: number, zoom: number): Motion => ({ from: { x: from, y: 0.5, zoom }, to: { x: to, y: 0.5, zoom }, easing: 'linear' })

test('speeds go to the nearest half pixel, slow ones to the nearest quarter, the slowest stay', () => {
  const cases = [[1.94, 2], [1.76, 2], [1.7, 1.5], [0.8, 1], [0.74, 0.75], [0.4, 0.5], [0.3, 0.25], [0.21, 0.25], [0.19, 0.19], [0, 0], [23.3, 23.5]] as const
  for (const [wanted, drawn] of cases) assert.ok(Math.abs(speedsOf(panned(wanted, 0.5), { width: 0.1, height: 1 }, full, 90).x - drawn) < 1e-9, `${wanted} to ${drawn}`)
  assert.ok(Math.abs(speedsOf(panned(-1.94, 0.5), { width: 0.1, height: 1 }, full, 90).x + 2) < 1e-9)
})

test('without room for the next half pixel a pan takes the largest quarter that fits', () => {
  // At zoom 1.09 there are 172.8 pixels to go, 1.94 a frame.
  assert.ok(Math.abs(speedsOf(across(0, 1, 1.09), { width: 1, height: 1 }, full, 90).x - 1.75) < 1e-9)
  // Too little room for any step: what is wanted.
  assert.ok(Math.abs(speedsOf(across(0, 1, 1.0112), { width: 1, height: 1 }, full, 90).x - 21.504 / 89) < 1e-9)
})

test('a pan that is even already stays, to the last digit that a draft writes', () => {
  for (const speed of [0.25, 0.75, 1.25, 1.75, 2, 3.25]) {
    const { from, to } = panned(speed, 0.4)
    const drawn = steadyPan({ from: { ...from, x: Number(from.x.toFixed(6)) }, to: { ...to, x: Number(to.x.toFixed(6)) }, easing: 'linear' }, { width: 0.1, height: 1 }, full, 90)
    assert.ok(Math.abs(speedOf(drawn, 0.1 / 1.2, 1920, 'x', 90) - speed) < 1e-9, `${speed}`)
  }
})

test('zooms, eased pans and single frames come back as they are', () => {
  const zoom: Motion = { from: { x: 0.5, y: 0.5, zoom: 1 }, to: { x: 0.5, y: 0.5, zoom: 1.1 }, easing: 'linear' }
  const soft: Motion = { ...across(0.46, 0.54, 1.1), easing: 'ease-in-out' }
  assert.equal(steadyPan(zoom, { width: 1, height: 1 }, full, 90), zoom)
  assert.equal(steadyPan(soft, { width: 1, height: 1 }, full, 90), soft)
  assert.equal(steadyPan(across(0.47, 0.53, 1.1), { width: 1, height: 1 }, full, 1).from.x, 0.47)
  assert.deepEqual([isEvenPan(zoom), isEvenPan(soft), isEvenPan(across(0.4, 0.6, 1.2))], [false, false, true])
})

const share = fc.double({ min: 0, max: 1, noNaN: true })
const side = fc.integer({ min: 180, max: 1080 }).map((half) => half * 2)
const wish = fc.record({
  from: fc.record({ x: share, y: share }), to: fc.record({ x: share, y: share }), zoom: fc.double({ min: 1, max: 8, noNaN: true }),
  picture: fc.record({ width: fc.integer({ min: 100, max: 9000 }), height: fc.integer({ min: 100, max: 9000 }) }), canvas: fc.record({ width: side, height: side }), frames: fc.integer({ min: 2, max: 400 }),
})

test('any pan: even steps, inside the picture, about the middle of its way, at nearly its speed; drawn again it is the same', () => {
  fc.assert(fc.property(wish, ({ from, to, zoom, picture, canvas, frames }) => {
    const room = roomIn(picture, canvas, 'cover')
    const drawn = steadyPan({ from: { ...from, zoom }, to: { ...to, zoom }, easing: 'linear' }, room, canvas, frames)
    const again = steadyPan(drawn, room, canvas, frames)
    for (const [axis, extent, pixels] of [['x', room.width / zoom, canvas.width], ['y', room.height / zoom, canvas.height]] as const) {
      const inside = (at: number) => Math.min(1 - extent / 2, Math.max(extent / 2, at))
      const pixel = extent / pixels
      const wanted = Math.abs(inside(to[axis]) - inside(from[axis])) / pixel / (frames - 1)
      const same = 1e-5 / pixel / (frames - 1)
      const speed = Math.abs(speedOf(drawn, extent, pixels, axis, frames))
      assert.ok(drawn.from[axis] >= extent / 2 - 1e-9 && drawn.from[axis] <= 1 - extent / 2 + 1e-9 && drawn.to[axis] >= extent / 2 - 1e-9 && drawn.to[axis] <= 1 - extent / 2 + 1e-9)
      assert.ok(Math.abs(drawn.from[axis] + drawn.to[axis] - inside(from[axis]) - inside(to[axis])) / 2 < pixel)
      assert.ok(Math.abs(speed - wanted) <= 0.25 + same)
      if (wanted >= 0.25) assert.ok(Math.abs(speed * 4 - Math.round(speed * 4)) <= same, `${speed} px a frame, wanted ${wanted}`)
      assert.ok(Math.abs(speedOf(again, extent, pixels, axis, frames) - speedOf(drawn, extent, pixels, axis, frames)) <= same)
    }
  }), { numRuns: 300 })
})

// A pan over a picture ten times as wide as the canvas, in pixels a frame over 90 frames.
function panned(speed: number, middle: number): Motion {
  const way = (speed * 89 * 0.1) / 1.2 / 1920
  return across(middle - way / 2, middle + way / 2, 1.2)
}

function speedsOf(motion: Motion, room: Room, canvas: { readonly width: number; readonly height: number }, frames: number): { readonly x: number } {
  return { x: speedOf(steadyPan(motion, room, canvas, frames), room.width / motion.from.zoom, canvas.width, 'x', frames) }
}

// In pixels of the canvas a frame.
function speedOf({ from, to }: Motion, extent: number, pixels: number, axis: 'x' | 'y', frames: number): number {
  return ((to[axis] - from[axis]) / extent) * pixels / (frames - 1)
}
