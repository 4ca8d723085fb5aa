import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layOut, type Draft, type PhotoSegment, type TextSegment } from '../../draft/index.ts'
import { layOutText, textPlateRequest } from '../text/index.ts'
import { measure, textSegment } from '../text/fixture.ts'
import { draftOf, photo, photoAsset } from './fixture.ts'

function filmWith(focus: { x: number; y: number; certainty: number } | undefined, text: Partial<TextSegment> = {}, more: Partial<PhotoSegment> = {}, size = { width: 1600, height: 900 }): Draft {
  const asset = photoAsset('a', size.width, size.height)
  const facts = { ...asset.facts, ...(focus === undefined ? {} : { focus }) } as typeof asset.facts
  const title = textSegment({ id: 't1', start: 0, duration: 2000, ...text })
  return { ...draftOf([photo('a', more)]), assets: { a: { ...asset, ...(facts === undefined ? {} : { facts }) } }, texts: [{ id: 'texts', name: 'Title', segments: [title] }] }
}

function blockOf(draft: Draft): { y: number; height: number } {
  const layout = layOut(draft)
  return layOutText(textPlateRequest(draft, layout, layout.texts[0]!.segment), measure).block
}

test('a title leaves the subject of the picture under it free, downwards where it can', () => {
  const usual = blockOf(filmWith(undefined))
  const moved = blockOf(filmWith({ x: 0.5, y: 0.5, certainty: 0.8 }))
  assert.ok(Math.abs(usual.y + usual.height / 2 - 180) < 1, 'in the middle without a subject')
  assert.ok(moved.y > 0.6 * 360, JSON.stringify(moved))
  const low = blockOf(filmWith({ x: 0.5, y: 0.62, certainty: 0.8 }))
  assert.ok(low.y + low.height < 0.45 * 360 || low.y > 0.74 * 360, JSON.stringify(low))
})

test('a guess, a subject beside the text, a chosen place and subtitles move nothing', () => {
  const usual = blockOf(filmWith(undefined))
  assert.deepEqual(blockOf(filmWith({ x: 0.5, y: 0.5, certainty: 0.1 })), usual)
  assert.deepEqual(blockOf(filmWith({ x: 0.5, y: 0.02, certainty: 0.9 })), usual)
  for (const text of [{ place: { area: 'bottom' } }, { place: { area: 'center', at: { x: 0.5, y: 0.5 } } }, { role: 'subtitle' }] as const) {
    assert.deepEqual(blockOf(filmWith({ x: 0.5, y: 0.5, certainty: 0.9 }, text)), blockOf(filmWith(undefined, text)))
  }
})

test('the camera is followed: the subject counts where it is seen, at both ends of the way', () => {
  const motion = { from: { x: 0.5, y: 0.2, zoom: 2 }, to: { x: 0.5, y: 0.2, zoom: 2 }, easing: 'linear' } as const
  const request = (more: Partial<PhotoSegment>) => {
    const draft = filmWith({ x: 0.5, y: 0.25, certainty: 0.9 }, {}, more)
    const layout = layOut(draft)
    return textPlateRequest(draft, layout, layout.texts[0]!.segment).avoid ?? []
  }
  assert.deepEqual(request({})[0], { x: 0.5, y: 0.25 })
  // A window of half the height about 0.2 is pushed down to 0..0.5: a quarter of the picture is its middle.
  assert.deepEqual(request({ motion })[0], { x: 0.5, y: 0.5 })
  assert.equal(request({ motion: { ...motion, to: { x: 0.5, y: 0.5, zoom: 1 } } }).filter((point) => point.x === 0.5 && point.y === 0.25).length, 1)
})

test('over a picture shown whole a title stands in the bar or on the picture, not across the edge', () => {
  const draft = { ...filmWith({ x: 0.5, y: 0.5, certainty: 0.6 }, {}, { fit: 'blur' }), canvas: { width: 1080, height: 1920, frameRate: { numerator: 30, denominator: 1 }, background: '#000000' } }
  const { y } = blockOf(draft)
  assert.ok(y > 1920 / 2 + (1080 * 9) / 16 / 2, String(y))
})
