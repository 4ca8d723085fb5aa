// A reader is a list of patterns and what they mean. Earlier patterns win where two overlap.

import type { Mark, Meaning } from '../mark.ts'

export type Reading = readonly [pattern: RegExp, meaning: (match: RegExpMatchArray) => Meaning | undefined | readonly (Meaning | undefined)[]]

/** Marks of a plain text, in no particular order, none overlapping another or a stretch already `taken`. */
export type Reader = (plain: string, taken: Taken) => Mark[]

/** Which positions already mean something. */
export interface Taken {
  isFree(start: number, end: number): boolean
  take(start: number, end: number): void
}

export function createTaken(size: number): Taken {
  const used = new Uint8Array(size)
  return {
    isFree(start, end) {
      for (let index = start; index < end; index++) if (used[index] === 1) return false
      return true
    },
    take: (start, end) => void used.fill(1, start, end),
  }
}

export function reader(readings: readonly Reading[]): Reader {
  return (plain, taken) => {
    const marks: Mark[] = []
    for (const [pattern, meaning] of readings) {
      for (const match of plain.matchAll(pattern)) {
        const start = match.index
        const end = start + match[0].length
        if (end === start || !taken.isFree(start, end) || splitsWord(plain, start, end)) continue
        const meant = meaning(match)
        const meanings = (Array.isArray(meant) ? meant : [meant]).filter((one): one is Meaning => one !== undefined)
        if (meanings.length === 0) continue
        taken.take(start, end)
        // Several meanings of one stretch share it out, so that no two marks overlap.
        meanings.forEach((one, index) => {
          const from = start + Math.floor(((end - start) * index) / meanings.length)
          const until = start + Math.floor(((end - start) * (index + 1)) / meanings.length)
          marks.push({ start: from, end: until, text: plain.slice(from, until), ...one })
        })
      }
    }
    return marks
  }
}

// "mini" is not "m" after a number, "a2" is not 2: a match must not begin or end inside a Latin word.
function splitsWord(plain: string, start: number, end: number): boolean {
  return (isLatin(plain[start - 1]) && isLatin(plain[start])) || (isLatin(plain[end - 1]) && isLatin(plain[end]))
}

function isLatin(unit: string | undefined): boolean {
  return unit !== undefined && ((unit >= 'a' && unit <= 'z') || (unit >= '\u00e0' && unit <= '\u024f'))
}
