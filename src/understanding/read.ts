// All readers over one text, in the order in which they may claim a stretch: quotes and names first (to the letter),
// then times and figures, then the vocabulary, and what is left over.

import type { Mark } from './mark.ts'
import { readFigures } from './readers/figures.ts'
import { readNames, readQuotes } from './readers/names.ts'
import { createTaken } from './readers/reader.ts'
import { readTimes } from './readers/times.ts'
import { readWords } from './readers/words.ts'
import { plainText } from './text.ts'

/** Marks in the order of the text, none overlapping another. `names` are those of assets and segments. */
export function readMarks(text: string, names: readonly string[]): Mark[] {
  const plain = plainText(text)
  const taken = createTaken(text.length)
  const figures = plain.replace(stutter, (run, unit: string) => unit + '\u0001'.repeat(run.length - unit.length)).replace(endless, (run) => '\u0001'.repeat(run.length))
  const marks = [...readQuotes(text, taken), ...readNames(text, names, taken), ...readTimes(figures, taken), ...readFigures(figures, taken), ...readWords(plain, taken)]
  return marks.sort((left, right) => left.start - right.start)
}

// Runs that no number and no word has: patterns would try every position of them again and again.
const stutter = /(.{1,12}?)\1{11,}/g
const endless = /\d{13,}|[零一二两三四五六七八九十百千半]{13,}|[a-z]{60,}/g
