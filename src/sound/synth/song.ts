// Turns a score into finished music: every track is played, brought to the loudness of its role, shaped by the energy of
// its sections, sent to the room, and the sum is mastered. One stem is in memory at a time.

import { createDice } from '../../base/index.ts'
import { moods } from '../compose/moods.ts'
import type { Role, Score, Track } from '../compose/score.ts'
import { createLimiter } from '../limiter.ts'
import { createLoudnessMeter, measureLoudness } from '../loudness.ts'
import { createMixMeter, masteredLoudness, peakCeiling, solveMaster, targetLoudness } from '../master.ts'
import { silence, soundRate, type StereoBlock } from '../pcm.ts'
import { compress, highPass, highShelf, lowPass } from './filter.ts'
import type { FontPlayer } from './font.ts'
import { createMadePlayer } from './made.ts'
import { reverberate } from './reverb.ts'

/** Raised whenever the same score gives other samples. Part of the name of a rendered song. */
export const synthesisVersion = 1

// Loudest three seconds of each role against the mix, LU.
const roleLoudness: Readonly<Record<Role, number>> = { drums: -3, bass: -6, comp: -4.5, second: -9, pad: -11, melody: -5, accent: -4 }
const stemLoudness = -18
// Lows belong to bass and drums; elsewhere they only make mud.
const lowCut: Readonly<Record<Role, number>> = { drums: 30, bass: 35, comp: 120, second: 150, pad: 140, melody: 150, accent: 30 }
const dryRoles: readonly Role[] = ['bass', 'accent']
const softDrums = ['jazz', 'holiday', 'lo-fi']

/** Renders a score to exactly `score.samples` stereo samples at -14 LUFS. Without a font, or for what it lacks, our own instruments play. */
export async function renderSong(score: Score, font?: FontPlayer): Promise<StereoBlock> {
  const recipe = moods[score.mood]
  const mix = silence(score.samples)
  const send = silence(score.samples)
  const stem = silence(score.samples)
  const made = createMadePlayer()
  const form = sectionGains(score)
  for (const track of score.tracks) {
    stem.left.fill(0)
    stem.right.fill(0)
    if (font?.plays(track.instrument) === true) font.play(track, stem)
    else made(track, stem)
    highPass(stem, lowCut[track.role])
    const gain = gainFor(track, score, stem)
    addStem(stem, mix, send, form, gain, dryRoles.includes(track.role) ? 0 : track.role === 'drums' ? recipe.reverb.amount * 0.35 : recipe.reverb.amount)
  }
  reverberate(send, recipe.reverb.seconds)
  for (let index = 0; index < mix.left.length; index++) {
    mix.left[index]! += send.left[index]!
    mix.right[index]! += send.right[index]!
  }
  return master(mix, score, font === undefined ? (score.mood === 'holiday' ? sleighBrightness : standInBrightness) : 0)
}

function gainFor(track: Track, score: Score, stem: StereoBlock): number {
  const loudness = measureLoudness(stem).shortTermMaximum
  const soft = track.role === 'drums' && softDrums.includes(score.mood) ? -4 : 0
  return Number.isFinite(loudness) ? 10 ** ((stemLoudness + roleLoudness[track.role] + soft - loudness) / 20) : 0
}

// ------------------------------------------------------------------------------------------------ form

interface GainPoint {
  readonly at: number
  readonly gain: number
}

// Balancing every stem flattens the form; this gives it back: an intro lies this many dB
// under the climax, less in moods whose intros are thin already (measured: loudness range 5 to 10 LU on a minute)..
const formDepth: Readonly<Record<Score['mood'], number>> = { 'lo-fi': 7, upbeat: 7, happy: 7, cinematic: 5, ambient: 2.5, sad: 4, epic: 2.5, jazz: 7, corporate: 7, holiday: 7 }
const glide = Math.round(0.12 * soundRate)

function sectionGains(score: Score): readonly GainPoint[] {
  const loudest = Math.max(...score.sections.map((section) => section.energy), 0)
  const points = score.sections.map((section) => ({ at: Math.round(section.start * soundRate), gain: 10 ** ((-formDepth[score.mood] * Math.min(1, (loudest - section.energy) / 0.6)) / 20) }))
  return points.length === 0 ? [{ at: 0, gain: 1 }] : points
}

function addStem(stem: StereoBlock, mix: StereoBlock, send: StereoBlock, form: readonly GainPoint[], gain: number, amount: number): void {
  let point = 0
  let level = form[0]!.gain
  for (let index = 0; index < mix.left.length; index++) {
    while (point + 1 < form.length && index >= form[point + 1]!.at - glide) point++
    level += (form[point]!.gain - level) / (glide / 4)
    const left = stem.left[index]! * gain * level
    const right = stem.right[index]! * gain * level
    mix.left[index]! += left
    mix.right[index]! += right
    send.left[index]! += left * amount
    send.right[index]! += right * amount
  }
}

// ------------------------------------------------------------------------------------------------ master

// Our stand-ins for acoustic instruments have far stronger highs than recordings do: dB above 2.5 kHz.
const standInBrightness = -8
// Sleigh bells and celesta have hardly anything else.
const sleighBrightness = -13

async function master(mix: StereoBlock, score: Score, tone: number): Promise<StereoBlock> {
  highPass(mix, 30)
  if (score.mood === 'lo-fi') wearOut(mix, score.seed)
  else highShelf(mix, 5000, brightness[score.mood] ?? 0)
  if (tone !== 0) highShelf(mix, 2500, tone)
  scale(mix, 10 ** ((-18 - finite(loudnessOf(mix), -18)) / 20))
  compress(mix, -20)
  fadeTail(mix, score)
  const meter = createMixMeter()
  meter.add(mix)
  const solved = solveMaster(meter.result(), (master) => masteredLoudness([mix], master), { loudness: targetLoudness, ceiling: peakCeiling })
  const limiter = createLimiter(solved.gain, solved.ceiling)
  const first = limiter.push(mix)
  const rest = limiter.flush()
  mix.left.set(first.left)
  mix.right.set(first.right)
  mix.left.set(rest.left, first.left.length)
  mix.right.set(rest.right, first.right.length)
  return mix
}

// dB above 5 kHz: what the instruments of a mood lack or have too much of (octave tilt between -1 and -4 dB is usual).
const brightness: Readonly<Partial<Record<Score['mood'], number>>> = { cinematic: 2, ambient: 2, sad: 2, epic: 1 }

function loudnessOf(mix: StereoBlock): number {
  const meter = createLoudnessMeter()
  meter.add(mix)
  return meter.result().integrated
}

function finite(value: number, otherwise: number): number {
  return Number.isFinite(value) ? value : otherwise
}

function scale(block: StereoBlock, gain: number): void {
  for (let index = 0; index < block.left.length; index++) {
    block.left[index]! *= gain
    block.right[index]! *= gain
  }
}

// The last chord rings, then goes: a cosine over the last 60 % of the tail, at most 1.8 s, down to nothing.
function fadeTail(mix: StereoBlock, score: Score): void {
  const count = Math.min(Math.round(Math.min(score.tail * 0.6, 1.8) * soundRate), mix.left.length)
  const from = mix.left.length - count
  for (let index = 0; index < count; index++) {
    const gain = (0.5 + 0.5 * Math.cos((Math.PI * (index + 1)) / count)) ** 2
    mix.left[from + index]! *= gain
    mix.right[from + index]! *= gain
  }
}

// Lo-fi: no highs, a tape that does not run quite evenly, and the dust of a record.
function wearOut(mix: StereoBlock, seed: number): void {
  lowPass(mix, 7500)
  wobble(mix.left)
  wobble(mix.right)
  const dice = createDice(`${seed}|dust`)
  let hiss = 0
  let crackle = 0
  for (let index = 0; index < mix.left.length; index++) {
    hiss += (dice.next() - 0.5 - hiss) * 0.25
    if (dice.next() < 0.00012) crackle = (dice.next() - 0.5) * 0.05
    crackle *= -0.55
    const dust = hiss * 0.0022 + crackle
    mix.left[index]! += dust
    mix.right[index]! += dust * 0.8
  }
}

function wobble(samples: Float32Array): void {
  const depth = 26
  const original = samples.slice()
  for (let index = 0; index < samples.length; index++) {
    const place = index - depth - depth * Math.sin((2 * Math.PI * 0.55 * index) / soundRate)
    const whole = Math.floor(place)
    const before = original[whole] ?? 0
    samples[index] = before + ((original[whole + 1] ?? 0) - before) * (place - whole)
  }
}
