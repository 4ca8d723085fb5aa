import { test } from 'node:test'
import assert from 'node:assert/strict'
import { contrast, decideGround, relativeLuminance } from './contrast.ts'
import { textCues } from './cues.ts'
import { filmOf, measure, style, textSegment } from './fixture.ts'
import { decideGrounds, groundSamples } from './ground-samples.ts'

test('white letters need no ground over night and a dark one over snow', () => {
  assert.equal(decideGround({ p5: 0, p95: 0.2 }, style), 0)
  const strength = decideGround({ p5: 0.6, p95: 1 }, style)
  assert.ok(strength >= 0.5 && strength <= 0.65)
  const under = (1 - strength) * 1
  assert.ok(contrast(1, under <= 0.04045 ? under / 12.92 : ((under + 0.055) / 1.055) ** 2.4) >= 4.5)
})

test('black letters get a light ground over night', () => {
  assert.ok(decideGround({ p5: 0, p95: 0.1 }, { ...style, color: '#000000' }) > 0)
  assert.equal(decideGround({ p5: 0.8, p95: 1 }, { ...style, color: '#000000' }), 0)
})

test('a box that was asked for is seen even where it is not needed, and none stays none', () => {
  assert.ok(decideGround({ p5: 0, p95: 0 }, { ...style, ground: 'box' }) >= 0.5)
  assert.equal(decideGround({ p5: 1, p95: 1 }, { ...style, ground: 'none' }), 0)
})

test('a brighter picture never gets a weaker ground', () => {
  let last = 0
  for (let level = 0; level <= 100; level++) {
    const strength = decideGround({ p5: 0, p95: level / 100 }, style)
    assert.ok(strength >= last && strength <= 0.65)
    last = strength
  }
})

test('luminance and contrast are those of WCAG', () => {
  assert.equal(contrast(relativeLuminance('#ffffff'), relativeLuminance('#000000')), 21)
  assert.ok(Math.abs(contrast(relativeLuminance('#ffffff'), relativeLuminance('#767676')) - 4.54) < 0.01)
})

test('each text is decided once, from its own frames and the place under its letters', async () => {
  const { draft, layout } = filmOf(textSegment({ id: 'a', start: 0, duration: 2000 }), textSegment({ id: 'b', start: 5000, duration: 2000 }), textSegment({ id: 'c', style: { ...style, ground: 'none' } }))
  const cues = textCues(draft, layout)
  const samples = groundSamples(cues, measure)
  assert.deepEqual(samples.map((sample) => sample.segment), ['a', 'b'])
  assert.ok(samples[1]!.frames.every((frame) => frame >= 150 && frame < 210))
  const asked: number[] = []
  const grounds = await decideGrounds(cues, measure, (frame) => {
    asked.push(frame)
    return { width: 96, height: 54, y: new Uint8Array(96 * 54).fill(frame < 100 ? 30 : 230), u: new Uint8Array(0), v: new Uint8Array(0) }
  })
  assert.equal(new Set(asked).size, asked.length)
  assert.equal(grounds.get('a'), 0)
  assert.ok(grounds.get('b')! > 0.4)
})
