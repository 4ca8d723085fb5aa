// From a script to what is said when: sentences, how long each takes to read, which picture shows which. Reading times:
// 170 English words or 260 Chinese characters a minute, the slower end of what television uses for subtitles.

import type { Milliseconds } from '../base/index.ts'
import type { Asset } from '../draft/index.ts'
import { divideTime } from './pacing.ts'

export interface TimedLine {
  readonly text: string
  readonly start: Milliseconds
  readonly duration: Milliseconds
}

const wordTime = 60_000 / 170
const characterTime = 60_000 / 260
/** Nobody reads even one word faster. */
const leastReading = 1200

/** Time to read a sentence in peace, ms. */
export function readingTime(sentence: string): Milliseconds {
  const characters = sentence.match(/[\u3400-\u9fff]/g)?.length ?? 0
  const words = sentence.replace(/[\u3400-\u9fff]/g, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  return Math.round(Math.max(leastReading, characters * characterTime + words * wordTime + 300))
}

/** Sentences of a script: headings, list marks and stage directions taken off; the strings of a JSON script in order. */
export function sentencesOf(script: string): string[] {
  const json = readJson(script)
  if (json !== undefined) return json.flatMap((text) => sentencesOf(text))
  return script.split(/\r?\n/).flatMap((line) => line.replace(/^\s*(?:#{1,6}\s+|[-*•]\s+|\d+[.)、]\s*|(?:scene|场景|镜头)\s*\d*\s*[:：]\s*)/i, '').replace(/[*_`]{1,3}/g, '').trim())
    .flatMap((line) => line.match(/[^.!?。！？…]+(?:[.!?。！？…]+(?=\s|$|["'”』」\u3400-\u9fff])["'”』」]?|$|[.!?](?=\S))+/g) ?? [])
    .map((sentence) => sentence.trim()).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence)).slice(0, 400)
}

function readJson(script: string): string[] | undefined {
  if (!/^\s*[[{]/.test(script)) return undefined
  try {
    return strings(JSON.parse(script)).filter((text) => /\s|[\u3400-\u9fff]/.test(text))
  } catch {
    return undefined
  }
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}

/** Long sentences in parts that fit two subtitle lines. */
export function linesOf(sentence: string): string[] {
  const most = /[\u3400-\u9fff]/.test(sentence) ? 22 : 64
  if (sentence.length <= most) return [sentence]
  const parts = sentence.split(/(?<=[,;:，；：、])\s*/).flatMap((part) => (part.length <= most ? [part] : chunks(part, most)))
  return parts.reduce<string[]>((lines, part) => {
    const last = lines.at(-1)
    return last !== undefined && (last + part).length <= most ? [...lines.slice(0, -1), `${last}${/[\u3400-\u9fff]$/.test(last) || last.endsWith('，') ? '' : ' '}${part}`] : [...lines, part]
  }, []).map((line) => line.trim()).filter((line) => line !== '')
}

function chunks(text: string, most: number): string[] {
  if (!text.includes(' ')) return Array.from({ length: Math.ceil(text.length / most) }, (_none, index) => text.slice(index * most, (index + 1) * most))
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1)
    return last !== undefined && last.length + word.length < most ? [...lines.slice(0, -1), `${last} ${word}`] : [...lines, word]
  }, [])
}

/** Subtitle lines for a film of a length: the times of an SRT or VTT file when the script is one, else shares by reading time. */
export function subtitleLines(script: string, total: Milliseconds): TimedLine[] {
  const timed = readTimedText(script).filter((line) => line.start < total).map((line) => ({ ...line, duration: Math.max(1, Math.min(line.duration, total - line.start)) }))
  if (timed.length > 0) return timed
  const lines = sentencesOf(script).flatMap(linesOf).slice(0, 900)
  if (lines.length === 0) return []
  let start = 0
  return divideTime(total, lines.map(readingTime)).map((duration, index) => {
    const line = { text: lines[index]!, start, duration }
    start += duration
    return line
  })
}

const timing = /(\d{1,2}:)?(\d{1,2}):(\d{2})[.,](\d{3})\s*-->\s*(\d{1,2}:)?(\d{1,2}):(\d{2})[.,](\d{3})/

/** Lines of an SRT or WebVTT text; empty when it is none. */
export function readTimedText(text: string): TimedLine[] {
  return text.replace(/\r/g, '').split(/\n{2,}/).flatMap((block): TimedLine[] => {
    const rows = block.split('\n')
    const at = rows.findIndex((row) => timing.test(row))
    const match = rows[at]?.match(timing)
    const words = rows.slice(at + 1).join('\n').replace(/<[^>]{1,40}>/g, '').trim()
    if (match === null || match === undefined || words === '') return []
    const clock = (hours: string | undefined, minutes: string, seconds: string, thousandths: string) => parseInt(hours ?? '0', 10) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000 + Number(thousandths)
    const start = clock(match[1], match[2]!, match[3]!, match[4]!)
    return [{ text: words, start, duration: Math.max(1, clock(match[5], match[6]!, match[7]!, match[8]!) - start) }]
  })
}

/**
 * Which sentences each picture shows, by index: a picture whose name shares a word with a sentence gets it; the others
 * follow in order, evenly. Sentences never change places.
 */
export function matchSentences(sentences: readonly string[], pictures: readonly Asset[]): number[][] {
  if (pictures.length === 0) return []
  const places = sentences.map((_sentence, index) => Math.min(pictures.length - 1, Math.floor((index * pictures.length) / Math.max(1, sentences.length))))
  let least = 0
  const chosen = sentences.map((sentence, index) => {
    const named = pictures.findIndex((picture, at) => at >= least && at <= places[index]! + 2 && sharesWord(picture.name, sentence))
    const place = Math.max(least, named >= 0 ? named : places[index]!)
    least = place
    return place
  })
  return pictures.map((_picture, at) => sentences.flatMap((_sentence, index) => (chosen[index] === at ? [index] : [])))
}

/** True when a file's name and a sentence have a word in common, accents and plurals aside. */
export function sharesWord(name: string, sentence: string): boolean {
  const words = name.toLowerCase().replace(/\.[^.]+$/, '').match(/[a-z]{4,}|[\u3400-\u9fff]{2,}/g) ?? []
  const text = sentence.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '')
  return words.some((word) => !/^(?:photo|image|picture|scan|copy|final|edit)/.test(word) && text.includes(word))
}
