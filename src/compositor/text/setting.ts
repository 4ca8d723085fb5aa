// Setting type: a text becomes measured paragraphs, then lines at the largest size that fits. Knows widths in ems and
// the room there is; knows nothing of where on the canvas the block will stand.

import type { TextPlate } from '../scene.ts'
import { balanceLines, breakUnits, linesNeeded, type Breaking, type BreakUnit, type UnitWidth } from './breaks.ts'
import { faceOf, trackingOf, type FontFace, type Measure } from './measure.ts'
import { rulesOf, type RoleRules } from './roles.ts'
import { graphemesOf, isHan, scriptRuns } from './words.ts'

/** A stretch of one script as it will be drawn; widths in ems of its line's font size. */
export interface Piece {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly face: FontFace
  readonly tracking: number
  readonly width: number
  readonly ascent: number
  readonly descent: number
}

/** A unit with its pieces; gap = what stands between it and the next one on the same line. */
export interface SetUnit extends BreakUnit {
  readonly pieces: readonly Piece[]
  readonly width: number
  readonly gap: number
}

export interface SetLine {
  readonly units: readonly SetUnit[]
  /** Advance width in ems of the block's font size. */
  readonly width: number
  /** Size of this line beside the block's font size. */
  readonly scale: number
  /** Extra space above the line, in ems of the block's font size (between paragraphs). */
  readonly above: number
}

export interface SetBlock {
  readonly lines: readonly SetLine[]
  /** Font size in pixels. */
  readonly size: number
  /** Text had to be left out; the last line ends with an ellipsis. */
  readonly truncated: boolean
}

/** The room for a block, pixels. */
export interface Room {
  readonly width: number
  readonly height: number
}

interface Paragraph {
  readonly units: readonly SetUnit[]
  readonly scale: number
  readonly above: number
}

/** A single over-long word shrinks to this before it is broken between letters. */
const LONG_WORD_SHRINK = 0.7
/** Steps of the size search; 3 % is a difference nobody sees between two titles. */
const SIZE_STEP = 0.97
/** A title loses up to a tenth of its size rather than gain a line. */
const SAVE_A_LINE = 0.9
/** Sizes that are tried for better breaks, and what a whole size less would cost beside the costs of breaks.ts. */
const BETTER_SIZES = [1, 0.96, 0.92, 0.88, 0.84]
const COST_OF_SIZE = 1.2
/** UTF-16 units that no block holds at a readable size (12 lines of the narrowest letters); what lies behind is not looked at. */
const LONGEST = 2400
/** Between hanzi and Latin letters set solid: an eighth of an em, as Chinese typography asks for. */
const MIXED_GAP = 0.125

/** Sets a text: the largest size up to the style's at which it fits the room, its lines balanced. */
export function setText(request: TextPlate, room: Room, measure: Measure): SetBlock {
  const rules = rulesOf(request.role)
  const shorter = Math.min(request.canvas.width, request.canvas.height)
  const wished = request.style.size * shorter
  const smallest = Math.min(wished, Math.max(rules.readable * shorter, 1))
  const paragraphs = paragraphsOf(request, rules, measure)
  const maxLines = Math.max(rules.maxLines, Math.min(paragraphs.length, rules.mostParagraphs))
  const fits = (size: number, list: readonly Paragraph[]): boolean => {
    const counts = list.map((paragraph) => linesNeeded(paragraph.units, room.width / size / paragraph.scale))
    return sum(counts) <= maxLines && blockHeight(list, counts, rules) * size <= room.height
  }
  if (request.text.length > LONGEST) return truncated(paragraphs.map((each) => breakLongUnits(each, room.width / smallest, measure)), smallest, room, maxLines, rules, measure)
  const unbroken = largest(wished, Math.max(smallest, wished * LONG_WORD_SHRINK), (size) => fits(size, paragraphs))
  if (unbroken !== undefined) return balanced(paragraphs, savingALine(unbroken, paragraphs, room.width), smallest, room.width)
  const broken = (size: number): Paragraph[] => paragraphs.map((paragraph) => breakLongUnits(paragraph, room.width / size, measure))
  const start = Math.max(smallest, wished * LONG_WORD_SHRINK)
  const size = largest(start, smallest, (candidate) => fits(candidate, broken(candidate)))
  if (size !== undefined) return balanced(broken(size), size, size, room.width)
  return truncated(broken(smallest), smallest, room, maxLines, rules, measure)
}

function largest(from: number, to: number, fits: (size: number) => boolean): number | undefined {
  for (let size = from; size > to; size *= SIZE_STEP) if (fits(size)) return size
  return fits(to) ? to : undefined
}

function savingALine(size: number, paragraphs: readonly Paragraph[], width: number): number {
  const lines = (candidate: number): number => sum(paragraphs.map((each) => linesNeeded(each.units, width / candidate / each.scale)))
  const before = lines(size)
  if (before === paragraphs.length) return size
  return largest(size, size * SAVE_A_LINE, (candidate) => lines(candidate) < before) ?? size
}

function blockHeight(paragraphs: readonly Paragraph[], counts: readonly number[], rules: RoleRules): number {
  return sum(paragraphs.map((paragraph, index) => paragraph.above + counts[index]! * paragraph.scale * rules.pitch))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

// ------------------------------------------------------------------------------------------------ measuring

function paragraphsOf(request: TextPlate, rules: RoleRules, measure: Measure): Paragraph[] {
  const texts = splitParagraphs(request.text.slice(0, LONGEST + 1), request.role === 'subtitle' ? rules.maxLines : rules.mostParagraphs)
  return texts.map(({ text, offset }, index) => {
    const second = index > 0 ? rules.second : undefined
    const style = second === undefined ? request.style : { ...request.style, weight: Math.min(request.style.weight, second.weight) }
    const setter = createSetter((piece, script) => {
      const face = faceOf(style, script)
      return { face, extent: measure(piece, face) }
    })
    return { units: setter(breakUnits(text, offset)), scale: second?.scale ?? 1, above: index === 1 ? second?.gap ?? 0 : 0 }
  })
}

/** Paragraphs at line breaks, empty ones left out; those beyond `most` are joined to the last by spaces. Offsets stay true. */
function splitParagraphs(text: string, most: number): { text: string; offset: number }[] {
  const found: { text: string; offset: number }[] = []
  for (const match of text.matchAll(/[^\n\r\u2028\u2029\v\f]+/gu)) {
    const text = match[0].trim()
    if (text !== '') found.push({ text, offset: match.index + match[0].indexOf(text) })
  }
  if (found.length <= most) return found
  const tail = found[most - 1]!
  return [...found.slice(0, most - 1), { text: text.slice(tail.offset).replace(/[\n\r\u2028\u2029\v\f]/gu, ' '), offset: tail.offset }]
}

type Measurer = (text: string, script: FontFace['script']) => { readonly face: FontFace; readonly extent: { readonly width: number; readonly ascent: number; readonly descent: number } }

function createSetter(measurer: Measurer): (units: readonly BreakUnit[]) => SetUnit[] {
  const known = new Map<string, ReturnType<Measurer>>()
  const cached: Measurer = (text, script) => {
    const key = `${script}|${text}`
    const answer = known.get(key) ?? measurer(text, script)
    known.set(key, answer)
    return answer
  }
  return (units) => units.map((unit, index) => setUnit(unit, units[index + 1], cached))
}

function setUnit(unit: BreakUnit, next: BreakUnit | undefined, measurer: Measurer): SetUnit {
  const runs = scriptRuns(unit.text, unit.from).flatMap((run) => (run.script === 'han' ? punctuationRuns(unit, run) : [run]))
  const pieces = runs.map(({ from, to, script }, index): Piece => {
    const text = unit.text.slice(from - unit.from, to - unit.from)
    const { face, extent } = measurer(text, script)
    const tracking = trackingOf(face)
    const squeezed = script === 'han' && runs[index + 1]?.script === 'han' && isSqueezed(text.slice(-1), unit.text.slice(to - unit.from)) ? SQUEEZE : 0
    return { from, to, text, face, tracking, ...extent, width: extent.width + tracking * graphemesOf(text).length - squeezed }
  })
  return { ...unit, pieces, width: sum(pieces.map((piece) => piece.width)), gap: gapAfter(unit, next, measurer) }
}

/** Full-width marks that are empty on their right, or on their left: where two meet, half an em of nothing is taken out. */
const EMPTY_RIGHT = /^[\u3001\u3002\uff0c\uff0e\uff1a\uff1b\u300d\u300f\uff09\u300b\u3009\u3011\u201d\u2019]/u
const EMPTY_LEFT = /^[\u300c\u300e\uff08\u300a\u3008\u3010\u201c\u2018]/u
const SQUEEZE = 0.5

function isSqueezed(mark: string, following: string): boolean {
  return (EMPTY_RIGHT.test(mark) && (EMPTY_RIGHT.test(following) || EMPTY_LEFT.test(following))) || (EMPTY_LEFT.test(mark) && EMPTY_LEFT.test(following))
}

/** A Chinese run cut behind each mark that is to be moved closer to the next one. */
function punctuationRuns(unit: BreakUnit, run: { readonly from: number; readonly to: number; readonly script: 'latin' | 'han' | 'emoji' }): typeof run[] {
  const runs: typeof run[] = []
  let from = run.from
  for (let at = run.from; at + 1 < run.to; at++) {
    if (!isSqueezed(unit.text.charAt(at - unit.from), unit.text.slice(at + 1 - unit.from))) continue
    runs.push({ ...run, from, to: at + 1 })
    from = at + 1
  }
  return [...runs, { ...run, from }]
}

function gapAfter(unit: BreakUnit, next: BreakUnit | undefined, measurer: Measurer): number {
  if (next === undefined) return 0
  if (unit.space !== '') return measurer(unit.space.replace(/\t/gu, ' '), isHan(unit.space) ? 'han' : 'latin').extent.width
  const [left, right] = [unit.text.slice(-1), next.text.slice(0, 1)]
  const mixed = (/\p{Script=Han}/u.test(left) && /[\p{Script=Latin}\d]/u.test(right)) || (/[\p{Script=Latin}\d%]/u.test(left) && /\p{Script=Han}/u.test(right))
  if (isHan(unit.text.slice(-2)) && isSqueezed(left, right)) return -SQUEEZE
  return mixed ? MIXED_GAP : 0
}

// ------------------------------------------------------------------------------------------------ breaking

function breakLongUnits(paragraph: Paragraph, width: number, measure: Measure): Paragraph {
  const limit = width / paragraph.scale
  if (paragraph.units.every((unit) => unit.width <= limit)) return paragraph
  return { ...paragraph, units: paragraph.units.flatMap((unit) => (unit.width <= limit ? [unit] : breakUnit(unit, limit, measure))) }
}

function breakUnit(unit: SetUnit, limit: number, measure: Measure): SetUnit[] {
  const letters = unit.pieces.flatMap((piece) => graphemesOf(piece.text, piece.from).map(({ from, to }): SetUnit => {
    const text = piece.text.slice(from - piece.from, to - piece.from)
    const extent = measure(text, piece.face)
    const width = extent.width + piece.tracking
    return { from, to, text, space: '', penalty: 0, width, gap: 0, pieces: [{ ...piece, from, to, text, ...extent, width }] }
  }))
  const chunks: SetUnit[] = []
  for (const letter of letters) {
    const last = chunks.at(-1)
    if (last !== undefined && last.width + letter.width <= limit) chunks[chunks.length - 1] = joined(last, letter)
    else chunks.push(letter)
  }
  chunks[chunks.length - 1] = { ...chunks.at(-1)!, space: unit.space, gap: unit.gap, penalty: unit.penalty }
  return chunks
}

function joined(left: SetUnit, right: SetUnit): SetUnit {
  return {
    ...left, to: right.to, text: left.text + right.text, width: left.width + right.width, pieces: [...left.pieces, ...right.pieces],
  }
}

/**
 * The best lines near a size: a little smaller is better than a break inside a word or one word alone on a line, as long
 * as no line is added.
 */
function balanced(paragraphs: readonly Paragraph[], size: number, smallest: number, width: number): SetBlock {
  const choices = BETTER_SIZES.map((share) => size * share).filter((candidate) => candidate === size || candidate >= smallest)
  const tried = choices.map((candidate) => ({ candidate, breakings: paragraphs.map((each) => breakingOf(each, candidate, width)) }))
  const cost = ({ candidate, breakings }: (typeof tried)[number]): number => sum(breakings.map((each) => each.cost)) + (1 - candidate / size) * COST_OF_SIZE
  const best = tried.reduce((left, right) => (cost(right) < cost(left) ? right : left))
  const lines = paragraphs.flatMap((paragraph, index) => {
    const { starts } = best.breakings[index]!
    return starts.map((start, line) => setLine(paragraph, start, starts[line + 1] ?? paragraph.units.length, line === 0))
  })
  return { lines, size: best.candidate, truncated: false }
}

function breakingOf(paragraph: Paragraph, size: number, width: number): Breaking {
  const limit = width / size / paragraph.scale
  return balanceLines(paragraph.units, paragraph.units, limit, linesNeeded(paragraph.units, limit)) ?? { starts: [0], cost: 0 }
}

function setLine(paragraph: Paragraph, start: number, end: number, first: boolean): SetLine {
  const units = paragraph.units.slice(start, end)
  const width = sum(units.map((unit, index) => unit.width + (index < units.length - 1 ? unit.gap : 0)))
  return { units, width: width * paragraph.scale, scale: paragraph.scale, above: first ? paragraph.above : 0 }
}

function truncated(paragraphs: readonly Paragraph[], size: number, room: Room, maxLines: number, rules: RoleRules, measure: Measure): SetBlock {
  const lines: SetLine[] = []
  let height = 0
  let cut = false
  for (const paragraph of paragraphs) {
    const limit = room.width / size / paragraph.scale
    for (let start = 0; start < paragraph.units.length && !cut;) {
      const end = firstFit(paragraph.units, start, limit)
      const line = setLine(paragraph, start, end, start === 0)
      height += (line.above + line.scale * rules.pitch) * size
      cut = lines.length > 0 && (lines.length >= maxLines || height > room.height)
      if (!cut) lines.push(line)
      start = end
    }
  }
  if (cut) lines[lines.length - 1] = withEllipsis(lines.at(-1)!, room.width / size, measure)
  return { lines, size, truncated: cut }
}

function firstFit(units: readonly UnitWidth[], start: number, limit: number): number {
  let used = units[start]!.width
  let end = start + 1
  while (end < units.length && used + units[end - 1]!.gap + units[end]!.width <= limit) {
    used += units[end - 1]!.gap + units[end]!.width
    end++
  }
  return end
}

function withEllipsis(line: SetLine, limit: number, measure: Measure): SetLine {
  const face = line.units.at(-1)!.pieces.at(-1)!.face
  const plain: FontFace = face.script === 'emoji' ? { ...face, script: 'latin' } : face
  const extent = measure('\u2026', plain)
  const units = [...line.units]
  const width = (): number => sum(units.map((unit, index) => unit.width + (index < units.length - 1 ? unit.gap : 0))) * line.scale
  while (units.length > 0 && width() + extent.width * line.scale > limit) {
    const last = units.pop()!
    if (width() + extent.width * line.scale > limit) continue
    const room = (limit - width()) / line.scale - extent.width - (units.at(-1)?.gap ?? 0)
    const kept = breakUnit(last, Math.max(0, room), measure)[0]!
    if (kept.width <= room && kept.to < last.to) units.push(kept)
    break
  }
  const at = units.at(-1)?.to ?? line.units[0]!.from
  const dots: Piece = { from: at, to: at, text: '\u2026', face: plain, tracking: 0, ...extent }
  if (units.length > 0) units[units.length - 1] = { ...units.at(-1)!, gap: 0 }
  units.push({ from: at, to: at, text: '\u2026', space: '', penalty: 0, pieces: [dots], width: extent.width, gap: 0 })
  return { ...line, units, width: width() }
}
