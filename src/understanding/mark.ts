// A mark is a stretch of the text that means something by itself: a time, a name, a verb, a colour. Readers make
// marks; refiners read clauses of marks. A mark never says what should be done.

import type { Milliseconds } from '../base/index.ts'

export interface Stretch {
  /** UTF-16 positions in the text. */
  readonly start: number
  readonly end: number
}

export type Mark = Stretch & { readonly text: string } & Meaning

export type Meaning =
  /** Words between quotation marks, to the letter. */
  | { readonly kind: 'quote'; readonly value: string }
  /** A file the user sent, or a segment of that name. */
  | { readonly kind: 'name'; readonly value: string }
  /** A length: "10 seconds". */
  | { readonly kind: 'length'; readonly value: Milliseconds; readonly about?: 'about' | 'under' | 'over' }
  /** A point in time: "1:30". */
  | { readonly kind: 'time'; readonly value: Milliseconds }
  /** A stretch of film time; null = to the end. */
  | { readonly kind: 'range'; readonly value: { readonly from: Milliseconds; readonly to: Milliseconds | null }; readonly between?: boolean }
  /** A stretch at one side: "the first 10 seconds", "最后三秒". */
  | { readonly kind: 'edge'; readonly value: { readonly side: 'first' | 'last' | 'middle'; readonly length: Milliseconds } }
  /** A share of the film: "the second half". */
  | { readonly kind: 'part'; readonly value: { readonly from: number; readonly to: number } }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'percent'; readonly value: number; readonly sign?: 1 | -1 }
  /** "2x", "两倍". */
  | { readonly kind: 'factor'; readonly value: number }
  /** "the third photo", "photos 2-4", "clip 1", "the last one"; from 1, negative from the end. */
  | { readonly kind: 'which'; readonly value: Which }
  | { readonly kind: 'ratio'; readonly value: string }
  | { readonly kind: 'size'; readonly value: { readonly width: number; readonly height: number } }
  /** "5 photos": how many there are or should be. */
  | { readonly kind: 'count'; readonly value: number; readonly noun: string }
  | { readonly kind: 'fps'; readonly value: number }
  | { readonly kind: 'color'; readonly value: string }
  /** A word or phrase of the vocabulary, with everything it can mean. */
  | { readonly kind: 'word'; readonly senses: readonly Sense[] }
  /** Latin letters that mean nothing to us, or a run of Chinese between words. */
  | { readonly kind: 'other' }

export interface Sense {
  readonly concept: Concept
  readonly value: string
}

export interface Which {
  readonly noun: 'photo' | 'clip' | 'any' | 'text'
  /** From 1; negative from the end. */
  readonly positions?: readonly number[]
  /** The first or last so many. */
  readonly many?: { readonly side: 'first' | 'last'; readonly count: number }
  /** The one in the middle. */
  readonly middle?: true
  /** Every so many: 2 is every other one, beginning with the first. */
  readonly step?: number
}

export type Concept =
  | 'verb' | 'object' | 'film' | 'kind' | 'platform' | 'shape' | 'quality' | 'look' | 'pace' | 'transition' | 'move' | 'place' | 'color' | 'no' | 'level'
  | 'refuse' | 'format' | 'resolution' | 'language' | 'time-word' | 'only' | 'join' | 'padding' | 'compare' | 'aspect-of' | 'pronoun' | 'scene' | 'select' | 'font' | 'animation' | 'figure'

/** What a mark means under a concept; undefined when it is no word or has no such sense. */
export function sense(mark: Mark | undefined, concept: Concept): string | undefined {
  return mark?.kind === 'word' ? mark.senses.find((one) => one.concept === concept)?.value : undefined
}

/** True when the mark has one of the values under the concept; any value when none is named. */
export function means(mark: Mark | undefined, concept: Concept, ...values: string[]): boolean {
  return mark?.kind === 'word' && mark.senses.some((one) => one.concept === concept && (values.length === 0 || values.includes(one.value)))
}
