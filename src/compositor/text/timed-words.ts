// The person's (or the voice's) word times against the words of the text: they seldom agree letter by letter, since times
// come per Chinese character, without punctuation, or spelt otherwise.

import type { TimedWord } from '../../draft/index.ts'
import { wordsOf } from './words.ts'

export interface TimedIndex {
  /** Index into wordsOf(text). */
  readonly index: number
  /** Milliseconds from the start of the text segment. */
  readonly from: number
  readonly to: number
}

/** Finds each timed word in the text, in order; those that cannot be found are left out. Neighbours in one word become one. */
export function timedWordIndexes(text: string, timed: readonly TimedWord[]): TimedIndex[] {
  const words = wordsOf(text)
  const lower = text.toLowerCase()
  const found: { index: number; from: number; to: number }[] = []
  let cursor = 0
  for (const word of timed) {
    const wanted = word.text.trim().replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, '').toLowerCase()
    const at = wanted === '' ? -1 : lower.indexOf(wanted, cursor)
    if (at < 0) continue
    cursor = at + wanted.length
    const index = words.findIndex((each) => at < each.to && at >= each.from)
    if (index < 0) continue
    const last = found.at(-1)
    if (last !== undefined && last.index === index) last.to = word.to
    else found.push({ index, from: word.from, to: word.to })
  }
  return found
}
