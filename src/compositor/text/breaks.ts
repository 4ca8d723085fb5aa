// Where a line may end and how good each place is; then the choice of places that leaves the lines least ragged.
// UAX 14 says where (punctuation never begins a line, nothing hangs); dictionary words, phrase ends and small words say
// how good. Cost is measured in squared shares of a line, so the numbers below can be weighed against raggedness.

import LineBreaker from 'linebreak'
import { graphemesOf, isHan, wordEnds } from './words.ts'

/** A piece of a paragraph that is never broken unless it alone is too wide. */
export interface BreakUnit {
  /** Offsets into the whole text, without the spaces that follow. */
  readonly from: number
  readonly to: number
  readonly text: string
  /** Spaces after it; they vanish at a line's end. */
  readonly space: string
  /** Cost of ending a line here, 0 = a good place. */
  readonly penalty: number
}

/** Inside a dictionary word: as bad as a line that is 60 % short. */
const INSIDE_WORD = 0.35
/** Between a number and its Chinese unit (3月), or a hanzi and a Latin word: legal, seldom nice. */
const SCRIPT_CHANGE = 0.1
/** Between words within a phrase; phrase ends cost nothing. */
const INSIDE_PHRASE = 0.03
/** After a small word that belongs to the next one ("the", "of", "a"). */
const AFTER_SMALL_WORD = 0.2
const SMALL_WORD = /^(?:a|an|the|of|to|in|on|at|by|for|and|or|but|with|from|as|is|are|my|our|your|his|her|its|their|de|la|le|el|der|die|das)$/iu
const PHRASE_END = /[,.;:!?\u2014\u2026\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff01\uff1f)\]}\u300d\u300f\uff09\u300b\u3011\u201d]$/u

/** The units of one paragraph; `offset` is where it begins in the whole text. */
export function breakUnits(paragraph: string, offset: number): BreakUnit[] {
  const boundaries = new Set(graphemesOf(paragraph).map((grapheme) => grapheme.to))
  const ends = wordEnds(paragraph)
  const breaker = new LineBreaker(paragraph)
  const units: BreakUnit[] = []
  let start = 0
  for (let next = breaker.nextBreak(); next !== null; next = breaker.nextBreak()) {
    // The package's tables are older than today's emoji: a break inside a grapheme is never one.
    if (!boundaries.has(next.position)) continue
    const whole = paragraph.slice(start, next.position)
    const text = whole.trimEnd()
    const following = paragraph.slice(next.position, next.position + 2)
    units.push({
      from: offset + start, to: offset + start + text.length, text, space: whole.slice(text.length),
      penalty: penaltyAfter(text, whole.length > text.length, following, ends.has(next.position)),
    })
    start = next.position
  }
  return units.filter((unit) => unit.text !== '')
}

/** The dash with which a speaker begins, or that sets a thought off: what follows belongs to it. */
const LONE_DASH = /^[-\u2013\u2014]$/u

function penaltyAfter(text: string, spaced: boolean, following: string, wordEnd: boolean): number {
  if (LONE_DASH.test(text)) return INSIDE_WORD
  if (PHRASE_END.test(text)) return 0
  if (spaced) return SMALL_WORD.test(text) ? AFTER_SMALL_WORD : INSIDE_PHRASE
  const han = isHan(text.slice(-1))
  if (han !== isHan(following)) return SCRIPT_CHANGE
  return wordEnd ? INSIDE_PHRASE : INSIDE_WORD
}

/** A unit's widths in ems: of itself, and of the gap to the next unit when both stand on one line. */
export interface UnitWidth {
  readonly width: number
  readonly gap: number
}

/** How many lines first-fit needs; Infinity when one unit alone is wider than the limit. */
export function linesNeeded(widths: readonly UnitWidth[], limit: number): number {
  let lines = 1
  let used = 0
  let gap = 0
  for (const unit of widths) {
    if (unit.width > limit + EPSILON) return Infinity
    if (used > 0 && used + gap + unit.width > limit + EPSILON) {
      lines++
      used = unit.width
    } else used += gap + unit.width
    gap = unit.gap
  }
  return lines
}

/** Widths are sums of floats; a line that is exactly as wide as the limit fits. */
const EPSILON = 1e-6

/** A choice of lines: the unit indexes at which they begin, and how good it is (0 = perfect). */
export interface Breaking {
  readonly starts: readonly number[]
  readonly cost: number
}

/**
 * The lines of a paragraph, for exactly `count` lines none of which is wider than `limit`, with the least
 * sum of squared distances from the mean width plus penalties. Undefined when that is impossible.
 */
export function balanceLines(units: readonly BreakUnit[], widths: readonly UnitWidth[], limit: number, count: number): Breaking | undefined {
  const total = units.length
  const sums = prefixSums(widths)
  const wide = (from: number, to: number): number => sums[to]! - sums[from]! - widths[to - 1]!.gap
  const mean = wide(0, total) / count
  let costs: number[] = Array.from({ length: total + 1 }, (_, end) => (end === 0 ? 0 : Infinity))
  const starts: Int32Array[] = []
  for (let line = 0; line < count; line++) {
    const next: number[] = new Array<number>(total + 1).fill(Infinity)
    const from = new Int32Array(total + 1).fill(-1)
    for (let end = 1; end <= total; end++) {
      const penalty = end === total ? 0 : units[end - 1]!.penalty
      for (let start = end - 1; start >= 0; start--) {
        const width = wide(start, end)
        if (width > limit + EPSILON) break
        const cost = costs[start]! + ((width - mean) / mean) ** 2 + penalty
        if (cost < next[end]!) {
          next[end] = cost
          from[end] = start
        }
      }
    }
    costs = next
    starts.push(from)
  }
  return costs[total] === Infinity ? undefined : { starts: walkBack(starts, total), cost: costs[total]! }
}

function prefixSums(widths: readonly UnitWidth[]): number[] {
  const sums = [0]
  for (const unit of widths) sums.push(sums.at(-1)! + unit.width + unit.gap)
  return sums
}

function walkBack(starts: readonly Int32Array[], total: number): number[] {
  const result: number[] = []
  let end = total
  for (let line = starts.length - 1; line >= 0; line--) {
    end = starts[line]![end]!
    result.unshift(end)
  }
  return result
}
