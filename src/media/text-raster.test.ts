import { test } from 'node:test'
import assert from 'node:assert/strict'
import type { TextPlate } from '../compositor/index.ts'
import type { TextStyle } from '../draft/index.ts'
import { drawText } from './text-raster.ts'

const style: TextStyle = { font: 'sans', size: 0.1, weight: 700, color: '#ffffff' }

function plate(text: string, changes: Partial<TextPlate> = {}): TextPlate {
  return { kind: 'text', text, role: 'title', style, place: { area: 'center' }, canvas: { width: 640, height: 360 }, groundStrength: 0, ...changes }
}

test('a title is drawn into even planes that hold its letters, white where they are opaque', () => {
  const { plate: drawn, warnings } = drawText(plate('Urban Dreams'))
  const { planes, text } = drawn
  assert.deepEqual(warnings, [])
  assert.equal(planes.width % 2 + planes.height % 2 + text!.x % 2 + text!.y % 2, 0)
  const opaque = [...planes.alpha!.keys()].filter((pixel) => planes.alpha![pixel] === 255)
  assert.ok(opaque.length > 500)
  assert.ok(opaque.filter((pixel) => planes.y[pixel] === 235).length > opaque.length * 0.7)
  assert.equal(text!.words.length, 2)
})

test('the same request gives the same bytes', () => {
  const request = plate('海边的夏天 🌊 Summer', { groundStrength: 0.4 })
  assert.deepEqual(drawText(request), drawText(request))
})

test('a character that no font holds is named in a warning', () => {
  assert.match(drawText(plate('\u{13080} eye')).warnings[0]!.message, /\u{13080}/u)
})
