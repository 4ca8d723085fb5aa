import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exportName, hasShape, pixelsOf, presets } from './presets.ts'

test('a file is never larger than the film, and its sides are even', () => {
  assert.deepEqual(pixelsOf({ width: 1920, height: 1080 }, '720p'), { width: 1280, height: 720 })
  assert.deepEqual(pixelsOf({ width: 1080, height: 1920 }, '720p'), { width: 720, height: 1280 })
  assert.deepEqual(pixelsOf({ width: 640, height: 360 }, '1080p'), { width: 640, height: 360 })
  assert.deepEqual(pixelsOf({ width: 1080, height: 1350 }, '480p'), { width: 480, height: 600 })
  assert.deepEqual(pixelsOf({ width: 1920, height: 1080 }, 'film'), { width: 1920, height: 1080 })
})

test('a shape is known within a hundredth', () => {
  assert.ok(hasShape({ width: 1920, height: 1080 }, [16, 9]))
  assert.ok(!hasShape({ width: 1080, height: 1350 }, [9, 16]))
  assert.equal(new Set(presets.map(({ name }) => name)).size, presets.length)
})

test('an export is called as the film is, in letters that every name of a render may have', () => {
  assert.equal(exportName('Été/by: the “sea” 夏天\u202e', 1_795_281_544_390), 'Ete-by-the-sea-v43s')
  assert.match(exportName('夏天'), /^film-\w{4}$/)
  assert.match(exportName(undefined), /^film-\w{4}$/)
})
