// A film that is told by a voice: when each sentence is said, and how long the pictures stay so that each sentence is heard
// over its picture. The voice leads and the pictures follow. Sentences keep their order; what does not fit into an asked
// length is left out from the end, and the answer says how much.

import { canonicalJson, type Fault, type Milliseconds } from '../base/index.ts'
import type { Layout, Operation, Sentence, Speech } from '../draft/index.ts'
import { divideTime } from './pacing.ts'
import { subtitlesFromWords } from './subtitles.ts'
import type { HeardSpeeches, NarratedLine, Narration } from './told.ts'

export function speechKey(speech: Speech): string {
  return canonicalJson(speech)
}

export interface NarrationWish {
  readonly sentences: readonly string[]
  readonly language: 'en' | 'zh'
  /** Of the film; absent: as long as the words need. */
  readonly total?: Milliseconds
  /** Silence that a title card needs before the first word, ms. */
  readonly lead?: Milliseconds
  /** The last sentence closes the film: others are left out before it. */
  readonly keepsLast?: boolean
}

// A breath between sentences, and what it may shrink to; silence before the first and after the last word.
const breath = 380
const leastBreath = 140
const opening = 500
const leastOpening = 200
const closing = 1200
const leastClosing = 600
// Faster than that and people stop following.
const quickest = 1.3

/** Why nobody can speak; undefined when the voice works or has not been tried. */
export function voiceFault(heard: HeardSpeeches | undefined): Fault | undefined {
  for (const one of heard?.values() ?? []) if (!one.ok) return one.fault
  return undefined
}

/** When each sentence is said. */
export function narrate(wish: NarrationWish, heard: HeardSpeeches | undefined): Narration {
  const lead = wish.lead ?? 0
  for (let count = wish.sentences.length; count > 1; count--) {
    const sentences = wish.keepsLast === true ? [...wish.sentences.slice(0, count - 1), wish.sentences.at(-1)!] : wish.sentences.slice(0, count)
    const fit = fitting(sentences, wish, lead, heard)
    if (fit !== undefined) return { ...fit, because: leftOut(count, wish.sentences.length) }
  }
  const only = spoken(wish.sentences.slice(0, 1), wish.language, 1, heard)
  return { ...spread(only, lead, wish.total), because: leftOut(1, wish.sentences.length) }
}

function leftOut(said: number, all: number): readonly Sentence[] {
  if (said >= all) return []
  return [{ en: `There is time to say ${said} of ${all} sentences; the others are left out.`, zh: `时间只够念 ${said} 句（共 ${all} 句），其余没有念。` }]
}

type Line = Omit<NarratedLine, 'start'>

function fitting(sentences: readonly string[], { total, language }: NarrationWish, lead: Milliseconds, heard: HeardSpeeches | undefined): Omit<Narration, 'because'> | undefined {
  const lines = spoken(sentences, language, 1, heard)
  if (total === undefined) return spread(lines, lead, undefined)
  const room = total - lead - leastOpening - leastClosing - leastBreath * (lines.length - 1)
  if (lengthOf(lines) <= room) return spread(lines, lead, total)
  const rate = Math.ceil((lengthOf(lines) / Math.max(1, room)) * 50 + 0.5) / 50
  if (rate > quickest) return undefined
  const quick = spoken(sentences, language, rate, heard)
  return lengthOf(quick) <= room ? spread(quick, lead, total) : undefined
}

function spoken(sentences: readonly string[], language: 'en' | 'zh', rate: number, heard: HeardSpeeches | undefined): Line[] {
  return sentences.map((text) => {
    const speech: Speech = { kind: 'speech', text, language, ...(rate === 1 ? {} : { rate }) }
    const known = heard?.get(speechKey(speech))
    return known?.ok === true ? { speech, duration: known.duration, words: known.words } : { speech, duration: guessed(text, rate), words: [] }
  })
}

function guessed(text: string, rate: number): Milliseconds {
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0
  return Math.round((chinese * 230 + (text.length - chinese) * 66) / rate) + 300
}

function lengthOf(lines: readonly Line[]): Milliseconds {
  return lines.reduce((sum, line) => sum + line.duration, 0)
}

// Spare time goes to the breaths and to both ends alike; missing time is taken from them.
function spread(lines: readonly Line[], lead: Milliseconds, total: Milliseconds | undefined): Omit<Narration, 'because'> {
  const usual = [opening, ...lines.slice(1).map(() => breath), closing]
  const least = [leastOpening, ...lines.slice(1).map(() => leastBreath), leastClosing]
  const sum = (parts: readonly number[]) => parts.reduce((left, right) => left + right, 0)
  const free = total === undefined ? sum(usual) : Math.max(0, total - lead - lengthOf(lines))
  const spare = free - sum(least)
  const wished = usual.map((one, index) => one - least[index]!)
  const rests = spare <= 0 ? divideTime(Math.max(free, usual.length), least) : addUp(least, divideTime(Math.max(spare, usual.length), spare <= sum(wished) ? wished : usual))
  let at = lead
  const placed = lines.map((line, index) => {
    const start = at + rests[index]!
    at = start + line.duration
    return { ...line, start }
  })
  return { lines: placed, total: total ?? at + rests.at(-1)! }
}

function addUp(left: readonly number[], right: readonly number[]): number[] {
  return left.map((one, index) => one + right[index]!)
}

// A picture comes a moment before its sentence: people look first and then listen.
const early = 180
const shortestShot = 400

/**
 * How long each picture stays. `places[i]` is the picture of line i, ascending. Pictures without a line of their own
 * share the time of the line before them, and change where a word begins.
 */
export function shotLengths(narration: Narration, places: readonly number[], shots: number): Milliseconds[] {
  const { lines, total } = narration
  const starts: (Milliseconds | undefined)[] = Array<undefined>(shots).fill(undefined)
  lines.forEach((line, index) => { if (places[index] !== places[index - 1]) starts[places[index]!] = Math.max(0, line.start - early) })
  starts[0] = 0
  const words = lines.flatMap((line) => line.words.map((word) => line.start + word.from))
  const cuts = starts.map((start, shot) => start ?? sharedStart(starts, shot, total, words))
  const spaced = cuts.reduce<number[]>((all, cut, shot) => [...all, shot === 0 ? 0 : Math.max(cut, all[shot - 1]! + Math.min(shortestShot, Math.floor(total / shots)))], [])
  const kept = spaced.map((cut, shot) => Math.min(cut, total - (shots - shot) * Math.min(shortestShot, Math.floor(total / shots))))
  return kept.map((cut, shot) => (kept[shot + 1] ?? total) - cut)
}

function sharedStart(starts: readonly (Milliseconds | undefined)[], shot: number, total: Milliseconds, words: readonly Milliseconds[]): Milliseconds {
  const before = starts.findLastIndex((start, index) => index < shot && start !== undefined)
  const found = starts.findIndex((start, index) => index > shot && start !== undefined)
  const after = found < 0 ? starts.length : found
  const [from, to] = [starts[before]!, found < 0 ? total : starts[found]!]
  const ideal = Math.round(from + ((to - from) * (shot - before)) / (after - before))
  const near = words.filter((word) => Math.abs(word - ideal) < (to - from) / (after - before) / 3)
  return near.reduce<number | undefined>((best, word) => (best === undefined || Math.abs(word - ideal) < Math.abs(best - ideal) ? word : best), undefined) ?? ideal
}

/** The spoken lines as sounds, each hung on the picture over which it begins. */
export function speechOperations({ lines }: Narration, { picture }: Layout): Operation[] {
  return lines.flatMap((line): Operation[] => {
    const home = picture.findLast((placed) => placed.start <= line.start)
    if (home === undefined) return []
    return [{ name: 'add-sound', role: 'voice', content: line.speech, anchor: home.segment.id, start: line.start - home.start, ...(line.words.length > 0 && { duration: line.duration }) }]
  })
}

/** Subtitles whose words light up as they are said. `until`: words that begin later stand on a card already. */
export function spokenSubtitles({ lines }: Narration, until: Milliseconds): Operation[] {
  const words = lines.filter((line) => line.start < until).flatMap(({ start, words }) => words.map(({ text, from, to }) => ({ text, from: start + from, to: start + to })))
  // A text that no voice has tried yet is one cue a sentence, as long as it is guessed to last.
  const guesses = lines.filter((line) => line.start < until).map(({ speech, start, duration }) => ({ text: speech.text, start, duration: Math.max(1, Math.min(duration, until - start)) }))
  const cues = words.length > 0 ? subtitlesFromWords(words, until) : guesses
  return cues.length === 0 ? [] : [{ name: 'set-subtitles', lines: cues }]
}
