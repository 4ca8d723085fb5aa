// The brushes that the demo's painters share: skies, ridges of hills, glows, clouds, stars, film grain. Everything comes
// from dice, so the same seed paints the same picture. Pictures are painted, never photographed: nothing here is anybody's.

import type { Canvas, SKRSContext2D } from '@napi-rs/canvas'
import { loadCanvas } from '../native.ts'
import { createDice, type Dice } from '../../base/index.ts'

/** One painted picture: a surface and dice of its own. */
export interface Painting {
  readonly canvas: Canvas
  readonly pen: SKRSContext2D
  readonly width: number
  readonly height: number
  readonly dice: Dice
}

export type Stop = readonly [at: number, color: string]

export function startPainting(name: string, width: number, height: number): Painting {
  const canvas = loadCanvas().createCanvas(width, height)
  return { canvas, pen: canvas.getContext('2d'), width, height, dice: createDice(`demo|${name}`) }
}

/** Fills a band of the picture with a vertical gradient. */
export function gradientBand({ pen, width }: Painting, top: number, bottom: number, stops: readonly Stop[]): void {
  const gradient = pen.createLinearGradient(0, top, 0, bottom)
  for (const [at, color] of stops) gradient.addColorStop(at, color)
  pen.fillStyle = gradient
  pen.fillRect(0, top, width, bottom - top)
}

/** A soft round light, strongest in its middle. `color` as "r,g,b". */
export function glow({ pen }: Painting, x: number, y: number, radius: number, color: string, strength: number, blend: GlobalCompositeOperation = 'lighter'): void {
  const gradient = pen.createRadialGradient(x, y, 0, x, y, radius)
  for (const [at, share] of [[0, 1], [0.12, 0.62], [0.3, 0.3], [0.6, 0.08], [1, 0]] as const) gradient.addColorStop(at, `rgba(${color},${strength * share})`)
  pen.save()
  pen.globalCompositeOperation = blend
  pen.fillStyle = gradient
  pen.fillRect(x - radius, y - radius, radius * 2, radius * 2)
  pen.restore()
}

/** A round spot of one colour, "r,g,b". */
export function softDisc({ pen }: Painting, x: number, y: number, radius: number, color: string, strength: number): void {
  pen.fillStyle = `rgba(${color},${strength})`
  pen.beginPath()
  pen.arc(x, y, radius, 0, Math.PI * 2)
  pen.fill()
}

/** Heights 0..1 along the picture: layered noise, rougher with every octave. */
export function ridge(dice: Dice, points: number, waves: number, roughness: number): number[] {
  const layers = Array.from({ length: 7 }, (_, octave) => ({ knots: Array.from({ length: Math.ceil(waves * 2 ** octave) + 3 }, () => dice.next()), weight: roughness ** octave }))
  const sum = layers.reduce((total, layer) => total + layer.weight, 0)
  return Array.from({ length: points }, (_, index) => layers.reduce((height, { knots, weight }) => height + weight * valueAt(knots, (index / (points - 1)) * (knots.length - 3)), 0) / sum)
}

/** Fills everything below a ridge line: `base` is its lowest height on the picture, `rise` how far its peaks stand above that. */
export function fillRidge({ pen, width, height }: Painting, heights: readonly number[], base: number, rise: number, fill: string | ReturnType<SKRSContext2D['createLinearGradient']>): void {
  pen.beginPath()
  pen.moveTo(0, height)
  heights.forEach((share, index) => pen.lineTo((index / (heights.length - 1)) * width, base - share * rise))
  pen.lineTo(width, height)
  pen.closePath()
  pen.fillStyle = fill
  pen.fill()
}

/** Clouds or mist: smooth noise through a threshold, painted at a tenth of the size and enlarged. `color` as [r, g, b]. */
export function clouds(painting: Painting, area: { top: number; bottom: number }, color: readonly [number, number, number], options: { cover: number; softness: number; strength: number; stretch: number; detail?: number }): void {
  const { pen, width, dice } = painting
  const [columns, rows] = [Math.round(width / 8), Math.round((area.bottom - area.top) / 8)]
  const field = noiseField(dice, columns, rows, options.detail ?? 5, options.stretch)
  const small = loadCanvas().createCanvas(columns, rows)
  const smallPen = small.getContext('2d')
  const image = smallPen.createImageData(columns, rows)
  field.forEach((value, index) => {
    const row = Math.floor(index / columns) / rows
    const edge = Math.min(1, row * 4, (1 - row) * 4)
    const share = Math.min(1, Math.max(0, (value - (1 - options.cover)) / options.softness)) * edge
    image.data.set([...color, Math.round(share * share * (3 - 2 * share) * options.strength * 255)], index * 4)
  })
  smallPen.putImageData(image, 0, 0)
  pen.save()
  pen.imageSmoothingEnabled = true
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(small, 0, area.top, width, area.bottom - area.top)
  pen.restore()
}

export function stars({ pen, width, dice }: Painting, count: number, bottom: number): void {
  for (let index = 0; index < count; index++) {
    const size = 0.6 + dice.next() ** 6 * 3.2
    pen.fillStyle = `rgba(${dice.next() < 0.25 ? '255,226,196' : '226,236,255'},${0.25 + dice.next() * 0.7})`
    pen.beginPath()
    pen.arc(dice.next() * width, dice.next() ** 1.3 * bottom, size, 0, Math.PI * 2)
    pen.fill()
  }
}

/** A conifer as a silhouette: tiers of drooping branches. */
export function conifer({ pen, dice }: Painting, x: number, foot: number, tall: number, color: string): void {
  const tiers = 9
  pen.fillStyle = color
  pen.beginPath()
  pen.moveTo(x, foot - tall)
  const side = (direction: number) => (tier: number) => {
    const y = foot - tall + (tall * (tier + 1)) / tiers
    const reach = tall * 0.2 * ((tier + 1) / tiers) * (0.75 + dice.next() * 0.5)
    pen.lineTo(x + direction * reach, y)
    pen.lineTo(x + direction * reach * 0.45, y - tall * 0.012)
  }
  Array.from({ length: tiers }, (_, tier) => tier).forEach(side(1))
  pen.lineTo(x + tall * 0.02, foot)
  pen.lineTo(x - tall * 0.02, foot)
  Array.from({ length: tiers }, (_, tier) => tiers - 1 - tier).forEach((tier) => {
    const y = foot - tall + (tall * (tier + 1)) / tiers
    const reach = tall * 0.2 * ((tier + 1) / tiers) * (0.75 + dice.next() * 0.5)
    pen.lineTo(x - reach * 0.45, y - tall * 0.012)
    pen.lineTo(x - reach, y)
  })
  pen.closePath()
  pen.fill()
}

/** Everything painted so far, mirrored below a water line, drawn with ripples and darkened towards the viewer. */
export function reflect(painting: Painting, waterline: number, tint: string, ripple: number): void {
  const { canvas, pen, width, height, dice } = painting
  const copy = loadCanvas().createCanvas(width, height)
  copy.getContext('2d').drawImage(canvas, 0, 0)
  const phase = dice.next() * 10
  for (let y = waterline; y < height; y += 2) {
    const depth = (y - waterline) / (height - waterline)
    const source = Math.max(0, waterline - (y - waterline) * (waterline / Math.max(waterline, height - waterline)) - 2)
    const shift = Math.sin(phase + y * 0.09 + Math.sin(y * 0.031) * 3) * ripple * (0.15 + depth)
    pen.drawImage(copy, 0, source, width, 2, shift - ripple, y, width + ripple * 2, 2.5)
  }
  const shade = pen.createLinearGradient(0, waterline, 0, height)
  shade.addColorStop(0, `rgba(${tint},0.10)`)
  shade.addColorStop(1, `rgba(${tint},0.72)`)
  pen.fillStyle = shade
  pen.fillRect(0, waterline, width, height - waterline)
}

/** Depth of field: what is painted here goes onto a surface of its own, which is laid on the picture out of focus. */
export function blurred(painting: Painting, radius: number, paint: (painting: Painting) => void): void {
  const canvas = loadCanvas().createCanvas(painting.width, painting.height)
  paint({ ...painting, canvas, pen: canvas.getContext('2d') })
  painting.pen.save()
  if (radius > 0) painting.pen.filter = `blur(${radius}px)`
  painting.pen.drawImage(canvas, 0, 0)
  painting.pen.restore()
}

/** What every camera adds: a darker rim and grain, which also keeps skies from banding. */
export function develop({ pen, width, height, dice }: Painting, options: { rim?: number; grain?: number } = {}): void {
  const rim = pen.createRadialGradient(width / 2, height * 0.48, Math.min(width, height) * 0.35, width / 2, height / 2, Math.hypot(width, height) * 0.56)
  rim.addColorStop(0, 'rgba(0,0,0,0)')
  rim.addColorStop(1, `rgba(0,0,0,${options.rim ?? 0.38})`)
  pen.fillStyle = rim
  pen.fillRect(0, 0, width, height)
  const image = pen.getImageData(0, 0, width, height)
  const grain = options.grain ?? 7
  const pixels = image.data
  let state = dice.below(0x7fffffff) | 1
  for (let index = 0; index < pixels.length; index += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    const noise = (((state >>> 16) & 255) + ((state >>> 24) & 255) - 255) / 255 * grain
    pixels[index] = pixels[index]! + noise
    pixels[index + 1] = pixels[index + 1]! + noise
    pixels[index + 2] = pixels[index + 2]! + noise
  }
  pen.putImageData(image, 0, 0)
}

/** Smooth noise 0..1 over a grid, row by row. */
export function noiseField(dice: Dice, columns: number, rows: number, octaves: number, stretch: number, roughness = 0.52): Float32Array {
  const field = new Float32Array(columns * rows)
  let total = 0
  for (let octave = 0; octave < octaves; octave++) {
    const weight = roughness ** octave
    const [across, down] = [Math.ceil(3 * 2 ** octave / stretch) + 3, Math.ceil(2 * 2 ** octave) + 3]
    const knots = Float32Array.from({ length: across * down }, () => dice.next())
    total += weight
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) field[row * columns + column]! += weight * gridValue(knots, across, (column / columns) * (across - 2), (row / rows) * (down - 2))
    }
  }
  // Averaging pulls everything to the middle; spread it out again.
  return field.map((value) => Math.min(1, Math.max(0, (value / total - 0.5) * 2.1 + 0.5)))
}

function gridValue(knots: Float32Array, across: number, x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)]
  const [u, v] = [smooth(x - column), smooth(y - row)]
  const at = (c: number, r: number) => knots[r * across + c] ?? 0
  return (at(column, row) * (1 - u) + at(column + 1, row) * u) * (1 - v) + (at(column, row + 1) * (1 - u) + at(column + 1, row + 1) * u) * v
}

function valueAt(knots: readonly number[], position: number): number {
  const index = Math.floor(position)
  const share = smooth(position - index)
  return knots[index]! * (1 - share) + (knots[index + 1] ?? knots[index]!) * share
}

function smooth(share: number): number {
  return share * share * (3 - 2 * share)
}
