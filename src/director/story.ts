// A script told by a voice: which sentences are said, over which pictures, how long those stay, and what of it is a card.
// The voice itself and its subtitles are hung on the pictures once these are in the draft and have names.

import type { Milliseconds } from '../base/index.ts'
import { segmentDuration, type Asset, type Layout, type Operation, type Sentence } from '../draft/index.ts'
import type { Brief, World } from './brief.ts'
import { narrate, shotLengths, speechOperations, spokenSubtitles, voiceFault } from './narration.ts'
import type { ScriptPlan } from './script-film.ts'
import { matchSentences, sentencesOf } from './script.ts'
import type { Narration, Story } from './told.ts'

export interface ToldScript {
  readonly brief: Brief
  readonly script: ScriptPlan
  readonly narration: Narration
  /** The last sentence is said over the end card. */
  readonly closes: boolean
  /** The end card is shown in silence. */
  readonly silentEnd: boolean
}

const cardTime = 3000
// A picture that a voice passes over needs at least this long.
const leastPicture = 1500
// The draft knows no slower clip.
const slowest = 0.1

/** Whether a voice is to tell the film, and can. */
export function isTold(brief: Brief, world: World): boolean {
  return brief.voiceOver === true && sentencesOf(world.script ?? '').length > 0 && voiceFault(world.heard) === undefined
}

/** Why the voice that was asked for is not there. */
export function silenceBecause(brief: Brief, world: World): readonly Sentence[] {
  const fault = brief.voiceOver === true ? voiceFault(world.heard) : undefined
  return fault === undefined ? [] : [{ en: `There is no voice, so the words are shown instead. ${fault.message}`, zh: `没有配音，文字显示在画面上。${fault.message}` }]
}

export function tellScript(brief: Brief, world: World, pictures: readonly Asset[]): ToldScript {
  const sentences = sentencesOf(world.script!)
  const closes = closesOnCard(brief, sentences, pictures.length)
  const silentEnd = brief.endCard !== undefined
  const isCard = ((brief.title ?? '').trim() !== '' && brief.titleCard === true) || (pictures.length === 0 && brief.title !== undefined)
  const wish = { sentences, language: brief.voiceLanguage ?? (/\p{Script=Han}/u.test(sentences.join('')) ? 'zh' as const : 'en' as const), lead: isCard ? cardTime : 0, keepsLast: closes }
  const total = brief.duration === undefined ? undefined : Math.max(1000, brief.duration - (silentEnd ? cardTime : 0))
  const first = narrate({ ...wish, ...(total !== undefined && { total }) }, world.heard)
  const narration = total === undefined && first.total < pictures.length * leastPicture ? narrate({ ...wish, total: pictures.length * leastPicture }, world.heard) : first
  const said = narration.lines.map((line) => line.speech.text)
  const shown = closes ? said.slice(0, -1) : said
  const places = pictures.length > 0 ? matchSentences(shown, pictures) : shown.map((_sentence, index) => [index])
  return { brief: closes ? { ...brief, endCard: said.at(-1)! } : brief, script: { sentences: shown, places, because: narration.because }, narration, closes, silentEnd }
}

/** A promo ends on its last sentence, as a card: that is where people are told what to do. */
export function closesOnCard(brief: Brief, sentences: readonly string[], pictures: number): boolean {
  return pictures > 0 && sentences.length >= 4 && brief.endCard === undefined && (brief.kind === 'promo' || brief.kind === 'product' || brief.kind === 'teaser') && sentences.at(-1)!.length <= 80
}

/** The lengths of all shots, cards before and after the pictures included. */
export function toldLengths({ narration, script, closes, silentEnd }: ToldScript, before: number, shots: number): Milliseconds[] {
  const picture = script.sentences.map((_sentence, index) => before + script.places.findIndex((indexes) => indexes.includes(index)))
  const places = closes ? [...picture, shots - 1] : picture
  return [...shotLengths(narration, places, silentEnd ? shots - 1 : shots), ...(silentEnd ? [cardTime] : [])]
}

/** What is left to do when the pictures are in the draft: slow clips that are too short, the voice, the subtitles. */
export function slowClips({ lengths }: Story, { picture }: Layout): Operation[] {
  return picture.flatMap(({ segment, index }): Operation[] => {
    const wished = lengths[index]
    if (segment.kind !== 'clip' || wished === undefined || segmentDuration(segment) >= wished) return []
    return [{ name: 'set-speed', targets: [segment.id], speed: Math.max(slowest, (segment.to - segment.from) / wished) }]
  })
}

export function tell({ narration, subtitles, until }: Story, layout: Layout): Operation[] {
  return [...speechOperations(narration, layout), ...(subtitles ? spokenSubtitles(narration, until) : [])]
}
