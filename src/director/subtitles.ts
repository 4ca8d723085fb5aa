// Subtitles out of spoken words, and subtitle files for people. A cue ends where a sentence or a breath ends, holds what
// two lines can hold, and stays long enough to be read; its words keep their times, so they can light up one by one.

import type { Milliseconds } from '../base/index.ts'
import type { TimedWord } from '../draft/index.ts'

/** A word of a script and when it is said, ms from the beginning of the film. */
export interface SaidWord {
  readonly text: string
  readonly from: Milliseconds
  readonly to: Milliseconds
}

/** A cue, in the form that the operation `set-subtitles` takes. */
export interface SubtitleCue {
  readonly text: string
  readonly start: Milliseconds
  readonly duration: Milliseconds
  /** Times from the start of the cue. */
  readonly words?: readonly TimedWord[]
}

const han = /\p{Script=Han}/u
// Two lines: 42 Latin letters or 16 Chinese characters each is what television uses; a little less, for narrow films.
const mostLatin = 72
const mostChinese = 28
// A clause is worth a cue of its own from half of that on.
const clauseShare = 0.5
// Less than this at the end of a sentence is a lost word.
const lonely = 0.4
const breath = 600
const shortest = 900
// What is left standing until the next cue, so that text does not flicker between sentences.
const lingering = 700

/** Cues for words in the order in which they are said. They never overlap. `end` is the end of the film. */
export function subtitlesFromWords(words: readonly SaidWord[], end: Milliseconds): readonly SubtitleCue[] {
  const groups: SaidWord[][] = []
  for (const word of words.filter((one) => one.from < end)) {
    const group = groups.at(-1)
    if (group === undefined || endsBefore(group, word)) groups.push([word])
    else group.push(word)
  }
  balance(groups)
  return groups.map((group, index) => cueOf(group, groups[index + 1]?.[0]?.from ?? end, end))
}

// A last word alone looks lost: a sentence that did not fit is cut where both parts are about as long.
function balance(groups: SaidWord[][]): void {
  for (let index = 1; index < groups.length; index++) {
    const [before, after] = [groups[index - 1]!, groups[index]!]
    if (share(after) >= lonely || /[,;:，；：、—.!?。！？…]["'”’」』)）]*$/u.test(before.at(-1)!.text) || after[0]!.from - before.at(-1)!.to > breath) continue
    while (before.length > 1 && share(before) - share(after) > share([before.at(-1)!])) after.unshift(before.pop()!)
  }
}

function endsBefore(group: readonly SaidWord[], next: SaidWord): boolean {
  const last = group.at(-1)!
  const filled = share(group)
  if (/[.!?。！？…]["'”’」』)）]*$/u.test(last.text) || next.from - last.to > breath) return true
  if (filled >= clauseShare && /[,;:，；：、—]$/u.test(last.text)) return true
  return share([...group, next]) > 1
}

function share(group: readonly SaidWord[]): number {
  return group.reduce((sum, word) => sum + (han.test(word.text) ? 1 / mostChinese : (word.text.length + 1) / mostLatin), 0)
}

function cueOf(group: readonly SaidWord[], next: Milliseconds, end: Milliseconds): SubtitleCue {
  const start = group[0]!.from
  const said = group.at(-1)!.to
  const until = Math.min(next, end, Math.max(said + lingering, start + shortest))
  return {
    text: sentenceOf(group), start, duration: Math.max(1, until - start),
    words: group.map((word) => ({ text: word.text, from: word.from - start, to: Math.max(word.from - start + 1, Math.min(word.to, until) - start) })),
  }
}

// Chinese characters stand side by side; everything else has a space between.
function sentenceOf(group: readonly SaidWord[]): string {
  return group.reduce((text, word, index) => {
    const before = group[index - 1]
    const close = before === undefined || (han.test(before.text) && han.test(word.text)) || /[，。！？；：、（「『]$/u.test(before.text)
    return text + (close ? '' : ' ') + word.text
  }, '')
}

/** A SubRip file. */
export function writeSrt(cues: readonly SubtitleCue[]): string {
  return cues.map((cue, index) => `${index + 1}\n${clock(cue.start, ',')} --> ${clock(cue.start + cue.duration, ',')}\n${rows(cue.text)}\n`).join('\n')
}

/** A WebVTT file. */
export function writeVtt(cues: readonly SubtitleCue[]): string {
  return ['WEBVTT\n', ...cues.map((cue) => `${clock(cue.start, '.')} --> ${clock(cue.start + cue.duration, '.')}\n${rows(cue.text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('-->', '--&gt;')}\n`)].join('\n')
}

// An empty line would end the cue.
function rows(text: string): string {
  return text.split('\n').map((row) => row.trim()).filter((row) => row !== '').join('\n')
}

function clock(time: Milliseconds, point: string): string {
  const pad = (value: number, length: number): string => String(value).padStart(length, '0')
  const whole = Math.round(time)
  return `${pad(Math.floor(whole / 3_600_000), 2)}:${pad(Math.floor(whole / 60_000) % 60, 2)}:${pad(Math.floor(whole / 1000) % 60, 2)}${point}${pad(whole % 1000, 3)}`
}
