// Where a block stands: its area of the safe area, clear of texts that are on screen at the same time and, when there is
// a choice, of faces. One rule: of a few candidate heights the cheapest wins, and staying where it was asked to be is cheap.

import type { TextPlace } from '../../draft/index.ts'
import type { PixelRectangle, TextBlock, TextPlate } from '../scene.ts'
import { rulesOf } from './roles.ts'
import { safeArea } from './safe-area.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** Free space between two texts, as a share of the canvas's shorter side. */
const APART = 0.025
/** Free space around a point that is to be kept clear (half the height of a face in a portrait), likewise. */
const FACE_RADIUS = 0.06
/** Over another text is worst; over a face is bad; far from where it was asked to be costs up to 1. */
const OVER_TEXT = 100
const OVER_FACE = 4
/** Stepping aside downwards is cheaper: what is above a subject's middle is more often a face, below it a body or the ground. */
const DOWNWARDS = 0.7
/** Heights that are tried, from the top of the safe area to its bottom. */
const STEPS = 16

/**
 * The block's left upper corner in canvas pixels, so that it lies inside the safe area (or begins at its edge when it is
 * larger). `taken` is where its neighbours stand.
 */
export function placeBlock(request: TextPlate, size: Size, taken: readonly PixelRectangle[]): { x: number; y: number } {
  const safe = safeArea(request.canvas)
  const wished = wishedCorner(request, size, safe)
  const x = clamp(wished.x, safe.x, safe.x + safe.width - size.width)
  const y = clamp(wished.y, safe.y, safe.y + safe.height - size.height)
  if (request.place.at !== undefined) return { x, y }
  if (taken.length === 0 && (request.avoid ?? []).length === 0) return { x, y }
  const shorter = Math.min(request.canvas.width, request.canvas.height)
  const cost = (candidate: number): number => costOf({ x, y: candidate, ...size }, y, request, taken, shorter)
  const candidates = candidateHeights(y, size, safe, taken, shorter)
  return { x, y: candidates.reduce((best, candidate) => (cost(candidate) < cost(best) ? candidate : best), y) }
}

function wishedCorner(request: TextPlate, size: Size, safe: PixelRectangle): { x: number; y: number } {
  const { canvas, place } = request
  if (place.at !== undefined) return { x: place.at.x * canvas.width - size.width / 2, y: place.at.y * canvas.height - size.height / 2 }
  const left = safe.x
  const right = safe.x + safe.width - size.width
  const middle = (canvas.width - size.width) / 2
  return {
    x: place.area === 'lower-third' || place.area.endsWith('left') ? left : place.area.endsWith('right') ? right : middle,
    y: wishedHeight(place.area, size, safe, canvas.height),
  }
}

function wishedHeight(area: TextPlace['area'], size: Size, safe: PixelRectangle, height: number): number {
  const bottom = safe.y + safe.height - size.height
  if (area.startsWith('top')) return safe.y
  if (area.startsWith('bottom')) return bottom
  // A lower third sits a little above the lowest line of the safe area, where subtitles would stand.
  if (area === 'lower-third') return bottom - 0.03 * height
  return (height - size.height) / 2
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value))
}

/** The room that so many lines of a style may take, whatever they say: the place of subtitles that come and go. */
export function bandOf(request: TextPlate, neighbour: TextBlock, lines: number): PixelRectangle {
  const safe = safeArea(request.canvas)
  const shorter = Math.min(request.canvas.width, request.canvas.height)
  const size = { width: safe.width, height: lines * rulesOf(neighbour.role).pitch * neighbour.style.size * shorter }
  const corner = wishedCorner({ ...request, place: neighbour.place }, size, safe)
  return { x: safe.x, y: clamp(corner.y, safe.y, safe.y + safe.height - size.height), ...size }
}

function candidateHeights(wished: number, size: Size, safe: PixelRectangle, taken: readonly PixelRectangle[], shorter: number): number[] {
  const least = safe.y
  const most = Math.max(least, safe.y + safe.height - size.height)
  const beside = taken.flatMap((block) => [block.y - size.height - APART * shorter, block.y + block.height + APART * shorter])
  const ladder = Array.from({ length: STEPS + 1 }, (_, step) => least + (step / STEPS) * (most - least))
  return [wished, ...beside, ...ladder].filter((y) => y >= least - 0.01 && y <= most + 0.01)
}

function costOf(block: PixelRectangle, wished: number, request: TextPlate, taken: readonly PixelRectangle[], shorter: number): number {
  const area = Math.max(1, block.width * block.height)
  const overTexts = taken.reduce((sum, other) => sum + overlap(grown(block, APART * shorter * 0.98), other), 0) / area
  const overFaces = (request.avoid ?? []).filter((point) => {
    const near = grown(block, FACE_RADIUS * shorter)
    const [x, y] = [point.x * request.canvas.width, point.y * request.canvas.height]
    return x > near.x && x < near.x + near.width && y > near.y && y < near.y + near.height
  }).length
  const away = (block.y - wished) / request.canvas.height
  return OVER_TEXT * Math.min(1, overTexts) + OVER_FACE * overFaces + away * (away < 0 ? -1 : DOWNWARDS)
}

function grown(box: PixelRectangle, by: number): PixelRectangle {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by }
}

function overlap(left: PixelRectangle, right: PixelRectangle): number {
  const width = Math.min(left.x + left.width, right.x + right.width) - Math.max(left.x, right.x)
  const height = Math.min(left.y + left.height, right.y + right.height) - Math.max(left.y, right.y)
  return width > 0 && height > 0 ? width * height : 0
}
