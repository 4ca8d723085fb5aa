// Drums out of sines and noise, by General MIDI percussion key: a sweep for the bass drum, two modes and noise for the
// snare, metal for cymbals, bursts for claps. A key we do not know sounds like a wooden tick.

import type { Dice } from '../../base/index.ts'
import { soundRate, type StereoBlock } from '../pcm.ts'
import type { Note } from '../compose/score.ts'

interface Drum {
  /** Tones: Hz at first, Hz later, seconds to -60 dB, gain. */
  readonly tones: readonly (readonly [from: number, to: number, seconds: number, gain: number])[]
  /** Noise: seconds to -60 dB, gain, 0..1 how much of its lows is taken away. */
  readonly noise?: readonly [seconds: number, gain: number, bright: number]
  /** Seconds between bursts of noise, for claps. */
  readonly bursts?: number
  /** 0 left .. 1 right. */
  readonly pan: number
}

const metal = [2093, 2794, 3136, 4186, 5587, 7040] as const
const cymbal = (seconds: number, gain: number, pan: number): Drum => ({ tones: metal.map((hertz) => [hertz, hertz, seconds * 0.8, gain * 0.04] as const), noise: [seconds, gain, 0.95], pan })
const tom = (hertz: number, pan: number): Drum => ({ tones: [[hertz * 1.5, hertz, 0.7, 0.8], [hertz * 2.4, hertz * 1.6, 0.3, 0.3]], noise: [0.08, 0.12, 0.3], pan })

const drums: Readonly<Record<number, Drum>> = {
  36: { tones: [[190, 50, 0.38, 1.1]], noise: [0.02, 0.15, 0.4], pan: 0.5 },
  37: { tones: [[1700, 1650, 0.06, 0.35]], noise: [0.03, 0.2, 0.8], pan: 0.45 },
  38: { tones: [[230, 185, 0.16, 0.4], [360, 330, 0.1, 0.2]], noise: [0.22, 0.5, 0.75], pan: 0.5 },
  39: { tones: [], noise: [0.2, 0.55, 0.7], bursts: 0.011, pan: 0.52 },
  41: tom(82, 0.6), 43: tom(98, 0.56), 45: tom(120, 0.45), 47: tom(140, 0.4),
  42: cymbal(0.07, 0.22, 0.6), 44: cymbal(0.06, 0.16, 0.6), 46: cymbal(0.35, 0.22, 0.6), 49: cymbal(1.6, 0.35, 0.4), 51: cymbal(0.8, 0.14, 0.66), 57: cymbal(2, 0.35, 0.55),
  54: cymbal(0.12, 0.18, 0.35), 82: { tones: [], noise: [0.07, 0.2, 0.9], pan: 0.36 }, 83: { tones: metal.map((hertz) => [hertz * 1.3, hertz * 1.3, 0.25, 0.04] as const), noise: [0.14, 0.16, 0.97], pan: 0.62 },
}
const tick: Drum = { tones: [[1400, 1300, 0.05, 0.3]], pan: 0.5 }

/** Adds one stroke to a block. */
export function hitDrum(note: Note, start: number, into: StereoBlock, dice: Dice): void {
  const drum = drums[note.pitch] ?? tick
  const longest = Math.max(drum.noise?.[0] ?? 0, ...drum.tones.map((tone) => tone[2])) + (drum.bursts ?? 0) * 3
  const sound = new Float32Array(Math.min(into.left.length - start, Math.round(longest * soundRate)))
  for (const [from, to, seconds, gain] of drum.tones) addTone(sound, from, to, seconds, gain * note.velocity)
  if (drum.noise !== undefined) addNoise(sound, drum.noise, drum.bursts ?? 0, note.velocity, dice)
  const [left, right] = [Math.cos((drum.pan * Math.PI) / 2) * Math.SQRT2, Math.sin((drum.pan * Math.PI) / 2) * Math.SQRT2]
  for (let index = 0; index < sound.length; index++) {
    into.left[start + index]! += sound[index]! * left
    into.right[start + index]! += sound[index]! * right
  }
}

function addTone(sound: Float32Array, from: number, to: number, seconds: number, gain: number): void {
  const decay = Math.exp(-6.9 / (seconds * soundRate))
  let phase = 0
  let level = gain
  for (let index = 0; index < sound.length; index++) {
    const hertz = to + (from - to) * Math.exp(-index / (0.025 * soundRate))
    phase += (2 * Math.PI * hertz) / soundRate
    sound[index]! += Math.sin(phase) * level
    level *= decay
  }
}

function addNoise(sound: Float32Array, [seconds, gain, bright]: NonNullable<Drum['noise']>, bursts: number, velocity: number, dice: Dice): void {
  const decay = Math.exp(-6.9 / (seconds * soundRate))
  const gap = Math.round(bursts * soundRate)
  let level = 0
  let low = 0
  for (let index = 0; index < sound.length; index++) {
    if (index === 0 || (gap > 0 && index % gap === 0 && index <= gap * 3)) level = gain * velocity
    const white = dice.next() * 2 - 1
    low += (white - low) * (1 - bright * 0.6)
    sound[index]! += (white - low * bright) * level
    level *= gap > 0 && index < gap * 3 ? decay ** 4 : decay
  }
}
