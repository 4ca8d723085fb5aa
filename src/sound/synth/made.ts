// Our own instruments: pads, choir, bells and sub bass that no small SoundFont does well, and a plainer stand-in for
// every other one, so that music works with nothing installed. Four ways of making a sound; each instrument is a row.

import { createDice, type Dice } from '../../base/index.ts'
import { soundRate, type StereoBlock } from '../pcm.ts'
import type { Instrument, Note, Track } from '../compose/score.ts'
import { hitDrum } from './made-drums.ts'
import { createPadTables, hertzOf, readTable, type PadPatch } from './pad.ts'

type Patch =
  | ({ readonly kind: 'pad' } & PadPatch)
  /** Sines that die away: ratio to the note, amplitude, seconds to -60 dB (at middle C; higher notes die sooner). */
  | { readonly kind: 'struck'; readonly partials: readonly (readonly [ratio: number, gain: number, seconds: number])[]; readonly release: number; readonly tremolo?: number; readonly knock?: number }
  /** A delay line that is plucked: brightness of the pluck, seconds to -60 dB, release. */
  | { readonly kind: 'plucked'; readonly bright: number; readonly seconds: number; readonly release: number }
  | { readonly kind: 'sub'; readonly drive: number }
  | { readonly kind: 'drums' }

const bowed = (width: number, slope: number, bright: number, attack: number, release: number): Patch => ({ kind: 'pad', width, slope, bright, attack, release })
const vowels = [[650, 160, 1], [1080, 200, 0.55], [2650, 350, 0.18], [300, 200, 0.5]] as const

const patches: Readonly<Record<Instrument, Patch>> = {
  'warm-pad': bowed(42, 1.25, 1900, 0.5, 0.9),
  'soft-choir': { kind: 'pad', width: 30, slope: 0.7, bright: 3600, formants: vowels, attack: 0.45, release: 0.8 },
  strings: bowed(26, 1.05, 3800, 0.28, 0.5), 'fast-strings': bowed(24, 1, 4200, 0.03, 0.18), violin: bowed(14, 0.95, 4800, 0.12, 0.25), cello: bowed(14, 1.05, 3000, 0.14, 0.3),
  contrabass: bowed(14, 1.2, 1600, 0.12, 0.3), horns: bowed(12, 1.3, 2200, 0.1, 0.3), flute: bowed(10, 1.9, 3500, 0.08, 0.2),
  piano: { kind: 'struck', release: 0.18, knock: 0.12, partials: [[1, 1, 5], [2.002, 0.55, 3.6], [3.006, 0.32, 2.8], [4.015, 0.2, 2.1], [5.03, 0.12, 1.6], [6.05, 0.07, 1.2], [7.09, 0.04, 0.9], [1.003, 0.5, 6]] },
  'e-piano': { kind: 'struck', release: 0.15, tremolo: 4.4, partials: [[1, 1, 3.5], [2, 0.2, 2], [3.01, 0.08, 1.2], [7, 0.07, 0.35], [14, 0.02, 0.2]] },
  celesta: { kind: 'struck', release: 0.8, partials: [[1, 1, 1.8], [4, 0.3, 0.7], [9, 0.08, 0.3]] },
  glockenspiel: { kind: 'struck', release: 1.2, partials: [[1, 1, 2.4], [2.76, 0.35, 1.2], [5.4, 0.2, 0.6], [8.93, 0.1, 0.3]] },
  vibes: { kind: 'struck', release: 0.7, tremolo: 5.2, partials: [[1, 1, 3.6], [4, 0.22, 1.2], [10, 0.06, 0.35]] },
  marimba: { kind: 'struck', release: 0.5, knock: 0.06, partials: [[1, 1, 0.8], [3.93, 0.3, 0.3], [9.6, 0.1, 0.12]] },
  bells: { kind: 'struck', release: 1.5, partials: [[0.5, 0.3, 4], [1, 1, 3.2], [1.19, 0.3, 2.4], [2, 0.5, 2], [2.74, 0.25, 1.3], [4.07, 0.15, 0.7]] },
  'soft-bells': { kind: 'struck', release: 2.2, tremolo: 0.8, partials: [[1, 1, 4.5], [2.001, 0.3, 3], [3.01, 0.12, 2], [5.4, 0.05, 0.9]] },
  'nylon-guitar': { kind: 'plucked', bright: 0.5, seconds: 3, release: 0.12 }, 'jazz-guitar': { kind: 'plucked', bright: 0.3, seconds: 3.2, release: 0.15 },
  'muted-guitar': { kind: 'plucked', bright: 0.45, seconds: 0.5, release: 0.06 }, harp: { kind: 'plucked', bright: 0.5, seconds: 4.5, release: 1.5 },
  pizzicato: { kind: 'plucked', bright: 0.35, seconds: 0.7, release: 0.3 }, 'upright-bass': { kind: 'plucked', bright: 0.28, seconds: 2.2, release: 0.1 },
  'finger-bass': { kind: 'plucked', bright: 0.35, seconds: 3, release: 0.08 }, 'sub-bass': { kind: 'sub', drive: 1.6 },
  kit: { kind: 'drums' }, 'room-kit': { kind: 'drums' }, 'brush-kit': { kind: 'drums' }, 'orchestra-kit': { kind: 'drums' },
}

// Kept for the life of the thread: some tens of half-megabyte tables, each of which costs 30 ms to make.
const tables = createPadTables('pad')

/** Plays tracks with our own instruments. */
export function createMadePlayer(): (track: Track, into: StereoBlock) => void {
  return (track, into) => {
    const patch = patches[track.instrument]
    const dice = createDice(track.instrument)
    for (const note of track.notes) {
      const start = Math.round(note.start * soundRate)
      if (start >= into.left.length) continue
      if (patch.kind === 'pad') playPad(note, start, patch, tables(track.instrument, patch, note.pitch), into, dice)
      else if (patch.kind === 'struck') playStruck(note, start, patch, into, dice)
      else if (patch.kind === 'plucked') playPlucked(note, start, patch, into, dice)
      else if (patch.kind === 'sub') playSub(note, start, patch.drive, into)
      else hitDrum(note, start, into, dice)
    }
  }
}

function playPad(note: Note, start: number, patch: PadPatch, { table, rate }: { readonly table: Float32Array; readonly rate: number }, into: StereoBlock, dice: Dice): void {
  const held = Math.round(note.length * soundRate)
  const attack = Math.max(1, Math.round(patch.attack * soundRate))
  const release = Math.round(patch.release * soundRate)
  const count = Math.min(held + release, into.left.length - start)
  const leftAt = dice.next() * 100_000
  const rightAt = leftAt + 40_000
  for (let index = 0; index < count; index++) {
    const rise = index < attack ? 0.5 - 0.5 * Math.cos((Math.PI * index) / attack) : 1
    const fall = index > held ? 0.5 + 0.5 * Math.cos((Math.PI * (index - held)) / release) : 1
    const gain = note.velocity * rise * fall
    into.left[start + index]! += readTable(table, leftAt + index * rate) * gain
    into.right[start + index]! += readTable(table, rightAt + index * rate) * gain
  }
}

// Each partial is a two-term recursion: as cheap as a sine can be.
function playStruck(note: Note, start: number, patch: Extract<Patch, { kind: 'struck' }>, into: StereoBlock, dice: Dice): void {
  const hertz = hertzOf(note.pitch)
  const shorter = 2 ** ((60 - note.pitch) / 24)
  const held = Math.round(note.length * soundRate)
  const longest = Math.max(...patch.partials.map(([, , seconds]) => seconds)) * shorter
  const count = Math.min(into.left.length - start, held + Math.round(patch.release * soundRate * 2), Math.round(longest * soundRate))
  const sound = new Float32Array(count)
  for (const [ratio, gain, seconds] of patch.partials) {
    const turn = (2 * Math.PI * hertz * ratio) / soundRate
    if (turn > 2.6) continue
    // Hard strokes are brighter.
    const strength = gain * note.velocity ** (1 + Math.max(0, ratio - 1) * 0.12) * 0.3
    ring(sound, turn, strength, Math.exp(-6.9 / (seconds * shorter * soundRate)))
  }
  if (patch.knock !== undefined) for (let index = 0; index < Math.min(count, 1400); index++) sound[index]! += (dice.next() - 0.5) * patch.knock * note.velocity * Math.exp(-index / 260)
  damp(sound, held, patch.release)
  const pan = 0.5 + Math.max(-0.3, Math.min(0.3, (note.pitch - 66) / 70))
  pour(sound, start, into, pan, patch.tremolo)
}

function ring(sound: Float32Array, turn: number, gain: number, decay: number): void {
  const first = 2 * decay * Math.cos(turn)
  const second = decay * decay
  let before = 0
  let now = gain * decay * Math.sin(turn)
  for (let index = 1; index < sound.length; index++) {
    sound[index]! += now
    const next = first * now - second * before
    before = now
    now = next
  }
}

function playPlucked(note: Note, start: number, patch: Extract<Patch, { kind: 'plucked' }>, into: StereoBlock, dice: Dice): void {
  const period = soundRate / hertzOf(note.pitch)
  const held = Math.round(note.length * soundRate)
  const seconds = patch.seconds * 2 ** ((52 - note.pitch) / 30)
  const count = Math.min(into.left.length - start, held + Math.round(patch.release * soundRate * 2), Math.round(seconds * soundRate))
  // The loop's averaging delays by half a sample; what is left of the period is tuned by interpolation.
  const length = Math.floor(period - 0.5)
  const part = period - 0.5 - length
  const line = pluck(length + 1, patch.bright * (0.5 + note.velocity / 2), dice)
  const loss = Math.exp((-6.9 * period) / (seconds * soundRate))
  const sound = new Float32Array(count)
  let previous = 0
  for (let index = 0, at = 0; index < count; index++) {
    const older = line[at]!
    const newer = line[(at + 1) % (length + 1)]!
    const read = older * part + newer * (1 - part)
    sound[index] = read * note.velocity * 0.7
    line[at] = loss * 0.5 * (read + previous)
    previous = read
    at = (at + 1) % (length + 1)
  }
  damp(sound, held, patch.release)
  pour(sound, start, into, 0.5 + Math.max(-0.2, Math.min(0.2, (note.pitch - 55) / 120)))
}

// Noise, softened: the softer the pluck, the fewer high partials.
function pluck(length: number, bright: number, dice: Dice): Float32Array {
  const line = new Float32Array(length)
  let low = 0
  for (let index = 0; index < length; index++) {
    low += (dice.next() * 2 - 1 - low) * bright
    line[index] = low
  }
  const mean = line.reduce((sum, value) => sum + value, 0) / length
  const peak = line.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 1e-6)
  return line.map((value) => (value - mean) / peak)
}

function playSub(note: Note, start: number, drive: number, into: StereoBlock): void {
  const held = Math.round(note.length * soundRate)
  const release = Math.round(0.12 * soundRate)
  const count = Math.min(held + release, into.left.length - start)
  const turn = (2 * Math.PI * hertzOf(note.pitch)) / soundRate
  for (let index = 0; index < count; index++) {
    const rise = Math.min(1, index / (0.02 * soundRate))
    const fall = index > held ? 1 - (index - held) / release : 1
    const value = Math.tanh(drive * Math.sin(turn * index)) * 0.4 * note.velocity * rise * fall
    into.left[start + index]! += value
    into.right[start + index]! += value
  }
}

function damp(sound: Float32Array, held: number, release: number): void {
  const decay = Math.exp(-6.9 / (release * 2 * soundRate))
  let gain = 1
  for (let index = held; index < sound.length; index++) sound[index]! *= gain *= decay
  const last = Math.min(480, sound.length)
  for (let index = 0; index < last; index++) sound[sound.length - 1 - index]! *= index / last
}

function pour(sound: Float32Array, start: number, into: StereoBlock, pan: number, tremolo?: number): void {
  const left = Math.cos((pan * Math.PI) / 2) * Math.SQRT2
  const right = Math.sin((pan * Math.PI) / 2) * Math.SQRT2
  for (let index = 0; index < sound.length; index++) {
    const sway = tremolo === undefined ? 0 : 0.3 * Math.sin((2 * Math.PI * tremolo * (start + index)) / soundRate)
    into.left[start + index]! += sound[index]! * left * (1 + sway)
    into.right[start + index]! += sound[index]! * right * (1 - sway)
  }
}
