// Loudness as people hear it: ITU-R BS.1770-4 (K weighting, 400 ms blocks, gates at -70 LUFS and -10 LU) and loudness
// range by EBU Tech 3342. Streaming; remembers one number per 100 ms. 48 kHz stereo only.

import { soundRate, type StereoBlock } from './pcm.ts'

export interface Loudness {
  /** LUFS over the whole; -Infinity for silence. */
  readonly integrated: number
  /** Loudness range, LU; 0 for sound shorter than three seconds. */
  readonly range: number
  /** The loudest three seconds, LUFS. */
  readonly shortTermMaximum: number
}

export interface LoudnessMeter {
  /** Blocks of any length, in order. */
  add(block: StereoBlock): void
  /** What has been heard so far. */
  result(): Loudness
}

const hop = soundRate / 10
const absoluteGate = -70
const relativeGate = -10

export function createLoudnessMeter(): LoudnessMeter {
  const left = kWeighting()
  const right = kWeighting()
  const energies: number[] = []
  let sum = 0
  let filled = 0
  return {
    add(block) {
      for (let at = 0; at < block.left.length;) {
        const until = Math.min(block.left.length, at + hop - filled)
        sum += left(block.left, at, until) + right(block.right, at, until)
        filled += until - at
        at = until
        if (filled < hop) continue
        energies.push(sum / hop)
        sum = filled = 0
      }
    },
    result: () => resultOf(energies, filled === 0 ? undefined : sum / filled),
  }
}

/** Loudness of one block in memory. */
export function measureLoudness(block: StereoBlock): Loudness {
  const meter = createLoudnessMeter()
  meter.add(block)
  return meter.result()
}

// Sound shorter than one gating block is measured as one block, so that a two-tenths sound effect has a loudness too.
function resultOf(energies: readonly number[], rest: number | undefined): Loudness {
  const blocks = energies.length >= 4 ? windowMeans(energies, 4) : [mean([...energies, ...(rest === undefined ? [] : [rest])])]
  const windows = energies.length >= 30 ? windowMeans(energies, 30) : []
  return {
    integrated: gated(blocks),
    range: rangeOf(windows),
    shortTermMaximum: decibels(windows.length > 0 ? windows.reduce((most, one) => Math.max(most, one), 0) : mean(blocks)),
  }
}

function gated(blocks: readonly number[]): number {
  const heard = blocks.filter((energy) => decibels(energy) > absoluteGate)
  if (heard.length === 0) return -Infinity
  const gate = decibels(mean(heard)) + relativeGate
  return decibels(mean(heard.filter((energy) => decibels(energy) > gate)))
}

function rangeOf(windows: readonly number[]): number {
  const heard = windows.filter((energy) => decibels(energy) > absoluteGate)
  if (heard.length === 0) return 0
  const gate = decibels(mean(heard)) - 20
  const sorted = heard.map(decibels).filter((level) => level > gate).sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? 0
  return at(0.95) - at(0.1)
}

function windowMeans(energies: readonly number[], length: number): number[] {
  const means: number[] = []
  for (let end = length; end <= energies.length; end++) {
    let sum = 0
    for (let index = end - length; index < end; index++) sum += energies[index]!
    means.push(sum / length)
  }
  return means
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function decibels(energy: number): number {
  return energy <= 0 ? -Infinity : -0.691 + 10 * Math.log10(energy)
}

// The two biquads of BS.1770 with their published constants for 48 kHz, as one loop that adds up squares.
function kWeighting(): (samples: Float32Array, from: number, to: number) => number {
  let a1 = 0
  let a2 = 0
  let b1 = 0
  let b2 = 0
  return (samples, from, to) => {
    let sum = 0
    for (let index = from; index < to; index++) {
      const first = samples[index]! + 1.69065929318241 * a1 - 0.73248077421585 * a2 + 1e-20
      const shelved = 1.53512485958697 * first - 2.69169618940638 * a1 + 1.19839281085285 * a2
      a2 = a1
      a1 = first
      const second = shelved + 1.99004745483398 * b1 - 0.99007225036621 * b2
      const weighted = second - 2 * b1 + b2
      b2 = b1
      b1 = second
      sum += weighted * weighted
    }
    return sum
  }
}
