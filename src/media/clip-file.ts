// Opening a clip: which container it is, told by its bytes; its one picture stream; what must be known before decoding.
// The demuxer is named by us and the address is a local file, so that playlists, scripts and stream descriptions posing
// as video never reach the parts of libav that would open what they point at.

import { closeSync, openSync, readSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { Codec, CodecContext, FormatContext, Stream } from 'node-av/lib'
import { failure, success, type Outcome } from '../base/index.ts'
import { constants as C, libav, noTime } from './clip-av.ts'
import { turnOfMatrix, type ClipTurn } from './clip-turn.ts'
import { recognize, recognizedBytes } from './recognize.ts'

/** A clip that is open and whose pictures can be decoded. */
export interface ClipFile {
  readonly path: string
  /** `mp4`, `mov`, `mkv`, `webm`, `avi`, `gif`, `apng`, `webp`. */
  readonly format: string
  readonly input: FormatContext
  readonly stream: Stream
  readonly context: CodecContext
  readonly codecName: string
  /** Milliseconds of a tick of the stream's clock. */
  readonly tick: number
  /** Time stamp of time zero: the first picture. */
  readonly origin: bigint
  /** What the container asks a player to do. */
  readonly turn: ClipTurn
  close(): void
}

/** Our name of a format -> the only demuxer that may read it. */
const DEMUXERS: Readonly<Record<string, string>> = {
  mp4: 'mov', mov: 'mov', mkv: 'matroska', webm: 'matroska', avi: 'avi', gif: 'gif', apng: 'apng', 'webp-animated': 'webp_anim', webp: 'webp_anim',
}
const NO_INDEX = 'its index is missing or damaged (a recording that was cut off has none)'
/** A picture larger than this is no film material but a bomb: 8K is 33 million pixels. */
const MOST_PIXELS = 40_000_000

/** Opens a local file. Faults: `file-missing`, `clip-format-unknown`, `clip-corrupt`, `clip-without-pictures`, `clip-codec-unknown`, `clip-too-large`. */
export function openClipFile(path: string): Outcome<ClipFile> {
  const head = readHead(path)
  if (head === undefined) return failure({ code: 'file-missing', path, message: `The clip ${basename(path)} cannot be opened. Check that it is still there and may be read.` })
  const { format } = recognize(head)
  const demuxer = DEMUXERS[format]
  if (demuxer === undefined) {
    return failure({ code: 'clip-format-unknown', path, message: `${basename(path)} is not a clip we can read, whatever its name says. Use mp4, mov, mkv, webm, avi, or an animated gif, webp or png.` })
  }
  const { width, height } = headSize(head, format)
  if (width * height > MOST_PIXELS) return tooLarge(path, width, height)
  const input = new libav.FormatContext()
  input.allocContext()
  input.setOption('protocol_whitelist', 'file')
  const corrupt = (what: string): Outcome<ClipFile> => failure({ code: 'clip-corrupt', path, message: `${basename(path)} cannot be played: ${what}. Copy or export it again.` })
  if (input.openInputSync(`file:${resolve(path)}`, libav.InputFormat.findInputFormat(demuxer)) < 0) return corrupt(NO_INDEX)
  const readable = input.findStreamInfoSync() >= 0
  if (!readable || input.nbStreams === 0) {
    input.closeInputSync()
    return corrupt(readable ? NO_INDEX : 'its streams cannot be read')
  }
  return openPictures(path, format.replace('-animated', ''), input)
}

function openPictures(path: string, format: string, input: FormatContext): Outcome<ClipFile> {
  const index = input.findBestStream(C.AVMEDIA_TYPE_VIDEO)
  const stream = index < 0 ? undefined : input.streams[index]
  const refuse = (code: string, message: string): Outcome<ClipFile> => {
    input.closeInputSync()
    return failure({ code, path, message })
  }
  const heard = input.streams.some((other) => other.codecpar.codecType === C.AVMEDIA_TYPE_AUDIO)
  // An index that breaks off leaves streams of no kind.
  if (stream === undefined && !heard) return refuse('clip-corrupt', `${basename(path)} cannot be played: ${NO_INDEX}. Copy or export it again.`)
  if (stream === undefined || stream.attachedPic !== null) return refuse('clip-without-pictures', `${basename(path)} has no moving pictures. Use it as music or sound instead.`)
  const { width, height } = stream.codecpar
  if (width * height > MOST_PIXELS) {
    input.closeInputSync()
    return tooLarge(path, width, height)
  }
  for (const other of input.streams) if (other.index !== stream.index) other.discard = C.AVDISCARD_ALL
  const codec = decoderFor(stream)
  const context = new libav.CodecContext()
  context.allocContext3(codec)
  context.parametersToContext(stream.codecpar)
  context.pktTimebase = stream.timeBase
  // Chunks are drawn side by side in threads of their own; threads inside of a decoder would only fight with them.
  context.threadCount = 1
  context.setOption('max_pixels', String(MOST_PIXELS))
  if (codec === null || context.open2Sync(codec) < 0) {
    context.freeContext()
    return refuse('clip-codec-unknown', `The pictures of ${basename(path)} are coded in a way that cannot be decoded here. Convert it to an mp4 with H.264.`)
  }
  const base = stream.timeBase
  return success({
    path, format, input, stream, context, codecName: codec.name ?? 'unknown',
    tick: (1000 * base.num) / base.den, origin: stream.startTime === noTime ? 0n : stream.startTime,
    turn: turnOfMatrix(stream.codecpar.getCodedSideData(C.AV_PKT_DATA_DISPLAYMATRIX)),
    close() {
      context.freeContext()
      input.closeInputSync()
    },
  })
}

/** libav's own VP8 and VP9 decoders leave transparency out; libvpx reads it. */
function decoderFor(stream: Stream): Codec | null {
  const clear = stream.metadata?.get('alpha_mode') === '1'
  const name = stream.codecpar.codecId === C.AV_CODEC_ID_VP9 ? 'libvpx-vp9' : stream.codecpar.codecId === C.AV_CODEC_ID_VP8 ? 'libvpx' : undefined
  const wanted = clear && name !== undefined ? libav.Codec.findDecoderByName(name as never) : null
  return wanted ?? libav.Codec.findDecoder(stream.codecpar.codecId)
}

function tooLarge(path: string, width: number, height: number): Outcome<ClipFile> {
  return failure({ code: 'clip-too-large', path, message: `${basename(path)} has pictures of ${width}x${height}. Clips of up to 8K can be used; export it smaller.` })
}

/** What an animated picture claims to measure: libav takes memory for that before anybody can look at it. */
function headSize(head: Buffer, format: string): { width: number; height: number } {
  if (format === 'gif' && head.length >= 10) return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) }
  if (format === 'apng' && head.length >= 24) return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }
  if (format.startsWith('webp') && head.length >= 30) return { width: 1 + head.readUIntLE(24, 3), height: 1 + head.readUIntLE(27, 3) }
  return { width: 0, height: 0 }
}

function readHead(path: string): Buffer | undefined {
  try {
    const descriptor = openSync(path, 'r')
    try {
      const buffer = Buffer.alloc(recognizedBytes)
      return buffer.subarray(0, readSync(descriptor, buffer, 0, recognizedBytes, 0))
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return undefined
  }
}
