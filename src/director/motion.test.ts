// Pans of the director: one speed, a whole way wherever the subject is, and room for even steps.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { roomIn, steadyPan, type Motion, type Room } from '../draft/index.ts'
import { moveCamera } from './motion.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const wishes = ['pan', 'pan-left', 'pan-right', 'pan-up', 'pan-down'] as const
const canvases = [{ width: 1920, height: 1080 }, { width: 1080, height: 1920 }, { width: 1280, height: 720 }] as const

// How far the windows travel once they are pushed inside, as a share of the window.
function wayOf({ from, to }: Motion, room: Room): { readonly x: number; readonly y: number } {
  const along = (one: number, other: number, extent: number) => {
    const inside = (at: number) => Math.min(1 - extent / 2, Math.max(extent / 2, at))
    return (inside(other) - inside(one)) / extent
  }
  return { x: along(from.x, to.x, room.width / from.zoom), y: along(from.y, to.y, room.height / from.zoom) }
}

test('a pan goes its whole way at one speed wherever the subject is, in the direction asked for, at most 3 % a second', () => {
  fc.assert(fc.property(fc.constantFrom(...wishes), fc.nat(5), fc.integer({ min: 1000, max: 12_000 }), fc.record({ x: share, y: share }), fc.integer({ min: 500, max: 8000 }), fc.integer({ min: 500, max: 8000 }), fc.constantFrom(...canvases), (wish, index, visible, focus, width, height, canvas) => {
    const room = roomIn({ width, height }, canvas, 'cover')
    const motion = moveCamera(wish, index, visible, focus, 'cover', room)
    const { x, y } = wayOf(motion, room)
    const wanted = Math.max(0.08, Math.min(0.15, (0.03 * visible) / 1000))
    const [along, beside] = wish === 'pan-up' || wish === 'pan-down' ? [y, x] : [x, y]
    const sign = wish === 'pan-left' || wish === 'pan-up' || (wish === 'pan' && index % 2 === 1) ? -1 : 1
    // Views have four decimals, which in a narrow room are some thousandths of the window.
    assert.ok(Math.abs(along * sign - wanted) < 0.0003 / Math.min(room.width, room.height), `${along} of ${wanted}`)
    assert.equal(beside, 0)
    assert.equal(motion.easing, 'linear')
  }))
})

test('in 1080p at 30 frames a second every pan of two to eight seconds finds half pixels near its speed', () => {
  for (const canvas of canvases.slice(0, 2)) {
    for (let visible = 2000; visible <= 8000; visible += 250) {
      const frames = (visible * 30) / 1000
      const drawn = steadyPan(moveCamera('pan', 0, visible, { x: 0.5, y: 0.5 }, 'cover'), { width: 1, height: 1 }, canvas, frames)
      const speed = ((drawn.to.x - drawn.from.x) * drawn.from.zoom * canvas.width) / (frames - 1)
      assert.ok(Math.abs(speed * 2 - Math.round(speed * 2)) < 1e-3 || speed < 0.76 && Math.abs(speed * 4 - Math.round(speed * 4)) < 1e-3, `${visible} ms: ${speed} px a frame`)
    }
  }
})

test('zooms begin and end softly', () => {
  for (const wish of ['auto', 'in', 'out'] as const) assert.equal(moveCamera(wish, 0, 3000, { x: 0.5, y: 0.5 }, 'cover').easing, 'ease-in-out')
})
