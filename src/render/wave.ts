// How loud a film's sound is from moment to moment, for a waveform that somebody cuts by: the highest sample of every
// twentieth of a second, as a byte each, so that twenty minutes are 24 KB beside the packets.

import { soundRate, type StereoBlock } from '../sound/index.ts'

/** Milliseconds of one value. */
export const waveStep = 50

const stepSamples = (soundRate * waveStep) / 1000

export interface Wave {
  add(block: StereoBlock): void
  /** Base64: one byte for each step, 255 is full scale. */
  result(): string
}

/** `samples`: how many belong to the film; what an encoder adds behind them counts for nothing. */
export function createWave(samples: number): Wave {
  const peaks = new Float32Array(Math.ceil(samples / stepSamples))
  let at = 0
  return {
    add({ left, right }) {
      for (let index = 0; index < left.length && at < samples; index++, at++) {
        const step = Math.floor(at / stepSamples)
        const loud = Math.max(Math.abs(left[index]!), Math.abs(right[index]!))
        if (loud > peaks[step]!) peaks[step] = loud
      }
    },
    result: () => Buffer.from(Uint8Array.from(peaks, (peak) => Math.round(Math.min(1, peak) * 255))).toString('base64'),
  }
}

/** The values of a wave, 0..1. */
export function readWave(base64: string): number[] {
  return Array.from(Buffer.from(base64, 'base64'), (byte) => Math.round((byte / 255) * 100) / 100)
}
