// The last step of a mix: one gain for the whole film so that it is as loud as platforms expect, and a limiter for the
// peaks. Measured first, then applied, so a film is never louder in one place than its mix meant.

import { createLimiter, type Limiter } from './limiter.ts'
import { createLoudnessMeter, type Loudness } from './loudness.ts'
import { createTruePeakMeter } from './true-peak.ts'
import type { StereoBlock } from './pcm.ts'

/** Integrated loudness of every film, LUFS. */
export const targetLoudness = -14
/** True peak before AAC, dBTP: the codec adds up to half a decibel (measured at 256 kb/s). */
export const peakCeiling = -1.5

export interface MixMeasure extends Loudness {
  /** dBTP; -Infinity for silence. */
  readonly truePeak: number
}

/** Measures a mix while it passes by. */
export function createMixMeter(): { add(block: StereoBlock): void; result(): MixMeasure } {
  const loudness = createLoudnessMeter()
  const peak = createTruePeakMeter()
  return {
    add(block) {
      loudness.add(block)
      peak.add(block)
    },
    result: () => ({ ...loudness.result(), truePeak: peak.result() }),
  }
}

/** What is done to the whole mix, as plain data. */
export interface Master {
  /** Linear. */
  readonly gain: number
  /** dBTP. */
  readonly ceiling: number
}

// A whisper recorded at -50 LUFS is raised, but not until only its noise is heard.
const largestBoost = 30
// Quieter than this nobody meant to be heard: digital dust stays as it is.
const silentLoudness = -60
const closeEnough = 0.08
const rounds = 4

/**
 * Finds the gain that brings a measured mix to the target after limiting. `hear` says how loud the mix is under a master, LUFS;
 * it is asked only when the limiter has work to do (at most four times), and told by how many decibels the peaks are too high.
 * Silence keeps gain 1.
 */
export function solveMaster(
  measured: MixMeasure, hear: (master: Master, excess: number) => number, wish: { readonly loudness?: number; readonly ceiling?: number } = {},
): Master {
  const ceiling = wish.ceiling ?? peakCeiling
  const target = wish.loudness ?? targetLoudness
  if (!(measured.integrated > silentLoudness)) return { gain: 1, ceiling }
  let boost = Math.min(largestBoost, target - measured.integrated)
  let before = { boost: -Infinity, loudness: -Infinity }
  for (let round = 0; round < rounds && measured.truePeak + boost > ceiling; round++) {
    const loudness = hear({ gain: 10 ** (boost / 20), ceiling }, measured.truePeak + boost - ceiling)
    if (Math.abs(target - loudness) < closeEnough || boost >= largestBoost) break
    // The harder the limiter works, the less one more decibel of gain gives: go by what the last one gave.
    const yielded = round === 0 ? 1 : Math.max(0.25, Math.min(1, (loudness - before.loudness) / (boost - before.boost)))
    before = { boost, loudness }
    boost = Math.min(largestBoost, boost + (target - loudness) / yielded)
  }
  return { gain: 10 ** (boost / 20), ceiling }
}

/** Applies a master to a mix, block by block; the sum of all outputs is as long as the sum of all inputs. */
export function createMaster(master: Master): Limiter {
  return createLimiter(master.gain, master.ceiling)
}

/** How loud a mix is under a master, LUFS. */
export function masteredLoudness(blocks: Iterable<StereoBlock>, master: Master): number {
  const limiter = createMaster(master)
  const meter = createLoudnessMeter()
  for (const block of blocks) meter.add(limiter.push(block))
  meter.add(limiter.flush())
  return meter.result().integrated
}
