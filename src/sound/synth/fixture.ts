// What can be measured of a finished song without ears, for the tests of all moods: lengths, levels, balance, silence.

import type { Mood } from '../../draft/index.ts'
import { compose } from '../compose/compose.ts'
import type { Score } from '../compose/score.ts'
import { measureLoudness } from '../loudness.ts'
import { soundRate, type StereoBlock } from '../pcm.ts'
import { measureTruePeak } from '../true-peak.ts'
import type { FontPlayer } from './font.ts'
import { renderSong } from './song.ts'

export interface SongMeasure {
  readonly samples: number
  readonly loudness: number
  /** LU */
  readonly range: number
  /** dBTP */
  readonly truePeak: number
  /** Largest sample, linear. */
  readonly peak: number
  readonly offset: number
  /** Share of 50 ms frames before the tail under -50 dBFS. */
  readonly quiet: number
  /** Last 50 ms, dBFS. */
  readonly ending: number
  /** dB per octave from 62 Hz to 8 kHz. */
  readonly tilt: number
  /** Share of the downbeats within 20 ms of an onset that can be heard; undefined for moods without drums. */
  readonly hits: number | undefined
  /** FNV-1a over all bits, hex. */
  readonly hash: string
}

export async function measuredSong(mood: Mood, seed: number, seconds: number, font?: FontPlayer): Promise<SongMeasure> {
  const score = compose({ mood, seed, samples: Math.round(seconds * soundRate) })
  const song = await renderSong(score, font)
  const loudness = measureLoudness(song)
  return {
    samples: song.left.length, loudness: loudness.integrated, range: loudness.range, truePeak: measureTruePeak(song),
    peak: song.left.reduce((most, value, index) => Math.max(most, Math.abs(value), Math.abs(song.right[index]!)), 0),
    offset: Math.abs(song.left.reduce((sum, value) => sum + value, 0) / song.left.length),
    quiet: quietShare(song.left, Math.round((seconds - score.tail) * soundRate)), ending: level(song.left, song.left.length - frame), tilt: octaveTilt(song.left), hash: hashOf(song), hits: downbeatHits(score, song),
  }
}

const frame = 2400

function level(samples: Float32Array, from: number): number {
  let sum = 0
  for (let index = Math.max(0, from); index < from + frame; index++) sum += samples[index]! ** 2
  return 10 * Math.log10(sum / frame + 1e-20)
}

function quietShare(samples: Float32Array, end: number): number {
  let quiet = 0
  let frames = 0
  for (let from = 0; from + frame <= end; from += frame, frames++) if (level(samples, from) < -50) quiet++
  return frames === 0 ? 0 : quiet / frames
}

// The slope of a line through the levels of eight octave bands.
function octaveTilt(samples: Float32Array): number {
  const levels = [62.5, 125, 250, 500, 1000, 2000, 4000, 8000].map((hertz) => bandLevel(samples, hertz))
  const mean = levels.reduce((sum, value) => sum + value, 0) / levels.length
  return levels.reduce((sum, value, index) => sum + (index - 3.5) * (value - mean), 0) / levels.reduce((sum, _, index) => sum + (index - 3.5) ** 2, 0)
}

function bandLevel(samples: Float32Array, hertz: number): number {
  const turn = (2 * Math.PI * hertz) / soundRate
  const alpha = Math.sin(turn) / (2 * Math.SQRT2)
  const [gain, first, second] = [alpha / (1 + alpha), (2 * Math.cos(turn)) / (1 + alpha), (1 - alpha) / (1 + alpha)]
  let [x1, x2, y1, y2, sum] = [0, 0, 0, 0, 0]
  for (let index = 0; index < samples.length; index++) {
    const input = samples[index]!
    const output = gain * (input - x2) + first * y1 - second * y2
    x2 = x1
    x1 = input
    y2 = y1
    y1 = output
    sum += output * output
  }
  return 10 * Math.log10(sum / samples.length + 1e-20)
}

/** Of the bars in which drums play, how many begin with a hit: the sound's power rises within 20 ms of the bar line, or so many seconds later. */
export function downbeatHits(score: Score, song: StereoBlock, late = 0): number | undefined {
  const drums = score.tracks.find((track) => track.role === 'drums')
  if (drums === undefined) return undefined
  const bars = score.downbeats.map((index) => score.beats[index]!).filter((time) => time > 0.05 && time < song.left.length / soundRate - 0.1 && drums.notes.some((note) => Math.abs(note.start - time) < 0.02))
  return bars.length === 0 ? undefined : bars.filter((time) => risesAt(song, time + late)).length / bars.length
}

// Five milliseconds against the twenty before the window: 2 dB louder somewhere in it, in the mix or above 4 kHz, where drums are brightest.
function risesAt({ left, right }: StereoBlock, time: number): boolean {
  const piece = 240
  const powers = [0, 0].map(() => [] as number[])
  const first = Math.round((time - 0.045) * soundRate)
  for (let from = first; from < first + 13 * piece; from += piece) {
    let [whole, high] = [1e-9, 1e-9]
    for (let index = Math.max(2, from); index < from + piece && index < left.length; index++) {
      const [now, before, earlier] = [left[index]! + right[index]!, left[index - 1]! + right[index - 1]!, left[index - 2]! + right[index - 2]!]
      whole += now * now
      high += (now - 2 * before + earlier) ** 2
    }
    powers[0]!.push(whole)
    powers[1]!.push(high)
  }
  return powers.some((power) => {
    const quiet = power.slice(0, 5).reduce((sum, one) => sum + one, 0) / 5
    return Math.max(...power.slice(5)) > quiet * 1.6
  })
}

function hashOf(song: StereoBlock): string {
  let hash = 0x811c9dc5
  for (const side of [song.left, song.right]) {
    const words = new Uint32Array(side.buffer, side.byteOffset, side.length)
    for (let index = 0; index < words.length; index++) hash = Math.imul(hash ^ words[index]!, 0x01000193)
  }
  return (hash >>> 0).toString(16)
}
