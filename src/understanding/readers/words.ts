// Finds the words and phrases of the vocabulary, longest first. English words match in their regular inflections and,
// when nothing else fits, with a small typing mistake; Chinese words match wherever they stand.

import type { Mark, Sense } from '../mark.ts'
import { kinds, films, formats, objects, platforms, resolutions, shapes } from '../vocabulary/objects.ts'
import { animations, colors, fonts, looks, moves, paces, places, qualities, steering, transitions } from '../vocabulary/qualities.ts'
import { figures, limits, scenes } from '../vocabulary/limits.ts'
import { verbs } from '../vocabulary/verbs.ts'
import type { Entry } from '../vocabulary/table.ts'
import type { Taken } from './reader.ts'

interface Node {
  readonly next: Map<string, Node>
  senses?: Sense[]
}

const entries: readonly Entry[] = [
  ...verbs, ...objects, ...films, ...kinds, ...platforms, ...shapes, ...formats, ...resolutions, ...qualities, ...looks, ...paces, ...transitions, ...moves,
  ...places, ...colors, ...fonts, ...animations, ...steering, ...limits, ...figures, ...scenes,
]

const latinWord = /^[a-z]+$/
const root: Node = { next: new Map() }
for (const entry of entries) for (const form of formsOf(entry)) insert(form, entry)

function insert(form: string, entry: Entry): void {
  let node = root
  for (const unit of form) {
    let next = node.next.get(unit)
    if (next === undefined) node.next.set(unit, (next = { next: new Map() }))
    node = next
  }
  node.senses ??= []
  if (!node.senses.some((one) => one.concept === entry.concept && one.value === entry.value)) node.senses.push({ concept: entry.concept, value: entry.value })
}

function formsOf(entry: Entry): string[] {
  const words = entry.words.split(' ')
  if (!latinWord.test(words[0]!) || entry.words.length < 3) return [entry.words]
  if (entry.concept === 'verb') return [entry.words, ...inflections(words[0]!).map((first) => [first, ...words.slice(1)].join(' '))]
  const last = words.at(-1)!
  return entry.concept === 'object' || entry.concept === 'kind' || entry.concept === 'film' || entry.concept === 'select' || entry.concept === 'transition' ? [entry.words, ...(latinWord.test(last) && !last.endsWith('s') ? [`${entry.words}s`] : [])] : [entry.words]
}

function inflections(verb: string): string[] {
  const stem = verb.endsWith('e') ? verb.slice(0, -1) : /[^aeiou][aeiou][bdgmnprt]$/.test(verb) && verb.length < 6 ? verb + verb.at(-1)! : verb
  return [verb.endsWith('s') || verb.endsWith('sh') || verb.endsWith('ch') || verb.endsWith('x') ? `${verb}es` : `${verb}s`, `${stem}ing`, `${stem}ed`]
}

/** Words long enough to be recognised with one mistake, by first letter. */
const correctable = new Map<string, { readonly word: string; readonly senses: readonly Sense[] }[]>()
const correctableConcepts = new Set(['verb', 'object', 'kind', 'film', 'platform', 'transition', 'look', 'quality', 'shape'])
for (const entry of entries) {
  if (!correctableConcepts.has(entry.concept)) continue
  for (const form of formsOf(entry)) {
    if (!latinWord.test(form) || form.length < 5) continue
    const list = correctable.get(form[0]!) ?? []
    list.push({ word: form, senses: find(form) ?? [] })
    correctable.set(form[0]!, list)
  }
}

function find(form: string): readonly Sense[] | undefined {
  let node: Node | undefined = root
  for (const unit of form) node = node?.next.get(unit)
  return node?.senses
}

/** Marks of all vocabulary words in the free stretches of a plain text; what is left becomes `other` marks. */
export function readWords(plain: string, taken: Taken): Mark[] {
  const marks: Mark[] = []
  let corrections = 0
  let at = 0
  while (at < plain.length) {
    if (!taken.isFree(at, at + 1) || isSpace(plain[at]!)) { at++; continue }
    const match = longest(plain, at, taken)
    if (match !== undefined) {
      marks.push({ kind: 'word', senses: match.senses, start: at, end: match.end, text: plain.slice(at, match.end) })
      at = match.end
      continue
    }
    const end = wordEnd(plain, at, taken)
    const text = plain.slice(at, end)
    const corrected = corrections < 100 && text.length >= 5 && text.length <= 16 && latinWord.test(text) && !text.endsWith('thing') && !ordinary.has(text) ? (corrections++, correct(text)) : undefined
    if (corrected !== undefined) marks.push({ kind: 'word', senses: corrected, start: at, end, text })
    else if (/[\p{L}\p{N}]/u.test(text)) pushOther(marks, plain, at, end)
    at = end
  }
  return marks
}

// Neighbouring signs without a meaning are one stretch, so that a name of four characters is one thing.
function pushOther(marks: Mark[], plain: string, start: number, end: number): void {
  const last = marks.at(-1)
  const joins = last?.kind === 'other' && last.end === start && !isLatin(plain[start]!)
  if (joins) marks[marks.length - 1] = { kind: 'other', start: last.start, end, text: plain.slice(last.start, end) }
  else marks.push({ kind: 'other', start, end, text: plain.slice(start, end) })
}

function longest(plain: string, start: number, taken: Taken): { readonly end: number; readonly senses: readonly Sense[] } | undefined {
  if (isLatin(plain[start]!) && start > 0 && isLatin(plain[start - 1]!)) return undefined
  let node: Node | undefined = root
  let best: { end: number; senses: readonly Sense[] } | undefined
  for (let at = start; at < plain.length && node !== undefined; at++) {
    const unit = plain[at] === '’' || plain[at] === '‘' ? "'" : isSpace(plain[at]!) ? ' ' : plain[at]!
    if (!taken.isFree(at, at + 1)) break
    const next: Node | undefined = node.next.get(unit)
    if (next === undefined && unit === ' ' && at > start && isSpace(plain[at - 1]!)) continue
    node = next
    const endsInWord = isLatin(plain[at]!) && isLatin(plain[at + 1] ?? '')
    if (node?.senses !== undefined && !endsInWord && !(/\d/.test(plain[at]!) && /\d/.test(plain[at + 1] ?? ''))) best = { end: at + 1, senses: node.senses }
  }
  return best
}

function wordEnd(plain: string, start: number, taken: Taken): number {
  if (!isLatin(plain[start]!)) return start + (plain.charCodeAt(start) >= 0xd800 && plain.charCodeAt(start) < 0xdc00 && start + 1 < plain.length ? 2 : 1)
  let end = start
  while (end < plain.length && taken.isFree(end, end + 1) && (isLatin(plain[end]!) || plain[end] === "'" || plain[end] === '’' || plain[end] === '-')) end++
  return Math.max(end, start + 1)
}

/** The senses of the only word one slip away (two in words of nine letters or more). */
function correct(word: string): readonly Sense[] | undefined {
  const reach = word.length >= 9 ? 2 : 1
  let best: { senses: readonly Sense[]; distance: number } | undefined
  for (const candidate of correctable.get(word[0]!) ?? []) {
    if (Math.abs(candidate.word.length - word.length) > reach) continue
    const distance = slips(word, candidate.word, reach)
    if (distance <= reach && (best === undefined || distance < best.distance)) best = { senses: candidate.senses, distance }
  }
  return best?.senses
}

// Right words that look like mistyped ones of ours.
const ordinary = new Set('flashy flashing fleshy there their these those where which while other about after again could would should every never three house world place plane plant party parts point power press price prize quiet quite reach ready right round scale score seven shape share sheet shell shift shore short smart smile smoke snake solid space spare speak spend spoke stage stand stare state steam steel stick stock stone storm story strip stuff style sweet table taste teach thank thick thing think throw tight total touch tough tower trade trail train treat trick trust truth under until upper using value visit voice waste watch water wheel whole woman women world worry worse worst write wrong wrote young youth cover covers coming movie models model focus focal final finally nature coffee bottle battle candle handle middle needle client clients closer colors corner couple course create dinner double during effort either engine enough family father figure finger flight flower follow forest friend garden gather ground growth guitar happen health height holder island itself jacket junior ladder launch leader league leaves lesson letter little living mainly making manage manner market master matter medium member memory mental merely method minute mirror mobile modern moment mother muscle nearly needed normal notice number object office online option orange others output people person phrase planet player please plenty pocket police policy poster potato powder prefer pretty prince prison proper public purple pursue random rather reason recent record reduce regard region relate remain remote repair repeat report rescue result return review reward rhythm saddle safety sample school screen search season second secret select senior series settle shadow should shower silent silver simple single sister smooth social source spirit spread spring square stable statue steady stream street strike string strong studio submit sudden summer summit supply surely survey switch symbol system talent target tennis thanks theory throat ticket tissue toward travel trophy tunnel twelve unique update useful user valley vendor vision volume walker wealth weight window winner winter wisdom within wonder worker writer yellow mixed mixing timer times tiles tiled trips cards cared cares clear clean close cloud clouds class glass beach began begin being below bring built burst frame framed framing landscapes portraits squares'.split(' '))

/** Damerau-Levenshtein distance, given up beyond `reach`. */
function slips(left: string, right: string, reach: number): number {
  let before: number[] = []
  let previous = Array.from({ length: right.length + 1 }, (_none, index) => index)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    let least = row
    for (let column = 1; column <= right.length; column++) {
      const cost = left[row - 1] === right[column - 1] ? 0 : 1
      let value = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + cost)
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) value = Math.min(value, before[column - 2]! + 1)
      current.push(value)
      least = Math.min(least, value)
    }
    if (least > reach) return reach + 1
    before = previous
    previous = current
  }
  return previous[right.length]!
}

function isSpace(unit: string): boolean {
  return unit === ' ' || unit === '\t' || unit === '\n' || unit === '\r'
}

function isLatin(unit: string): boolean {
  return (unit >= 'a' && unit <= 'z') || (unit >= '\u00e0' && unit <= '\u024f')
}
