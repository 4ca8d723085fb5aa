// HEIC at full size, in the right colours, and no black pictures from broken files.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { crc32 } from './crc32.fixture.ts'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { createMedia } from './examine.ts'
import { readPhotoHeader } from './photo-decode.ts'
import { createPlateMaker } from './plates.ts'
import { createStandIns } from './stand-in.ts'

const photos = resolve('../shared/photos')
const skip = existsSync(photos) ? false : 'skipped: no ../shared'
const folder = mkdtempSync(join(tmpdir(), 'kinora-heic-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const makerOf = (cacheFolder?: string) => createPlateMaker({ sourceOf: (name) => join(photos, name), ...(cacheFolder === undefined ? {} : { cacheFolder }) })

test('HEIC pictures come in at full size, upright, with time and place', { skip }, async () => {
  const [sign, flower, fig] = await createMedia({ cacheFolder: folder }).examine(['iphone-sign-p3.heic', 'iphone-flower-odd-size.heic', 'fig-plain.heic'].map((name) => join(photos, name)))
  const factsOf = (result: typeof sign) => (result !== undefined && result.ok && 'asset' in result && result.asset.facts?.kind === 'photo' ? result.asset.facts : assert.fail(JSON.stringify(result)))
  assert.deepEqual([factsOf(sign).width, factsOf(sign).height, factsOf(sign).takenAt, factsOf(sign).orientation], [3024, 4032, '2020-05-04T18:39:11.644', undefined])
  assert.deepEqual([factsOf(flower).width, factsOf(flower).height, factsOf(flower).camera], [2566, 3313, 'Apple iPhone 11 Pro Max'])
  assert.deepEqual([factsOf(fig).width, factsOf(fig).height, factsOf(fig).format], [1440, 974, 'heic'])
})

test('Display P3 becomes the sRGB that another colour engine makes of it', { skip }, async () => {
  const name = 'iphone-sign-p3.heic'
  const { width, height } = { width: 300, height: 400 }
  const header = await readPhotoHeader(join(photos, name), 'heic', name)
  const reader = createStandIns(undefined)
  const standIn = await reader.make(join(photos, name), 'p3', header.ok ? header.value : assert.fail())
  await reader.close()
  const ours = await sharp(standIn.ok ? standIn.value : assert.fail()).resize(width, height, { fit: 'fill' }).raw().toBuffer()
  const theirs = await independentPixels(join(photos, name), width, height)
  let sum = 0
  let far = 0
  for (let index = 0; index < theirs.length; index++) {
    const difference = Math.abs(ours[index]! - theirs[index]!)
    sum += difference
    if (difference > 24) far++
  }
  // Untransformed P3 numbers measure a mean of 4.5.
  assert.ok(sum / theirs.length < 1.5, `mean ${sum / theirs.length}`)
  assert.ok(far / theirs.length < 0.005, `far ${far / theirs.length}`)
})

// libheif's numbers, tagged with the file's own profile in a PNG, converted by the colour engine inside libvips.
async function independentPixels(file: string, width: number, height: number): Promise<Uint8Array> {
  const libheif = createRequire(import.meta.url)('libheif-js/wasm-bundle')
  const image = new libheif.HeifDecoder().decode(readFileSync(file))[0]
  const raw = { width: image.get_width(), height: image.get_height(), channels: 4 as const }
  const data = await new Promise<Uint8ClampedArray>((done) => image.display({ data: new Uint8ClampedArray(raw.width * raw.height * 4), ...raw }, (target: { data: Uint8ClampedArray }) => done(target.data)))
  const { icc } = await sharp(file).metadata()
  const plain = await sharp(data, { raw }).removeAlpha().resize(width, height, { fit: 'fill' }).png().toBuffer()
  const body = Buffer.concat([Buffer.from('iCCPp3\0\0', 'latin1'), deflateSync(icc!)])
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(body.length - 4, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return sharp(Buffer.concat([plain.subarray(0, 33), chunk, plain.subarray(33)])).removeAlpha().toColourspace('srgb').raw().toBuffer()
}

test('with and without a folder for stand-ins the pixels are the same', { skip }, async () => {
  const request = { kind: 'photo' as const, content: 'fig-plain.heic', width: 128, height: 86, fit: 'fill' as const }
  const digests: string[] = []
  for (const maker of [makerOf(folder), makerOf(folder), makerOf()]) {
    digests.push(createHash('sha256').update((await maker.prepare(request)).planes.y).digest('hex'))
    await maker.close()
  }
  assert.equal(new Set(digests).size, 1)
})

test('cut off and damaged HEIC files are named faults, never black pictures', { skip }, async () => {
  const whole = readFileSync(join(photos, 'fig-plain.heic'))
  const files = [0.2, 0.6, 0.95].map((share) => {
    const path = join(folder, `cut-${share}.heic`)
    writeFileSync(path, whole.subarray(0, Math.floor(whole.length * share)))
    return path
  })
  for (const result of await createMedia().examine(files)) assert.ok(!result.ok && result.fault.code === 'photo-unreadable', JSON.stringify(result))
})

test('a large AVIF is read through a stand-in of the same size and colours', async () => {
  const { width, height } = { width: 3600, height: 2400 }
  const path = join(folder, 'large.avif')
  await sharp({ create: { width, height, channels: 3, background: '#3f7fbf' } }).avif({ effort: 0, quality: 60 }).toFile(path)
  const [result] = await createMedia({ cacheFolder: folder }).examine([path])
  assert.ok(result !== undefined && result.ok && 'asset' in result && result.asset.facts?.kind === 'photo', JSON.stringify(result))
  assert.deepEqual([result.asset.facts.width, result.asset.facts.height, result.asset.facts.format], [width, height, 'avif'])
  assert.ok(existsSync(join(folder, 'stand-ins', `${result.asset.hash}.v1.picture`)))
  assert.match(result.asset.facts.palette![0]!.color, /^#3[ef]7[ef]b[ef]$|^#3f7fc0$|^#40/)
})
