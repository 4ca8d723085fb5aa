// Films in parts that a player fetches one by one (fragmented MP4 as CMAF wants it): one header for each track, and parts
// that say themselves when they are shown, so that any part can be fetched in any order. Pure bytes, like mp4.ts.

import type { FrameRate } from '../base/index.ts'
import { box, concat, fullBox, matrix, text, u16, u32, u32List, u64, zeros } from './boxes.ts'
import { aacEntry, avcEntry, dataReference, frameTicks, handler, movieTimescale } from './mp4.ts'

/** A track of picture: H.264 whose frames are decoded in the order in which they are shown. */
export interface PictureTrack {
  readonly width: number
  readonly height: number
  readonly frameRate: FrameRate
  /** `avcC`. */
  readonly configuration: Uint8Array
}

/** A track of sound: AAC. */
export interface SoundTrack {
  readonly sampleRate: number
  readonly channels: number
  /** AudioSpecificConfig. */
  readonly configuration: Uint8Array
  readonly packetSamples: number
  /** Samples at the start that the encoder put there itself and a player must skip. */
  readonly priming: number
  readonly bitrate: number
}

/** What a player must have before any part of the picture. */
export function pictureHeader(track: PictureTrack): Uint8Array {
  return header({
    timescale: movieTimescale(track.frameRate), volume: 0, width: track.width, height: track.height, skip: 0,
    handler: handler('mp4', 'vide', 'Kinora picture'), media: fullBox('vmhd', 0, 1, zeros(8)), entry: avcEntry('mp4', track),
  })
}

/** What a player must have before any part of the sound. */
export function soundHeader(track: SoundTrack): Uint8Array {
  return header({
    timescale: track.sampleRate, volume: 0x0100, width: 0, height: 0, skip: track.priming,
    handler: handler('mp4', 'soun', 'Kinora sound'), media: fullBox('smhd', 0, 0, zeros(4)), entry: aacEntry('mp4', track),
  })
}

/** Packets that belong together and can be played by themselves. */
export interface Part {
  /** From 0. */
  readonly index: number
  /** Number of the part's first packet in the track. */
  readonly first: number
  readonly sizes: readonly number[]
  readonly packets: Uint8Array
}

/** A part of the picture. Its first frame is a keyframe. */
export function picturePart(track: Pick<PictureTrack, 'frameRate'>, part: Part): Uint8Array {
  return fragment(part, frameTicks(track.frameRate), dependent)
}

/** A part of the sound. */
export function soundPart(track: Pick<SoundTrack, 'packetSamples'>, part: Part): Uint8Array {
  return fragment(part, track.packetSamples, independent)
}

interface Header {
  readonly timescale: number
  readonly volume: number
  readonly width: number
  readonly height: number
  /** Ticks of the track before its beginning. */
  readonly skip: number
  readonly handler: Uint8Array
  readonly media: Uint8Array
  readonly entry: Uint8Array
}

// Lengths are 0 everywhere: a header knows no parts.
function header(wish: Header): Uint8Array {
  const { timescale, volume, width, height, skip } = wish
  const undetermined = 0x55c4
  return concat([
    box('ftyp', text('iso6'), u32(0), text('iso6cmfcmp41')),
    box('moov',
      fullBox('mvhd', 0, 0, u32(0), u32(0), u32(timescale), u32(0), u32(0x00010000), u16(0x0100), zeros(10), matrix(), zeros(24), u32(2)),
      box('trak',
        fullBox('tkhd', 0, 3, u32(0), u32(0), u32(1), u32(0), u32(0), zeros(8), u16(0), u16(0), u16(volume), u16(0), matrix(), u32(width * 65536), u32(height * 65536)),
        ...(skip === 0 ? [] : [box('edts', fullBox('elst', 0, 0, u32(1), u32(0), u32(skip), u32(0x00010000)))]),
        box('mdia',
          fullBox('mdhd', 0, 0, u32(0), u32(0), u32(timescale), u32(0), u16(undetermined), u16(0)),
          wish.handler,
          box('minf', wish.media, dataReference(), box('stbl',
            fullBox('stsd', 0, 0, u32(1), wish.entry),
            fullBox('stts', 0, 0, u32(0)), fullBox('stsc', 0, 0, u32(0)), fullBox('stsz', 0, 0, u32(0), u32(0)), fullBox('stco', 0, 0, u32(0)))),
        ),
      ),
      box('mvex', fullBox('trex', 0, 0, u32(1), u32(1), u32(0), u32(0), u32(0))),
    ),
  ])
}

/** Sample flags: can be decoded by itself, or needs what came before. */
const independent = 0x02000000
const dependent = 0x01010000

function fragment(part: Part, ticks: number, flags: number): Uint8Array {
  // The place of the media is counted from the start of `moof`, whose length does not depend on it.
  const head = (dataOffset: number): Uint8Array => box('moof',
    fullBox('mfhd', 0, 0, u32(part.index + 1)),
    box('traf',
      fullBox('tfhd', 0, 0x020000 | 0x08 | 0x20, u32(1), u32(ticks), u32(flags)),
      fullBox('tfdt', 1, 0, u64(part.first * ticks)),
      fullBox('trun', 0, 0x01 | 0x04 | 0x200, u32(part.sizes.length), u32(dataOffset), u32(independent), u32List(part.sizes)),
    ))
  return concat([
    box('styp', text('msdh'), u32(0), text('msdhmsixcmfs')),
    head(head(0).length + 8),
    u32(part.packets.length + 8), text('mdat'), part.packets,
  ])
}
