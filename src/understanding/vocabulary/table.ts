// How vocabulary is written down: per concept a record from value to words, English and Chinese side by side, parted by
// bars. Words of a Latin phrase match whole words in any regular inflection; Chinese words match anywhere.

import type { Concept } from '../mark.ts'

export interface Entry {
  readonly concept: Concept
  readonly value: string
  readonly words: string
}

export function table(concept: Concept, words: Readonly<Record<string, string>>): Entry[] {
  return Object.entries(words).flatMap(([value, list]) => list.split('|').map((one) => ({ concept, value, words: one.trim() })).filter((entry) => entry.words !== ''))
}
