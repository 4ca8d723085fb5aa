// Words that must be kept to the letter: quoted text, and names of files the person sent. Quotes come from the text as
// typed, not from the plain text.

import type { Mark } from '../mark.ts'
import type { Taken } from './reader.ts'

const quotes: readonly RegExp[] = [
  /[“”„‟]([^“”„‟\n]{1,500})[“”„‟]/g, /`([^`\n]{1,500})`/g, /「([^「」]{1,500})」/g, /『([^『』]{1,500})』/g, /《([^《》]{1,500})》/g, /【([^【】]{1,500})】/g, /"([^"\n]{1,500})"/g, /＂([^＂\n]{1,500})＂/g,
  // Single quotes only where they stand like quotes, so that apostrophes stay apostrophes.
  /‘([^‘’\n]{1,500})’(?![a-z])/g, /(?<![a-zA-Z\u00c0-\u024f\d])'((?:'n'|[^\n]){1,500}?)'(?![a-zA-Z\u00c0-\u024f\d])/g, /«([^«»\n]{1,500})»/g,
  // "Call it Lisbon 2024": a name that begins like one needs no quotes; in Chinese the word before it is enough.
  /(?<=\b(?:[Cc]all|[Nn]ame|[Tt]itle) (?:it|this|the (?:film|video|movie|reel)) )(\p{Lu}[^\n,.;!?]{0,80})/gu,
  /(?<=(?:取名|起名|命名|名字)(?:叫做?|为|是))([^\n，。；;,.!！：:“”"「」《》]{1,40})/gu,
  // A name on the net is words to the letter.
  /(?<![a-z0-9@.:/-])((?:www\.)?[a-z0-9][a-z0-9-]{1,40}\.(?:com|net|org|io|co|shop|store|cn|de|fr|uk|app|dev)(?:\/[a-z0-9/_-]{1,40})?)(?![a-z0-9.])/gi,
  /(?<![\p{L}\p{N}_.@])(@[\p{L}\p{N}_][\p{L}\p{N}_.]{0,38}[\p{L}\p{N}_])/gu,
]

export function readQuotes(text: string, taken: Taken): Mark[] {
  return quotes.flatMap((pattern) => [...text.matchAll(pattern)].flatMap((match): Mark[] => {
    const start = match.index
    const end = start + match[0].length
    if (!taken.isFree(start, end) || match[1]!.trim() === '') return []
    // A file is a file, also between quotes.
    if (wholeFile.test(match[1]!.trim())) return []
    // An address to fetch from is no words to show.
    if (/^[^\s"'“]+\.[a-z]{2,5}/i.test(match[0]) && /\b(?:download|fetch|scrape|grab|from|at|via|url|link)\b[^.!?]{0,40}$|下载|链接|网址/i.test(text.slice(Math.max(0, start - 60), start))) return []
    taken.take(start, end)
    return [{ kind: 'quote', start, end, text: match[0], value: match[1]!.trim() }]
  }))
}

const fileEnding = /\.(?:mp4|mov|avi|webm|mkv|m4v|jpe?g|png|webp|gif|heic|heif|avif|tiff?|mp3|wav|m4a|aac|flac|ogg|srt|vtt|txt|md)/gi

const wholeFile = new RegExp(`^[^\\n/]{1,80}${fileEnding.source}$`, 'i')

/** Names of what there is: the names given (assets and segments, with and without ending), and anything that looks like a file. */
export function readNames(text: string, names: readonly string[], taken: Taken): Mark[] {
  const lower = text.toLowerCase()
  const known = [...new Set(names.flatMap((name) => [name, name.replace(/\.[^.]+$/, '')]))].filter((name) => name.length >= 2 && !tooPlain.test(name)).sort((left, right) => right.length - left.length).slice(0, 2000)
  const found = known.flatMap((name) => occurrences(lower, name.toLowerCase()).map((start) => ({ start, end: start + name.length, value: name })))
  for (const match of text.matchAll(fileEnding)) {
    const start = fileStart(text, match.index)
    if (start < match.index && !letter.test(text[match.index + match[0].length] ?? '')) found.push({ start, end: match.index + match[0].length, value: text.slice(start, match.index + match[0].length) })
  }
  return found.flatMap(({ start, end, value }): Mark[] => {
    if (!taken.isFree(start, end) || insideWord(lower, start, end)) return []
    taken.take(start, end)
    return [{ kind: 'name', start, end, text: text.slice(start, end), value }]
  })
}

// Backwards from the ending, at most 80 signs. In "给video.mp4" the name begins after the Chinese.
function fileStart(text: string, dot: number): number {
  let start = dot
  while (start > 0 && dot - start < 80 && nameUnit.test(text[start - 1]!)) start--
  while (start < dot && (text[start] === '.' || text[start] === '-')) start++
  const chinese = text.slice(start, dot).match(/^[\u3400-\u9fff]+(?=[a-z0-9_])/i)
  return start + (chinese?.[0].length ?? 0)
}

const letter = /[\p{L}\p{N}]/u
const nameUnit = /[\p{L}\p{N}_.-]/u

// A file called "photo" or "3" would swallow half the language.
const tooPlain = /^(?:\d{1,3}|photos?|images?|videos?|clips?|music|logo|audio|voice|script|intro|outro|main|title|song|text|照片|视频|音乐|图片)$/i

function occurrences(text: string, name: string): number[] {
  const starts: number[] = []
  for (let at = text.indexOf(name); at >= 0 && starts.length < 50; at = text.indexOf(name, at + name.length)) starts.push(at)
  return starts
}

function insideWord(text: string, start: number, end: number): boolean {
  const wordUnit = /[a-z0-9_]/
  return (wordUnit.test(text[start] ?? '') && wordUnit.test(text[start - 1] ?? '')) || (wordUnit.test(text[end - 1] ?? '') && wordUnit.test(text[end] ?? ''))
}
