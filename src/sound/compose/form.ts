// How long a song's bars are and what they are for. The length is exact by construction: bars of whole beats, then a tail
// in which the last chord rings, and the tempo is what makes the sum right.

import type { Dice } from '../../base/index.ts'

export interface Form {
  /** Beats per minute. */
  readonly tempo: number
  /** Seconds from the final chord to the end. */
  readonly tail: number
  /** Beats of each bar: four, except that the last bar of a very short song may have fewer. */
  readonly bars: readonly number[]
  readonly parts: readonly Part[]
}

/** A section in bars. */
export interface Part {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly energy: number
}

export interface TempoRange {
  readonly low: number
  readonly preferred: number
  readonly high: number
}

/** Lays out a song of so many seconds. `chapters` in seconds pull tempo and section starts to them. */
export function layOutForm(seconds: number, range: TempoRange, chapters: readonly number[], dice: Dice): Form {
  const { tempo, tail, beats } = fitTempo(seconds, range, chapters)
  const bars = Array.from({ length: Math.ceil(beats / 4) }, (_, index) => Math.min(4, beats - index * 4))
  const parts = chapters.length === 0 ? usualParts(bars.length) : partsTo(chapters.map((time) => Math.round((time * tempo) / 240)), bars.length)
  return { tempo, tail, bars, parts: parts.map((part) => ({ ...part, energy: Math.min(1, Math.max(0.1, part.energy + (dice.next() - 0.5) * 0.04)) })) }
}

interface Fit {
  readonly tempo: number
  readonly tail: number
  readonly beats: number
}

const tailFactors = [1, 0.8, 1.25, 0.6]
// A tempo may leave its mood's range by this much before bars are given up for beats.
const tolerance = 0.06
const longestTail = 0.35

function fitTempo(seconds: number, range: TempoRange, chapters: readonly number[]): Fit {
  const usualTail = Math.min(4, 240 / range.preferred)
  const candidates: (Fit & { readonly cost: number })[] = []
  const consider = (beats: number, tail: number, cost: number): void => {
    const tempo = (60 * beats) / (seconds - tail)
    if (tail > seconds * longestTail || tempo < range.low * (1 - tolerance) || tempo > range.high * (1 + tolerance)) return
    candidates.push({ beats, tail, tempo, cost: cost + 4 * Math.abs(Math.log(tempo / range.preferred)) + distanceToBars(chapters, tempo) })
  }
  const most = Math.ceil((seconds * range.high * (1 + tolerance)) / 240)
  for (const factor of tailFactors) {
    const uneven = 0.5 * Math.abs(Math.log(factor))
    for (let bars = 1; bars <= most; bars++) consider(bars * 4, usualTail * factor, uneven + (bars % 4 === 0 ? 0 : bars % 2 === 0 ? 0.25 : 0.5))
  }
  if (candidates.length === 0) for (let beats = 1; beats <= most * 4; beats++) for (const share of [0.35, 0.25, 0.15]) consider(beats, seconds * share, beats % 2)
  const best = candidates.reduce((least, one) => (least === undefined || one.cost < least.cost ? one : least), undefined as (typeof candidates)[number] | undefined)
  // Shorter than a beat and its echo: one chord that rings, a sting.
  return best ?? { tempo: range.preferred, tail: seconds, beats: 0 }
}

function distanceToBars(chapters: readonly number[], tempo: number): number {
  if (chapters.length === 0) return 0
  const bar = 240 / tempo
  return (3 * chapters.reduce((sum, time) => sum + Math.abs(time / bar - Math.round(time / bar)), 0)) / chapters.length
}

// One letter is four bars.
const forms: readonly (readonly string[])[] = [
  [], ['A'], ['A', 'B'], ['A', "A'", 'B'], ['I', 'A', "A'", 'B'], ['I', 'A', "A'", 'B', "A''"], ['I', 'A', "A'", 'B', 'C', "B'"],
  ['I', 'A', "A'", 'B', 'C', "A''", "B'"], ['I', 'A', "A'", 'B', "B'", 'C', "A''", "B'"],
]
const energies: Readonly<Record<string, number>> = { I: 0.35, A: 0.55, "A'": 0.7, "A''": 0.75, B: 0.85, "B'": 0.9, C: 0.42 }
const climax = 0.98

function usualParts(bars: number): Part[] {
  const units = Math.floor(bars / 4)
  const rest = bars - units * 4
  if (units === 0) return bars === 0 ? [] : [{ name: 'A', from: 0, to: bars, energy: 0.7 }]
  const names = namesFor(units)
  const parts: Part[] = []
  // Bars that fill no unit of four lead in.
  let from = 0
  names.forEach((name, index) => {
    const lead = index === 0 ? rest : 0
    if (lead > 0 && name !== 'I') { parts.push({ name: 'I', from, to: from + lead, energy: energies['I']! }); from += lead }
    const length = 4 + (name === 'I' ? lead : 0)
    parts.push({ name, from, to: from + length, energy: energyOf(name, index === names.length - 1 && units > 1) })
    from += length
  })
  return parts
}

function namesFor(units: number): readonly string[] {
  const known = forms[units]
  if (known !== undefined) return known
  const middle = ['C', 'A', "A'", 'B', "B'"]
  const start = ['I', 'A', "A'", 'B', "B'"]
  const end = ['C', "A''", "B'"]
  return [...start, ...Array.from({ length: units - start.length - end.length }, (_, index) => middle[index % middle.length]!), ...end]
}

// Sections between the bars nearest to the chapters; long chapters get a second half.
function partsTo(chapterBars: readonly number[], bars: number): Part[] {
  const starts = [...new Set([0, ...chapterBars.filter((bar) => bar > 0 && bar < bars)])].sort((a, b) => a - b)
  const split = starts.flatMap((from, index) => {
    const to = starts[index + 1] ?? bars
    return to - from > 8 ? [from, from + Math.floor((to - from) / 8) * 4] : [from]
  })
  const names = namesFor(Math.max(1, split.length))
  return split.map((from, index) => ({ name: names[index]!, from, to: split[index + 1] ?? bars, energy: energyOf(names[index]!, index === split.length - 1 && split.length > 1) }))
}

function energyOf(name: string, isLast: boolean): number {
  return isLast && name.startsWith('B') ? climax : energies[name]!
}
