import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plateMemoryFor } from './plate-memory.ts'

const megabyte = 1024 * 1024

test('threads keep six pictures of the canvas with room to move, and together no more than they may', () => {
  assert.ok(plateMemoryFor(640, 360, 2) < 4 * megabyte)
  // A photo under a camera that zooms by a fifth, at 1080p: six of them and two texts.
  assert.ok(plateMemoryFor(1920, 1080, 2) >= 6 * 1.5 * (1920 * 1.2) * (1080 * 1.2))
  for (const threads of [1, 2, 4, 16]) assert.ok(plateMemoryFor(3840, 2160, threads) * threads <= 192 * megabyte)
})
