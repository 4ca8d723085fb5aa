// What the players of a band do in a bar: one small function per style. Accompaniment and bass; drums and melody have
// files of their own. Steps are sixteenths; a bar of fewer beats is simply left early.

import type { Bar, BeatNote, Player } from './bar.ts'
import type { Style } from './moods.ts'

type Playing = (bar: Bar, player: Player) => readonly BeatNote[]

/** Every accompanying style; melody and counter are written elsewhere. */
export const players: Readonly<Record<Exclude<Style, 'melody' | 'counter'>, Playing>> = {
  sustain: (bar, player) => (bar.held ? [] : chordAt(bar, player, 0, bar.holds * 4, 1)),
  eighths: (bar, player) => steps(bar, [0, 2, 4, 6, 8, 10, 12, 14]).flatMap((step) => {
    const accent = step % 8 === 0 ? 1 : step % 4 === 0 ? 0.86 : 0.72
    return chordAt(bar, player, step, 0.45, accent)
  }),
  stabs: (bar, player) => {
    const late = player.dice.next() < 0.5 ? 10 : 7
    return [...chordAt(bar, player, 0, late / 4 - 0.25, 1), ...chordAt(bar, player, late, (16 - late) / 4 - 0.1, 0.8)]
  },
  strum: (bar, player) => steps(bar, [0, 3, 4, 6, 8, 11, 12, 14]).flatMap((step, index) => {
    const isDown = step % 4 === 0
    const strings = isDown ? player.voicing : [...player.voicing].reverse().slice(0, 3)
    return strings.map((pitch, string) => note(bar, step + string * 0.05, 0.55, pitch, player.velocity * (isDown ? 1 : 0.68) * (index === 0 ? 1 : 0.9)))
  }),
  arpeggio: (bar, player) => steps(bar, [0, 2, 4, 6, 8, 10, 12, 14]).map((step, index) => {
    const order = [0, 1, 2, 3, 2, 1, 2, 1]
    return note(bar, step, 1.4, rung(player.voicing, order[index]!), player.velocity * (step === 0 ? 1 : 0.8))
  }),
  // Left hand: root, fifth and octave; right hand: the chord, softly, on two and four.
  ballad: (bar, player) => [
    ...[0, 7, 12].map((interval, index) => note(bar, index * 2, bar.beats - index * 0.5, player.bass + interval + (player.bass < 40 ? 12 : 0), player.velocity * (index === 0 ? 1 : 0.8))).filter((one) => inChord(bar, one.pitch)),
    ...steps(bar, [6, 10, 14]).flatMap((step) => chordAt(bar, player, step, 1.2, step === 10 ? 0.85 : 0.7).slice(-3)),
  ],
  charleston: (bar, player) => {
    const pattern = player.dice.pick([[0, 6], [2, 8], [0, 6, 12], [6, 14], [4, 10]])
    return steps(bar, pattern).flatMap((step) => chordAt(bar, player, step, step % 4 === 0 ? 0.9 : 0.45, step % 4 === 0 ? 0.9 : 1))
  },
  offbeat: (bar, player) => steps(bar, [4, 12]).flatMap((step) => chordAt(bar, player, step, 0.5, 1)).concat(bar.energy > 0.8 ? steps(bar, [10, 14]).flatMap((step) => chordAt(bar, player, step, 0.3, 0.7)) : []),
  pluck: (bar, player) => steps(bar, [0, 4, 8, 12]).map((step, index) => note(bar, step, 0.8, rung(player.voicing, index), player.velocity)),
  ostinato: (bar, player) => steps(bar, bar.energy > 0.6 ? allSteps : [0, 2, 4, 6, 8, 10, 12, 14]).map((step, index) => {
    const accent = step % 8 === 0 ? 1 : step % 4 === 0 ? 0.85 : step % 2 === 0 ? 0.7 : 0.55
    return note(bar, step, bar.energy > 0.6 ? 0.24 : 0.45, rung(player.voicing, [0, 0, 1, 0, 2, 0, 1, 0][index % 8]!), player.velocity * accent)
  }),
  sparse: (bar, player) => steps(bar, player.dice.pick([[0, 6], [4, 10], [8], [2, 12]])).map((step) => note(bar, step, 2.5, player.dice.pick(player.voicing), player.velocity)),
  'bass-long': (bar, player) => (bar.held ? [] : [note(bar, 0, bar.holds * 4 - 0.05, player.bass, player.velocity)]),
  'bass-eighths': (bar, player) => steps(bar, [0, 2, 4, 6, 8, 10, 12, 14]).map((step) => note(bar, step, 0.42, player.bass, player.velocity * (step % 4 === 0 ? 1 : 0.82))),
  'bass-lazy': (bar, player) => [
    note(bar, 0, 1.6, player.bass, player.velocity),
    ...(player.dice.next() < 0.7 ? [note(bar, 7, 0.6, player.bass, player.velocity * 0.7)] : []),
    note(bar, 10, 1, bar.energy > 0.7 && player.dice.next() < 0.5 ? fifth(bar, player) : player.bass, player.velocity * 0.85),
  ].filter((one) => one.beat < bar.start + bar.beats),
  'bass-fifths': (bar, player) => [note(bar, 0, 1.4, player.bass, player.velocity), ...(bar.beats > 2 ? [note(bar, 8, 1.2, fifth(bar, player), player.velocity * 0.9)] : [])],
  // Root, two chord tones, and a step towards the next root.
  'bass-walking': (bar, player) => {
    const tones = [player.bass, ...ladder(bar, player).filter((pitch) => pitch !== player.bass)]
    const approach = player.nextBass + (player.dice.next() < 0.5 ? -1 : player.nextBass >= player.bass ? -2 : 2)
    return [player.bass, player.dice.pick(tones), player.dice.pick(tones), approach].slice(0, bar.beats).map((pitch, beat) => note(bar, beat * 4, 0.92, pitch, player.velocity * (beat === 0 ? 1 : 0.9)))
  },
  'bass-offbeat': (bar, player) => [
    note(bar, 0, 0.4, player.bass, player.velocity),
    ...steps(bar, bar.energy > 0.6 ? [2, 6, 10, 14] : [8]).map((step) => note(bar, step, 0.42, player.bass + (step === 14 && bar.energy > 0.8 ? 12 : 0), player.velocity * 0.9)),
  ],
}

/** The last chord of a song for a player: long, everything ringing. */
export function playFinal(style: Style, start: number, length: number, player: Player): BeatNote[] {
  if (style.startsWith('bass')) return [{ beat: start, length, pitch: player.bass, velocity: player.velocity }]
  const roll = style === 'strum' || style === 'ballad' || style === 'arpeggio' || style === 'sparse' ? 0.06 : 0
  return player.voicing.map((pitch, index) => ({ beat: start + index * roll, length: length - index * roll, pitch, velocity: player.velocity * 0.95 }))
}

const allSteps = Array.from({ length: 16 }, (_, index) => index)

function steps(bar: Bar, wanted: readonly number[]): readonly number[] {
  return bar.beats === 4 ? wanted : wanted.filter((step) => step < bar.beats * 4)
}

function note(bar: Bar, step: number, length: number, pitch: number, velocity: number): BeatNote {
  return { beat: bar.start + step / 4, length, pitch, velocity }
}

function chordAt(bar: Bar, player: Player, step: number, length: number, accent: number): readonly BeatNote[] {
  return step >= bar.beats * 4 ? [] : player.voicing.map((pitch) => note(bar, step, length, pitch, player.velocity * accent))
}

function rung(voicing: readonly number[], index: number): number {
  return voicing[index % voicing.length]! + (index >= voicing.length ? 12 : 0)
}

function inChord(bar: Bar, pitch: number): boolean {
  return bar.chord.tones.includes(pitch % 12)
}

function fifth(bar: Bar, player: Player): number {
  const above = player.bass + 7
  return inChord(bar, above) ? (above > 52 ? above - 12 : above) : player.bass
}

function ladder(bar: Bar, player: Player): readonly number[] {
  return allSteps.map((step) => player.bass - 5 + step).filter((pitch) => inChord(bar, pitch) && pitch >= 28 && pitch <= 55)
}
