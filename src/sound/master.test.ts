// Loudness, peaks, limiter and the final gain, checked against what the standards say.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { createDice } from '../base/index.ts'
import { createLimiter } from './limiter.ts'
import { createLoudnessMeter, measureLoudness } from './loudness.ts'
import { createMaster, createMixMeter, masteredLoudness, peakCeiling, solveMaster } from './master.ts'
import { silence, soundRate, type StereoBlock } from './pcm.ts'
import { measureTruePeak } from './true-peak.ts'

function sine(seconds: number, hertz: number, amplitude: number, phase = 0): StereoBlock {
  const left = Float32Array.from({ length: Math.round(seconds * soundRate) }, (_, index) => amplitude * Math.sin((2 * Math.PI * hertz * index) / soundRate + phase))
  return { left, right: left.slice() }
}

// Bursts of noise over a tone: quiet and loud places, steep beginnings.
function drums(seconds: number, amplitude: number): StereoBlock {
  const dice = createDice('drums')
  const left = Float32Array.from({ length: Math.round(seconds * soundRate) }, (_, index) => {
    const since = index % (soundRate / 2)
    return amplitude * (Math.exp(-since / 2000) * (dice.next() * 2 - 1) + 0.1 * Math.sin(index / 30))
  })
  return { left, right: left.map((value) => value * 0.8) }
}

function blocksOf(block: StereoBlock, size: number): StereoBlock[] {
  return Array.from({ length: Math.ceil(block.left.length / size) }, (_, index) => ({
    left: block.left.slice(index * size, (index + 1) * size), right: block.right.slice(index * size, (index + 1) * size),
  }))
}

function joined(blocks: readonly StereoBlock[]): StereoBlock {
  const length = blocks.reduce((sum, block) => sum + block.left.length, 0)
  const all = silence(length)
  let at = 0
  for (const block of blocks) {
    all.left.set(block.left, at)
    all.right.set(block.right, at)
    at += block.left.length
  }
  return all
}

function limited(block: StereoBlock, gain: number, ceiling: number, size: number): StereoBlock {
  const limiter = createLimiter(gain, ceiling)
  return joined([...blocksOf(block, size).map((one) => limiter.push(one)), limiter.flush()])
}

test('a 997 Hz sine at -20 dBFS in both channels measures -20 LUFS', () => {
  // BS.1770: a 0 dBFS sine of 997 Hz in one channel reads -3.01 LKFS; in two, 0.
  assert.ok(Math.abs(measureLoudness(sine(5, 997, 0.1)).integrated - -20) < 0.05)
})

test('the gates leave out what is silent or far below', () => {
  const quiet = joined([sine(5, 997, 0.1), silence(soundRate * 5), sine(5, 997, 0.001)])
  assert.ok(Math.abs(measureLoudness(quiet).integrated - -20) < 0.3)
  assert.equal(measureLoudness(silence(soundRate)).integrated, -Infinity)
})

test('loudness range is the distance between quiet and loud parts', () => {
  assert.ok(Math.abs(measureLoudness(joined([sine(20, 997, 0.1), sine(20, 997, 0.0316)])).range - 10) < 0.5)
})

test('meters hear the same in blocks of any length', () => {
  const sound = drums(2.3, 0.5)
  const meter = createLoudnessMeter()
  for (const block of blocksOf(sound, 777)) meter.add(block)
  assert.ok(Math.abs(meter.result().integrated - measureLoudness(sound).integrated) < 1e-9)
  const mixMeter = createMixMeter()
  for (const block of blocksOf(sound, 501)) mixMeter.add(block)
  assert.ok(Math.abs(mixMeter.result().truePeak - measureTruePeak(sound)) < 1e-9)
})

test('a true peak between samples is found', () => {
  // A quarter of the sample rate, 45 degrees off: samples at 0.707, the wave at 1.
  const peak = measureTruePeak(sine(0.5, soundRate / 4, 1, Math.PI / 4))
  assert.ok(Math.abs(peak) < 0.3, String(peak))
})

test('the limiter keeps peaks under the ceiling, length exact, in blocks of any size', () => {
  const sound = drums(3, 0.9)
  const whole = limited(sound, 4, -1.5, sound.left.length)
  assert.equal(whole.left.length, sound.left.length)
  assert.ok(measureTruePeak(whole) <= -1.5 + 0.02, String(measureTruePeak(whole)))
  for (const size of [100, 4096, 24_000]) assert.deepEqual(limited(sound, 4, -1.5, size), whole)
})

test('what stays under the ceiling passes unchanged', () => {
  const sound = sine(1, 440, 0.5)
  assert.deepEqual(limited(sound, 1, -1.5, 5000), sound)
  const tiny = sine(0.001, 440, 0.5)
  assert.deepEqual(limited(tiny, 1, -1.5, 5000), tiny)
})

test('a film comes out at -14 LUFS under the ceiling, quiet or loud', async () => {
  for (const amplitude of [0.05, 0.3, 1]) {
    const sound = drums(8, amplitude)
    const meter = createMixMeter()
    meter.add(sound)
    const master = solveMaster(meter.result(), (master) => masteredLoudness(blocksOf(sound, 24_000), master))
    const apply = createMaster(master)
    const result = joined([...blocksOf(sound, 24_000).map((block) => apply.push(block)), apply.flush()])
    const loudness = measureLoudness(result).integrated
    // White bursts have a crest factor of 18 dB: the limiter gives way rather than crush them.
    assert.ok(Math.abs(loudness - -14) < 0.3, `${amplitude}: ${loudness}`)
    assert.ok(measureTruePeak(result) <= peakCeiling + 0.05)
    assert.equal(result.left.length, sound.left.length)
  }
})

test('silence stays silence', async () => {
  const meter = createMixMeter()
  meter.add(silence(soundRate))
  assert.equal(solveMaster(meter.result(), (master) => masteredLoudness([silence(soundRate)], master)).gain, 1)
})
