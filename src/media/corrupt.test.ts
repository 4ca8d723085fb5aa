// Damaged photos: whatever is cut off or changed, intake answers with an asset or a named fault, quickly and for each.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import sharp from 'sharp'
import { createDice } from '../base/index.ts'
import { crc32 } from './crc32.fixture.ts'
import { createMedia } from './examine.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-corrupt-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

// A picture with something in it: discs on a gradient, so that every format has real data to lose.
async function samples(): Promise<Record<string, Buffer>> {
  const width = 320, height = 240
  const data = Buffer.alloc(width * height * 3)
  for (let at = 0; at < width * height; at++) {
    const x = at % width, y = Math.floor(at / width)
    const disc = Math.hypot(x - 200, y - 90) < 50 || Math.hypot(x - 80, y - 160) < 30
    data.set(disc ? [230, 120 + (x % 7) * 9, 40] : [x * 0.6, y * 0.9, (x * y) % 256], at * 3)
  }
  const picture = sharp(data, { raw: { width, height, channels: 3 } })
  const formats = { jpg: picture.clone().jpeg(), png: picture.clone().png(), webp: picture.clone().webp(), gif: picture.clone().gif(), tif: picture.clone().tiff(), avif: picture.clone().avif({ effort: 0 }) }
  return Object.fromEntries(await Promise.all(Object.entries(formats).map(async ([name, format]) => [name, await format.toBuffer()] as const)))
}

test('files cut off at many places', async () => {
  const files = Object.entries(await samples()).flatMap(([format, whole]) =>
    [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99].map((share) => write(`cut-${share}.${format}`, whole.subarray(0, Math.max(1, Math.floor(whole.length * share))))))
  const results = await createMedia().examine(files)
  for (const result of results) {
    if (result.ok) assert.ok(result.warnings.some((warning) => /cut off|damaged/.test(warning)) || /0\.99/.test(result.path), `${result.path} passed without a warning`)
    else assert.match(result.fault.code, /^(photo-unreadable|file-kind-refused|photo-too-many-pixels)$/, JSON.stringify(result.fault))
  }
  const half = results.find(({ path }) => path.endsWith('cut-0.7.jpg'))
  assert.ok(half?.ok, 'the upper part of a JPEG is used rather than dropped')
})

test('files with flipped bits, by seed', async () => {
  const dice = createDice('flipped bits')
  const files = Object.entries(await samples()).flatMap(([format, whole]) => Array.from({ length: 12 }, (_, round) => {
    const damaged = Buffer.from(whole)
    for (let flips = 1 + dice.below(20); flips > 0; flips--) damaged[dice.below(round < 6 ? Math.min(400, damaged.length) : damaged.length)]! ^= 1 << dice.below(8)
    return write(`flip-${round}.${format}`, damaged)
  }))
  const results = await createMedia().examine(files)
  assert.equal(results.length, files.length)
  for (const result of results) if (!result.ok) assert.match(result.fault.code, /^(photo-unreadable|photo-too-many-pixels|file-kind-refused|file-too-large|text-)/, JSON.stringify(result.fault))
})

test('names that lie do not matter', async () => {
  const { png, webp, jpg } = await samples()
  const results = await createMedia().examine([write('really-png.jpg', png!), write('really-webp.mp4', webp!), write('really-jpeg', jpg!)])
  assert.deepEqual(results.map((result) => (result.ok && 'asset' in result && result.asset.facts?.kind === 'photo' ? result.asset.facts.format : result)), ['png', 'webp', 'jpeg'])
})

test('bombs are refused from their headers, before a pixel is decoded', async () => {
  const { png, avif } = await samples()
  const files = [write('bomb.png', hugePng(png!)), write('bomb.avif', hugeAvif(avif!)), write('bomb.jpg', hugeProgressiveJpeg())]
  const results = await createMedia().examine(files)
  for (const result of results) assert.equal(!result.ok && result.fault.code, 'photo-too-many-pixels', JSON.stringify(result))
})

// 20,000 x 20,000 pixels.
function hugePng(small: Buffer): Buffer {
  const bomb = Buffer.from(small)
  bomb.writeUInt32BE(20_000, 16)
  bomb.writeUInt32BE(20_000, 20)
  bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29)
  return bomb
}

// 16,000 x 12,000 in the box that states the size.
function hugeAvif(small: Buffer): Buffer {
  const bomb = Buffer.from(small)
  const at = bomb.indexOf('ispe')
  bomb.writeUInt32BE(16_000, at + 8)
  bomb.writeUInt32BE(12_000, at + 12)
  return bomb
}

// Start of image, a progressive frame header of 12,000 x 12,000, and the end.
function hugeProgressiveJpeg(): Buffer {
  return Buffer.from([0xff, 0xd8, 0xff, 0xc2, 0, 17, 8, 0x2e, 0xe0, 0x2e, 0xe0, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xff, 0xda, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 0x3f, 0, 0xff, 0xd9])
}
