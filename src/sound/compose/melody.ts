// Melodies out of one-bar motifs: a phrase is motif one, two, one, three, so that it is recognised when it comes back.
// Strong beats and long notes land on chord tones; the rest moves by scale steps that never grate.

import type { Dice } from '../../base/index.ts'
import type { Bar, BeatNote } from './bar.ts'
import type { MoodRecipe } from './moods.ts'
import type { Mode } from './score.ts'
import { melodyTones, nearestPitch, restingTones, stepFrom } from './theory.ts'

interface Motif {
  /** Eighths within the bar, with lengths in eighths and steps along the scale from the note before. */
  readonly notes: readonly { readonly at: number; readonly length: number; readonly step: number }[]
}

interface Key {
  readonly tonic: number
  readonly mode: Mode
}

/** One melody over all bars in which it plays. `velocity` 0..1. */
export function playMelody(bars: readonly Bar[], recipe: MoodRecipe, key: Key, dice: Dice, velocity: number, counter = false): BeatNote[] {
  const themes = new Map<string, readonly Motif[]>()
  const register = recipe.melody
  const middle = Math.round((register.low + register.high) / 2) - (counter ? 5 : 0)
  const notes: BeatNote[] = []
  let pitch = middle
  for (const bar of bars) {
    const letter = bar.section[0]!
    const motifs = themes.get(letter) ?? theme(dice.fork(letter), register.density * (letter === 'B' ? 1.2 : letter === 'C' ? 0.7 : 1) * (counter ? 0.5 : 1))
    themes.set(letter, motifs)
    const home = middle + (letter === 'B' ? 4 : 0)
    // Each phrase sets out from near its home, so that a theme comes back at its own height.
    if (bar.inSection % 4 === 0) pitch = home
    for (const one of motifs[[0, 1, 0, 2][bar.inSection % 4]!]!.notes) {
      if (one.at >= bar.beats * 2) break
      pitch = nextPitch(pitch, one, bar, key, home, register)
      notes.push({ beat: bar.start + one.at / 2, length: Math.min(one.length / 2, bar.beats - one.at / 2) * 0.96, pitch, velocity: velocity * (one.at % 4 === 0 ? 1 : 0.86) })
    }
  }
  return notes
}

/** The note a melody ends on: the tonic or the third of the last chord, near where it was. */
export function finalMelodyNote(from: number, key: Key, register: MoodRecipe['melody'], start: number, length: number, velocity: number): BeatNote {
  const third = (key.tonic + (key.mode === 'major' ? 4 : 3)) % 12
  const pitch = nearestPitch(Math.min(register.high - 4, Math.max(register.low + 4, from)), [key.tonic, third])
  return { beat: start, length, pitch, velocity }
}

function nextPitch(pitch: number, one: Motif['notes'][number], bar: Bar, key: Key, home: number, register: MoodRecipe['melody']): number {
  const isStrong = one.at % 4 === 0 || one.length >= 2
  const moved = stepFrom(pitch, one.step, melodyTones(bar.chord, key.tonic, key.mode))
  let next = isStrong ? nearestPitch(moved, restingTones(bar.chord)) : moved
  // A leap of more than a sixth is folded by an octave; what strays from home comes back.
  if (next - pitch > 9) next -= 12
  if (pitch - next > 9) next += 12
  if (next > Math.min(register.high, home + 10)) next -= 12
  if (next < Math.max(register.low, home - 10)) next += 12
  return next
}

function theme(dice: Dice, density: number): readonly Motif[] {
  return [motif(dice, density), motif(dice, density), motif(dice, density * 0.7)]
}

function motif(dice: Dice, density: number): Motif {
  const starts = [0, 1, 2, 3, 4, 5, 6, 7].filter((at) => dice.next() < (density / 8) * weightOf(at))
  if (starts.length === 0) starts.push(dice.pick([0, 2, 4]))
  let drift = 0
  return {
    notes: starts.map((at, index) => {
      const step = index === 0 ? dice.pick([-1, 0, 0, 1]) : dice.pick(drift > 2 ? [-2, -1, -1] : drift < -2 ? [1, 1, 2] : [-2, -1, -1, 1, 1, 2, 0])
      drift += step
      return { at, length: Math.min((starts[index + 1] ?? 8) - at, 6), step }
    }),
  }
}

// Beats carry more notes than the places between them.
function weightOf(eighth: number): number {
  return eighth % 4 === 0 ? 1.7 : eighth % 2 === 0 ? 1.2 : 0.65
}
