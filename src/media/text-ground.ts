// What lies between a text and the picture: nothing, a soft shade in the shape of the lines, a gradient from the edge, or
// a box. How strong it is was decided before (contrast check); here it is only drawn.

import type { SKRSContext2D } from '@napi-rs/canvas'
import { loadCanvas } from './native.ts'
import { groundColorOf, type PixelRectangle, type TextLayout, type TextPlate } from '../compositor/index.ts'

/** `edge`: gradient from the upper or lower edge of the canvas; `shade`: soft shape round the lines. */
export type GroundKind = 'none' | 'box' | 'edge-top' | 'edge-bottom' | 'shade'

/** Box padding beside and above the lines, and its corner radius, in ems. */
const BOX_BESIDE = 0.36
const BOX_ABOVE = 0.1
const BOX_RADIUS = 0.2
/** The shade's shape stands out this far round the lines and is then blurred until nobody sees its edge, in ems. */
const SHADE_GROWTH = 1.1
const SHADE_BLUR = 0.75
/** What the blur takes away at the letters is added before. */
const SHADE_GAIN = 1.14
/** The gradient is full at the letters and fades out over this many ems. */
const EDGE_FADE = 2.6

export function groundKind(request: TextPlate): GroundKind {
  const ground = request.style.ground ?? 'auto'
  if (ground === 'none' || request.groundStrength <= 0) return 'none'
  if (ground === 'box') return 'box'
  if (ground === 'auto' || request.place.at !== undefined) return 'shade'
  if (request.place.area.startsWith('bottom') || request.place.area === 'lower-third') return 'edge-bottom'
  return request.place.area.startsWith('top') ? 'edge-top' : 'shade'
}

/** The part of the canvas that the ground covers (may reach over its edges). */
export function groundRectangle(request: TextPlate, layout: TextLayout): PixelRectangle {
  const { width, height } = request.canvas
  const em = layout.size
  switch (groundKind(request)) {
    case 'edge-bottom': {
      const top = Math.max(0, layout.block.y - EDGE_FADE * em)
      return { x: 0, y: top, width, height: height - top }
    }
    case 'edge-top': return { x: 0, y: 0, width, height: Math.min(height, layout.block.y + layout.block.height + EDGE_FADE * em) }
    case 'box': return around(layout.block, BOX_BESIDE * em, BOX_ABOVE * em)
    default: return around(layout.block, (SHADE_GROWTH + 2.2 * SHADE_BLUR) * em, (SHADE_GROWTH + 2.2 * SHADE_BLUR) * em)
  }
}

/** Draws the ground in canvas coordinates. */
export function drawGround(context: SKRSContext2D, request: TextPlate, layout: TextLayout): void {
  const kind = groundKind(request)
  if (kind === 'none' || layout.lines.length === 0) return
  const color = groundColorOf(request.style)
  context.save()
  if (kind === 'box') drawBox(context, request, layout, color)
  else if (kind === 'shade') drawShade(context, request, layout, color)
  else drawEdge(context, request, layout, color, kind === 'edge-bottom')
  context.restore()
}

function drawBox(context: SKRSContext2D, request: TextPlate, layout: TextLayout, color: string): void {
  context.globalAlpha = request.groundStrength
  context.fillStyle = color
  context.beginPath()
  // One path for all lines: where two boxes overlap nothing is painted twice.
  for (const box of lineBoxes(layout, BOX_BESIDE, BOX_ABOVE)) {
    context.roundRect(box.x, box.y, box.width, box.height, BOX_RADIUS * layout.size)
  }
  context.fill()
}

/** A lower third is one box with its bar; everything else has a box per line, joined where they meet. */
function lineBoxes(layout: TextLayout, beside: number, above: number): PixelRectangle[] {
  if (layout.bar !== undefined) return [around(layout.block, beside * layout.size, above * layout.size)]
  return layout.lines.map((line) => around({ x: line.x, y: line.top, width: line.width, height: line.height }, beside * layout.size, above * layout.size))
}

function drawShade(context: SKRSContext2D, request: TextPlate, layout: TextLayout, color: string): void {
  const area = groundRectangle(request, layout)
  // A shade has no detail: it is drawn at a quarter of the size and enlarged, which costs a sixteenth of the blur.
  const share = 0.25
  const width = Math.max(1, Math.ceil(area.width * share))
  const height = Math.max(1, Math.ceil(area.height * share))
  const small = loadCanvas().createCanvas(width, height)
  const brush = small.getContext('2d')
  brush.scale(width / area.width, height / area.height)
  brush.translate(-area.x, -area.y)
  brush.filter = `blur(${SHADE_BLUR * layout.size * share}px)`
  brush.fillStyle = color
  brush.beginPath()
  for (const box of lineBoxes(layout, SHADE_GROWTH, SHADE_GROWTH)) brush.roundRect(box.x, box.y, box.width, box.height, 0.6 * layout.size)
  brush.fill()
  context.globalAlpha = Math.min(0.8, request.groundStrength * SHADE_GAIN)
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
  context.drawImage(small, area.x, area.y, area.width, area.height)
  small.width = 0
}

function drawEdge(context: SKRSContext2D, request: TextPlate, layout: TextLayout, color: string, bottom: boolean): void {
  const area = groundRectangle(request, layout)
  const fade = Math.min(EDGE_FADE * layout.size, area.height) / area.height
  const gradient = context.createLinearGradient(0, bottom ? area.y : area.y + area.height, 0, bottom ? area.y + area.height : area.y)
  // Eased, not linear: a straight ramp shows a line where it begins.
  for (let step = 0; step <= 16; step++) {
    const at = step / 16
    gradient.addColorStop(at * fade, withAlpha(color, at * at * (3 - 2 * at) * request.groundStrength))
  }
  gradient.addColorStop(1, withAlpha(color, request.groundStrength))
  context.fillStyle = gradient
  context.fillRect(area.x, area.y, area.width, area.height)
}

function withAlpha(color: string, alpha: number): string {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16))
  return `rgba(${red}, ${green}, ${blue}, ${alpha.toFixed(4)})`
}

function around(box: PixelRectangle, beside: number, above: number): PixelRectangle {
  return { x: box.x - beside, y: box.y - above, width: box.width + 2 * beside, height: box.height + 2 * above }
}
