// What a client asks of a finished file, in all the words clients have for it, as what we can make; or why not.

import { failure, success, type Fault, type Outcome } from '../../base/index.ts'
import { frameRateFor, type Draft } from '../../draft/index.ts'
import type { Format, Quality, RenderRow } from '../ports.ts'

export interface OutputAsked {
  readonly format?: string
  readonly quality?: string
  /** `1080p`, `720`, `1920x1080`, `hd`, `4k`. */
  readonly resolution?: string
  readonly fps?: number
}

type Output = RenderRow['output']

const formats: Readonly<Record<string, Format>> = { mp4: 'mp4', m4v: 'mp4', h264: 'mp4', 'video/mp4': 'mp4', mov: 'mov', quicktime: 'mov', webm: 'webm', 'video/webm': 'webm', gif: 'gif', 'image/gif': 'gif' }
const qualities: Readonly<Record<string, Quality>> = {
  draft: 'draft', low: 'draft', preview: 'draft', fast: 'draft', standard: 'standard', medium: 'standard', normal: 'standard', good: 'standard', high: 'high', best: 'high', max: 'high', ultra: 'high',
}
const heights: Readonly<Record<string, number>> = { sd: 480, hd: 720, 'full hd': 1080, fullhd: 1080, fhd: 1080, '2k': 1440, qhd: 1440, '4k': 2160, uhd: 2160 }

/** Lines of the shorter side unless somebody asks for more: on most screens more only makes a larger file. */
const usualLines = 1080

/** The output, or a fault for a format or quality nobody knows. Sizes are bent to what there is: never larger than the film. */
export function readOutput(asked: OutputAsked, draft: Draft, usual: Quality): Outcome<Output> {
  const faults: Fault[] = []
  const format = chosen(asked.format, formats, 'format', faults) ?? 'mp4'
  const quality = chosen(asked.quality, qualities, 'quality', faults) ?? usual
  if (faults.length > 0) return failure(...faults)
  const height = heightOf(asked.resolution, draft)
  return success({ format, quality, ...(height !== undefined && { height }) })
}

/** The film at the frame rate that was asked for: the nearest one there is. Times are milliseconds, so nothing else moves. */
export function atFrameRate(draft: Draft, fps: number | undefined): Draft {
  if (fps === undefined || !(fps >= 1 && fps <= 240)) return draft
  const frameRate = frameRateFor(fps)
  const { numerator, denominator } = draft.canvas.frameRate
  return numerator === frameRate.numerator && denominator === frameRate.denominator ? draft : { ...draft, canvas: { ...draft.canvas, frameRate } }
}

function chosen<Value>(said: string | undefined, table: Readonly<Record<string, Value>>, name: string, faults: Fault[]): Value | undefined {
  const key = said?.trim().toLowerCase().replace(/^[.]/, '') ?? ''
  if (key === '') return undefined
  if (Object.hasOwn(table, key)) return table[key]
  faults.push({ code: `${name}-unknown`, path: `/output/${name}`, message: `There is no ${name} ${JSON.stringify(key.slice(0, 40))}. Take one of ${[...new Set(Object.values(table))].join(', ')}.` })
  return undefined
}

// `1080p` is the shorter side, whichever way the film stands. What is as tall as the film, or taller, needs no resizing.
function heightOf(resolution: string | undefined, { canvas: { width, height } }: Draft): number | undefined {
  const said = resolution?.trim().toLowerCase() ?? ''
  const size = /^(\d{2,5})\s*[x×*]\s*(\d{2,5})$/.exec(said)
  const lines = size !== null ? Math.min(Number(size[1]), Number(size[2])) : heights[said] ?? Number(/^(\d{2,5})p?$/.exec(said)?.[1] ?? 0)
  const shorter = Math.min(width, height)
  const wished = lines === 0 ? usualLines : Math.max(144, lines)
  if (wished >= shorter) return undefined
  return even((height * wished) / shorter)
}

function even(value: number): number {
  return 2 * Math.round(value / 2)
}
