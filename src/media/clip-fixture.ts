// For the clip tests only: makes small clips with the encoders of the binary, into the system's folder for temporary
// files, once per test run. Each picture is one known grey with a brighter left upper quarter, so that order, time and
// orientation can be read off the decoded planes.

import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { constants as C, libav, must } from './clip-av.ts'
import type { Frame, FormatContext, Packet, CodecContext, Stream } from 'node-av/lib'

export interface ClipWish {
  readonly name: string
  readonly width?: number
  readonly height?: number
  readonly frames?: number
  /** Ticks of 1/1000 s at which frames are shown; absent: every `step` ms. */
  readonly times?: readonly number[]
  readonly step?: number
  /** Ticks a second of the encoder's clock, for containers of constant rate; default 1000. */
  readonly clock?: number
  readonly encoder?: string
  readonly pixelFormat?: number
  readonly options?: Readonly<Record<string, string>>
  readonly gop?: number
  /** Degrees clockwise that the player must turn it, as phones write it. */
  readonly rotation?: 0 | 90 | 180 | 270
  readonly colorSpace?: number
  readonly colorRange?: number
  readonly colorTrc?: number
  readonly colorPrimaries?: number
  readonly aspect?: { readonly num: number; readonly den: number }
  readonly sound?: boolean
  /** Luma of frame n outside the corner, in units of the pixel format's depth; the corner has `corner`. */
  readonly luma?: (frame: number) => number
  readonly corner?: number
  /** Interlaced: every other line is this much brighter. */
  readonly comb?: number
  readonly chroma?: readonly [number, number]
}

let folder: string | undefined

export function clipFolder(): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'kinora-clips-'))
    folder = made
    process.on('exit', () => rmSync(made, { recursive: true, force: true }))
  }
  return folder
}

/** Writes a clip and returns its path. The container follows from the name's ending. */
export function makeClip(wish: ClipWish): string {
  const path = join(clipFolder(), wish.name)
  const output = new libav.FormatContext()
  must(output.allocOutputContext2(null, null, path), 'make a container')
  const encoder = openEncoder(wish)
  const stream = output.newStream(null)
  must(stream.codecpar.fromContext(encoder), 'describe the pictures')
  stream.timeBase = encoder.timeBase
  if (wish.aspect !== undefined) stream.sampleAspectRatio = new libav.Rational(wish.aspect.num, wish.aspect.den)
  if (wish.rotation) stream.codecpar.addCodedSideData(C.AV_PKT_DATA_DISPLAYMATRIX, displayMatrix(wish.rotation))
  const sound = wish.sound === true ? openSound(output) : undefined
  must(output.openOutputSync(), 'open the file')
  must(output.writeHeaderSync(), 'write the header')
  const times = wish.times ?? Array.from({ length: wish.frames ?? 30 }, (_, index) => Math.round(index * (wish.step ?? 1000 / 30)))
  const packet = new libav.Packet()
  packet.alloc()
  const ticks = (ms: number): bigint => BigInt(Math.round((ms * (wish.clock ?? 1000)) / 1000))
  const durations = new Map(times.map((time, index) => [ticks(time), ticks(times[index + 1] ?? time + (wish.step ?? 1000 / 30)) - ticks(time)]))
  times.forEach((time, index) => {
    const frame = pictureOf(wish, index)
    frame.pts = ticks(time)
    frame.timeBase = encoder.timeBase
    frame.duration = durations.get(frame.pts)!
    must(encoder.sendFrameSync(frame), 'encode a picture')
    frame.free()
    drain(encoder, packet, stream, output, durations)
  })
  encoder.sendFrameSync(null)
  drain(encoder, packet, stream, output, durations)
  if (sound !== undefined) writeSilence(sound.context, sound.stream, output, packet, times.at(-1)!)
  must(output.writeTrailerSync(), 'finish the file')
  packet.free()
  encoder.freeContext()
  output.closeOutputSync()
  output.freeContext()
  return path
}

/** Cuts a file to a share of its length. */
export function cutFile(path: string, bytes: number): string {
  truncateSync(path, bytes)
  return path
}

function openEncoder(wish: ClipWish): CodecContext {
  const codec = libav.Codec.findEncoderByName((wish.encoder ?? 'libx264') as never)
  const context = new libav.CodecContext()
  context.allocContext3(codec)
  context.width = wish.width ?? 160
  context.height = wish.height ?? 96
  context.pixelFormat = (wish.pixelFormat ?? C.AV_PIX_FMT_YUV420P) as never
  context.timeBase = new libav.Rational(1, wish.clock ?? 1000)
  context.framerate = new libav.Rational(30, 1)
  context.gopSize = wish.gop ?? 12
  context.threadCount = 1
  if (wish.aspect !== undefined) context.sampleAspectRatio = new libav.Rational(wish.aspect.num, wish.aspect.den)
  if (wish.colorSpace !== undefined) context.colorSpace = wish.colorSpace as never
  if (wish.colorRange !== undefined) context.colorRange = wish.colorRange as never
  if (wish.colorTrc !== undefined) context.colorTrc = wish.colorTrc as never
  if (wish.colorPrimaries !== undefined) context.colorPrimaries = wish.colorPrimaries as never
  context.setFlags(C.AV_CODEC_FLAG_GLOBAL_HEADER)
  if (wish.comb !== undefined) context.setFlags(C.AV_CODEC_FLAG_INTERLACED_DCT)
  const usual: Record<string, string> = (wish.encoder ?? 'libx264') === 'libx264' ? { preset: 'veryfast', crf: '12' } : {}
  for (const [name, value] of Object.entries({ ...usual, ...wish.options })) must(context.setOption(name, value), `set ${name}`)
  must(context.open2Sync(codec), 'open the encoder')
  return context
}

/** A frame of any 8- or 10-bit planar YUV, grey or RGB(A) format, filled by luma. */
function pictureOf(wish: ClipWish, index: number): Frame {
  const frame = new libav.Frame()
  frame.alloc()
  frame.width = wish.width ?? 160
  frame.height = wish.height ?? 96
  frame.format = (wish.pixelFormat ?? C.AV_PIX_FMT_YUV420P) as never
  must(frame.getBuffer(), 'allocate a picture')
  if (wish.colorRange !== undefined) frame.colorRange = wish.colorRange as never
  if (wish.colorSpace !== undefined) frame.colorSpace = wish.colorSpace as never
  if (wish.comb !== undefined) frame.setFlags(C.AV_FRAME_FLAG_INTERLACED, C.AV_FRAME_FLAG_TOP_FIELD_FIRST)
  const level = wish.luma?.(index) ?? 40 + index * 4
  const planes = frame.data!
  const [width, height, stride] = [frame.width, frame.height, frame.linesize[0]!]
  const deep = wish.pixelFormat === C.AV_PIX_FMT_YUV420P10LE || wish.pixelFormat === C.AV_PIX_FMT_YUV422P10LE
  const packed = wish.pixelFormat === C.AV_PIX_FMT_RGBA || wish.pixelFormat === C.AV_PIX_FMT_RGB24 || wish.pixelFormat === C.AV_PIX_FMT_RGB8
  const pixel = (value: number, row: number): Buffer => {
    if (deep) return Buffer.from(new Uint16Array([value]).buffer)
    if (wish.pixelFormat === C.AV_PIX_FMT_RGBA) return Buffer.from([value, value, value, row < height / 4 ? 0 : 255])
    return Buffer.alloc(wish.pixelFormat === C.AV_PIX_FMT_RGB24 ? 3 : 1, value)
  }
  for (let row = 0; row < height; row++) {
    const outside = pixel(level + (row % 2) * (wish.comb ?? 0), row)
    const bytes = outside.length * width
    planes[0]!.fill(outside, row * stride, row * stride + bytes)
    if (row < height / 2 && wish.corner !== undefined) planes[0]!.fill(pixel(wish.corner, row), row * stride, row * stride + bytes / 2)
  }
  if (wish.pixelFormat === C.AV_PIX_FMT_YUVA420P) {
    planes[3]!.fill(255)
    planes[3]!.fill(0, 0, frame.linesize[3]! * (height >> 2))
  }
  const [u, v] = wish.chroma ?? (deep ? [512, 512] : [128, 128])
  if (!packed) for (const [plane, value] of [[1, u], [2, v]] as const) {
    const bytes = planes[plane]
    if (bytes === undefined) continue
    if (deep) for (let at = 0; at + 1 < bytes.length; at += 2) bytes.writeUInt16LE(value, at)
    else bytes.fill(value)
  }
  return frame
}

function drain(encoder: CodecContext, packet: Packet, stream: Stream, output: FormatContext, durations?: ReadonlyMap<bigint, bigint>): void {
  while (encoder.receivePacketSync(packet) >= 0) {
    packet.streamIndex = stream.index
    // Encoders do not say how long a picture is shown; without it the last one is cut off by the container.
    packet.duration = durations?.get(packet.pts) ?? packet.duration
    packet.rescaleTs(encoder.timeBase, stream.timeBase)
    must(output.interleavedWriteFrameSync(packet), 'write a packet')
  }
}

// Nine 16.16 numbers (the last column 2.30): what a phone writes when it is held upright.
function displayMatrix(clockwise: number): Buffer {
  const turn = (clockwise * Math.PI) / 180
  const [cosine, sine] = [Math.round(Math.cos(turn)) * 65536, Math.round(Math.sin(turn)) * 65536]
  const matrix = [cosine, sine, 0, -sine, cosine, 0, 0, 0, 1 << 30]
  const bytes = Buffer.alloc(36)
  matrix.forEach((value, index) => bytes.writeInt32LE(value, index * 4))
  return bytes
}

function openSound(output: FormatContext): { context: CodecContext; stream: Stream } {
  const codec = libav.Codec.findEncoderByName('aac' as never)
  const context = new libav.CodecContext()
  context.allocContext3(codec)
  context.sampleRate = 48000
  context.sampleFormat = C.AV_SAMPLE_FMT_FLTP
  context.channelLayout = { nbChannels: 2, order: C.AV_CHANNEL_ORDER_NATIVE, mask: 3n }
  context.timeBase = new libav.Rational(1, 48000)
  context.setFlags(C.AV_CODEC_FLAG_GLOBAL_HEADER)
  must(context.open2Sync(codec), 'open the sound encoder')
  const stream = output.newStream(null)
  must(stream.codecpar.fromContext(context), 'describe the sound')
  stream.timeBase = context.timeBase
  return { context, stream }
}

function writeSilence(context: CodecContext, stream: Stream, output: FormatContext, packet: Packet, until: number): void {
  for (let sample = 0; sample < until * 48; sample += context.frameSize) {
    const frame = new libav.Frame()
    frame.alloc()
    frame.nbSamples = context.frameSize
    frame.format = context.sampleFormat
    frame.sampleRate = 48000
    frame.channelLayout = context.channelLayout
    must(frame.getBuffer(), 'allocate samples')
    for (const plane of frame.data!) plane.fill(0)
    frame.pts = BigInt(sample)
    must(context.sendFrameSync(frame), 'encode silence')
    frame.free()
    drain(context, packet, stream, output)
  }
  context.sendFrameSync(null)
  drain(context, packet, stream, output)
  context.freeContext()
}
