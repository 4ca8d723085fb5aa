// Pictures of every sort of numbers (grey, CMYK, 16 bits, foreign profiles, many pages) come out as the same sRGB.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import sharp from 'sharp'
import { createMedia } from './examine.ts'
import { decodePhoto, pixelLimitOf, readPhotoHeader } from './photo-decode.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-decode-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const size = { width: 60, height: 40 }
const flat = (background: string) => sharp({ create: { ...size, channels: 3, background } })

async function colorOf(name: string, format: string): Promise<number[]> {
  const path = join(folder, name)
  const header = await readPhotoHeader(path, format, name)
  assert.ok(header.ok, JSON.stringify(header))
  const decoded = await decodePhoto(path, header.value, size, name)
  assert.ok(decoded.ok, JSON.stringify(decoded))
  assert.deepEqual([decoded.value.pixels.channels, decoded.value.pixels.data.length], [3, 60 * 40 * 3])
  return [...decoded.value.pixels.data.subarray(0, 3)]
}

function assertNear(found: readonly number[], wanted: readonly number[], tolerance: number, what: string): void {
  for (const [index, value] of wanted.entries()) assert.ok(Math.abs(found[index]! - value) <= tolerance, `${what}: ${found} for ${wanted}`)
}

test('grey, 16-bit, CMYK and palette pictures have the colours that they look like', async () => {
  await flat('#808080').greyscale().png().toFile(join(folder, 'grey.png'))
  await flat('#808080').greyscale().jpeg().toFile(join(folder, 'grey.jpg'))
  await flat('#c86432').toColourspace('rgb16').png().toFile(join(folder, 'deep.png'))
  await flat('#a08070').toColourspace('cmyk').withIccProfile('cmyk').jpeg({ quality: 100 }).toFile(join(folder, 'cmyk.jpg'))
  await flat('#c86432').png({ palette: true }).toFile(join(folder, 'palette.png'))
  await flat('#c86432').tiff({ compression: 'lzw' }).toFile(join(folder, 'lzw.tif'))
  assertNear(await colorOf('grey.png', 'png'), [128, 128, 128], 1, 'grey png')
  assertNear(await colorOf('grey.jpg', 'jpeg'), [128, 128, 128], 1, 'grey jpeg')
  assertNear(await colorOf('deep.png', 'png'), [200, 100, 50], 1, '16 bits')
  assertNear(await colorOf('cmyk.jpg', 'jpeg'), [160, 128, 112], 12, 'cmyk')
  assertNear(await colorOf('palette.png', 'png'), [200, 100, 50], 1, 'palette')
  assertNear(await colorOf('lzw.tif', 'tiff'), [200, 100, 50], 1, 'tiff')
})

test('a Display P3 profile is converted, not ignored', async () => {
  await flat('#c86432').withIccProfile('p3').png().toFile(join(folder, 'p3.png'))
  const stored = await sharp(join(folder, 'p3.png'), { ignoreIcc: true }).raw().toBuffer()
  assert.ok(Math.abs(stored[0]! - 200) > 4, 'the file stores other numbers than sRGB')
  assertNear(await colorOf('p3.png', 'png'), [200, 100, 50], 2, 'p3')
})

test('of several pages the first is used, and people are told', async () => {
  const pages = await sharp([{ create: { ...size, channels: 3, background: '#c86432' } }, { create: { ...size, channels: 3, background: '#000000' } }] as never, { join: { animated: true } }).tiff().toBuffer()
  const path = join(folder, 'pages.tif')
  await sharp(pages, { animated: true }).tiff().toFile(path)
  const [result] = await createMedia().examine([path])
  assert.ok(result !== undefined && result.ok, JSON.stringify(result))
  assert.ok(result.warnings.some((warning) => /2 pictures; the first/.test(warning)), result.warnings.join())
  assertNear(await colorOf('pages.tif', 'tiff'), [200, 100, 50], 1, 'first page')
})

test('limits by format: streamed JPEG may be larger, AVIF and HEIC must be smaller', () => {
  assert.deepEqual([pixelLimitOf('jpeg'), pixelLimitOf('jpeg', true), pixelLimitOf('png'), pixelLimitOf('avif'), pixelLimitOf('heic')], [220e6, 100e6, 100e6, 80e6, 80e6])
})
