// Pans as they are drawn: every frame moves by the same half or quarter pixels of the canvas, inside the plate, and the
// pieces of a split pan run on as the whole did.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { applyOperations, roomIn, type Draft, type Motion, type PhotoSegment } from '../../draft/index.ts'
import type { PicturePlate, Shot } from '../scene.ts'
import { createScene } from './create.ts'
import { draftOf, photo, photoAsset } from './fixture.ts'
import { plateRequest } from './stage.ts'

interface Film {
  readonly canvas: { readonly width: number; readonly height: number }
  readonly picture: { readonly width: number; readonly height: number }
  readonly segment: Partial<PhotoSegment>
  readonly rate?: number
}

function filmOf({ canvas, picture, segment, rate = 30 }: Film): Draft {
  const draft = draftOf([photo('a', segment)])
  return {
    ...draft, assets: { a: photoAsset('a', picture.width, picture.height) }, serial: 10,
    canvas: { ...draft.canvas, ...canvas, frameRate: { numerator: rate, denominator: 1 } },
  }
}

function pan(from: readonly [number, number], to: readonly [number, number], zoom: number): Motion {
  return { from: { x: from[0], y: from[1], zoom }, to: { x: to[0], y: to[1], zoom }, easing: 'linear' }
}

function shotsOf(draft: Draft, scale = 1): Shot[] {
  const scene = createScene(draft, { scale })
  return Array.from({ length: scene.frameCount }, (_, frame) => {
    const { picture } = scene.commands(frame)
    assert.ok(picture.kind === 'shot')
    return picture.shot
  })
}

/** How far the picture moves from each frame to the next, pixels of the film's canvas. */
function stepsOf(shots: readonly Shot[], { canvas }: Draft): { readonly x: number; readonly y: number }[] {
  return shots.slice(1).map(({ window }, at) => {
    const before = shots[at]!.window
    return { x: ((window.x - before.x) / window.width) * canvas.width, y: ((window.y - before.y) / window.height) * canvas.height }
  })
}

const cases: readonly (readonly [string, Film, 'x' | 'y', number])[] = [
  ['1080p to the right', { canvas: { width: 1920, height: 1080 }, picture: { width: 3648, height: 2736 }, segment: { duration: 3000, motion: pan([0.4587, 0.5], [0.5413, 0.5], 1.1035) } }, 'x', 2],
  ['1080p upwards', { canvas: { width: 1920, height: 1080 }, picture: { width: 3648, height: 2736 }, segment: { duration: 3000, motion: pan([0.5, 0.55], [0.5, 0.45], 1.1) } }, 'y', -2],
  ['portrait downwards', { canvas: { width: 1080, height: 1920 }, picture: { width: 3648, height: 2736 }, segment: { duration: 3000, motion: pan([0.3, 0.45], [0.3, 0.55], 1.12) } }, 'y', 2.5],
  ['portrait to the left', { canvas: { width: 1080, height: 1920 }, picture: { width: 3648, height: 2736 }, segment: { duration: 4000, motion: pan([0.52, 0.5], [0.48, 0.5], 1.1) } }, 'x', -1],
  ['720p, a small photo', { canvas: { width: 1280, height: 720 }, picture: { width: 901, height: 677 }, segment: { duration: 2500, motion: pan([0.46, 0.4], [0.54, 0.4], 1.1) } }, 'x', 1.5],
  ['on its blurred self', { canvas: { width: 1920, height: 1080 }, picture: { width: 1200, height: 1600 }, segment: { fit: 'blur', duration: 3000, motion: pan([0.5, 0.46], [0.5, 0.54], 1.1) } }, 'y', 1],
  ['turned, at 60 frames', { canvas: { width: 1920, height: 1080 }, picture: { width: 2736, height: 3648 }, rate: 60, segment: { rotate: 90, duration: 3000, motion: pan([0.46, 0.5], [0.54, 0.5], 1.1) } }, 'x', 1],
]

for (const [name, film, axis, speed] of cases) {
  test(`an even pan moves by ${speed} px in every frame: ${name}`, () => {
    const draft = filmOf(film)
    for (const step of stepsOf(shotsOf(draft), draft)) {
      assert.ok(Math.abs(step[axis] - speed) < 1e-3, `${step[axis]}`)
      assert.ok(Math.abs(step[axis === 'x' ? 'y' : 'x']) < 1e-6)
    }
    // A preview goes the way of the film.
    for (const step of stepsOf(shotsOf(draft, 0.5), draft)) assert.ok(Math.abs(step[axis] - speed) < 0.01)
  })

  test(`the pieces of a split pan run on: ${name}`, () => {
    const draft = filmOf(film)
    const outcome = applyOperations(draft, [{ name: 'split-segment', target: 'segment-a', at: 1100 }])
    assert.ok(outcome.ok)
    const split = outcome.draft
    const [whole, pieces] = [shotsOf(draft).map(centreOf), shotsOf(split).map(centreOf)]
    assert.equal(pieces.length, whole.length)
    for (const [frame, { x, y }] of pieces.entries()) {
      assert.ok(Math.abs(x - whole[frame]!.x) < 0.1 && Math.abs(y - whole[frame]!.y) < 0.1, `frame ${frame}: ${x - whole[frame]!.x}, ${y - whole[frame]!.y}`)
    }
  })

  // Where the middle of the canvas lies in the picture as turned, in pixels of the canvas.
  function centreOf({ plate, window }: Shot): { readonly x: number; readonly y: number } {
    const { region = { x: 0, y: 0, width: 1, height: 1 }, width, height } = plateRequest(plate) as PicturePlate
    const turned = film.segment.rotate === 90
    const seen = turned ? { x: 1 - region.y - region.height, y: region.x, width: region.height, height: region.width } : region
    const picture = turned ? { width: film.picture.height, height: film.picture.width } : film.picture
    const room = roomIn(picture, film.canvas, film.segment.fit ?? 'cover')
    const { zoom } = film.segment.motion!.from
    return {
      x: (seen.x + ((window.x + window.width / 2) / width) * seen.width) * zoom / room.width * film.canvas.width,
      y: (seen.y + ((window.y + window.height / 2) / height) * seen.height) * zoom / room.height * film.canvas.height,
    }
  }
}

const share = fc.double({ min: 0, max: 1, noNaN: true })
const side = fc.integer({ min: 60, max: 1080 }).map((half) => half * 2)
const length = fc.integer({ min: 40, max: 6000 })

test('any even pan: every step is the same and the windows stay inside their plate', () => {
  fc.assert(fc.property(fc.record({
    canvas: fc.record({ width: side, height: side }), picture: fc.record({ width: length, height: length }), duration: fc.integer({ min: 100, max: 5000 }),
    fit: fc.constantFrom('cover' as const, 'contain' as const, 'blur' as const), rotate: fc.constantFrom(0 as const, 90 as const), motion: fc.tuple(fc.tuple(share, share), fc.tuple(share, share), fc.double({ min: 1, max: 4, noNaN: true })),
  }), ({ canvas, picture, duration, fit, rotate, motion }) => {
    const draft = filmOf({ canvas, picture, segment: { duration, fit, rotate, motion: pan(...motion) } })
    const shots = shotsOf(draft)
    const steps = stepsOf(shots, draft)
    for (const step of steps) assert.ok(Math.abs(step.x - steps[0]!.x) < 1e-6 && Math.abs(step.y - steps[0]!.y) < 1e-6)
    for (const { plate, window } of shots) {
      const { width, height } = plateRequest(plate) as PicturePlate
      assert.ok(window.x >= 0 && window.y >= 0 && window.x + window.width <= width + 1e-6 && window.y + window.height <= height + 1e-6)
    }
  }), { numRuns: 150 })
})
