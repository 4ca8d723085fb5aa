// Where every line, word and letter of a text stands on the canvas. Called by the raster (which draws exactly this), by
// the contrast check (which looks underneath it) and by tests. Pure: fonts come in as a measuring function.

import type { TextPlace } from '../../draft/index.ts'
import type { PixelRectangle, TextBlock, TextPlate } from '../scene.ts'
import type { Measure } from './measure.ts'
import { bandOf, placeBlock } from './placing.ts'
import { rulesOf } from './roles.ts'
import { insetsFor, safeArea } from './safe-area.ts'
import { setText, type Piece, type SetBlock, type SetLine } from './setting.ts'
import { graphemesOf, isRightToLeft, wordsOf } from './words.ts'

export type Align = 'left' | 'center' | 'right'

/** A piece on the canvas: pen position in pixels, font size in pixels. */
export interface LaidPiece extends Piece {
  readonly x: number
  /** Advance width in pixels. */
  readonly advance: number
}

export interface LaidLine {
  readonly from: number
  readonly to: number
  /** Canvas pixels. `top` to `top + height` is the line's share of the block. */
  readonly x: number
  readonly width: number
  readonly top: number
  readonly height: number
  readonly baseline: number
  /** Font size in pixels. */
  readonly size: number
  readonly rightToLeft: boolean
  readonly pieces: readonly LaidPiece[]
}

export interface TextLayout {
  readonly lines: readonly LaidLine[]
  /** Font size of the first line, pixels. */
  readonly size: number
  readonly align: Align
  /** All lines with the accent bar, canvas pixels; what must stay inside the safe area. */
  readonly block: PixelRectangle
  /** The bar of a lower third. */
  readonly bar?: PixelRectangle
  /** The letters themselves. */
  readonly ink: PixelRectangle
  readonly words: readonly (PixelRectangle & { readonly line: number; readonly from: number; readonly to: number })[]
  readonly graphemes: readonly (PixelRectangle & { readonly line: number; readonly from: number; readonly to: number })[]
  /** Text had to be left out even at the smallest readable size. */
  readonly truncated: boolean
}

/** The bar beside a lower third: its width and its distance from the letters, in ems. */
const BAR_WIDTH = 0.1
const BAR_GAP = 0.36
/**
 * The base line lies this far under the middle of a line, in ems: half the height of capitals (Inter 0.73, Montserrat
 * 0.70, Playfair 0.71 em), which is also where the em box of Noto's hanzi is centred (0.38).
 */
const BASELINE_DROP = 0.365

/** Lays a text out on its canvas. Never throws for any text; an empty one has no lines. */
export function layOutText(request: TextPlate, measure: Measure): TextLayout {
  const rules = rulesOf(request.role)
  const align = alignOf(request.place)
  const safe = safeArea(request.canvas)
  const outline = (request.style.outline ?? 0) * request.style.size * Math.min(request.canvas.width, request.canvas.height)
  const bar = request.role === 'lower-third'
  const wished = request.style.size * Math.min(request.canvas.width, request.canvas.height)
  const indent = bar ? (BAR_WIDTH + BAR_GAP) * wished : 0
  const room = {
    width: Math.max(1, rules.widest * usableWidth(request, align) - 2 * outline - indent),
    height: Math.max(1, rules.tallest * safe.height - 2 * outline),
  }
  const block = setText(request, room, measure)
  const barRoom = bar ? (BAR_WIDTH + BAR_GAP) * block.size : 0
  const over = overhang(block, rules.pitch)
  const size = {
    width: Math.max(0, ...block.lines.map((line) => line.width * block.size)) + barRoom + 2 * outline,
    height: block.lines.reduce((sum, line) => sum + (line.above + line.scale * rules.pitch) * block.size, 0) + 2 * outline + 2 * over,
  }
  const corner = placeBlock(request, size, (request.clearOf ?? []).map((neighbour) => neighbourBlock(request, neighbour, measure)))
  const inner = {
    x: corner.x + outline + barRoom, y: corner.y + outline + over,
    width: size.width - 2 * outline - barRoom, height: size.height - 2 * outline - 2 * over,
  }
  return assemble(request, block, { ...corner, ...size }, inner, align, barRoom > 0)
}

/**
 * How far letters (emoji, stacked accents) reach over the first or last line's share of the block, pixels. Kept free on
 * both sides, so that a centred block stays centred.
 */
function overhang(block: SetBlock, pitch: number): number {
  const reach = (line: SetLine | undefined, of: (piece: Piece) => number): number =>
    line === undefined ? 0 : Math.max(0, ...line.units.flatMap((unit) => unit.pieces.map(of))) * line.scale * block.size
  return Math.max(
    reach(block.lines[0], (piece) => piece.ascent - BASELINE_DROP - pitch / 2),
    reach(block.lines.at(-1), (piece) => piece.descent + BASELINE_DROP - pitch / 2),
  )
}

/** A neighbour is laid out exactly as its own plate is, clear of what it stands clear of itself. */
function neighbourBlock(request: TextPlate, neighbour: TextBlock, measure: Measure): PixelRectangle {
  if (neighbour.lines !== undefined) return bandOf(request, neighbour, neighbour.lines)
  return layOutText({ ...neighbour, kind: 'text', canvas: request.canvas, groundStrength: 0 }, measure).block
}

/** Centred text is centred on the canvas, so its room is symmetrical about the middle even where buttons stand at one side. */
function usableWidth(request: TextPlate, align: Align): number {
  const insets = insetsFor(request.canvas.width, request.canvas.height, request.canvas.platform)
  const share = align === 'center' && request.place.at === undefined
    ? 1 - 2 * Math.max(insets.left, insets.right)
    : 1 - insets.left - insets.right
  return request.canvas.width * share
}

/** How the lines of a place are aligned. */
export function alignOf(place: TextPlace): Align {
  if (place.at !== undefined) return 'center'
  if (place.area === 'lower-third' || place.area.endsWith('left')) return 'left'
  return place.area.endsWith('right') ? 'right' : 'center'
}

function assemble(request: TextPlate, set: SetBlock, block: PixelRectangle, inner: PixelRectangle, align: Align, bar: boolean): TextLayout {
  const pitch = rulesOf(request.role).pitch
  let top = inner.y
  const lines = set.lines.map((line) => {
    top += line.above * set.size
    const height = line.scale * pitch * set.size
    const laid = layLine(line, set.size, inner, align, top, height)
    top += height
    return laid
  })
  const graphemes = lines.flatMap((line, index) => graphemeBoxes(line, index))
  return {
    lines, size: set.size, align, block, ink: inkOf(lines), graphemes,
    words: wordBoxes(request.text, graphemes), truncated: set.truncated,
    ...(bar ? { bar: { x: block.x, y: inner.y + 0.1 * set.size, width: BAR_WIDTH * set.size, height: inner.height - 0.2 * set.size } } : {}),
  }
}

function layLine(line: SetLine, blockSize: number, inner: PixelRectangle, align: Align, top: number, height: number): LaidLine {
  const size = blockSize * line.scale
  const width = line.width * blockSize
  const trim = align === 'center' ? opticalTrim(line) * size : 0
  const free = inner.width - width
  const wished = align === 'left' ? 0 : align === 'right' ? free : free / 2 + trim
  const x = inner.x + Math.min(Math.max(0, free), Math.max(0, wished))
  let pen = x
  const pieces = line.units.flatMap((unit) => {
    const laid = unit.pieces.map((piece): LaidPiece => {
      const at = pen
      pen += piece.width * size
      return { ...piece, x: at, advance: piece.width * size }
    })
    pen += unit.gap * size
    return laid
  })
  return {
    from: line.units[0]?.from ?? 0, to: line.units.at(-1)?.to ?? 0, x, width, top, height,
    baseline: top + height / 2 + BASELINE_DROP * size, size,
    rightToLeft: line.units.some((unit) => isRightToLeft(unit.text)), pieces,
  }
}

/** Full-width punctuation is half empty; a centred line is centred by what is seen of it. In ems, to the right. */
function opticalTrim(line: SetLine): number {
  const first = line.units[0]?.text.slice(0, 1) ?? ''
  const last = line.units.at(-1)?.text.slice(-1) ?? ''
  const right = /[\u3001\u3002\uff0c\uff0e\uff1a\uff1b\u300d\u300f\uff09\u300b\u3009\u3011]/u.test(last) ? 0.22 : /[\uff01\uff1f]/u.test(last) ? 0.14 : 0
  const left = /[\u300c\u300e\uff08\u300a\u3008\u3010]/u.test(first) ? 0.22 : 0
  return right - left
}

// ------------------------------------------------------------------------------------------------ boxes

type TextBox = PixelRectangle & { readonly line: number; readonly from: number; readonly to: number }

/** Letters get the piece's width in shares of their own; the order is reading order. */
function graphemeBoxes(line: LaidLine, index: number): TextBox[] {
  const boxes = line.pieces.flatMap((piece) => {
    const letters = graphemesOf(piece.text, piece.from)
    const width = piece.advance / Math.max(1, letters.length)
    return letters.map((letter, position): TextBox => ({
      x: piece.x + width * position, y: line.top, width, height: line.height, line: index, from: letter.from, to: letter.to,
    }))
  })
  return line.rightToLeft ? mirrored(boxes, line) : boxes
}

function mirrored(boxes: readonly TextBox[], line: LaidLine): TextBox[] {
  return boxes.map((box) => ({ ...box, x: 2 * line.x + line.width - box.x - box.width }))
}

/** One box per word of the text, in the text's order; a word that is broken over lines has the box of its first part. */
function wordBoxes(text: string, graphemes: readonly TextBox[]): TextBox[] {
  const result: TextBox[] = []
  let next = 0
  for (const word of wordsOf(text)) {
    while (next < graphemes.length && graphemes[next]!.to <= word.from) next++
    const first = graphemes[next]
    if (first === undefined || first.from >= word.to) continue
    let box = first
    for (let index = next; index < graphemes.length && graphemes[index]!.from < word.to; index++) {
      const letter = graphemes[index]!
      if (letter.line === box.line) box = around(box, letter)
    }
    result.push({ ...box, from: word.from, to: word.to })
  }
  return result
}

function around(left: TextBox, right: TextBox): TextBox {
  const x = Math.min(left.x, right.x)
  return { ...left, x, width: Math.max(left.x + left.width, right.x + right.width) - x }
}

function inkOf(lines: readonly LaidLine[]): PixelRectangle {
  const visible = lines.filter((line) => line.pieces.length > 0)
  if (visible.length === 0) return { x: 0, y: 0, width: 0, height: 0 }
  const x = Math.min(...visible.map((line) => line.x))
  const right = Math.max(...visible.map((line) => line.x + line.width))
  const top = Math.min(...visible.map((line) => line.baseline - line.size * Math.max(...line.pieces.map((piece) => piece.ascent))))
  const bottom = Math.max(...visible.map((line) => line.baseline + line.size * Math.max(...line.pieces.map((piece) => piece.descent))))
  return { x, y: top, width: right - x, height: bottom - top }
}
