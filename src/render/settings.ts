// Encoder settings as plain data: everything about encoding that decides a byte, and nothing else. They are part of
// every chunk's name. The figures behind the three qualities: docs/decisions, encoder options.

import type { FrameRate } from '../base/index.ts'
import type { Format, Quality } from '../studio/ports.ts'
import { softnessRule } from './softness.ts'

export interface VideoSettings {
  readonly codec: 'libx264' | 'libvpx-vp9'
  readonly width: number
  readonly height: number
  readonly frameRate: FrameRate
  /** Frames of one closed group of pictures = one chunk. */
  readonly chunkFrames: number
  /** How many frames the decoder must hold back before it can show the first one: 0 without B-frames. */
  readonly reorder: number
  /** Passed to the encoder by name. */
  readonly options: Readonly<Record<string, string>>
  /** What is passed instead for chunks that show something soft (softness.ts); absent: all are encoded alike. */
  readonly soft?: SoftSettings
}

export interface SoftSettings {
  readonly options: Readonly<Record<string, string>>
  /** By which rule chunks are judged. */
  readonly rule: number
}

/** Seconds of one chunk: short enough for seeking and for small re-exports, long enough for the encoder to save bits. */
const chunkSeconds = 2

/** Frames of a chunk: two seconds, rounded to whole frames (60 at 29.97). */
export function chunkLength(rate: FrameRate): number {
  return Math.max(1, Math.round((chunkSeconds * rate.numerator) / rate.denominator))
}

export function videoSettings(format: Format, quality: Quality, width: number, height: number, frameRate: FrameRate): VideoSettings {
  const chunkFrames = chunkLength(frameRate)
  const common = { width, height, frameRate, chunkFrames }
  if (format === 'webm') return { ...common, codec: 'libvpx-vp9', reorder: 0, options: vp9Options(quality) }
  return {
    ...common, codec: 'libx264', reorder: 2, options: x264Options(x264Qualities[quality], chunkFrames),
    ...(quality === 'standard' ? { soft: { options: x264Options(softStandard, chunkFrames), rule: softnessRule } } : {}),
  }
}

/**
 * Settings of the parts of a preview: drawn while somebody waits, in the order in which they are shown. Profile and level
 * are the same for all of them, so that lists can name the codec without looking: `avc1.4d401f`. Sixty frames a second go
 * beyond that level, which no player minds.
 */
export function previewSettings(width: number, height: number, frameRate: FrameRate): VideoSettings {
  const chunkFrames = chunkLength(frameRate)
  const params = `annexb=0:cpu-independent=1:scenecut=0:open-gop=0:keyint=${chunkFrames}:min-keyint=${chunkFrames}:me=dia:subme=1:mbtree=0:rc-lookahead=0:weightp=0:bframes=0`
  return { codec: 'libx264', width, height, frameRate, chunkFrames, reorder: 0, options: { preset: 'superfast', crf: '25', profile: 'main', level: '3.1', 'x264-params': params } }
}

function x264Options(chosen: X264Quality, chunkFrames: number): Record<string, string> {
  return {
    preset: chosen.preset,
    crf: String(chosen.crf),
    profile: 'high',
    // annexb=0: sizes instead of start codes, as mp4 stores them, so that joining is a plain copy.
    // cpu-independent=1: without it x264's macroblock tree gives other bytes from run to run and from machine to machine.
    'x264-params': `annexb=0:cpu-independent=1:scenecut=0:open-gop=0:keyint=${chunkFrames}:min-keyint=${chunkFrames}${chosen.params}`,
  }
}

// What photo motion needs and what it does not was measured (bench -- encoder, bench -- motion): no small blocks in inter
// frames, fixed B-frames, no weighted prediction. The macroblock tree starves the pictures between two keyframes, which the eye
// sees as a camera that shakes; without it and with quarter-sample search the same likeness costs a few bits more.
const lean = ':me=dia:partitions=none:weightp=0:b-adapt=0:bframes=3:b-pyramid=normal'

// `even`: all kinds of pictures about equally fine, and small differences kept: what is rounded away in one kind and not in the
// next is seen as shaking. Fewer bits for flat places pay for it, and a least quantiser: pictures that are predicted well, as in
// a still or an even pan, would get ever finer ones for what nobody sees.
const even = ':qpmin=18:pbratio=1.1:aq-strength=0.7:deblock=-3,-3:no-dct-decimate=1:no-fast-pskip=1'

interface X264Quality {
  readonly preset: string
  readonly crf: number
  readonly params: string
}

const x264Qualities: Readonly<Record<Quality, X264Quality>> = {
  draft: { preset: 'veryfast', crf: 25, params: `:subme=1${lean}:8x8dct=1:rc-lookahead=6` },
  standard: { preset: 'veryfast', crf: 21.7, params: `:subme=2:mbtree=0:rc-lookahead=0${lean}${even}` },
  high: { preset: 'faster', crf: 18, params: ':bframes=3:b-pyramid=normal' },
}

// In skies and fog a coarse search for motion is seen as a camera that shakes; where there are edges it is not.
const softStandard: X264Quality = { preset: 'veryfast', crf: 21, params: `:subme=4:mbtree=0:rc-lookahead=0${lean}${even}` }

function vp9Options(quality: Quality): Record<string, string> {
  const crf = { draft: '38', standard: '32', high: '26' }[quality]
  const speed = { draft: '8', standard: '6', high: '4' }[quality]
  return { crf, b: '0', deadline: quality === 'high' ? 'good' : 'realtime', 'cpu-used': speed, 'lag-in-frames': quality === 'high' ? '16' : '0', 'auto-alt-ref': '0' }
}
