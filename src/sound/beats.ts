// Hears the beat of music that we did not write: onsets in forty bands, one tempo by autocorrelation, beats by dynamic
// programming (Ellis 2007), downbeats where harmony changes and basses enter. Streaming; a few kilobytes a second.
//
// Where it fails: half or double tempo (slow and very fast songs), off-beats taken for beats, music that changes its
// tempo or has none. Confidence tells of the first, not of the second; hence the
// person's three corrections, operations of the draft (`adjust-beats`).

import type { BeatFacts } from '../draft/index.ts'
import { soundRate, type StereoBlock } from './pcm.ts'
import { createSpectrumAnalyser } from './spectrum.ts'

export interface BeatListener {
  /** Blocks in order, of any length. */
  add(block: StereoBlock): void
  /** What was heard; undefined when there is no beat in it (silence, speech, less than four seconds). `hint` in beats per minute. */
  result(hint?: number): BeatFacts | undefined
}

const frame = 2048
const hop = 512
const frameRate = soundRate / hop
const bandCount = 40

export function createBeatListener(): BeatListener {
  const analyser = createSpectrumAnalyser(frame)
  const bands = melBands()
  const levels: Float32Array[] = []
  const chromas: Float32Array[] = []
  let waiting = new Float32Array(0)
  return {
    add(block) {
      const samples = new Float32Array(waiting.length + block.left.length)
      samples.set(waiting)
      for (let index = 0; index < block.left.length; index++) samples[waiting.length + index] = (block.left[index]! + block.right[index]!) / 2
      let at = 0
      for (; at + frame <= samples.length; at += hop) {
        const power = analyser.power(samples, at)
        levels.push(bands(power))
        chromas.push(chromaOf(power))
      }
      waiting = samples.slice(at)
    },
    result(hint) {
      if (levels.length < 4 * frameRate) return undefined
      const { onset, bass } = onsets(levels)
      if (onset === undefined) return undefined
      const { beatsPerMinute, confidence } = tempoOf(onset, hint)
      const beats = trackBeats(onset, (60 * frameRate) / beatsPerMinute)
      if (beats.length < 4) return undefined
      return {
        beatsPerMinute: Math.round(tempoFrom(beats) * 10) / 10, confidence: Math.round(confidence * 1000) / 1000,
        beats: beats.map((place) => Math.max(0, Math.round(timeOf(place)))), downbeats: downbeatsOf(beats, chromas, bass),
      }
    },
  }
}

// An onset shows when it enters the end of a frame: measured on clicks, its time is this far into the frame.
const onsetPlace = 0.71

function timeOf(place: number): number {
  return ((place * hop + frame * onsetPlace) * 1000) / soundRate
}

// ------------------------------------------------------------------------------------------------ onsets

function melBands(): (power: Float64Array) => Float32Array {
  const mel = (hertz: number): number => 2595 * Math.log10(1 + hertz / 700)
  const low = mel(30)
  const high = mel(10_000)
  const edges = Array.from({ length: bandCount + 2 }, (_, index) => (700 * (10 ** ((low + ((high - low) * index) / (bandCount + 1)) / 2595) - 1) * frame) / soundRate)
  return (power) => {
    const bands = new Float32Array(bandCount)
    for (let band = 0; band < bandCount; band++) {
      const [from, middle, to] = [edges[band]!, edges[band + 1]!, edges[band + 2]!]
      let sum = 0
      // The lowest bands are narrower than a bin: each takes at least the bin it lies in.
      for (let bin = Math.min(Math.ceil(from), Math.round(middle)); bin <= Math.max(Math.floor(to), Math.round(middle)); bin++) {
        const weight = bin <= middle ? (bin - from) / (middle - from) : (to - bin) / (to - middle)
        sum += power[bin]! * Math.max(0.05, Math.min(1, weight))
      }
      bands[band] = 10 * Math.log10(sum + 1e-12)
    }
    return bands
  }
}

const quietest = 80
const bassBands = 4

function onsets(levels: readonly Float32Array[]): { readonly onset: Float32Array | undefined; readonly bass: Float32Array } {
  let loudest = -Infinity
  for (const bands of levels) for (const level of bands) loudest = Math.max(loudest, level)
  const onset = new Float32Array(levels.length)
  const bass = new Float32Array(levels.length)
  const floor = loudest - quietest
  for (let index = 2; index < levels.length; index++) {
    for (let band = 0; band < bandCount; band++) {
      const before = Math.max(levels[index - 1]![band]!, levels[index - 2]![band]!, floor)
      const rise = Math.max(0, levels[index]![band]! - before)
      onset[index]! += rise / bandCount
      if (band < bassBands) bass[index]! += rise
    }
  }
  return { onset: loudest < -60 ? undefined : settled(onset), bass }
}

// Slow swells are not beats: 0.4 Hz high-pass, then unit variance. Undefined where nothing ever begins.
function settled(onset: Float32Array): Float32Array | undefined {
  const keep = 1 - (2 * Math.PI * 0.4) / frameRate
  const result = new Float32Array(onset.length)
  let output = 0
  let sum = 0
  for (let index = 1; index < onset.length; index++) {
    output = keep * (output + onset[index]! - onset[index - 1]!)
    result[index] = output
    sum += output * output
  }
  const deviation = Math.sqrt(sum / onset.length)
  return deviation < 1e-3 ? undefined : result.map((value) => value / deviation)
}

// ------------------------------------------------------------------------------------------------ tempo

const slowest = 50
const fastest = 200
const tempoStep = 0.25
// Nearly an octave to each side is still likely. Lower than the middle of all music, because half the tempo is the better
// mistake: a film that is cut to every second beat still fits.
const likelyTempo = 100
const octaves = 0.9
const lagWeights = [1, 0.6, 0.25, 0.5]

function tempoOf(onset: Float32Array, hint: number | undefined): { readonly beatsPerMinute: number; readonly confidence: number } {
  const correlation = autocorrelation(onset, Math.ceil(((60 * frameRate) / slowest) * 4) + 2)
  const candidates: { readonly tempo: number; readonly score: number }[] = []
  for (let tempo = slowest; tempo <= fastest; tempo += tempoStep) {
    const lag = (60 * frameRate) / tempo
    const periodic = lagWeights.reduce((sum, weight, index) => sum + weight * at(correlation, lag * (index + 1)), 0)
    const prior = Math.exp(-0.5 * (Math.log2(tempo / likelyTempo) / octaves) ** 2)
    const near = hint === undefined || Math.abs(tempo / hint - 1) <= 0.12
    candidates.push({ tempo, score: near ? periodic * prior : -Infinity })
  }
  const best = candidates.reduce((most, one) => (one.score > most.score ? one : most))
  const second = candidates.filter((one, index) => Math.abs(one.tempo / best.tempo - 1) > 0.08 && one.score >= (candidates[index - 1]?.score ?? -Infinity) && one.score >= (candidates[index + 1]?.score ?? -Infinity))
    .reduce((most, one) => Math.max(most, one.score), 0)
  const confidence = hint !== undefined ? Math.min(1, Math.max(0, best.score / 2)) : best.score <= 0 ? 0 : Math.max(0, 1 - second / best.score)
  return { beatsPerMinute: best.tempo, confidence }
}

function autocorrelation(onset: Float32Array, longest: number): Float32Array {
  const result = new Float32Array(longest + 1)
  for (let lag = 0; lag <= longest && lag < onset.length; lag++) {
    let sum = 0
    for (let index = lag; index < onset.length; index++) sum += onset[index]! * onset[index - lag]!
    result[lag] = sum / onset.length
  }
  const whole = result[0]!
  return whole <= 0 ? result : result.map((value) => value / whole)
}

function at(values: Float32Array, place: number): number {
  const whole = Math.floor(place)
  const here = values[whole] ?? 0
  return here + ((values[whole + 1] ?? 0) - here) * (place - whole)
}

// ------------------------------------------------------------------------------------------------ beats

// How dearly a step that is not one period long is paid for.
const tightness = 120

function trackBeats(onset: Float32Array, period: number): number[] {
  const local = smoothed(onset, period / 32)
  const { score, from } = bestPaths(local, period)
  let place = lastBeat(score, period)
  const beats: number[] = []
  while (place >= 0) {
    beats.unshift(place)
    place = from[place]!
  }
  const threshold = 0.5 * Math.sqrt(beats.reduce((sum, beat) => sum + local[beat]! ** 2, 0) / Math.max(1, beats.length))
  // Beats before the first and after the last real onset are made up: left out.
  const first = beats.findIndex((beat) => local[beat]! > threshold)
  const last = beats.findLastIndex((beat) => local[beat]! > threshold)
  return first < 0 ? [] : beats.slice(first, last + 1).map((beat) => refined(local, beat))
}

function bestPaths(local: Float32Array, period: number): { readonly score: Float64Array; readonly from: Int32Array } {
  const score = new Float64Array(local.length)
  const from = new Int32Array(local.length).fill(-1)
  const shortest = Math.round(period / 2)
  const longest = Math.round(period * 2)
  const prices = Float64Array.from({ length: longest + 1 }, (_, gap) => (gap < shortest ? 0 : -tightness * Math.log(gap / period) ** 2))
  for (let index = 0; index < local.length; index++) {
    let best = 0
    for (let gap = shortest; gap <= longest && gap <= index; gap++) {
      const value = score[index - gap]! + prices[gap]!
      if (value > best) { best = value; from[index] = index - gap }
    }
    score[index] = local[index]! + best
  }
  return { score, from }
}

function lastBeat(score: Float64Array, period: number): number {
  let best = score.length - 1
  for (let index = Math.max(0, Math.floor(score.length - period * 1.5)); index < score.length; index++) if (score[index]! > score[best]!) best = index
  return best
}

function smoothed(onset: Float32Array, sigma: number): Float32Array {
  const reach = Math.max(1, Math.ceil(sigma * 3))
  const weights = Array.from({ length: reach * 2 + 1 }, (_, index) => Math.exp(-0.5 * ((index - reach) / Math.max(0.3, sigma)) ** 2))
  return onset.map((_, index) => weights.reduce((sum, weight, offset) => sum + weight * (onset[index + offset - reach] ?? 0), 0))
}

// The top of the parabola through three neighbours.
function refined(local: Float32Array, place: number): number {
  const [before, here, after] = [local[place - 1] ?? 0, local[place]!, local[place + 1] ?? 0]
  const bend = before - 2 * here + after
  return bend >= 0 ? place : place + Math.max(-0.5, Math.min(0.5, (0.5 * (before - after)) / bend))
}

function tempoFrom(beats: readonly number[]): number {
  const gaps = beats.slice(1).map((beat, index) => beat - beats[index]!).sort((a, b) => a - b)
  const middle = gaps.slice(Math.floor(gaps.length / 4), Math.ceil((gaps.length * 3) / 4))
  return (60 * frameRate * middle.length) / middle.reduce((sum, gap) => sum + gap, 0)
}

// ------------------------------------------------------------------------------------------------ bars

function chromaOf(power: Float64Array): Float32Array {
  const chroma = new Float32Array(12)
  // Below 80 Hz a bin is wider than a tone; above 2 kHz there are mostly overtones.
  for (let bin = Math.ceil((80 * frame) / soundRate); bin < (2000 * frame) / soundRate; bin++) {
    const tone = Math.round(12 * Math.log2((bin * soundRate) / frame / 440) + 120) % 12
    chroma[tone]! += Math.sqrt(power[bin]!)
  }
  return chroma
}

// Of the four ways to count, the one whose ones have most new harmony and most new bass.
function downbeatsOf(beats: readonly number[], chromas: readonly Float32Array[], bass: Float32Array): number[] {
  const places = beats.map((beat) => Math.round(beat))
  const harmony = places.map((place, index) => meanChroma(chromas, place, places[index + 1] ?? Math.min(chromas.length, place + 20)))
  const change = scaled(harmony.map((chroma, index) => (index === 0 ? 0 : distance(chroma, harmony[index - 1]!))))
  const entry = scaled(places.map((place) => Math.max(...[-2, -1, 0, 1, 2].map((offset) => bass[place + offset] ?? 0))))
  const scores = [0, 1, 2, 3].map((phase) => {
    let sum = 0
    let count = 0
    for (let index = phase; index < places.length; index += 4) { sum += change[index]! + entry[index]!; count++ }
    return sum / Math.max(1, count)
  })
  const best = scores.indexOf(Math.max(...scores))
  return places.flatMap((_, index) => (index % 4 === best ? [index] : []))
}

function meanChroma(chromas: readonly Float32Array[], from: number, to: number): Float32Array {
  const mean = new Float32Array(12)
  for (let index = from; index < to; index++) chromas[index]?.forEach((value, tone) => { mean[tone]! += value })
  const length = Math.hypot(...mean)
  return length === 0 ? mean : mean.map((value) => value / length)
}

function distance(one: Float32Array, other: Float32Array): number {
  return 1 - one.reduce((sum, value, tone) => sum + value * other[tone]!, 0)
}

function scaled(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  return values.map((value) => (mean === 0 ? 0 : value / mean))
}
