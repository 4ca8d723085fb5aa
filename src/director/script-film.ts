// A film from words: each sentence over the picture it belongs to, or, without pictures, as kinetic type on drawn
// grounds. Nothing is left out silently: when there is more to read than there is time, the reply says how much stayed.

import type { Milliseconds } from '../base/index.ts'
import { createDice } from '../base/index.ts'
import type { Asset, CardSegment, Color, Operation, Sentence, TextMove } from '../draft/index.ts'
import type { Brief } from './brief.ts'
import { matchSentences, readingTime, sentencesOf } from './script.ts'

export interface ScriptPlan {
  readonly sentences: readonly string[]
  /** Sentence indexes per picture (or per card). */
  readonly places: readonly (readonly number[])[]
  readonly because: readonly Sentence[]
}

/** The quickest anybody should have to read: six tenths of the peaceful time. */
const hurry = 0.6

/** Which sentences the film shows and where. `count` pictures; none means one card for each sentence. */
export function planScript(script: string, pictures: readonly Asset[], brief: Brief): ScriptPlan {
  const all = sentencesOf(script)
  const sentences = fitting(all, brief.duration)
  const because: Sentence[] = sentences.length < all.length
    ? [{ en: `${sentences.length} of ${all.length} sentences fit; the rest would go by too fast to read.`, zh: `时间只够 ${sentences.length} 句（共 ${all.length} 句），其余来不及看。` }] : []
  const places = pictures.length > 0 ? matchSentences(sentences, pictures) : sentences.map((_sentence, index) => [index])
  return { sentences, places, because }
}

function fitting(sentences: readonly string[], duration: Milliseconds | undefined): readonly string[] {
  if (duration === undefined) return sentences
  let time = 0
  const fits = sentences.filter((sentence) => (time += readingTime(sentence) * hurry) <= duration)
  return fits.length > 0 ? fits : sentences.slice(0, 1)
}

/** Time that a picture needs for its sentences, ms. */
export function timeOfSentences(plan: ScriptPlan, at: number): Milliseconds {
  return (plan.places[at] ?? []).reduce((sum, index) => sum + readingTime(plan.sentences[index]!), 0)
}

/**
 * Captions over pictures: a sentence begins with its picture (sharing the picture's time with its other sentences) and
 * stays until the next one begins, at most half as long again as it takes to read.
 */
export function captionOperations(plan: ScriptPlan, starts: readonly Milliseconds[], total: Milliseconds): Operation[] {
  const begins: { readonly index: number; readonly start: Milliseconds }[] = plan.places.flatMap((indexes, at) => {
    const from = starts[at]!
    const until = starts[at + 1] ?? total
    const sum = indexes.reduce((left, index) => left + readingTime(plan.sentences[index]!), 0)
    let passed = 0
    return indexes.map((index) => {
      const start = Math.round(from + ((until - from) * passed) / Math.max(1, sum))
      passed += readingTime(plan.sentences[index]!)
      return { index, start }
    })
  })
  return begins.flatMap(({ index, start }, at): Operation[] => {
    const text = plan.sentences[index]!
    const until = begins[at + 1]?.start ?? total
    const duration = Math.min(until - start, Math.round(readingTime(text) * 1.5) + 800)
    return duration < 100 ? [] : [{ name: 'add-text', role: 'caption', text, start, duration }]
  })
}

/** Colours of drawn grounds, dark to light; white words on any of them have a contrast above 7:1. */
const schemes: readonly (readonly [Color, Color, Color])[] = [
  ['#101828', '#22304f', '#4b6cb7'], ['#1a1423', '#3d1f4e', '#a64ac9'], ['#0f1f1c', '#17463d', '#3fae8f'], ['#241610', '#56281a', '#e07a5f'], ['#12161c', '#2d3640', '#8fa3b8'], ['#1c1730', '#322a66', '#7c74e0'],
]

/** A ground for the card at a position: one scheme per film, its shapes taking turns. */
export function drawnGround(seed: number, index: number): CardSegment['ground'] {
  const dice = createDice(`${seed}|ground`)
  const [dark, middle, light] = dice.pick(schemes)
  if (index % 3 === 1) return { kind: 'bokeh', color: dark, colors: [middle, light], seed: seed + index }
  return { kind: 'gradient', colors: index % 3 === 0 ? [middle, dark] : [dark, middle, dark], angle: (120 + index * 55) % 360, drift: true }
}

const entrances: readonly TextMove[] = ['words', 'rise', 'typewriter']

/** Words on their cards: big when short, word by word or rising in turns. */
export function cardTexts(sentences: readonly string[], starts: readonly Milliseconds[], total: Milliseconds): Operation[] {
  return sentences.map((text, index): Operation => {
    const start = starts[index]!
    const duration = Math.max(1, (starts[index + 1] ?? total) - start)
    const size = text.length <= 24 ? 0.12 : text.length <= 60 ? 0.085 : 0.065
    return { name: 'add-text', role: 'title', text, start, duration, style: { size }, animation: { enter: entrances[index % entrances.length]!, exit: 'fade', duration: Math.min(700, Math.floor(duration / 4)) } }
  })
}
