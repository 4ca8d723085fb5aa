// Short sounds for cuts, made from noise and sines: whoosh, pop, tick. Nothing is sampled. The same effect, seed and
// length give the same samples.

import { createDice, type Dice } from '../base/index.ts'
import type { MadeEffect } from '../draft/index.ts'
import { silence, soundRate, type StereoBlock } from './pcm.ts'

/** Exactly so many samples of an effect. A whoosh swells and fades over all of them; a pop and a tick need only their beginning. */
export function makeEffect({ effect, seed }: MadeEffect, samples: number): StereoBlock {
  const block = silence(Math.max(0, samples))
  if (samples > 0) makers[effect](block, createDice(`${seed}|${effect}`))
  return block
}

type Maker = (block: StereoBlock, dice: Dice) => void

// Linear peaks. A whoosh is heard for longer and so needs less.
const peaks: Readonly<Record<MadeEffect['effect'], number>> = { whoosh: 0.45, pop: 0.5, tick: 0.5 }

const makers: Readonly<Record<MadeEffect['effect'], Maker>> = {
  // Noise through a band that climbs to the middle and falls again, from one side to the other.
  whoosh(block, dice) {
    const count = block.left.length
    const [low, high] = [260 + dice.next() * 120, 2200 + dice.next() * 900]
    const direction = dice.next() < 0.5 ? -1 : 1
    const band = createBand()
    for (let index = 0; index < count; index++) {
      const place = (index + 0.5) / count
      const swell = Math.sin(Math.PI * place) ** 2
      // Twice the same noise would be a narrow sound in the middle: each side has a little of its own.
      const shared = band.common(dice.next() - 0.5, low * (high / low) ** swell, 0.9)
      const pan = direction * (place * 2 - 1) * 0.7
      block.left[index] = (shared * Math.cos(((pan + 1) * Math.PI) / 4) + band.left(dice.next() - 0.5, 900, 0.7) * 0.12) * swell
      block.right[index] = (shared * Math.sin(((pan + 1) * Math.PI) / 4) + band.right(dice.next() - 0.5, 900, 0.7) * 0.12) * swell
    }
    level(block, peaks.whoosh)
  },
  // A sine that drops by an octave and a half and dies away within a tenth of a second.
  pop(block, dice) {
    const top = 680 + dice.next() * 180
    let phase = 0
    for (let index = 0; index < block.left.length; index++) {
      const time = index / soundRate
      phase += (2 * Math.PI * (top * 0.36 + top * 0.64 * Math.exp(-time / 0.018))) / soundRate
      const value = Math.sin(phase) * Math.min(1, time / 0.0015) * Math.exp(-time / 0.028)
      block.left[index] = value
      block.right[index] = value
    }
    ending(block)
    level(block, peaks.pop)
  },
  // Two thin resonances and a breath of noise: a switch that is thrown.
  tick(block, dice) {
    const [first, second] = [1900 + dice.next() * 500, 3700 + dice.next() * 900]
    for (let index = 0; index < block.left.length; index++) {
      const time = index / soundRate
      const body = Math.sin(2 * Math.PI * first * time) * Math.exp(-time / 0.004) + 0.6 * Math.sin(2 * Math.PI * second * time) * Math.exp(-time / 0.0025)
      const value = (body + (dice.next() - 0.5) * Math.exp(-time / 0.0015)) * Math.min(1, time / 0.0003)
      block.left[index] = value
      block.right[index] = value
    }
    ending(block)
    level(block, peaks.tick)
  },
}

// A state-variable band-pass each, with a memory of its own.
function createBand(): Readonly<Record<'common' | 'left' | 'right', (input: number, hertz: number, damping: number) => number>> {
  const one = () => {
    let low = 0
    let band = 0
    return (input: number, hertz: number, damping: number): number => {
      const step = 2 * Math.sin((Math.PI * hertz) / soundRate)
      low += step * band
      band += step * (input - low - damping * band)
      return band
    }
  }
  return { common: one(), left: one(), right: one() }
}

// The last five milliseconds go to nothing, whatever is left of the sound.
function ending(block: StereoBlock): void {
  const count = Math.min(240, block.left.length)
  for (let index = 0; index < count; index++) {
    const gain = (count - index - 1) / count
    block.left[block.left.length - count + index]! *= gain
    block.right[block.right.length - count + index]! *= gain
  }
}

function level(block: StereoBlock, peak: number): void {
  const loudest = block.left.reduce((most, value, index) => Math.max(most, Math.abs(value), Math.abs(block.right[index]!)), 0)
  const gain = loudest > 0 ? peak / loudest : 0
  for (let index = 0; index < block.left.length; index++) {
    block.left[index]! *= gain
    block.right[index]! *= gain
  }
}
