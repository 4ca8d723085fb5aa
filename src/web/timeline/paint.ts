// What is drawn on canvases: the ruler with its beats, and the waveform under the sounds. Both show just what is in view and
// are painted anew when that changes.

import type { Row } from './rows.ts'
import { ticks } from './scale.ts'

/** What is heard in the film, as far as it can be drawn. Times in ms of film time. */
export interface Heard {
  readonly wave?: { readonly step: number; readonly peaks: readonly number[] }
  readonly beats: readonly number[]
  readonly bars: readonly number[]
}

export interface Sight {
  /** Film time at the left edge of the canvas; may be negative. */
  readonly from: number
  /** Pixels per ms. */
  readonly scale: number
  /** CSS pixels. */
  readonly width: number
  readonly height: number
}

/** Sizes a canvas to its place in device pixels and gives its pencil, clean. */
export function pencil(canvas: HTMLCanvasElement, { width, height }: Sight): CanvasRenderingContext2D | undefined {
  const ratio = Math.min(2, globalThis.devicePixelRatio || 1)
  const [across, down] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))]
  if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, { width: across, height: down })
  const context = canvas.getContext('2d')
  if (context === null) return undefined
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  return context
}

/** Beats are drawn when they stand at least so far apart, pixels; bars of four are drawn longer than beats. */
const beatRoom = 5

export function paintRuler(context: CanvasRenderingContext2D, sight: Sight, heard: Heard | undefined, colors: { readonly ink: string; readonly line: string; readonly beat: string }): void {
  const { from, scale, width, height } = sight
  const to = from + width / scale
  context.font = '11px system-ui, sans-serif'
  context.textBaseline = 'top'
  for (const { time, label } of ticks(Math.max(0, from - 100 / scale), to, scale)) {
    const x = Math.round((time - from) * scale) + 0.5
    context.fillStyle = colors.line
    context.fillRect(x, label === undefined ? height - 5 : height - 10, 1, label === undefined ? 5 : 10)
    if (label === undefined) continue
    context.fillStyle = colors.ink
    context.fillText(label, x + 4, 4)
  }
  if (heard === undefined) return
  context.fillStyle = colors.beat
  for (const [times, size] of [[roomy(heard.beats, scale) ? heard.beats : [], 3], [heard.bars, 5]] as const) {
    for (const time of inside(times, from, to)) context.fillRect(Math.round((time - from) * scale) - 0.5, height - size, 1.5, size)
  }
}

function roomy(times: readonly number[], scale: number): boolean {
  return times.length > 1 && ((times.at(-1)! - times[0]!) / (times.length - 1)) * scale >= beatRoom
}

/** The waveform where the bars of a row are, with lines at the beats. */
export function paintWave(context: CanvasRenderingContext2D, sight: Sight, heard: Heard, row: Row, colors: { readonly wave: string; readonly beat: string }): void {
  const { from, scale, width, height } = sight
  const to = from + width / scale
  for (const { start, end } of row.bars) {
    const [first, last] = [Math.max(start, from), Math.min(end, to)]
    if (last <= first) continue
    if (heard.wave !== undefined) {
      context.fillStyle = colors.wave
      for (let x = Math.floor((first - from) * scale); x < (last - from) * scale; x += 2) {
        const peak = loudest(heard.wave, from + x / scale, from + (x + 2) / scale)
        const half = Math.max(0.5, peak * (height / 2 - 3))
        context.fillRect(x, height / 2 - half, 1.4, half * 2)
      }
    }
    context.fillStyle = colors.beat
    context.globalAlpha = 0.35
    const shown = roomy(heard.beats, scale * 0.5) ? heard.beats : heard.bars
    if (roomy(shown, scale)) for (const time of inside(shown, first, last)) context.fillRect(Math.round((time - from) * scale), 2, 1, height - 4)
    context.globalAlpha = 1
  }
}

function loudest({ step, peaks }: NonNullable<Heard['wave']>, from: number, to: number): number {
  let found = 0
  const last = Math.min(peaks.length - 1, Math.max(Math.floor(from / step), Math.ceil(to / step) - 1))
  for (let index = Math.max(0, Math.floor(from / step)); index <= last; index += 1) found = Math.max(found, peaks[index]!)
  return found
}

/** The stretch of a sorted list that lies within a time. */
export function inside(times: readonly number[], from: number, to: number): readonly number[] {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle]! < from) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < times.length && times[end]! <= to) end += 1
  return times.slice(low, end)
}
