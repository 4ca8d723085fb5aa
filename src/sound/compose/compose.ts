// Writes a song: exactly as long as wished, in a mood, from a seed. Pure and fast (a few milliseconds). Each aspect draws
// from dice of its own, so that changing one (no drums, another tempo) leaves the others as they were.

import { createDice, type Dice } from '../../base/index.ts'
import { soundRate } from '../pcm.ts'
import type { Bar, BeatNote, Player } from './bar.ts'
import { playDrums } from './drums.ts'
import { layOutForm, type Form } from './form.ts'
import { finalMelodyNote, playMelody } from './melody.ts'
import { moods, type BandPart, type MoodRecipe } from './moods.ts'
import { playFinal, players } from './players.ts'
import type { ComposeRequest, Instrument, Note, PlacedChord, Role, Score, Section, Track } from './score.ts'
import { chordOf, voiceChord, type Chord } from './theory.ts'

/** Composes. Throws a RangeError for an unknown mood or a length that is not positive. */
export function compose(request: ComposeRequest): Score {
  const recipe = moods[request.mood]
  if (recipe === undefined) throw new RangeError(`There is no mood "${String(request.mood)}".`)
  if (!(request.samples > 0)) throw new RangeError('A song must be at least one sample long.')
  const dice = createDice(`${request.seed}|${request.mood}`)
  const seconds = request.samples / soundRate
  const form = layOutForm(seconds, tempoRange(recipe, request), inside(request.chapters, seconds), dice.fork('form'))
  const key = { tonic: request.key ?? dice.fork('key').below(12), mode: recipe.mode }
  const harmony = harmonise(form, recipe, key, dice.fork('harmony'))
  const bars = barsOf(form, harmony, request.energy)
  const band = bandFor(recipe, request)
  const clock = songClock(form, recipe, seconds)
  const tracks = [
    ...(recipe.drums === undefined || request.withoutDrums === true || request.only !== undefined ? [] : [drumTrack(bars, recipe.drums, form, clock, dice)]),
    ...band.map((part, index) => bandTrack(part, index, bars, form, harmony.final, recipe, key, clock, dice)),
    ...accentTracks(inside(request.accents, seconds), key.tonic, request),
  ].filter((track) => track.notes.length > 0)
  return {
    mood: request.mood, seed: request.seed, samples: request.samples, tempo: form.tempo, key, tail: form.tail, tracks,
    ...gridOf(form), sections: sectionsOf(form, bars, clock, seconds), chords: chordsOf(bars, harmony.final, form, clock, seconds),
  }
}

function tempoRange(recipe: MoodRecipe, request: ComposeRequest): MoodRecipe['tempo'] {
  const { low, preferred, high } = recipe.tempo
  if (request.tempo !== undefined) return { low: request.tempo * 0.98, preferred: request.tempo, high: request.tempo * 1.02 }
  if (request.energy === undefined) return recipe.tempo
  const wished = request.energy < 0.6 ? low + (preferred - low) * (request.energy / 0.6) : preferred + (high - preferred) * ((request.energy - 0.6) / 0.4)
  return { low, preferred: wished, high }
}

function inside(times: readonly number[] | undefined, seconds: number): readonly number[] {
  return [...(times ?? [])].filter((time) => time >= 0 && time < seconds).sort((a, b) => a - b)
}

// ------------------------------------------------------------------------------------------------ harmony

interface Harmony {
  /** One per bar. */
  readonly chords: readonly Chord[]
  readonly final: Chord
}

interface Key {
  readonly tonic: number
  readonly mode: MoodRecipe['mode']
}

function harmonise(form: Form, recipe: MoodRecipe, key: Key, dice: Dice): Harmony {
  const order = shuffled(recipe.progressions, dice)
  const byLetter: Readonly<Record<string, string>> = { I: order[0]!, A: order[0]!, B: order[1] ?? order[0]!, C: order[2] ?? order[0]! }
  const chords = form.parts.flatMap((part) => {
    const symbols = byLetter[part.name[0]!]!.split(' ')
    return Array.from({ length: part.to - part.from }, (_, bar) => symbols[Math.floor(bar / recipe.barsPerChord) % symbols.length]!)
  })
  recipe.cadence.forEach((symbol, index) => {
    const bar = chords.length - 2 + index
    if (bar >= 0 && chords.length > 1) chords[bar] = symbol
  })
  const named = (symbol: string): Chord => chordOf(symbol, key.tonic, key.mode)
  return { chords: chords.map(named), final: named(recipe.final) }
}

function shuffled<Item>(items: readonly Item[], dice: Dice): Item[] {
  const rest = [...items]
  return items.map(() => rest.splice(dice.below(rest.length), 1)[0]!)
}

function barsOf(form: Form, harmony: Harmony, wishedEnergy: number | undefined): Bar[] {
  let start = 0
  return form.parts.flatMap((part) => Array.from({ length: part.to - part.from }, (_, offset): Bar => {
    const index = part.from + offset
    const chord = harmony.chords[index]!
    const beats = form.bars[index]!
    const bar = {
      index, start, beats, chord, next: harmony.chords[index + 1] ?? harmony.final,
      held: offset > 0 && harmony.chords[index - 1]!.symbol === chord.symbol, holds: holdsFor(harmony.chords, index, part.to),
      section: part.name, inSection: offset, isLastOfSection: offset === part.to - part.from - 1,
      energy: wishedEnergy === undefined ? part.energy : Math.min(1, Math.max(0.05, part.energy + (wishedEnergy - 0.6) * 0.8)),
    }
    start += beats
    return bar
  }))
}

function holdsFor(chords: readonly Chord[], from: number, sectionEnd: number): number {
  let count = 1
  while (from + count < sectionEnd && chords[from + count]!.symbol === chords[from]!.symbol) count++
  return count
}

// ------------------------------------------------------------------------------------------------ the band

const families: Readonly<Record<NonNullable<ComposeRequest['only']>, Readonly<Partial<Record<BandPart['role'], Instrument>>>>> = {
  piano: { comp: 'piano', bass: 'piano', melody: 'piano' },
  guitar: { comp: 'nylon-guitar', bass: 'nylon-guitar', melody: 'jazz-guitar', second: 'muted-guitar' },
  strings: { comp: 'pizzicato', pad: 'strings', bass: 'contrabass', melody: 'violin', second: 'fast-strings' },
  synth: { comp: 'e-piano', pad: 'warm-pad', bass: 'sub-bass', melody: 'soft-bells', second: 'soft-choir' },
}

// "Only piano" is the same music for other hands; a role that the family has nobody for is silent.
function bandFor(recipe: MoodRecipe, request: ComposeRequest): readonly BandPart[] {
  if (request.only === undefined) return recipe.parts
  const family = families[request.only]
  const players = recipe.parts.flatMap((part) => {
    const instrument = family[part.role]
    return instrument === undefined ? [] : [{ ...part, instrument }]
  })
  return players.some((part) => part.from === 0) ? players : players.map((part) => ({ ...part, from: Math.min(part.from, 0.3) }))
}

function bandTrack(part: BandPart, index: number, bars: readonly Bar[], form: Form, final: Chord, recipe: MoodRecipe, key: Key, clock: SongClock, dice: Dice): Track {
  const own = dice.fork(`${part.role}|${index}`)
  // A short film hears its theme too: where no section is energetic enough for a part, the loudest one has it.
  const loudest = bars.reduce((most, bar) => Math.max(most, bar.energy), 0.7)
  const heard = bars.filter((bar) => bar.energy >= Math.min(part.from, loudest))
  const end = form.bars.reduce((sum, beats) => sum + beats, 0)
  const ringing = (form.tail * form.tempo) / 60
  const notes: BeatNote[] = []
  if (part.style === 'melody' || part.style === 'counter') {
    notes.push(...playMelody(heard, recipe, key, own, part.velocity, part.style === 'counter'))
    if (notes.length > 0) notes.push(finalMelodyNote(notes.at(-1)!.pitch, key, recipe.melody, end, ringing, part.velocity))
    return trackOf(part.role, part.instrument, notes, clock, own, 0.004)
  }
  const register = registers[part.role]
  let voicing: readonly number[] | undefined
  const playing = players[part.style]
  const playerFor = (chord: Chord, next: Chord): Player => {
    voicing = voiceChord(chord, voicing, ...register)
    return { dice: own, velocity: part.velocity, voicing, bass: bassPitch(chord), nextBass: bassPitch(next) }
  }
  for (const bar of heard) notes.push(...playing(bar, playerFor(bar.chord, bar.next)))
  if (heard.length > 0 || bars.length === 0) notes.push(...playFinal(part.style, end, ringing, playerFor(final, final)))
  return trackOf(part.role, part.instrument, notes, clock, own, part.role === 'bass' ? 0.0012 : 0.004)
}

// Where each role lives, so that they do not cover each other. Melodies have their mood's register.
const registers: Readonly<Record<BandPart['role'], readonly [low: number, high: number]>> = { bass: [28, 50], comp: [52, 74], second: [57, 79], pad: [48, 72], melody: [60, 84] }

function bassPitch(chord: Chord): number {
  return 28 + ((chord.root - 28 + 120) % 12)
}

function drumTrack(bars: readonly Bar[], drums: NonNullable<MoodRecipe['drums']>, form: Form, clock: SongClock, dice: Dice): Track {
  const own = dice.fork('drums')
  const notes = bars.flatMap((bar) => playDrums(bar, drums, own))
  const end = form.bars.reduce((sum, beats) => sum + beats, 0)
  if (notes.length > 0) notes.push({ beat: end, length: 1, pitch: 36, velocity: 0.8 })
  return trackOf('drums', drums.kit, notes, clock, own, 0.0012)
}

function accentTracks(accents: readonly number[], tonic: number, request: ComposeRequest): Track[] {
  if (accents.length === 0) return []
  const quiet = request.withoutDrums === true || request.only !== undefined
  const pitches = quiet ? [36 + tonic] : [36, 57]
  const notes = accents.flatMap((start) => pitches.map((pitch, index): Note => ({ start, length: 1.2, pitch, velocity: index === 0 ? 0.9 : 0.55 })))
  return [{ role: 'accent', instrument: quiet ? 'sub-bass' : 'orchestra-kit', notes }]
}

// ------------------------------------------------------------------------------------------------ from beats to seconds

/** Seconds of a beat, swung or straight. */
interface SongClock {
  readonly swung: (beat: number) => number
  readonly end: number
}

function songClock(form: Form, recipe: MoodRecipe, seconds: number): SongClock {
  const beat = 60 / form.tempo
  const unit = recipe.swing.of === 8 ? 1 : 0.5
  return {
    end: seconds,
    swung(place) {
      const whole = Math.floor(place / unit + 1e-9) * unit
      const inside = Math.max(0, (place - whole) / unit)
      const moved = inside < 0.5 ? inside * 2 * recipe.swing.share : recipe.swing.share + (inside - 0.5) * 2 * (1 - recipe.swing.share)
      return (whole + moved * unit) * beat
    },
  }
}

// People are not exact to the sample, but the grid must stay true for cuts: a few milliseconds, and none at time zero.
function trackOf(role: Role, instrument: Instrument, notes: readonly BeatNote[], clock: SongClock, dice: Dice, sigma: number): Track {
  const human = dice.fork('human')
  const played = notes.flatMap((one): Note[] => {
    const straight = clock.swung(one.beat)
    const start = straight === 0 ? 0 : Math.max(0, straight + bell(human) * sigma)
    const length = Math.min(clock.swung(one.beat + one.length) - straight, clock.end - start)
    const velocity = Math.min(1, Math.max(0.05, one.velocity * (1 + bell(human) * 0.05)))
    return length > 0.005 ? [{ start, length, pitch: one.pitch, velocity }] : []
  })
  return { role, instrument, notes: played.sort((a, b) => a.start - b.start || a.pitch - b.pitch) }
}

// Near enough to a normal distribution, and never beyond 2.4.
function bell(dice: Dice): number {
  return (dice.next() + dice.next() + dice.next() + dice.next() - 2) * 1.2
}

function gridOf(form: Form): Pick<Score, 'beats' | 'downbeats'> {
  const total = form.bars.reduce((sum, beats) => sum + beats, 0)
  const downbeats: number[] = []
  form.bars.reduce((start, beats) => { downbeats.push(start); return start + beats }, 0)
  return { beats: Array.from({ length: total + 1 }, (_, beat) => (beat * 60) / form.tempo), downbeats: [...downbeats, total] }
}

function sectionsOf(form: Form, bars: readonly Bar[], clock: SongClock, seconds: number): Section[] {
  const at = (bar: number): number => (bars[bar] === undefined ? seconds : clock.swung(bars[bar].start))
  return form.parts.map((part, index) => ({ name: part.name, start: at(part.from), end: index === form.parts.length - 1 ? seconds : at(part.to), energy: bars[part.from]!.energy }))
}

function chordsOf(bars: readonly Bar[], final: Chord, form: Form, clock: SongClock, seconds: number): PlacedChord[] {
  const last = seconds - form.tail
  return [
    ...bars.map((bar) => ({ symbol: bar.chord.symbol, start: clock.swung(bar.start), end: clock.swung(bar.start + bar.beats), tones: bar.chord.tones })),
    { symbol: final.symbol, start: last, end: seconds, tones: final.tones },
  ]
}
