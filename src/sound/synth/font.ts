// Plays tracks with a SoundFont. The font's bytes come from outside; the synthesizer is used dry and event by event, so
// that notes start on their exact sample and every track is a stem of its own.

import { SoundBankLoader, SpessaSynthProcessor } from 'spessasynth_core'
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
      const outputs = [[into.left, into.right]]
      let at = 0
      for (const event of eventsOf(track)) {
        const until = Math.min(event.at, into.left.length)
        at = render(synth, outputs, idle, at, until)
        if (event.velocity > 0) synth.noteOn(on, event.pitch, event.velocity)
        else synth.noteOff(on, event.pitch)
      }
      render(synth, outputs, idle, at, into.left.length)
      synth.stopAllChannels(true)
    },
  }
}

// Adds samples at..until to the outputs, in pieces. Effects are off: their outputs are not touched.
function render(synth: SpessaSynthProcessor, outputs: Float32Array[][], idle: StereoBlock, at: number, until: number): number {
  for (let from = at; from < until; from += piece) synth.processSplit(outputs, idle.left, idle.right, from, Math.min(piece, until - from))
  return Math.max(at, until)
}

interface Event {
  readonly at: number
  readonly pitch: number
  /** 1..127; 0 = off. */
  readonly velocity: number
}

// A note that is struck again while it sounds is ended just before; ends go before beginnings on the same sample.
function eventsOf(track: Track): Event[] {
  const nextStart = new Map<number, number>()
  const events: Event[] = []
  for (const note of [...track.notes].reverse()) {
    const at = Math.round(note.start * soundRate)
    const end = Math.min(Math.round((note.start + note.length) * soundRate), (nextStart.get(note.pitch) ?? Infinity) - 1)
    nextStart.set(note.pitch, at)
    if (end <= at) continue
    events.push({ at, pitch: note.pitch, velocity: Math.max(1, Math.round(note.velocity * 127)) }, { at: end, pitch: note.pitch, velocity: 0 })
  }
  return events.sort((a, b) => a.at - b.at || a.velocity - b.velocity || a.pitch - b.pitch)
}
