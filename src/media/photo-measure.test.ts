// Facts of pixels: on made pictures whose answers are known, and on real photos whose order and pairs are known.

import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import sharp, { type Sharp } from 'sharp'
import type { PhotoFacts } from '../draft/index.ts'
import { createMedia } from './examine.ts'
import { fingerprintOf, fingerprintSide } from './photo-fingerprint.ts'
import { measurePixels } from './photo-measure.ts'
import { paletteOf } from './photo-palette.ts'
import { focusOf, saliencyOf, saliencySide } from './photo-saliency.ts'
import { shrinkColors } from './photo-shrink.ts'
import { colorfulnessOf, lumaOf, sharpnessOf, tonesOf } from './photo-tone.ts'
import type { Pixels } from './turn.ts'

const photos = resolve('../shared/photos')
const skip = existsSync(photos) ? false : 'skipped: no ../shared'

function picture(width: number, height: number, colorAt: (x: number, y: number) => readonly [number, number, number]): Pixels {
  const data = new Uint8Array(width * height * 3)
  for (let at = 0; at < width * height; at++) data.set(colorAt(at % width, Math.floor(at / width)), at * 3)
  return { width, height, channels: 3, data }
}

function shrunk(...wish: Parameters<typeof picture>): Float32Array {
  return shrinkColors(picture(...wish), saliencySide, saliencySide)
}

const grey = (value: number) => [value, value, value] as const

test('tones of a picture that is a third black, a third white and a third grey', () => {
  const tones = tonesOf(lumaOf(picture(90, 10, (x) => grey(x < 30 ? 0 : x < 60 ? 255 : 128))))
  assert.ok(Math.abs(tones.dark - 1 / 3) < 1e-9 && Math.abs(tones.bright - 1 / 3) < 1e-9)
  assert.ok(Math.abs(tones.mean - (255 + 128) / 3 / 255) < 0.003)
  assert.deepEqual([tones.low, tones.high], [0, 255])
})

test('sharpness is that of the best tile: one sharp corner makes a sharp picture', () => {
  const flat = lumaOf(picture(256, 256, () => grey(100)))
  const corner = lumaOf(picture(256, 256, (x, y) => grey(x < 32 && y < 32 && (x + y) % 2 === 0 ? 200 : 100)))
  assert.equal(sharpnessOf(flat), 0)
  assert.ok(sharpnessOf(corner) > 10_000)
  assert.equal(sharpnessOf(lumaOf(picture(2, 2, () => grey(9)))), 0)
})

test('grey has no colourfulness, strong colours have much', () => {
  assert.equal(colorfulnessOf(picture(64, 64, (x) => grey(x * 4))), 0)
  assert.ok(colorfulnessOf(picture(64, 64, (x, y) => (x < 32 ? [255, 0, 0] : y < 32 ? [0, 255, 0] : [0, 0, 255]))) > 100)
})

test('shrinking takes means over exact areas', () => {
  const cells = shrinkColors(picture(3, 2, (x) => grey(x * 30)), 2, 1)
  assert.deepEqual([...cells].map((value) => Math.round(value)), [10, 10, 10, 50, 50, 50])
})

test('the palette names the colours that are there, with their shares, and the same ones each time', () => {
  const flag = picture(90, 60, (x) => (x < 30 ? [200, 16, 46] : x < 60 ? [255, 255, 255] : [0, 40, 104]))
  const palette = paletteOf(flag)
  assert.deepEqual(palette.map(({ color }) => color).sort(), ['#002868', '#c8102e', '#ffffff'])
  for (const { share } of palette) assert.ok(Math.abs(share - 1 / 3) < 0.02)
  assert.deepEqual(paletteOf(flag), palette)
})

test('a single thing on a plain ground is where the focus is, and surely so', () => {
  const focus = focusOf(saliencyOf(shrunk(300, 200, (x, y) => (Math.hypot(x - 200, y - 80) < 22 ? [220, 120, 60] : [60, 90 + (y >> 3), 140]))))
  assert.ok(Math.abs(focus.x - 200 / 300) < 0.06 && Math.abs(focus.y - 80 / 200) < 0.08, JSON.stringify(focus))
  assert.ok(focus.certainty > 0.6)
  const nothing = focusOf(saliencyOf(shrunk(300, 200, () => grey(128))))
  assert.ok(nothing.certainty < 0.5 && Math.abs(nothing.x - 0.5) < 0.05, JSON.stringify(nothing))
})

test('any picture can be measured, however small', () => {
  for (const [width, height] of [[1, 1], [2, 1], [1, 40], [5, 3]] as const) {
    const facts = measurePixels(picture(width, height, (x, y) => grey((x * 37 + y * 11) % 256)))
    assert.ok(Number.isFinite(facts.score) && facts.score >= 0 && facts.score <= 1)
    assert.match(facts.fingerprint.hash, /^[0-9a-f]{16}$/)
    assert.match(facts.fingerprint.grid, /^[0-9a-f]{96}$/)
    assert.ok(Number.isFinite(facts.focus.x) && Number.isFinite(facts.focus.certainty))
  }
})

async function realFacts(): Promise<Map<string, PhotoFacts>> {
  const results = await createMedia().examine(readdirSync(photos).filter((name) => /\.(jpg|webp)$/.test(name)).map((name) => join(photos, name)))
  return new Map(results.map((result) => {
    assert.ok(result.ok && 'asset' in result && result.asset.facts?.kind === 'photo', JSON.stringify(result))
    return [result.asset.name, result.asset.facts]
  }))
}

test('real photos: the blurred and the black ones are at the bottom, capture times are those of the cameras', { skip }, async () => {
  const facts = await realFacts()
  const ranked = [...facts].sort(([, one], [, other]) => one.score! - other.score!).map(([name]) => name)
  assert.deepEqual(ranked.slice(0, 3), ['moon.jpg', 'casino-night.jpg', 'blurry-street.jpg'])
  assert.ok(facts.get('moon.jpg')!.score! < 0.45 && facts.get('casino-night.jpg')!.score! < 0.45)
  assert.ok(facts.get('blurry-street.jpg')!.sharpness! < 150 && facts.get('butterfly.jpg')!.sharpness! > 478)
  const times: Record<string, string> = {
    'group-cafe.jpg': '2007-03-23T22:16:37', 'three-men-night.jpg': '2001-08-09T23:08:34', 'kayak.jpg': '2002-10-26T19:26:35', 'girl-palace.jpg': '2003-07-09T11:20:22',
    'silhouette-sunset.jpg': '2005-01-30T16:19:47', 'couple-car.jpg': '2002-01-09T22:07:02', 'cook.jpg': '2002-08-29T17:31:40', 'phone-box-exif6.jpg': '2013-08-17T18:54:52',
    'cat-portrait.jpg': '2001-09-28T14:03:54', 'butterfly.jpg': '2003-05-26T11:14:47', 'daisy.jpg': '2001-07-21T11:07:17', 'tower-bridge.jpg': '2002-08-07T11:23:28',
    'snow-valley.jpg': '2000-12-30T10:18:16', 'red-sky.jpg': '2010-11-12T07:37:32', 'casino-night.jpg': '2002-12-12T20:03:26', 'houseboat.jpg': '2002-05-01T10:22:28',
    'moon.jpg': '2014-08-05T01:45:01', 'near-dup-hdr-a.jpg': '2015-02-09T22:48:10', 'near-dup-hdr-b.jpg': '2015-02-09T22:47:44',
  }
  for (const [name, time] of Object.entries(times)) assert.equal(facts.get(name)!.takenAt, time, name)
  for (const name of ['two-dogs.jpg', 'fig.jpg', 'orientation-portrait-1.jpg']) assert.equal(facts.get(name)!.takenAt, undefined, name)
})

test('a fingerprint hardly changes when a photo is scaled and compressed again', { skip }, async () => {
  const hashOf = async (input: Sharp) => {
    const { data, info } = await input.resize(512, 384, { fit: 'fill' }).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    return BigInt(`0x${fingerprintOf(shrinkColors({ width: info.width, height: info.height, channels: 3, data }, fingerprintSide, fingerprintSide)).hash}`)
  }
  const file = join(photos, 'cook.jpg')
  const original = await hashOf(sharp(file))
  const copy = await hashOf(sharp(await sharp(file).resize(700).jpeg({ quality: 40 }).toBuffer()))
  assert.ok([...(original ^ copy).toString(2)].filter((bit) => bit === '1').length <= 2)
})
