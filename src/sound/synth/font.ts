// Plays tracks with a SoundFont. The font's bytes come from outside; the synthesizer is used dry and note by note, so that
// notes start on their exact sample, equal notes are made once, and every track is a stem of its own.

import type { SpessaSynthProcessor } from 'spessasynth_core'
import { soundRate, type StereoBlock } from '../pcm.ts'
import type { Instrument, Track } from '../compose/score.ts'

/** Plays single tracks. The same track gives the same samples. */
export interface FontPlayer {
  /** True when the font has this instrument. */
  plays(instrument: Instrument): boolean
  /** Adds the track to a block as long as the song; notes ring until its end. */
  play(track: Track, into: StereoBlock): void
}

// General MIDI programs; kits are programs of the drum channel. What is not here is made by our own synthesis.
const programs: Readonly<Partial<Record<Instrument, number>>> = {
  piano: 0, 'e-piano': 4, celesta: 8, glockenspiel: 9, vibes: 11, marimba: 12, bells: 14, 'nylon-guitar': 24, 'jazz-guitar': 26, 'muted-guitar': 28,
  'upright-bass': 32, 'finger-bass': 33, violin: 40, cello: 42, contrabass: 43, pizzicato: 45, harp: 46, strings: 48, 'fast-strings': 48, horns: 60, flute: 73,
}
const kits: Readonly<Partial<Record<Instrument, number>>> = { kit: 0, 'room-kit': 8, 'brush-kit': 40, 'orchestra-kit': 48 }

const drumChannel = 9
const channel = 0
// The synthesizer's own control rate: envelopes move once per call, so calls must not be longer.
const piece = 256
const volume = 7
const expression = 11
const reverbSend = 91
const chorusSend = 93

/** Reads a font. Throws what the reader throws for bytes that are none. */
export async function createFontPlayer(font: ArrayBuffer): Promise<FontPlayer> {
  // Loaded when a song is to be played: it is large, and most films bring their own music.
  const { SoundBankLoader, SpessaSynthProcessor } = await import('spessasynth_core')
  const bank = SoundBankLoader.fromArrayBuffer(font)
  // One processor for good: destroying it would destroy the bank with it.
  const synth = new SpessaSynthProcessor(soundRate, { maxBufferSize: piece, effectsEnabled: false, eventsEnabled: false })
  await synth.processorInitialized
  synth.soundBankManager.addSoundBank(bank, 'main')
  const idle = { left: new Float32Array(piece), right: new Float32Array(piece) }
  return {
    plays: (instrument) => instrument in programs || instrument in kits,
    play(track, into) {
      const on = track.instrument in kits ? drumChannel : channel
      synth.stopAllChannels(true)
      for (const [controller, value] of [[volume, 100], [expression, 127], [reverbSend, 0], [chorusSend, 0]] as const) synth.controllerChange(on, controller as never, value)
      synth.programChange(on, kits[track.instrument] ?? programs[track.instrument] ?? 0)
      for (const strokes of repeated(track, into.left.length)) playStrokes(synth, on, strokes, into, idle)
      synth.clearCache()
    },
  }
}

/** Equal notes of a track: they are played once and added wherever they stand. */
interface Strokes {
  readonly pitch: number
  /** 1..127 */
  readonly velocity: number
  /** Samples. */
  readonly length: number
  readonly places: readonly number[]
}

// Velocities in steps of four and lengths of 20 ms cannot be told apart by ear, and make a bar that repeats cost nothing.
const velocityStep = 4
const lengthStep = 0.02 * soundRate

function repeated(track: Track, end: number): Iterable<Strokes> {
  const strokes = new Map<string, { pitch: number; velocity: number; length: number; places: number[] }>()
  const nextStart = new Map<number, number>()
  for (const note of [...track.notes].reverse()) {
    const at = Math.round(note.start * soundRate)
    // A note that is struck again while it sounds is let go just before.
    const held = Math.min(note.length * soundRate, (nextStart.get(note.pitch) ?? Infinity) - at - 1)
    nextStart.set(note.pitch, at)
    if (at >= end || held < 1) continue
    const velocity = Math.max(1, Math.min(127, Math.round((note.velocity * 127) / velocityStep) * velocityStep))
    const length = Math.max(lengthStep, Math.round(held / lengthStep) * lengthStep)
    const key = `${note.pitch}|${velocity}|${length}`
    const known = strokes.get(key) ?? { pitch: note.pitch, velocity, length, places: [] }
    strokes.set(key, known)
    known.places.push(at)
  }
  return strokes.values()
}

function playStrokes(synth: SpessaSynthProcessor, on: number, strokes: Strokes, into: StereoBlock, idle: StereoBlock): void {
  const longest = into.left.length - Math.min(...strokes.places)
  if (strokes.places.length === 1) {
    playNote(synth, on, strokes, into, strokes.places[0]!, into.left.length, idle)
    return
  }
  const sound = { left: new Float32Array(Math.min(longest, strokes.length + longestRelease)), right: new Float32Array(Math.min(longest, strokes.length + longestRelease)) }
  const count = playNote(synth, on, strokes, sound, 0, sound.left.length, idle)
  for (const place of strokes.places) {
    const until = Math.min(count, into.left.length - place)
    for (let index = 0; index < until; index++) {
      into.left[place + index]! += sound.left[index]!
      into.right[place + index]! += sound.right[index]!
    }
  }
}

// The longest cymbals of the font have died away by then.
const longestRelease = 6 * soundRate

/** Adds one note from sample `at` on until it is silent; gives the sample after its end. */
function playNote(synth: SpessaSynthProcessor, on: number, note: Strokes, into: StereoBlock, at: number, end: number, idle: StereoBlock): number {
  const outputs = [[into.left, into.right]]
  const release = Math.min(end, at + note.length)
  synth.noteOn(on, note.pitch, note.velocity)
  let from = at
  for (; from < release; from += piece) synth.processSplit(outputs, idle.left, idle.right, from, Math.min(piece, release - from))
  from = release
  synth.noteOff(on, note.pitch)
  for (; from < end; from += piece) {
    synth.processSplit(outputs, idle.left, idle.right, from, Math.min(piece, end - from))
    if (synth.voiceCount === 0) break
  }
  synth.stopAllChannels(true)
  return Math.min(end, from + piece)
}
