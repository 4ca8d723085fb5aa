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

/** `shadow`: the text as the patterns see it, of the same length; what they match is handed on in the plain text's words. */
export function reader(readings: readonly Reading[], shadow?: (plain: string) => string): Reader {
  const patterns = readings.map(([pattern, meaning]) => [shadow === undefined ? pattern : new RegExp(pattern.source, 'gd'), meaning] as const)
  return (plain, taken) => {
    const marks: Mark[] = []
    const windows = windowsOf(plain)
    const seen = windows.map(({ start, end }) => (shadow === undefined ? plain.slice(start, end) : shadow(plain.slice(start, end))))
    for (const [pattern, meaning] of patterns) {
      for (const { match, offset } of matchesIn(seen, windows, pattern)) {
        const start = match.index + offset
        const end = start + match[0].length
        if (end === start || !taken.isFree(start, end) || splitsWord(plain, start, end)) continue
        const meant = meaning(shadow === undefined ? match : inWords(match, plain, offset))
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

interface Window {
  readonly start: number
  readonly end: number
}

// Every figure and time has one of these in it or beside it; text far from all of them need not be searched, which is
// what keeps a long script quick to read.
const triggers = /[\d零一二两三四五六七八九十百千半前后首末最头尾处倍速隔#%]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|half|couple|dozen|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|middle|minute|hour|double|twice|triple|quadruple|halve|quarter|start|beginning|end|latter|every|other|an?)\b/g
const reach = 48

function windowsOf(plain: string): Window[] {
  const windows: Window[] = []
  for (const match of plain.matchAll(triggers)) {
    const start = Math.max(0, match.index - reach)
    const end = Math.min(plain.length, match.index + match[0].length + reach)
    const last = windows.at(-1)
    if (last !== undefined && start <= last.end) windows[windows.length - 1] = { start: last.start, end }
    else windows.push({ start, end })
  }
  return windows
}

function* matchesIn(seen: readonly string[], windows: readonly Window[], pattern: RegExp): Generator<{ readonly match: RegExpMatchArray & { readonly index: number }; readonly offset: number }> {
  for (const [index, { start }] of windows.entries()) for (const match of seen[index]!.matchAll(pattern)) yield { match, offset: start }
}

// The same match with its groups as they stand in the plain text.
function inWords(match: RegExpMatchArray & { readonly index: number }, plain: string, offset: number): RegExpMatchArray {
  const groups = match.indices!.map((place) => (place === undefined ? undefined : plain.slice(place[0] + offset, place[1] + offset)))
  return Object.assign(groups as string[], { index: match.index, input: plain, groups: undefined }) as RegExpMatchArray
}
