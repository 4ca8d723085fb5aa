// Speech as timed words: cutting a script into pieces a voice can say, and finding out when each word is said. Words are
// what people read: a Latin word with its punctuation, or one Chinese character.

import type { Milliseconds } from '../base/index.ts'

/** A word (or Chinese character) of a text and when it is said. */
export interface SpokenWord {
  readonly text: string
  /** Places in the text, UTF-16 code units. */
  readonly start: number
  readonly end: number
  /** Milliseconds from the beginning of the speech. */
  readonly from: Milliseconds
  readonly to: Milliseconds
}

/** What a voice says of its own timing: it reaches this place of the text at this time. */
export interface SpeechMark {
  /** UTF-16 code units. */
  readonly place: number
  readonly time: Milliseconds
  /** True where a clause ends and a pause begins. */
  readonly isEnd?: boolean
}

interface Token {
  readonly text: string
  readonly start: number
  readonly end: number
}

const han = /\p{Script=Han}/u
const wordLike = /[\p{L}\p{N}]/u

/** The words of a text, in order. Punctuation belongs to the word before it; lone signs belong to nobody. */
export function wordsOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(/\p{Script=Han}[^\p{L}\p{N}\s]*|[^\s\p{Script=Han}]+/gu)) {
    const piece = match[0]
    if (!wordLike.test(piece)) {
      const last = tokens.at(-1)
      if (last !== undefined && last.end === match.index) tokens[tokens.length - 1] = { text: last.text + piece, start: last.start, end: match.index + piece.length }
      continue
    }
    tokens.push({ text: piece, start: match.index, end: match.index + piece.length })
  }
  return tokens
}

/** When each word is said, from a voice's marks. Between two marks time is shared out evenly over the characters. */
export function timeWords(text: string, marks: readonly SpeechMark[], duration: Milliseconds): readonly SpokenWord[] {
  const starts = ascending([{ place: 0, time: 0 }, ...marks.filter((mark) => mark.isEnd !== true), { place: text.length, time: duration }])
  const ends = marks.filter((mark) => mark.isEnd === true).map((mark) => mark.time)
  const tokens = wordsOf(text)
  return tokens.map((token, index) => {
    const from = Math.round(timeAt(starts, token.start))
    const next = tokens[index + 1]
    const until = next === undefined ? duration : timeAt(starts, next.start)
    const pause = ends.find((time) => time > from + 20 && time < until)
    return { ...token, from, to: Math.max(from + 1, Math.min(Math.round(duration), Math.round(pause ?? until))) }
  })
}

/** Word times for a voice that gives none: shared out by length, with rests where there is punctuation. */
export function estimateWords(text: string, duration: Milliseconds): readonly SpokenWord[] {
  const tokens = wordsOf(text)
  const weights = tokens.map((token) => weightOf(token.text))
  const whole = weights.reduce((sum, weight) => sum + weight.said + weight.rest, 0) - (weights.at(-1)?.rest ?? 0)
  let at = 0
  return tokens.map((token, index) => {
    const { said, rest } = weights[index]!
    const from = (at / whole) * duration
    const to = Math.min(duration, ((at + said) / whole) * duration)
    at += said + rest
    return { ...token, from: Math.round(from), to: Math.round(to) }
  })
}

/** Pieces of a text that end at sentence ends where possible, none longer than `longest` code units; their places are kept. */
export function splitSpeech(text: string, longest: number): readonly Token[] {
  const pieces: Token[] = []
  for (const match of text.matchAll(/[^.!?。！？…\n]+(?:[.!?。！？…]+["'”’」』)）]*|\n|$)|[.!?。！？…]+|\n/gu)) {
    for (const part of shortened({ text: match[0], start: match.index, end: match.index + match[0].length }, longest)) {
      const last = pieces.at(-1)
      if (last !== undefined && last.end === part.start && part.end - last.start <= longest) pieces[pieces.length - 1] = { text: last.text + part.text, start: last.start, end: part.end }
      else pieces.push(part)
    }
  }
  return pieces.filter((piece) => wordLike.test(piece.text))
}

/** `zh` for a text that is mostly Chinese, else `en`. */
export function languageOf(text: string): 'en' | 'zh' {
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0
  return chinese * 2 > text.replace(/\s/g, '').length - chinese ? 'zh' : 'en'
}

function shortened(piece: Token, longest: number): Token[] {
  if (piece.end - piece.start <= longest) return [piece]
  const window = piece.text.slice(0, longest)
  // A comma, else a space, else in the middle of things.
  const cut = Math.max(...['，', ',', '；', ';', '、', ':', '：'].map((sign) => window.lastIndexOf(sign) + 1)) || window.lastIndexOf(' ') + 1 || longest
  const head = { text: piece.text.slice(0, cut), start: piece.start, end: piece.start + cut }
  return [head, ...shortened({ text: piece.text.slice(cut), start: piece.start + cut, end: piece.end }, longest)]
}

function weightOf(word: string): { readonly said: number; readonly rest: number } {
  const said = [...word].reduce((sum, letter) => sum + (han.test(letter) ? 3.2 : wordLike.test(letter) ? 1 : 0), 0.6)
  return { said, rest: /[.!?。！？…]["'”’」』)）]*$/u.test(word) ? 5 : /[,;:，；：、—]$/u.test(word) ? 2.5 : 0 }
}

function ascending(marks: readonly SpeechMark[]): readonly SpeechMark[] {
  const sorted = [...marks].sort((a, b) => a.place - b.place || a.time - b.time)
  return sorted.filter((mark, index) => index === 0 || (mark.place > sorted[index - 1]!.place && mark.time >= sorted[index - 1]!.time))
}

function timeAt(marks: readonly SpeechMark[], place: number): number {
  const after = marks.findIndex((mark) => mark.place >= place)
  if (after < 0) return marks.at(-1)?.time ?? 0
  const [one, other] = [marks[Math.max(0, after - 1)]!, marks[after]!]
  return other.place === one.place ? other.time : one.time + ((other.time - one.time) * (place - one.place)) / (other.place - one.place)
}
