// Photo plates: orientation, parts, fits, transparency, and the same bytes from the folder.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import sharp from 'sharp'
import type { PhotoPlate, YuvPlanes } from '../compositor/index.ts'
import { createPlateMaker } from './plates.ts'

const photos = resolve('../shared/photos')
const skip = existsSync(photos) ? false : 'skipped: no ../shared'
const folder = mkdtempSync(join(tmpdir(), 'kinora-plates-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const plate = (content: string, more: Partial<PhotoPlate> = {}): PhotoPlate => ({ kind: 'photo', content, width: 64, height: 96, fit: 'fill', ...more })
const makerOf = (cacheFolder?: string) => createPlateMaker({ sourceOf: (name) => (name.startsWith('/') ? name : join(photos, name)), ...(cacheFolder === undefined ? {} : { cacheFolder }) })

function distance(one: YuvPlanes, other: YuvPlanes): number {
  let sum = 0
  for (let index = 0; index < one.y.length; index++) sum += Math.abs(one.y[index]! - other.y[index]!)
  return sum / one.y.length
}

test('all eight orientations look the same upright, whole and in parts', { skip }, async () => {
  const maker = makerOf()
  for (const region of [undefined, { x: 0.1, y: 0.5, width: 0.4, height: 0.3 }]) {
    const first = await maker.prepare(plate('orientation-portrait-1.jpg', region && { region }))
    for (let orientation = 2; orientation <= 8; orientation++) {
      const other = await maker.prepare(plate(`orientation-portrait-${orientation}.jpg`, region && { region }))
      // The pictures carry their own number and were compressed eight times: a wrong turn measures above 20.
      assert.ok(distance(first.planes, other.planes) < 6, `orientation ${orientation}: ${distance(first.planes, other.planes)}`)
    }
  }
})

test('a part that is cut after shrinking is the same part as one cut before', { skip }, async () => {
  const maker = makerOf()
  const region = { x: 0.31, y: 0.42, width: 0.35, height: 0.2 }
  const jpeg = await maker.prepare(plate('red-sky.jpg', { region, width: 128, height: 56 }))
  const png = join(folder, 'same.png')
  await sharp(join(photos, 'red-sky.jpg')).png({ compressionLevel: 1 }).toFile(png)
  const exact = await maker.prepare(plate(png, { region, width: 128, height: 56 }))
  assert.ok(distance(jpeg.planes, exact.planes) < 2.5, String(distance(jpeg.planes, exact.planes)))
})

test('contain shows the whole picture on its background, blur shows it over itself', async () => {
  const wide = join(folder, 'wide.png')
  await sharp({ create: { width: 200, height: 100, channels: 3, background: '#ffffff' } }).png().toFile(wide)
  const maker = makerOf()
  const contained = (await maker.prepare(plate(wide, { fit: 'contain', width: 80, height: 80, background: '#ff0000' }))).planes
  assert.deepEqual([contained.y[0], contained.y[40 * 80 + 40]], [63, 235])
  assert.equal(contained.y.filter((value) => value === 235).length, 80 * 40)
  const blurred = (await maker.prepare(plate(wide, { fit: 'blur', width: 80, height: 80 }))).planes
  assert.ok(Math.abs(blurred.y[0]! - (16 + 219 * 0.6)) <= 2)
  assert.equal(blurred.y[40 * 80 + 40], 235)
})

test('transparency is kept when asked for and lies on the background when not', async () => {
  const logo = join(folder, 'logo.png')
  await sharp({ create: { width: 40, height: 40, channels: 4, background: { r: 0, g: 0, b: 255, alpha: 0 } } }).png().toFile(logo)
  const maker = makerOf()
  assert.equal((await maker.prepare(plate(logo, { alpha: true, width: 20, height: 20 }))).planes.alpha?.[0], 0)
  const flat = (await maker.prepare(plate(logo, { background: '#ff0000', width: 20, height: 20 }))).planes
  assert.deepEqual([flat.alpha, flat.y[0]], [undefined, 63])
})

test('a look is applied once, in colour, and sharpening to the luma', async () => {
  const scene = join(folder, 'scene.png')
  const data = Buffer.from(Array.from({ length: 40 * 40 }, (_, at) => (at % 40 < 20 ? [200, 60, 60] : [60, 60, 200])).flat())
  await sharp(data, { raw: { width: 40, height: 40, channels: 3 } }).png().toFile(scene)
  const maker = makerOf()
  const grey = (await maker.prepare(plate(scene, { width: 40, height: 40, look: { name: 'bw', strength: 1 } }))).planes
  assert.ok(grey.u.every((value) => Math.abs(value - 128) <= 1) && grey.v.every((value) => Math.abs(value - 128) <= 1))
  const plain = (await maker.prepare(plate(scene, { width: 40, height: 40 }))).planes
  const sharpened = (await maker.prepare(plate(scene, { width: 40, height: 40, look: { name: 'none', strength: 0, sharpen: 1 } }))).planes
  const step = (planes: YuvPlanes) => Math.abs(planes.y[20 * 40 + 19]! - planes.y[20 * 40 + 20]!)
  assert.ok(step(sharpened) > step(plain), `${step(sharpened)} > ${step(plain)}`)
})

test('a logo keeps the colour of its edge', async () => {
  const logo = join(folder, 'half.png')
  const data = Buffer.from(Array.from({ length: 8 * 8 }, (_, at) => (at % 8 < 4 ? [255, 0, 0, 255] : [0, 0, 0, 0])).flat())
  await sharp(data, { raw: { width: 8, height: 8, channels: 4 } }).png().toFile(logo)
  const { planes } = await makerOf().prepare(plate(logo, { alpha: true, width: 8, height: 8 }))
  // The chroma sample of columns 4 and 5 mixes in column 3: without bleeding it would be half grey.
  assert.deepEqual([planes.u[2], planes.v[2]], [102, 240])
})

test('a second maker takes plates from the folder, byte for byte', { skip }, async () => {
  const cache = join(folder, 'cache')
  const first = await makerOf(cache).prepare(plate('daisy.jpg'))
  const names = readdirSync(join(cache, 'plates'))
  assert.equal(names.length, 1)
  assert.match(names[0]!, /^[0-9a-f]{64}\.yuv$/)
  const second = await makerOf(cache).prepare(plate('daisy.jpg'))
  const without = await makerOf().prepare(plate('daisy.jpg'))
  for (const planes of [second.planes, without.planes]) for (const key of ['y', 'u', 'v'] as const) assert.deepEqual(Buffer.from(planes[key]), Buffer.from(first.planes[key]))
})

test('a missing or broken source is a named error', async () => {
  await assert.rejects(makerOf().prepare(plate(join(folder, 'gone.jpg'))), { code: 'photo-unreadable' })
})

test('a file that was changed after it was examined is refused, not drawn under the old name', async () => {
  const path = join(folder, 'changing.png')
  const write = (background: string) => sharp({ create: { width: 40, height: 40, channels: 3, background } }).png().toFile(path)
  await write('#ff0000')
  const content = createHash('sha256').update(readFileSync(path)).digest('hex')
  const maker = () => createPlateMaker({ sourceOf: () => path })
  assert.equal((await maker().prepare(plate(content))).planes.y[0], 63)
  await write('#0000ff')
  await assert.rejects(maker().prepare(plate(content)), { code: 'source-changed' })
})
