// MP4 and MOV files (ISO 14496-12, -14, -15 and QuickTime): the index that stands before the pictures. Pure bytes: takes
// sizes and times, gives `ftyp` and `moov`; whoever calls appends the media in the order of `pieces`. Our own writer,
// because all sizes are known before the first byte is written, so the index comes first in one pass, times are exact
// fractions, equal films give equal bytes, and a full disk is seen where it happens.

import type { FrameRate } from '../base/index.ts'
import { box, concat, fullBox, matrix, text, u16, u32, u32List, u64, utf8, zeros } from './boxes.ts'

export interface MovieVideo {
  readonly width: number
  readonly height: number
  readonly frameRate: FrameRate
  /** The decoder's configuration record, `avcC`. */
  readonly configuration: Uint8Array
  /** Bytes of each sample in decoding order. */
  readonly sizes: readonly number[]
  /** The frame number that each sample shows. */
  readonly shown: readonly number[]
  /** Sample numbers (from 0) that a player can start at. */
  readonly keyframes: readonly number[]
  /** Frames that a decoder holds back. */
  readonly reorder: number
}

export interface MovieAudio {
  readonly sampleRate: number
  readonly channels: number
  /** AudioSpecificConfig of the AAC stream. */
  readonly configuration: Uint8Array
  readonly sizes: readonly number[]
  /** Samples in one packet: 1024. */
  readonly packetSamples: number
  /** Samples at the start that the encoder put there itself and a player must skip. */
  readonly priming: number
  readonly bitrate: number
}

/** A run of samples of one track that lie together in the file. */
export interface Piece {
  readonly track: 'video' | 'audio'
  readonly samples: number
  readonly bytes: number
}

export interface Movie {
  readonly format: 'mp4' | 'mov'
  readonly title: string
  readonly video: MovieVideo
  readonly audio?: MovieAudio
  /** The order of the media in the file. */
  readonly pieces: readonly Piece[]
}

/** Everything that stands before the first media byte: `ftyp`, `moov` and the head of `mdat`. */
export function movieHeader(movie: Movie): Uint8Array {
  const mediaBytes = movie.pieces.reduce((sum, piece) => sum + piece.bytes, 0)
  const wide = mediaBytes > 0xf0000000
  const head = mediaHead(mediaBytes, wide)
  // The index has the same length whatever the offsets are: once to learn the length, once for good.
  const type = fileType(movie.format)
  const length = type.length + movieBox(movie, 0, wide).length + head.length
  return concat([type, movieBox(movie, length, wide), head])
}

/** Ticks of one second in the movie's and the video track's time: a multiple of the rate, so that every frame is whole. */
export function movieTimescale(rate: FrameRate): number {
  return rate.numerator >= 10000 ? rate.numerator : rate.numerator * 1000
}

/** How many of them one frame lasts. */
export function frameTicks(rate: FrameRate): number {
  return rate.numerator >= 10000 ? rate.denominator : rate.denominator * 1000
}

function mediaHead(bytes: number, wide: boolean): Uint8Array {
  return wide ? concat([u32(1), text('mdat'), u64(bytes + 16)]) : concat([u32(bytes + 8), text('mdat')])
}

function fileType(format: Movie['format']): Uint8Array {
  if (format === 'mov') return box('ftyp', text('qt  '), u32(0x200), text('qt  '))
  return box('ftyp', text('isom'), u32(0x200), text('isomiso2avc1mp41'))
}

function movieBox(movie: Movie, mediaStart: number, wide: boolean): Uint8Array {
  const timescale = movieTimescale(movie.video.frameRate)
  const duration = movie.video.sizes.length * frameTicks(movie.video.frameRate)
  const offsets = pieceOffsets(movie.pieces, mediaStart)
  return box('moov',
    fullBox('mvhd', 0, 0, u32(0), u32(0), u32(timescale), u32(duration), u32(0x00010000), u16(0x0100), zeros(10), matrix(), zeros(24), u32(movie.audio === undefined ? 2 : 3)),
    videoTrack(movie, duration, offsets, wide),
    ...(movie.audio === undefined ? [] : [audioTrack(movie, movie.audio, duration, offsets, wide)]),
    userBox(movie),
  )
}

function videoTrack(movie: Movie, duration: number, offsets: PieceOffsets, wide: boolean): Uint8Array {
  const { video } = movie
  const ticks = frameTicks(video.frameRate)
  return box('trak',
    trackHeader(1, duration, 0, 0, video.width, video.height),
    editList(duration, video.reorder * ticks),
    box('mdia',
      mediaHeader(movieTimescale(video.frameRate), duration),
      handler(movie.format, 'vide', 'Kinora picture'),
      box('minf',
        fullBox('vmhd', 0, 1, zeros(8)),
        ...(movie.format === 'mov' ? [handler('mov', 'url ', 'Kinora data', 'dhlr')] : []),
        dataReference(),
        box('stbl',
          fullBox('stsd', 0, 0, u32(1), avcEntry(movie.format, video)),
          fullBox('stts', 0, 0, u32(1), u32(video.sizes.length), u32(ticks)),
          ...compositionOffsets(video, ticks),
          fullBox('stss', 0, 0, u32(video.keyframes.length), u32List(video.keyframes.map((sample) => sample + 1))),
          sampleToChunk(movie.pieces, 'video'),
          fullBox('stsz', 0, 0, u32(0), u32(video.sizes.length), u32List(video.sizes)),
          chunkOffsets(offsets.video, wide),
        ),
      ),
    ),
  )
}

function audioTrack(movie: Movie, audio: MovieAudio, duration: number, offsets: PieceOffsets, wide: boolean): Uint8Array {
  return box('trak',
    trackHeader(2, duration, 1, 0x0100, 0, 0),
    editList(duration, audio.priming),
    box('mdia',
      mediaHeader(audio.sampleRate, audio.sizes.length * audio.packetSamples),
      handler(movie.format, 'soun', 'Kinora sound'),
      box('minf',
        fullBox('smhd', 0, 0, zeros(4)),
        ...(movie.format === 'mov' ? [handler('mov', 'url ', 'Kinora data', 'dhlr')] : []),
        dataReference(),
        box('stbl',
          fullBox('stsd', 0, 0, u32(1), aacEntry(movie.format, audio)),
          fullBox('stts', 0, 0, u32(1), u32(audio.sizes.length), u32(audio.packetSamples)),
          sampleToChunk(movie.pieces, 'audio'),
          fullBox('stsz', 0, 0, u32(0), u32(audio.sizes.length), u32List(audio.sizes)),
          chunkOffsets(offsets.audio, wide),
        ),
      ),
    ),
  )
}

function trackHeader(id: number, duration: number, group: number, volume: number, width: number, height: number): Uint8Array {
  return fullBox('tkhd', 0, 3, u32(0), u32(0), u32(id), u32(0), u32(duration), zeros(8), u16(0), u16(group), u16(volume), u16(0), matrix(), u32(width * 65536), u32(height * 65536))
}

// Starts the track at its first real picture or sample: what the decoder holds back or the encoder primed is skipped.
function editList(duration: number, mediaTime: number): Uint8Array {
  return box('edts', fullBox('elst', 0, 0, u32(1), u32(duration), u32(mediaTime), u32(0x00010000)))
}

function mediaHeader(timescale: number, duration: number): Uint8Array {
  const undetermined = 0x55c4
  return fullBox('mdhd', 0, 0, u32(0), u32(0), u32(timescale), u32(duration), u16(undetermined), u16(0))
}

/** What kind of track it is. */
export function handler(format: Movie['format'], type: string, name: string, component = 'mhlr'): Uint8Array {
  if (format === 'mov') return fullBox('hdlr', 0, 0, text(component), text(type), zeros(12), Uint8Array.of(name.length), text(name))
  return fullBox('hdlr', 0, 0, u32(0), text(type), zeros(12), text(name), zeros(1))
}

/** The media lie in the same file. */
export function dataReference(): Uint8Array {
  return box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1)))
}

/** How the pictures are encoded. */
export function avcEntry(format: Movie['format'], video: Pick<MovieVideo, 'width' | 'height' | 'configuration'>): Uint8Array {
  const { width, height, configuration } = video
  const bt709 = [u16(1), u16(1), u16(1)]
  const color = format === 'mov' ? box('colr', text('nclc'), ...bt709) : box('colr', text('nclx'), ...bt709, zeros(1))
  return box('avc1', zeros(6), u16(1), zeros(16), u16(width), u16(height), u32(0x00480000), u32(0x00480000), u32(0), u16(1), zeros(32), u16(24), u16(0xffff),
    box('avcC', configuration), color, box('pasp', u32(1), u32(1)))
}

/** How the sound is encoded. */
export function aacEntry(format: Movie['format'], audio: Omit<MovieAudio, 'sizes' | 'priming'>): Uint8Array {
  const rate = u32(audio.sampleRate * 65536)
  if (format === 'mp4') return box('mp4a', zeros(6), u16(1), zeros(8), u16(audio.channels), u16(16), zeros(4), rate, elementaryStream(audio))
  // QuickTime wants a version 1 description, with the stream's descriptor inside a `wave` box.
  const wave = box('wave', box('frma', text('mp4a')), box('mp4a', u32(0)), elementaryStream(audio), box('\0\0\0\0'))
  return box('mp4a', zeros(6), u16(1), u16(1), zeros(6), u16(audio.channels), u16(16), u16(0xfffe), u16(0), rate, u32(audio.packetSamples), u32(0), u32(0), u32(2), wave)
}

function elementaryStream(audio: Pick<MovieAudio, 'bitrate' | 'configuration'>): Uint8Array {
  const decoder = descriptor(4, Uint8Array.of(0x40, 0x15, 0, 0, 0), u32(audio.bitrate), u32(audio.bitrate), descriptor(5, audio.configuration))
  return fullBox('esds', 0, 0, descriptor(3, u16(2), zeros(1), decoder, descriptor(6, Uint8Array.of(2))))
}

function descriptor(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = concat(parts)
  return concat([Uint8Array.of(tag, 0x80, 0x80, 0x80, body.length), body])
}

function compositionOffsets(video: MovieVideo, ticks: number): Uint8Array[] {
  if (video.reorder === 0) return []
  const runs: number[] = []
  video.shown.forEach((frame, sample) => {
    const offset = (frame - sample + video.reorder) * ticks
    if (offset < 0) throw new RangeError(`Sample ${sample} shows frame ${frame}: later than the reorder depth of ${video.reorder} allows.`)
    if (runs.length > 0 && runs[runs.length - 1] === offset) runs[runs.length - 2]!++
    else runs.push(1, offset)
  })
  return [fullBox('ctts', 0, 0, u32(runs.length / 2), u32List(runs))]
}

function sampleToChunk(pieces: readonly Piece[], track: Piece['track']): Uint8Array {
  const runs: number[] = []
  pieces.filter((piece) => piece.track === track).forEach((piece, index) => {
    if (runs.length === 0 || runs[runs.length - 2] !== piece.samples) runs.push(index + 1, piece.samples, 1)
  })
  return fullBox('stsc', 0, 0, u32(runs.length / 3), u32List(runs))
}

interface PieceOffsets {
  readonly video: readonly number[]
  readonly audio: readonly number[]
}

function pieceOffsets(pieces: readonly Piece[], start: number): PieceOffsets {
  const offsets = { video: [] as number[], audio: [] as number[] }
  let at = start
  for (const piece of pieces) {
    offsets[piece.track].push(at)
    at += piece.bytes
  }
  return offsets
}

function chunkOffsets(offsets: readonly number[], wide: boolean): Uint8Array {
  return wide ? fullBox('co64', 0, 0, u32(offsets.length), concat(offsets.map(u64))) : fullBox('stco', 0, 0, u32(offsets.length), u32List(offsets))
}

function userBox(movie: Movie): Uint8Array {
  const tool = 'Kinora'
  if (movie.format === 'mov') {
    const item = (name: string, value: string): Uint8Array => {
      const bytes = utf8(value)
      return box(name, u16(bytes.length), u16(0x55c4), bytes)
    }
    return box('udta', ...(movie.title === '' ? [] : [item('\xa9nam', movie.title)]), item('\xa9swr', tool))
  }
  const item = (name: string, value: string): Uint8Array => box(name, box('data', u32(1), u32(0), utf8(value)))
  return box('udta', fullBox('meta', 0, 0,
    fullBox('hdlr', 0, 0, u32(0), text('mdirappl'), zeros(9)),
    box('ilst', ...(movie.title === '' ? [] : [item('\xa9nam', movie.title)]), item('\xa9too', tool))))
}
