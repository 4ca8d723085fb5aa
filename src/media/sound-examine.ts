// Facts of a sound file: what it is, how long, how loud, whose. Reads a long file in places only, so three hours of mp3
// cost about as much as three minutes. Never throws for a bad file: every trouble is a fault with a way out.

import { success, type Outcome } from '../base/index.ts'
import type { BeatFacts, SoundFacts } from '../draft/index.ts'
import { createBeatListener, createLoudnessMeter, soundRate, type StereoBlock } from '../sound/index.ts'
import { openSoundDecoder } from './sound-decode.ts'
import { openSound, type OpenSound } from './sound-open.ts'

export interface SoundExamination {
  /** Listens for the beat too, in the first five minutes: costs about a second of CPU for two minutes of music. */
  readonly beats?: boolean
  /** Beats per minute that somebody has said; absent: any. */
  readonly tempo?: number
}

/**
 * Examines a local sound file. Loudness is measured on up to a minute spread over the file. A silent file is fine, with a
 * warning. Faults: those of openSound.
 */
export async function examineSound(path: string, wish: SoundExamination = {}): Promise<Outcome<SoundFacts>> {
  const stated = statedFacts(path)
  if (!stated.ok) return stated
  const opened = openSound(path)
  if (!opened.ok) return opened
  const sound = opened.value
  const sample = await listen(sound, stated.value.duration)
  const tempo = wish.beats === true ? await listenForBeats(sound, wish.tempo) : undefined
  const damaged = sound.damaged()
  sound.close()
  const warnings = [
    ...(damaged > 0 ? [`The sound is damaged in ${damaged === 1 ? 'one place' : `${damaged} places`}; parts of it are missing or silent.`] : []),
    ...(sample.peak < silentPeak ? ['It is silent: nothing will be heard of it.'] : []),
  ]
  return success({
    ...stated.value,
    ...(Number.isFinite(sample.loudness) ? { loudness: Math.round(sample.loudness * 10) / 10 } : {}),
    ...(tempo === undefined ? {} : { tempo }),
    ...(warnings.length > 0 ? { warnings } : {}),
  })
}

// Below -66 dBFS even at full volume nobody hears anything.
const silentPeak = 0.0005
// Six stretches of ten seconds tell a song's loudness within about one LU, at a fifth of a second of CPU.
const stretches = 6
const stretchSeconds = 10

function statedFacts(path: string): Outcome<SoundFacts> {
  const opened = openSoundDecoder(path)
  if (!opened.ok) return opened
  const decoder = opened.value
  const counted = decoder.container.demuxer === 'mp3' || decoder.container.demuxer === 'aac' ? decoder.countLength() : decoder.statedLength
  const facts: SoundFacts = {
    kind: 'sound',
    bytes: decoder.container.bytes,
    format: decoder.container.format,
    duration: Math.round((counted * 1000) / decoder.rate),
    sampleRate: decoder.rate,
    channels: decoder.channels,
    codec: decoder.codec,
    ...tagged('title', decoder.tags),
    ...tagged('artist', decoder.tags),
  }
  decoder.close()
  return success(facts)
}

// Tag names differ in case between containers.
function tagged(name: 'title' | 'artist', tags: Readonly<Record<string, string>>): Partial<SoundFacts> {
  const key = Object.keys(tags).find((candidate) => candidate.toLowerCase() === name)
  const text = key === undefined ? '' : tags[key]!.trim().slice(0, 200)
  return text === '' ? {} : { [name]: text }
}

async function listen(sound: OpenSound, duration: number): Promise<{ readonly loudness: number; readonly peak: number }> {
  const meter = createLoudnessMeter()
  let peak = 0
  for (const [from, to] of listeningPlaces(Math.ceil((duration / 1000) * soundRate))) {
    for (let at = from; at < to; at += soundRate) {
      const block = await sound.read(at, Math.min(soundRate, to - at))
      meter.add(block)
      peak = Math.max(peak, peakOf(block))
      if (block.left.length === 0) break
    }
  }
  return { loudness: meter.result().integrated, peak }
}

// Nobody cuts to the beat for longer, and the grid of a three-hour mix would be of no use.
const beatSeconds = 300

async function listenForBeats(sound: OpenSound, tempo: number | undefined): Promise<BeatFacts | undefined> {
  const listener = createBeatListener()
  for (let second = 0; second < beatSeconds; second++) {
    const block = await sound.read(second * soundRate, soundRate)
    listener.add(block)
    if (block.left.length < soundRate) break
  }
  return listener.result(tempo)
}

function listeningPlaces(samples: number): (readonly [from: number, to: number])[] {
  const length = stretchSeconds * soundRate
  if (samples <= length * stretches) return [[0, samples]]
  return Array.from({ length: stretches }, (_, index) => {
    const from = Math.floor(((samples - length) * index) / (stretches - 1))
    return [from, from + length] as const
  })
}

function peakOf(block: StereoBlock): number {
  let peak = 0
  for (const side of [block.left, block.right]) for (const value of side) if (Math.abs(value) > peak) peak = Math.abs(value)
  return peak
}
