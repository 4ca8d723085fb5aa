// How a moving text is put together from its plates: rectangles to blend, each with its place and opacity. The drawing
// part needs to know nothing of words and letters; it paints these rectangles in order.

import type { PixelRectangle, PlateName, TextCommand, TextGeometry } from '../scene.ts'

export interface TextBlit {
  readonly plate: PlateName
  /** Part of the plate, whole even pixels. */
  readonly source: PixelRectangle
  /** Where it goes on the canvas, fractional pixels; its size differs from the source's only while a text pops. */
  readonly target: PixelRectangle
  /** 0..1 */
  readonly opacity: number
}

/** How far a rising text travels, and a sliding one, in heights of its first line. */
const RISE = 0.55
const SLIDE = 1.3
/** A popping text begins at this size and overshoots by this much of the way. */
const POP_FROM = 0.82
const POP_BACK = 1.4
/** Words that come one after the other overlap: each takes this many word times to be there. */
const WORD_OVERLAP = 2

/** The rectangles of a text command over a canvas of this width. `plate` is the plate's size in pixels. */
export function textBlits(
  command: TextCommand, geometry: TextGeometry, plate: { readonly width: number; readonly height: number }, canvasWidth: number,
): TextBlit[] {
  const cells = cellsOf(command, geometry, plate)
  const { offsetX, offsetY, scale, opacity } = movement(command, geometry, canvasWidth)
  const centre = { x: geometry.x + geometry.ink.x + geometry.ink.width / 2, y: geometry.y + geometry.ink.y + geometry.ink.height / 2 }
  return cells.filter((cell) => cell.share > 0 && cell.box.width > 0 && cell.box.height > 0).map(({ name, box, share }) => ({
    plate: name, source: box, opacity: Math.min(1, command.opacity * opacity * share),
    target: {
      x: centre.x + (geometry.x + box.x - centre.x) * scale + offsetX,
      y: centre.y + (geometry.y + box.y - centre.y) * scale + offsetY,
      width: box.width * scale, height: box.height * scale,
    },
  }))
}

function movement(command: TextCommand, geometry: TextGeometry, canvasWidth: number): { offsetX: number; offsetY: number; scale: number; opacity: number } {
  const still = { offsetX: 0, offsetY: 0, scale: 1, opacity: 1 }
  const away = 1 - command.progress
  const unit = geometry.lines[0]?.height ?? 0
  switch (command.move) {
    case 'fade': return { ...still, opacity: command.progress }
    case 'rise': return { ...still, offsetY: away * RISE * unit, opacity: command.progress }
    case 'slide': {
      const fromRight = geometry.x + geometry.ink.x + geometry.ink.width / 2 > canvasWidth * 0.6
      return { ...still, offsetX: (fromRight ? away : -away) * SLIDE * unit, opacity: command.progress }
    }
    case 'pop': {
      // Runs past its size and comes back: the cubic that leaves 1 with no slope and overshoots before it gets there.
      const over = 1 - (POP_BACK + 1) * away ** 3 + POP_BACK * away ** 2
      return { ...still, scale: POP_FROM + (1 - POP_FROM) * over, opacity: Math.min(1, command.progress * 2.5) }
    }
    default: return still
  }
}

// ------------------------------------------------------------------------------------------------ cells

interface Cell {
  readonly name: PlateName
  readonly box: PixelRectangle
  readonly share: number
}

function cellsOf(command: TextCommand, geometry: TextGeometry, plate: { readonly width: number; readonly height: number }): Cell[] {
  const whole: Cell = { name: command.plate, box: { x: 0, y: 0, width: plate.width, height: plate.height }, share: 1 }
  const wordly = command.move === 'words' || command.shownWords !== undefined || command.highlight !== undefined
  if (command.move === 'typewriter') return typedCells(command, geometry, plate)
  if (!wordly || geometry.words.length === 0) return [whole]
  return wordCells(command, geometry, plate)
}

/** The plate cut into one cell per word and line, without gap or overlap, so that all cells together are the plate. */
function wordCells(command: TextCommand, geometry: TextGeometry, plate: { readonly width: number; readonly height: number }): Cell[] {
  const bands = bandsOf(geometry, plate.height)
  const cells: Cell[] = []
  bands.forEach((band, line) => {
    const spans = spansOfLine(geometry, line)
    spans.forEach((span, index) => {
      const left = index === 0 ? 0 : evenBetween(spans[index - 1]!.right, span.left)
      const right = index === spans.length - 1 ? plate.width : evenBetween(span.right, spans[index + 1]!.left)
      const lit = command.highlight !== undefined && span.words.has(command.highlight.word)
      const box = { x: left, y: band.top, width: right - left, height: band.bottom - band.top }
      cells.push({ name: lit ? command.highlight!.plate : command.plate, box, share: shareOf(command, Math.min(...span.words), geometry.words.length) })
    })
  })
  return merged(cells)
}

interface Span {
  left: number
  right: number
  readonly words: Set<number>
}

/** Words of one line from left to right (reading order may differ); the parts of a broken word are a span on each line. */
function spansOfLine(geometry: TextGeometry, line: number): Span[] {
  const top = geometry.lines[line]!.y
  const spans = new Map<number, Span>()
  for (const letter of geometry.graphemes) {
    if (letter.y !== top) continue
    const index = geometry.words.findIndex((word) => letter.from >= word.from && letter.from < word.to)
    const word = index < 0 ? Math.max(0, geometry.words.findLastIndex((each) => each.to <= letter.from)) : index
    const span = spans.get(word) ?? { left: letter.x, right: letter.x + letter.width, words: new Set([word]) }
    span.left = Math.min(span.left, letter.x)
    span.right = Math.max(span.right, letter.x + letter.width)
    spans.set(word, span)
  }
  return [...spans.values()].sort((left, right) => left.left - right.left)
}

function shareOf(command: TextCommand, word: number, count: number): number {
  if (command.shownWords !== undefined && word >= command.shownWords) return 0
  if (command.move !== 'words') return 1
  const share = Math.max(0, Math.min(1, (command.progress * (count - 1 + WORD_OVERLAP) - word) / WORD_OVERLAP))
  return share * share * (3 - 2 * share)
}

function typedCells(command: TextCommand, geometry: TextGeometry, plate: { readonly width: number; readonly height: number }): Cell[] {
  const shown = Math.round(command.progress * geometry.graphemes.length)
  const bands = bandsOf(geometry, plate.height)
  return bands.map((band, line) => {
    const letters = geometry.graphemes.map((letter, index) => ({ ...letter, index })).filter((letter) => letter.y === geometry.lines[line]!.y)
    const there = letters.filter((letter) => letter.index < shown)
    const box = { x: 0, y: band.top, width: plate.width, height: band.bottom - band.top }
    if (there.length === letters.length) return { name: command.plate, box, share: 1 }
    if (there.length === 0) return { name: command.plate, box, share: 0 }
    const leftwards = letters.length > 1 && letters[1]!.x < letters[0]!.x
    const last = there.at(-1)!
    const next = letters[there.length]!
    const edge = leftwards ? evenBetween(next.x + next.width, last.x) : evenBetween(last.x + last.width, next.x)
    return { name: command.plate, share: 1, box: leftwards ? { ...box, x: edge, width: plate.width - edge } : { ...box, width: edge } }
  })
}

function bandsOf(geometry: TextGeometry, height: number): { top: number; bottom: number }[] {
  return geometry.lines.map((line, index) => {
    const before = geometry.lines[index - 1]
    const after = geometry.lines[index + 1]
    return {
      top: before === undefined ? 0 : evenBetween(before.y + before.height, line.y),
      bottom: after === undefined ? height : evenBetween(line.y + line.height, after.y),
    }
  })
}

function evenBetween(left: number, right: number): number {
  return 2 * Math.round((left + right) / 4)
}

/** Neighbours in a row that look the same become one: fewer rectangles to blend. */
function merged(cells: readonly Cell[]): Cell[] {
  const result: Cell[] = []
  for (const cell of cells) {
    const last = result.at(-1)
    const joins = last !== undefined && last.name === cell.name && last.share === cell.share && last.box.y === cell.box.y && last.box.x + last.box.width === cell.box.x
    if (joins) result[result.length - 1] = { ...last, box: { ...last.box, width: last.box.width + cell.box.width } }
    else result.push(cell)
  }
  return result
}
