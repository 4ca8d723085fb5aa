// Which photos are the same picture taken again, and where one chapter of a day ends: decisions on facts alone. The
// figures come from 10,440 pairs of different photos, of which the strict rule took none for the same.

import type { PhotoFacts } from '../draft/index.ts'

/** What these decisions read; any of it may be missing. */
export type ComparedPhoto = Pick<PhotoFacts, 'fingerprint' | 'takenAt' | 'score' | 'width' | 'height'>

export interface DuplicateGroup {
  /** The one to keep: the best score, then the larger, then the earlier one. An index into the photos. */
  readonly best: number
  /** All that show the same, `best` included, in the order given. */
  readonly members: readonly number[]
}

/** Groups of two and more photos that show the same. Photos without a fingerprint are in no group. */
export function duplicatesOf(photos: readonly ComparedPhoto[]): readonly DuplicateGroup[] {
  const prints = photos.map(({ fingerprint }) => (fingerprint === undefined ? undefined : parse(fingerprint)))
  const leaders = photos.map((_, index) => index)
  const leaderOf = (index: number): number => (leaders[index] === index ? index : (leaders[index] = leaderOf(leaders[index]!)))
  for (let one = 0; one < photos.length; one++) {
    for (let other = one + 1; other < photos.length; other++) {
      const first = prints[one]
      const second = prints[other]
      if (first === undefined || second === undefined) continue
      if (showTheSame(first, second, secondsBetween(photos[one]!, photos[other]!))) leaders[leaderOf(other)] = leaderOf(one)
    }
  }
  const groups = new Map<number, number[]>()
  photos.forEach((_, index) => groups.set(leaderOf(index), [...(groups.get(leaderOf(index)) ?? []), index]))
  return [...groups.values()].filter((members) => members.length > 1).map((members) => ({ members, best: bestOf(members, photos) }))
}

// Two photos taken one after the other may differ more: a hand moved, the exposure was bracketed. Half a minute is what
// it takes to try another setting: a real pair with and without HDR lies 26 s apart.
const retrySeconds = 30

function showTheSame(one: Print, other: Print, seconds: number | undefined): boolean {
  const frequencies = differingBits(one.hash, other.hash)
  if (frequencies > 22) return false
  const colors = colorDistance(one.grid, other.grid)
  if (frequencies <= 14 && colors < 40) return true
  if (frequencies <= 20 && colors < 20) return true
  return seconds !== undefined && seconds <= retrySeconds && colors < 45
}

interface Print {
  /** 64 bits as two halves. */
  readonly hash: readonly [number, number]
  readonly grid: readonly number[]
}

function parse({ hash, grid }: { readonly hash: string; readonly grid: string }): Print | undefined {
  if (!/^[0-9a-f]{16}$/.test(hash) || !/^[0-9a-f]{96}$/.test(grid)) return undefined
  return {
    hash: [parseInt(hash.slice(0, 8), 16), parseInt(hash.slice(8), 16)],
    grid: Array.from({ length: 48 }, (_, index) => parseInt(grid.slice(index * 2, index * 2 + 2), 16)),
  }
}

function differingBits(one: readonly [number, number], other: readonly [number, number]): number {
  return bitsOf(one[0] ^ other[0]) + bitsOf(one[1] ^ other[1])
}

function bitsOf(word: number): number {
  let rest = word >>> 0
  let count = 0
  for (; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count++
  return count
}

// Root mean square of the distances of colours (three channels together) over the 16 cells, after taking out most of what one photo is brighter than the other as a whole.
const forgivenBrightness = 0.7

function colorDistance(one: readonly number[], other: readonly number[]): number {
  const mean = (grid: readonly number[]) => grid.reduce((sum, value) => sum + value, 0) / grid.length
  const offset = (mean(one) - mean(other)) * forgivenBrightness
  const squares = one.reduce((sum, value, index) => sum + (value - other[index]! - offset) ** 2, 0)
  return Math.sqrt(squares / (one.length / 3))
}

function bestOf(members: readonly number[], photos: readonly ComparedPhoto[]): number {
  const rank = (index: number) => {
    const { score = 0, width, height, takenAt = '9999' } = photos[index]!
    return { score, pixels: width * height, takenAt, index }
  }
  return members.map(rank).sort((one, other) =>
    other.score - one.score || other.pixels - one.pixels || (one.takenAt < other.takenAt ? -1 : one.takenAt > other.takenAt ? 1 : one.index - other.index))[0]!.index
}

// ------------------------------------------------------------------------------------------------ chapters

// A pause this long is a new part of the day, unless pauses of that length are usual among these photos.
const chapterPause = 90 * 60
const unusualPause = 8
const burstPause = 3

export interface Chapter {
  /** Indexes into the photos, by time. */
  readonly members: readonly number[]
  /** Runs of photos taken within 3 s of each other, within this chapter; only those of two and more. */
  readonly bursts: readonly (readonly number[])[]
}

/**
 * Parts of a day or journey by the camera's clock. Photos without a time stay with the one they were given after; with
 * times for half or fewer of them there is one chapter, in the order given.
 */
export function chaptersOf(photos: readonly Pick<PhotoFacts, 'takenAt'>[]): readonly Chapter[] {
  if (photos.length === 0) return []
  const times = photos.map(({ takenAt }) => secondsOf(takenAt))
  const known = times.filter((time) => time !== undefined).length
  if (known * 2 <= photos.length) return [{ members: photos.map((_, index) => index), bursts: [] }]
  const ordered = byTime(times)
  const pauses = ordered.slice(1).map(({ time }, index) => time - ordered[index]!.time)
  const limit = Math.max(chapterPause, unusualPause * median(pauses.filter((pause) => pause > 0)))
  return split(ordered, pauses, (pause) => pause > limit).map((members) => ({
    members: members.map(({ index }) => index),
    bursts: burstsOf(members, times),
  }))
}

interface Timed { readonly index: number; readonly time: number }

function byTime(times: readonly (number | undefined)[]): Timed[] {
  let last = Math.min(...times.filter((time) => time !== undefined))
  return times
    .map((time, index) => ({ index, time: (last = time ?? last) }))
    .sort((one, other) => one.time - other.time || one.index - other.index)
}

function burstsOf(members: readonly Timed[], times: readonly (number | undefined)[]): number[][] {
  const clocked = members.filter(({ index }) => times[index] !== undefined)
  const pauses = clocked.slice(1).map(({ time }, index) => time - clocked[index]!.time)
  return split(clocked, pauses, (pause) => pause > burstPause).filter((run) => run.length > 1).map((run) => run.map(({ index }) => index))
}

function split<Item>(items: readonly Item[], pauses: readonly number[], isBreak: (pause: number) => boolean): Item[][] {
  const parts: Item[][] = []
  items.forEach((item, index) => {
    if (index === 0 || isBreak(pauses[index - 1]!)) parts.push([])
    parts.at(-1)!.push(item)
  })
  return parts
}

function median(values: readonly number[]): number {
  return values.length === 0 ? 0 : [...values].sort((one, other) => one - other)[values.length >> 1]!
}

function secondsBetween(one: ComparedPhoto, other: ComparedPhoto): number | undefined {
  const first = secondsOf(one.takenAt)
  const second = secondsOf(other.takenAt)
  return first === undefined || second === undefined ? undefined : Math.abs(first - second)
}

// Camera-local texts without a zone are compared as if all were in one; only differences count.
function secondsOf(takenAt: string | undefined): number | undefined {
  const time = takenAt === undefined ? NaN : Date.parse(`${takenAt}Z`)
  return Number.isNaN(time) ? undefined : time / 1000
}
