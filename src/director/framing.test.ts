// Framing by sizes, and against heads that were marked by hand in real photos.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { framing } from './framing.ts'

const photos = resolve('../shared/photos')
const skip = existsSync(photos) ? false : 'skipped: no ../shared'

const canvases = [{ width: 1920, height: 1080 }, { width: 1080, height: 1920 }, { width: 1080, height: 1080 }, { width: 1080, height: 1350 }]

test('a crop is taken when nearly all stays, and the whole picture is shown otherwise', () => {
  assert.equal(framing({ width: 4000, height: 3000 }, canvases[0]!).fit, 'cover')
  assert.equal(framing({ width: 3000, height: 4000 }, canvases[0]!).fit, 'blur')
  assert.equal(framing({ width: 4000, height: 3000 }, canvases[1]!).fit, 'blur')
  assert.equal(framing({ width: 4000, height: 3000 }, canvases[2]!).fit, 'cover')
  assert.equal(framing({ width: 12000, height: 1500 }, canvases[0]!).motionHint.kind, 'pan-across')
})

test('a crop leaves two fifths of what it cuts above', () => {
  const { focus } = framing({ width: 4000, height: 3000 }, canvases[0]!)
  const kept = 0.75
  assert.ok(Math.abs(focus!.y - kept / 2 - 0.4 * (1 - kept)) < 1e-9)
  assert.equal(focus!.x, 0.5)
})

test('a camera move goes to the focus only when that is certain', () => {
  const towards = (certainty: number) => framing({ width: 4000, height: 3000, focus: { x: 0.7, y: 0.99, certainty } }, canvases[0]!).motionHint.toward
  assert.deepEqual(towards(0.8), { x: 0.7, y: 0.9 })
  assert.deepEqual(towards(0.2), { x: 0.5, y: 0.45 })
})

interface Subject { readonly heads: readonly (readonly [number, number, number, number])[] }

// Upright sizes; facts are not measured here, since sizes alone decide.
const sizes: Readonly<Record<string, readonly [number, number]>> = {
  'group-cafe.jpg': [3072, 2304], 'three-men-night.jpg': [1600, 1200], 'kayak.jpg': [1772, 1181], 'girl-palace.jpg': [1280, 960], 'silhouette-sunset.jpg': [2272, 1704],
  'couple-car.jpg': [1760, 1168], 'cook.jpg': [2048, 1536], 'cat-portrait.jpg': [1536, 2048], 'two-dogs.jpg': [2056, 3088],
}

test('no real head is cut that a crop of that size could have kept', { skip }, () => {
  const subjects = JSON.parse(readFileSync(join(photos, 'subjects.json'), 'utf8')) as Record<string, Subject>
  let crops = 0
  for (const [name, [width, height]] of Object.entries(sizes)) {
    for (const canvas of canvases) {
      const { fit, focus } = framing({ width, height }, canvas)
      if (fit !== 'cover') continue
      crops++
      const ratio = width / height / (canvas.width / canvas.height)
      const window = { width: Math.min(1, 1 / ratio), height: Math.min(1, ratio) }
      const left = clamp(focus!.x - window.width / 2, 1 - window.width)
      const top = clamp(focus!.y - window.height / 2, 1 - window.height)
      const { heads } = subjects[name]!
      const span = Math.max(...heads.map((head) => head[2])) - Math.min(...heads.map((head) => head[0]))
      const rise = Math.max(...heads.map((head) => head[3])) - Math.min(...heads.map((head) => head[1]))
      if (span > window.width || rise > window.height) continue
      for (const [x0, y0, x1, y1] of heads) {
        const across = Math.min(x1, left + window.width) - Math.max(x0, left)
        const down = Math.min(y1, top + window.height) - Math.max(y0, top)
        assert.ok((across * down) / ((x1 - x0) * (y1 - y0)) >= 0.9, `${name} on ${canvas.width}x${canvas.height}`)
      }
    }
  }
  assert.ok(crops >= 15, `${crops} crops were judged`)
})

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value))
}
