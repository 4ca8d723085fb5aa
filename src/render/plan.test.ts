import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { FrameCommands } from '../compositor/index.ts'
import { chunkKey, chunkMaker, chunkRanges, planChunks } from './plan.ts'
import { videoSettings } from './settings.ts'

// A scene of which only the commands are asked: each frame says what it shows.
function sceneOf(shown: readonly string[]): { frameCount: number; commands(frame: number): FrameCommands } {
  return { frameCount: shown.length, commands: (frame) => ({ background: shown[frame] }) as unknown as FrameCommands }
}

test('chunks cover every frame once, in order, all but the last of full length', () => {
  fc.assert(fc.property(fc.nat(2000), fc.integer({ min: 1, max: 130 }), (frames, length) => {
    const ranges = chunkRanges(frames, length)
    assert.equal(ranges.reduce((sum, { from, to }) => sum + to - from, 0), frames)
    ranges.forEach(({ index, from, to }, at) => {
      assert.equal(index, at)
      assert.equal(from, at * length)
      assert.ok(to > from && (to - from === length || at === ranges.length - 1))
    })
  }), { numRuns: 200 })
  assert.deepEqual(chunkRanges(0, 60), [])
})

test('a chunk is two seconds at every rate', () => {
  const frames = ([rate, over = 1]: readonly number[]): number => videoSettings('mp4', 'standard', 320, 180, { numerator: rate!, denominator: over }).chunkFrames
  assert.deepEqual([[24], [25], [30], [50], [60], [30000, 1001], [24000, 1001]].map(frames), [48, 50, 60, 100, 120, 60, 48])
})

test('the name of a chunk changes with any of its frames and with the maker, and with nothing else', () => {
  const frames = Array.from({ length: 10 }, (_, frame) => `colour ${frame}`)
  const range = { index: 0, from: 0, to: 10 }
  const key = chunkKey(sceneOf(frames), range, 'maker')
  assert.match(key, /^[0-9a-f]{64}$/)
  assert.notEqual(chunkKey(sceneOf(frames.with(9, 'other')), range, 'maker'), key)
  assert.notEqual(chunkKey(sceneOf(frames), { ...range, to: 9 }, 'maker'), key)
  assert.notEqual(chunkKey(sceneOf(frames), range, 'other maker'), key)
  // The same pictures later in another film, or changed pictures around them: the same chunk.
  assert.equal(chunkKey(sceneOf(['before', ...frames, 'after']), { index: 7, from: 1, to: 11 }, 'maker'), key)
})

test('settings and versions are part of the maker', () => {
  const settings = videoSettings('mp4', 'standard', 320, 180, { numerator: 30, denominator: 1 })
  const maker = chunkMaker(settings, ['x264 1'])
  assert.notEqual(chunkMaker(settings, ['x264 2']), maker)
  assert.notEqual(chunkMaker({ ...settings, options: { ...settings.options, crf: '1' } }, ['x264 1']), maker)
  assert.equal(chunkMaker({ ...settings }, ['x264 1']), maker)
})

test('equal stretches of one film have one name', async () => {
  const settings = { ...videoSettings('mp4', 'standard', 320, 180, { numerator: 30, denominator: 1 }), chunkFrames: 3 }
  const keys = (await planChunks(sceneOf(['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b']), settings, [])).map(({ key }) => key)
  assert.equal(keys.length, 3)
  assert.equal(keys[0], keys[1])
  assert.notEqual(keys[0], keys[2])
})
