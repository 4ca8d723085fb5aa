// Decoded frames of any sample format and channel count as two planes of 32-bit float. Mono goes to both sides at full
// level; surround is folded down with the usual -3 dB for centre and rear, scaled so that it cannot clip by folding.

import {
  AV_SAMPLE_FMT_DBL, AV_SAMPLE_FMT_DBLP, AV_SAMPLE_FMT_FLT, AV_SAMPLE_FMT_FLTP, AV_SAMPLE_FMT_S16, AV_SAMPLE_FMT_S16P, AV_SAMPLE_FMT_S32,
  AV_SAMPLE_FMT_S32P, AV_SAMPLE_FMT_U8, AV_SAMPLE_FMT_U8P,
} from 'node-av/constants'
import type { Frame } from 'node-av/lib'

type Samples = Float32Array | Float64Array | Int16Array | Int32Array | Uint8Array

interface SampleFormat {
  readonly planar: boolean
  readonly view: (buffer: Buffer, count: number) => Samples
  readonly scale: number
  readonly offset: number
}

const formats = new Map<number, SampleFormat>([
  ...both(AV_SAMPLE_FMT_FLT, AV_SAMPLE_FMT_FLTP, (buffer, count) => new Float32Array(aligned(buffer, count * 4), 0, count), 1, 0),
  ...both(AV_SAMPLE_FMT_DBL, AV_SAMPLE_FMT_DBLP, (buffer, count) => new Float64Array(aligned(buffer, count * 8), 0, count), 1, 0),
  ...both(AV_SAMPLE_FMT_S16, AV_SAMPLE_FMT_S16P, (buffer, count) => new Int16Array(aligned(buffer, count * 2), 0, count), 1 / 32768, 0),
  ...both(AV_SAMPLE_FMT_S32, AV_SAMPLE_FMT_S32P, (buffer, count) => new Int32Array(aligned(buffer, count * 4), 0, count), 1 / 2147483648, 0),
  ...both(AV_SAMPLE_FMT_U8, AV_SAMPLE_FMT_U8P, (buffer, count) => new Uint8Array(aligned(buffer, count), 0, count), 1 / 128, -128),
])

/** The two sides of a decoded frame. An unknown sample format gives silence of the same length. */
export function stereoOf(frame: Frame): { readonly left: Float32Array; readonly right: Float32Array } {
  const count = frame.nbSamples
  const format = formats.get(frame.format)
  const channels = frame.channels
  const planes = frame.extendedData ?? frame.data
  if (format === undefined || planes === null || channels < 1) return { left: new Float32Array(count), right: new Float32Array(count) }
  const channel = (index: number) => format.planar
    ? convert(format.view(planes[index]!, count), 0, 1, count, format)
    : convert(format.view(planes[0]!, count * channels), index, channels, count, format)
  if (channels === 1) {
    const mono = channel(0)
    return { left: mono, right: mono.slice() }
  }
  if (channels === 2) return { left: channel(0), right: channel(1) }
  return foldDown(Array.from({ length: channels }, (_, index) => channel(index)), count)
}

function both(packed: number, planar: number, view: SampleFormat['view'], scale: number, offset: number): [number, SampleFormat][] {
  return [[packed, { planar: false, view, scale, offset }], [planar, { planar: true, view, scale, offset }]]
}

// Typed arrays must start on a multiple of their size, and the frame's memory is used again: copy once.
function aligned(buffer: Buffer, bytes: number): ArrayBuffer {
  const copy = new ArrayBuffer(bytes)
  new Uint8Array(copy).set(buffer.subarray(0, bytes))
  return copy
}

function convert(samples: Samples, first: number, stride: number, count: number, format: SampleFormat): Float32Array {
  if (samples instanceof Float32Array && stride === 1) return samples
  const output = new Float32Array(count)
  for (let index = 0; index < count; index++) output[index] = (samples[first + index * stride]! + format.offset) * format.scale
  return output
}

// Channel orders of WAV, AAC and Matroska after libav has sorted them: FL FR FC LFE (BL BR | SL SR) ...
function foldDown(planes: readonly Float32Array[], count: number): { left: Float32Array; right: Float32Array } {
  const left = new Float32Array(count)
  const right = new Float32Array(count)
  const share = Math.SQRT1_2
  const weights = planes.map((_, index) => {
    if (index === 0) return [1, 0]
    if (index === 1) return [0, 1]
    if (planes.length >= 5 ? index === 2 : planes.length === 3 && index === 2) return [share, share]
    if (planes.length >= 6 && index === 3) return [0, 0]
    return (index - (planes.length >= 6 ? 4 : planes.length === 5 ? 3 : 2)) % 2 === 0 ? [share, 0] : [0, share]
  })
  const loudest = weights.reduce((sum, [side]) => sum + side!, 0)
  planes.forEach((plane, index) => {
    const toLeft = weights[index]![0]! / loudest
    const toRight = weights[index]![1]! / loudest
    for (let sample = 0; sample < count; sample++) {
      left[sample]! += plane[sample]! * toLeft
      right[sample]! += plane[sample]! * toRight
    }
  })
  return { left, right }
}
