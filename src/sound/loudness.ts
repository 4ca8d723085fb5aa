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
  const energyOf = kWeighting()
  const energies: number[] = []
  let sum = 0
  let filled = 0
  return {
    add(block) {
      for (let at = 0; at < block.left.length;) {
        const until = Math.min(block.left.length, at + hop - filled)
        sum += energyOf(block, at, until)
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

// The two biquads of BS.1770 with their published constants for 48 kHz, as one loop that adds up the squares of both sides:
// a step waits for the one before it, so two sides together take little longer than one. What is remembered between calls
// lives in locals during the loop, because a captured number costs an allocation each time it changes.
function kWeighting(): (block: StereoBlock, from: number, to: number) => number {
  const kept = new Float64Array(8)
  return ({ left, right }, from, to) => {
    let [leftA1, leftA2, leftB1, leftB2, rightA1, rightA2, rightB1, rightB2] = kept as unknown as [number, number, number, number, number, number, number, number]
    let sum = 0
    for (let index = from; index < to; index++) {
      const leftFirst = left[index]! + 1.69065929318241 * leftA1 - 0.73248077421585 * leftA2 + 1e-20
      const rightFirst = right[index]! + 1.69065929318241 * rightA1 - 0.73248077421585 * rightA2 + 1e-20
      const leftSecond = 1.53512485958697 * leftFirst - 2.69169618940638 * leftA1 + 1.19839281085285 * leftA2 + 1.99004745483398 * leftB1 - 0.99007225036621 * leftB2
      const rightSecond = 1.53512485958697 * rightFirst - 2.69169618940638 * rightA1 + 1.19839281085285 * rightA2 + 1.99004745483398 * rightB1 - 0.99007225036621 * rightB2
      const leftWeighted = leftSecond - 2 * leftB1 + leftB2
      const rightWeighted = rightSecond - 2 * rightB1 + rightB2
      leftA2 = leftA1
      leftA1 = leftFirst
      leftB2 = leftB1
      leftB1 = leftSecond
      rightA2 = rightA1
      rightA1 = rightFirst
      rightB2 = rightB1
      rightB1 = rightSecond
      sum += leftWeighted * leftWeighted + rightWeighted * rightWeighted
    }
    kept.set([leftA1, leftA2, leftB1, leftB2, rightA1, rightA2, rightB1, rightB2])
    return sum
  }
}
