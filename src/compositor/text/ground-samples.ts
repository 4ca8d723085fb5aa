// Which places of which frames must be looked at before a film is drawn, to know how strong the ground under each text
// must be; and the decision from what was seen there. One decision per text, so that nothing flickers.

import type { SegmentId } from '../../draft/index.ts'
import type { PixelRectangle, YuvPlanes } from '../scene.ts'
import { decideGround, type LumaStats } from './contrast.ts'
import type { TextCue } from './cues.ts'
import { layOutText } from './layout.ts'
import type { Measure } from './measure.ts'

export interface GroundSample {
  readonly segment: SegmentId
  /** Frame numbers of the film, ascending; pictures there, without any text, are what the letters stand on. */
  readonly frames: readonly number[]
  /** Where the letters stand, 0..1 of the canvas, so that any size of picture will do. */
  readonly area: PixelRectangle
}

/** A text is looked at when it is there, in its middle and before it goes: pans and cuts change what is underneath. */
const MOMENTS = [0.08, 0.35, 0.65, 0.92]

/** The places to look at; texts that want no ground are left out. */
export function groundSamples(cues: readonly TextCue[], measure: Measure): GroundSample[] {
  return cues.flatMap((cue) => {
    if (cue.segment.style.ground === 'none') return []
    const { ink, lines } = layOutText(cue.plate, measure)
    if (lines.length === 0) return []
    const last = cue.to - cue.from - 1
    const frames = [...new Set(MOMENTS.map((share) => cue.from + Math.round(share * last)))]
    const { width, height } = cue.plate.canvas
    return [{ segment: cue.segment.id, frames, area: { x: ink.x / width, y: ink.y / height, width: ink.width / width, height: ink.height / height } }]
  })
}

/** Counts the luma of one picture under a text into a histogram of 256 levels. The area is 0..1 of the picture. */
export function countLuma(planes: YuvPlanes, area: PixelRectangle, histogram: Uint32Array): void {
  const left = Math.max(0, Math.floor(area.x * planes.width))
  const right = Math.min(planes.width, Math.max(left + 1, Math.ceil((area.x + area.width) * planes.width)))
  const top = Math.max(0, Math.floor(area.y * planes.height))
  const bottom = Math.min(planes.height, Math.max(top + 1, Math.ceil((area.y + area.height) * planes.height)))
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) histogram[planes.y[y * planes.width + x]!]!++
  }
}

/** The 5th and 95th percentile of a histogram of limited-range luma, as shares of full range. An empty one is mid-grey. */
export function lumaStats(histogram: Uint32Array): LumaStats {
  const total = histogram.reduce((sum, count) => sum + count, 0)
  if (total === 0) return { p5: 0.5, p95: 0.5 }
  return { p5: levelAt(histogram, total * 0.05), p95: levelAt(histogram, total * 0.95) }
}

function levelAt(histogram: Uint32Array, rank: number): number {
  let seen = 0
  let level = 0
  while (level < 255 && (seen += histogram[level]!) <= rank) level++
  return Math.max(0, Math.min(1, (level - 16) / 219))
}

/**
 * Looks at all samples and decides. `pictureAt` draws a frame without its texts at any (small) size; it is asked for each
 * frame once, in ascending order.
 */
export async function decideGrounds(
  cues: readonly TextCue[], measure: Measure, pictureAt: (frame: number) => YuvPlanes | Promise<YuvPlanes>,
): Promise<Map<SegmentId, number>> {
  const samples = groundSamples(cues, measure)
  const histograms = new Map(samples.map((sample) => [sample.segment, new Uint32Array(256)]))
  const frames = [...new Set(samples.flatMap((sample) => sample.frames))].sort((left, right) => left - right)
  for (const frame of frames) {
    const picture = await pictureAt(frame)
    for (const sample of samples) if (sample.frames.includes(frame)) countLuma(picture, sample.area, histograms.get(sample.segment)!)
  }
  return new Map(cues.filter((cue) => histograms.has(cue.segment.id)).map((cue) => {
    return [cue.segment.id, decideGround(lumaStats(histograms.get(cue.segment.id)!), cue.segment.style)]
  }))
}
