// Draws a text once, with everything under it, into planes with alpha; moving, fading and highlighting is the
// compositor's. Layers from below: ground, shadow, outline, letters. Called by the plate provider. Same request, same
// bytes: only registered fonts are named, and Skia draws text the same way on every system.

import type { SKRSContext2D } from '@napi-rs/canvas'
import type { Fault } from '../base/index.ts'
import { layOutText, type PixelRectangle, type Plate, type TextGeometry, type TextLayout, type TextPlate } from '../compositor/index.ts'
import { loadCanvas } from './native.ts'
import { drawGround, groundRectangle, groundKind } from './text-ground.ts'
import { createTextMeasure, drawPiece } from './text-measure.ts'
import { planesOfRgba, type ClearColor } from './text-planes.ts'

/** Two shadows: a tight one that holds the edge of a letter, and a wide one that lifts the block off the picture. In ems. */
const SHADOWS = [
  { blur: 0.3, drop: 0.03, strength: 0.42 },
  { blur: 0.07, drop: 0.022, strength: 0.5 },
] as const
/** How far the wide shadow reaches from a letter, in ems; beyond it less than one level of 255 is left. */
const SHADOW_REACH = 0.42

export interface DrawnText {
  readonly plate: Plate
  /** `text-characters-missing`, `text-shortened`; for people. */
  readonly warnings: readonly Fault[]
}

/** Draws a text plate. An empty text gives a clear plate of 2 × 2 pixels. */
export function drawText(request: TextPlate): DrawnText {
  const { measure, missing } = createTextMeasure()
  const layout = layOutText(request, measure)
  const frame = plateFrame(request, layout)
  const canvas = loadCanvas().createCanvas(frame.width, frame.height)
  try {
    const context = canvas.getContext('2d')
    context.translate(-frame.x, -frame.y)
    if (request.part !== 'letters') drawGround(context, request, layout)
    if (request.part !== 'ground') drawLetters(context, request, layout)
    const planes = planesOfRgba(canvas.data(), frame.width, frame.height, edgeColor(request))
    return { plate: { planes, text: geometryOf(layout, frame) }, warnings: warningsOf(request, layout, missing) }
  } finally {
    // The pixels live outside of the collector's sight; a canvas of no size gives them back at once.
    canvas.width = 0
    canvas.height = 0
  }
}

function drawLetters(context: SKRSContext2D, request: TextPlate, layout: TextLayout): void {
  const { style } = request
  if (layout.bar !== undefined) drawBar(context, style.accent ?? style.color, layout.bar)
  if (style.shadow !== false) drawShadows(context, request, layout)
  if ((style.outline ?? 0) > 0) {
    context.strokeStyle = style.outlineColor ?? opposite(style.color)
    for (const line of layout.lines) penLine(context, line, { lineWidth: 2 * style.outline! * line.size })
  }
  context.fillStyle = request.tint ?? style.color
  for (const line of layout.lines) penLine(context, line, 'fill')
}

function penLine(context: SKRSContext2D, line: TextLayout['lines'][number], pen: 'fill' | { readonly lineWidth: number }): void {
  const pieces = line.rightToLeft ? mirrored(line) : line.pieces
  for (const piece of pieces) {
    if (pen !== 'fill' && piece.face.script === 'emoji') continue
    drawPiece(context, piece.text, piece.face, piece.tracking, { x: piece.x, baseline: line.baseline, size: line.size, rightToLeft: line.rightToLeft }, pen)
  }
}

function mirrored(line: TextLayout['lines'][number]): TextLayout['lines'][number]['pieces'] {
  return line.pieces.map((piece) => ({ ...piece, x: 2 * line.x + line.width - piece.x - piece.advance }))
}

// Shadows are drawn from letters that stand outside of the plate: each piece's shadow would otherwise darken the piece
// before it, and the ground would be seen through half-clear letters.
function drawShadows(context: SKRSContext2D, request: TextPlate, layout: TextLayout): void {
  const away = request.canvas.width * 4
  const tone = isLight(request.tint ?? request.style.color) ? '0, 0, 0' : '255, 255, 255'
  context.save()
  context.fillStyle = '#000'
  context.strokeStyle = '#000'
  for (const { blur, drop, strength } of SHADOWS) {
    for (const line of layout.lines) {
      context.shadowColor = `rgba(${tone}, ${strength})`
      context.shadowBlur = blur * line.size
      context.shadowOffsetX = away
      context.shadowOffsetY = drop * line.size
      const moved = { ...line, x: line.x - away, pieces: line.pieces.map((piece) => ({ ...piece, x: piece.x - away })) }
      const outline = request.style.outline ?? 0
      penLine(context, moved, outline > 0 ? { lineWidth: 2 * outline * line.size } : 'fill')
    }
  }
  context.restore()
}

function drawBar(context: SKRSContext2D, color: string, bar: PixelRectangle): void {
  context.fillStyle = color
  context.beginPath()
  context.roundRect(bar.x, bar.y, bar.width, bar.height, bar.width / 2)
  context.fill()
}

// ------------------------------------------------------------------------------------------------ the plate

/** The part of the canvas that is drawn on: whole even pixels, inside the canvas. The same for every tint and part. */
function plateFrame(request: TextPlate, layout: TextLayout): PixelRectangle {
  const outline = (request.style.outline ?? 0) * layout.size
  const reach = 2 + outline + (request.style.shadow === false ? 0 : (SHADOW_REACH + 0.03) * layout.size)
  const boxes = [grown(layout.ink, reach)]
  if (layout.bar !== undefined) boxes.push(grown(layout.bar, 2))
  if (groundKind(request) !== 'none') boxes.push(groundRectangle(request, layout))
  const left = even(Math.max(0, Math.min(...boxes.map((box) => box.x))), Math.floor)
  const top = even(Math.max(0, Math.min(...boxes.map((box) => box.y))), Math.floor)
  const right = even(Math.min(request.canvas.width, Math.max(...boxes.map((box) => box.x + box.width))), Math.ceil)
  const bottom = even(Math.min(request.canvas.height, Math.max(...boxes.map((box) => box.y + box.height))), Math.ceil)
  if (layout.lines.length === 0) return { x: 0, y: 0, width: 2, height: 2 }
  return { x: left, y: top, width: Math.max(2, right - left), height: Math.max(2, bottom - top) }
}

function even(value: number, round: (value: number) => number): number {
  return 2 * round(value / 2)
}

function grown(box: PixelRectangle, by: number): PixelRectangle {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by }
}

function geometryOf(layout: TextLayout, frame: PixelRectangle): TextGeometry {
  const local = <Box extends PixelRectangle>(box: Box): Box => ({ ...box, x: box.x - frame.x, y: box.y - frame.y })
  return {
    x: frame.x, y: frame.y, ink: local(layout.ink),
    lines: layout.lines.map((line) => local({ x: line.x, y: line.top, width: line.width, height: line.height })),
    words: layout.words.map(local),
    graphemes: layout.graphemes.map(local),
  }
}

function warningsOf(request: TextPlate, layout: TextLayout, missing: ReadonlySet<string>): Fault[] {
  const warnings: Fault[] = []
  const start = request.text.length > 24 ? `${request.text.slice(0, 24)}\u2026` : request.text
  if (missing.size > 0) {
    warnings.push({
      code: 'text-characters-missing',
      message: `The fonts have no shape for ${[...missing].slice(0, 12).join(' ')} in the text "${start}"; a font installed on this computer is used if one has it, else a box is shown.`,
      suggestion: 'Write these characters differently, or install a font that has them.',
    })
  }
  if (layout.truncated) {
    warnings.push({
      code: 'text-shortened',
      message: `The text "${start}" is too long for its place even at the smallest readable size; it ends with an ellipsis.`,
      suggestion: 'Shorten the text or split it into several.',
    })
  }
  return warnings
}

// ------------------------------------------------------------------------------------------------ colours

function edgeColor(request: TextPlate): ClearColor {
  const light = isLight(request.style.color)
  if (request.style.shadow !== false) return light ? BLACK : WHITE
  return channels((request.style.outline ?? 0) > 0 ? request.style.outlineColor ?? opposite(request.style.color) : request.style.color)
}

const BLACK: ClearColor = { red: 0, green: 0, blue: 0 }
const WHITE: ClearColor = { red: 255, green: 255, blue: 255 }

function channels(color: string): ClearColor {
  return { red: parseInt(color.slice(1, 3), 16), green: parseInt(color.slice(3, 5), 16), blue: parseInt(color.slice(5, 7), 16) }
}

function isLight(color: string): boolean {
  const { red, green, blue } = channels(color)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 110
}

function opposite(color: string): string {
  return isLight(color) ? '#000000' : '#ffffff'
}
