// Pictures of frames: right size, right colours, transparency where the format has it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { encodePicture } from './picture-write.ts'

const red = { width: 64, height: 36, y: new Uint8Array(64 * 36).fill(63), u: new Uint8Array(32 * 18).fill(102), v: new Uint8Array(32 * 18).fill(240) }

test('a red frame is red in PNG, JPEG and WebP, at the height asked for', async () => {
  for (const format of ['png', 'jpeg', 'webp'] as const) {
    const { data, info } = await sharp(await encodePicture(red, { format, height: 18 })).raw().toBuffer({ resolveWithObject: true })
    assert.deepEqual([info.width, info.height, info.channels], [32, 18, 3])
    for (const [index, value] of [255, 0, 0].entries()) assert.ok(Math.abs(data[index]! - value) <= 3, `${format}: ${data.subarray(0, 3)}`)
  }
})

test('alpha is kept in PNG and lies on black in JPEG', async () => {
  const clear = { ...red, alpha: new Uint8Array(64 * 36) }
  assert.equal((await sharp(await encodePicture(clear, { format: 'png' })).raw().toBuffer())[3], 0)
  assert.ok((await sharp(await encodePicture(clear, { format: 'jpeg' })).raw().toBuffer())[0]! < 3)
})
