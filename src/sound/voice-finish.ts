// What is done to every voice before it is mixed: 48 kHz stereo, no rumble, a little less hiss, one loudness for all.

import { createLimiter } from './limiter.ts'
import { measureLoudness } from './loudness.ts'
import { voiceLoudness } from './mix-plan.ts'
import { soundRate, type StereoBlock } from './pcm.ts'
import { designResampleFilter, inputRange, resample, resampledLength } from './resample.ts'
import { highPass, highShelf } from './synth/filter.ts'

/** Mono speech of any rate as a finished stereo block at -17 LUFS, peaks under -1.5 dBTP. */
export function finishVoice(samples: Float32Array, rate: number): StereoBlock {
  const mono = rate === soundRate ? samples.slice() : resampleWhole(samples, rate)
  const block = { left: mono, right: mono.slice() }
  highPass(block, 90)
  highShelf(block, 6000, -2)
  const loudness = measureLoudness(block).integrated
  if (!Number.isFinite(loudness)) return block
  const limiter = createLimiter(10 ** ((voiceLoudness - loudness) / 20), -1.5)
  const first = limiter.push(block)
  const rest = limiter.flush()
  return { left: joined(first.left, rest.left), right: joined(first.right, rest.right) }
}

function resampleWhole(samples: Float32Array, rate: number): Float32Array {
  const filter = designResampleFilter(rate, soundRate)
  const count = resampledLength(filter, samples.length)
  if (count === 0) return new Float32Array(0)
  const { first, end } = inputRange(filter, 0, count)
  const padded = new Float32Array(end - first)
  padded.set(samples.subarray(0, end), -first)
  return resample(filter, padded, 0, count)
}

function joined(one: Float32Array, other: Float32Array): Float32Array {
  const all = new Float32Array(one.length + other.length)
  all.set(one)
  all.set(other, one.length)
  return all
}
