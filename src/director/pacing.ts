// How long each picture stays. Lengths always add up to the wished total to the millisecond, because cut points are
// rounded from exact fractions of the total and lengths are their differences; no remainder is ever left over.

import type { Milliseconds } from '../base/index.ts'
import type { FilmKind, Pace } from './brief.ts'

/** Time on screen of one photo by pace, ms: long enough to read a picture, short enough not to wait for the next. */
const perPhoto: Readonly<Record<Pace, Milliseconds>> = { slow: 4000, medium: 3000, fast: 2500 }

const paceOfKind: Readonly<Partial<Record<FilmKind, Pace>>> = {
  wedding: 'slow', memorial: 'slow', slideshow: 'medium', highlight: 'fast', recap: 'fast', teaser: 'fast', presentation: 'slow', lyric: 'slow', story: 'slow',
}

export function paceOf(kind: FilmKind | undefined, wished: Pace | undefined): Pace {
  return wished ?? (kind === undefined ? undefined : paceOfKind[kind]) ?? 'medium'
}

export function photoTime(pace: Pace): Milliseconds {
  return perPhoto[pace]
}

/** A total in whole-ms parts in proportion to the weights; parts sum to the total exactly, each at least 1 ms when the total allows. */
export function divideTime(total: Milliseconds, weights: readonly number[]): Milliseconds[] {
  const sum = weights.reduce((left, right) => left + right, 0)
  let passed = 0
  let previous = 0
  return weights.map((weight, index) => {
    passed += weight
    const spare = weights.length - 1 - index
    const ideal = index === weights.length - 1 ? total : Math.round((total * passed) / sum)
    const cut = Math.max(previous + 1, Math.min(ideal, total - spare))
    const part = cut - previous
    previous = cut
    return part
  })
}

/**
 * Divides a total over items of which some can give only so much (clips), in proportion to weights. What a short item
 * cannot give, the others take over. The sum is the total, or the sum of the limits when that is less.
 */
export function divideWithLimits(total: Milliseconds, items: readonly { readonly weight: number; readonly limit: Milliseconds }[]): Milliseconds[] {
  const fixed = new Map<number, Milliseconds>()
  for (;;) {
    const open = items.flatMap((item, index) => (fixed.has(index) ? [] : [{ item, index }]))
    const rest = total - [...fixed.values()].reduce((left, right) => left + right, 0)
    if (open.length === 0) break
    const parts = divideTime(Math.max(rest, open.length), open.map(({ item }) => item.weight))
    const over = open.filter(({ item }, at) => parts[at]! > item.limit)
    if (over.length === 0) {
      open.forEach(({ index }, at) => fixed.set(index, parts[at]!))
      break
    }
    for (const { item, index } of over) fixed.set(index, item.limit)
  }
  return items.map((_item, index) => fixed.get(index)!)
}

/** Where cuts may fall: all beats and those that begin a bar, film time, ms, ascending. */
export interface BeatGrid {
  readonly beats: readonly Milliseconds[]
  readonly downbeats?: readonly Milliseconds[]
}

/**
 * Moves inner cut points onto beats, keeping order and at least `least` ms between neighbours; the film's length is
 * untouched. The first beat of a bar is preferred. A cut leaves a beat for each one behind
 * it; one with no beat within reach stays where it was. `limits`: what each picture can last at most, ms.
 */
export function snapToBeats(durations: readonly Milliseconds[], grid: BeatGrid, least: Milliseconds, limits: readonly number[] = []): Milliseconds[] {
  const total = durations.reduce((left, right) => left + right, 0)
  const choose = beatChooser(grid)
  // Music may end on a long note: the last cuts must not be left behind its last beat.
  const inside = spaced(grid.beats.filter((beat) => beat >= least && beat <= total - least), least)
  let wished = 0
  let previous = 0
  return durations.map((duration, index) => {
    wished += duration
    const isLast = index === durations.length - 1
    const rest = durations.slice(index + 1).reduce((sum, _one, at) => sum + Math.min(limits[index + 1 + at] ?? Infinity, total), 0)
    const earliest = Math.max(previous + least, total - rest)
    const behind = inside[inside.length - (durations.length - 1 - index)] ?? Infinity
    const reach = Math.min(total - (durations.length - 1 - index) * least, previous + (limits[index] ?? Infinity))
    const latest = behind < earliest ? reach : Math.min(reach, behind)
    const cut = isLast ? total : choose(Math.max(wished, previous + least), duration, earliest, latest) ?? Math.min(Math.max(wished, previous + 1), total)
    const part = cut - previous
    previous = cut
    return part
  })
}

function spaced(beats: readonly Milliseconds[], least: Milliseconds): Milliseconds[] {
  return beats.reduce<Milliseconds[]>((kept, beat) => (kept.length > 0 && beat - kept.at(-1)! < least ? kept : [...kept, beat]), [])
}

// How far a cut may go for the beginning of a bar: a third of its picture's time, between one beat and two.
const barShare = 0.35

function beatChooser({ beats, downbeats = [] }: BeatGrid): (wished: Milliseconds, length: Milliseconds, earliest: Milliseconds, latest: Milliseconds) => Milliseconds | undefined {
  const strong = new Set(downbeats)
  const period = beats.length < 2 ? 0 : (beats.at(-1)! - beats[0]!) / (beats.length - 1)
  return (wished, length, earliest, latest) => {
    const plain = strong.size === 0 ? 0 : Math.min(Math.max(length * barShare, period * 0.9), period * 2.1)
    let best: { readonly beat: Milliseconds; readonly cost: number } | undefined
    for (const beat of beats) {
      if (beat < earliest || beat > latest) continue
      const cost = Math.abs(beat - wished) + (strong.has(beat) ? 0 : plain)
      if (best === undefined || cost < best.cost) best = { beat: Math.round(beat), cost }
    }
    return best?.beat
  }
}

export interface ClipMaterial {
  readonly from: Milliseconds
  readonly to: Milliseconds
  /** Shot changes and quiet stretches in source time. */
  readonly shots: readonly Milliseconds[]
  readonly silences: readonly { readonly from: Milliseconds; readonly to: Milliseconds }[]
}

/**
 * Stretches of about `each` ms that add up to `wished` exactly, spread evenly over a clip, in order, never overlapping.
 * A stretch begins at a shot change when one lies near its place, and leaves silence when it can.
 */
export function stretchesOfClip(material: ClipMaterial, wished: Milliseconds, each: Milliseconds): { readonly from: Milliseconds; readonly to: Milliseconds }[] {
  const whole = material.to - material.from
  if (wished >= whole) return [{ from: material.from, to: material.to }]
  const count = Math.max(1, Math.round(wished / each))
  const lengths = divideTime(wished, Array<number>(count).fill(1))
  const places = divideTime(whole, Array<number>(count).fill(1))
  let begin = material.from
  return lengths.map((length, index) => {
    const room = places[index]! - length
    const middle = begin + Math.floor(room / 2)
    const shot = material.shots.find((time) => time >= begin && time <= begin + room)
    const from = shot ?? awayFromSilence(material, middle, begin, begin + room)
    begin += places[index]!
    return { from, to: from + length }
  })
}

function awayFromSilence(material: ClipMaterial, wished: Milliseconds, earliest: Milliseconds, latest: Milliseconds): Milliseconds {
  const silence = material.silences.find(({ from, to }) => wished >= from && wished < to)
  if (silence === undefined) return wished
  if (silence.to <= latest) return Math.round(silence.to)
  return Math.max(earliest, Math.min(wished, Math.round(silence.from) - 1000))
}
