// Sustained sounds by spectrum: every harmonic is spread to a small bell of frequencies with random phases, and one
// inverse Fourier transform gives a loop that shimmers like an ensemble. One table serves three semitones; left and right
// read it from different places, which makes the widest image for the least work (PADsynth, Paul Nasca's method).

import { createDice, type Dice } from '../../base/index.ts'
import { soundRate } from '../pcm.ts'

export interface PadPatch {
  /** Width of each harmonic, cents. */
  readonly width: number
  /** How fast harmonics get weaker: amplitude of harmonic n is n to the minus this. */
  readonly slope: number
  /** Hz above which harmonics fade. */
  readonly bright: number
  /** Vowel-like peaks: centre Hz, width Hz, gain. */
  readonly formants?: readonly (readonly [hertz: number, width: number, gain: number])[]
  /** Seconds. */
  readonly attack: number
  readonly release: number
}

const size = 1 << 17

/** A loop of `size` samples per (patch, pitch group), made when first asked for. */
export function createPadTables(seed: string): (name: string, patch: PadPatch, pitch: number) => { readonly table: Float32Array; readonly rate: number } {
  const tables = new Map<string, Float32Array>()
  return (name, patch, pitch) => {
    const base = Math.round(pitch / 3) * 3
    const key = `${name}|${base}`
    const table = tables.get(key) ?? makeTable(patch, hertzOf(base), createDice(`${seed}|${key}`))
    tables.set(key, table)
    return { table, rate: hertzOf(pitch) / hertzOf(base) }
  }
}

/** Reads a table at a rate from a place, cubic enough for a smooth spectrum. `size` is a power of two. */
export function readTable(table: Float32Array, place: number): number {
  const whole = Math.floor(place)
  const part = place - whole
  const a = table[whole & (size - 1)]!
  return a + (table[(whole + 1) & (size - 1)]! - a) * part
}

export function hertzOf(pitch: number): number {
  return 440 * 2 ** ((pitch - 69) / 12)
}

function makeTable(patch: PadPatch, fundamental: number, dice: Dice): Float32Array {
  const real = new Float64Array(size)
  const imaginary = new Float64Array(size)
  for (let harmonic = 1; harmonic * fundamental < Math.min(16_000, patch.bright * 4); harmonic++) {
    const centre = harmonic * fundamental
    const gain = harmonic ** -patch.slope * (1 / (1 + (centre / patch.bright) ** 4)) * formantGain(patch, centre)
    spread(real, imaginary, centre, centre * (2 ** (patch.width / 1200) - 1), gain, dice)
  }
  inverseTransform(real, imaginary)
  const table = new Float32Array(size)
  let sum = 0
  for (let index = 0; index < size; index++) sum += real[index]! ** 2
  const scale = 0.18 / Math.sqrt(sum / size)
  for (let index = 0; index < size; index++) table[index] = real[index]! * scale
  return table
}

function formantGain(patch: PadPatch, hertz: number): number {
  return patch.formants === undefined ? 1 : patch.formants.reduce((sum, [centre, width, gain]) => sum + gain * Math.exp(-(((hertz - centre) / width) ** 2)), 0.08)
}

function spread(real: Float64Array, imaginary: Float64Array, centre: number, width: number, gain: number, dice: Dice): void {
  const bin = soundRate / size
  const reach = Math.max(2, Math.ceil((width * 2.5) / bin))
  const middle = Math.round(centre / bin)
  for (let offset = -reach; offset <= reach; offset++) {
    const at = middle + offset
    if (at <= 0 || at >= size / 2) continue
    const amount = (gain / Math.sqrt(reach)) * Math.exp(-(((at * bin - centre) / Math.max(width, bin)) ** 2))
    const phase = dice.next() * Math.PI * 2
    real[at]! += amount * Math.cos(phase)
    imaginary[at]! += amount * Math.sin(phase)
  }
}

// Radix-2 in place. Only the real part of the result is used: the sum of cosines that was asked for.
function inverseTransform(real: Float64Array, imaginary: Float64Array): void {
  for (let index = 1, mirror = 0; index < size; index++) {
    let bit = size >> 1
    for (; mirror & bit; bit >>= 1) mirror ^= bit
    mirror ^= bit
    if (index < mirror) {
      const [r, i] = [real[index]!, imaginary[index]!]
      real[index] = real[mirror]!
      imaginary[index] = imaginary[mirror]!
      real[mirror] = r
      imaginary[mirror] = i
    }
  }
  const cosines = new Float64Array(size / 2)
  const sines = new Float64Array(size / 2)
  for (let index = 0; index < size / 2; index++) {
    cosines[index] = Math.cos((2 * Math.PI * index) / size)
    sines[index] = Math.sin((2 * Math.PI * index) / size)
  }
  for (let length = 2; length <= size; length <<= 1) {
    const half = length >> 1
    const step = size / length
    for (let start = 0; start < size; start += length) {
      for (let offset = 0; offset < half; offset++) {
        const [cosine, sine] = [cosines[offset * step]!, sines[offset * step]!]
        const [low, high] = [start + offset, start + offset + half]
        const r = real[high]! * cosine - imaginary[high]! * sine
        const i = real[high]! * sine + imaginary[high]! * cosine
        real[high] = real[low]! - r
        imaginary[high] = imaginary[low]! - i
        real[low]! += r
        imaginary[low]! += i
      }
    }
  }
}
