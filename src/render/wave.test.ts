import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createWave, readWave, waveStep } from './wave.ts'

const block = (length: number, left: number, right = left) => ({ left: new Float32Array(length).fill(left), right: new Float32Array(length).fill(right) })

test('a wave has one value for each step, the highest of both sides, whatever the blocks are', () => {
  assert.equal(waveStep, 50)
  const wave = createWave(48_000 / 20 * 3 + 1)
  wave.add(block(2000, 0.5, -0.25))
  wave.add(block(400, 0.1, -1))
  wave.add(block(2400, 0))
  wave.add(block(1, 0.2))
  wave.add(block(2400 * 2, 2))
  assert.deepEqual(readWave(wave.result()), [1, 0, 1, 1])
  const short = createWave(100)
  short.add(block(100, 0.5))
  // What the encoder adds behind the film's last sample is no sound of the film.
  short.add(block(5000, 1))
  assert.deepEqual(readWave(short.result()), [0.5])
  assert.deepEqual(readWave(createWave(0).result()), [])
})
