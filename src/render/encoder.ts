// One chunk's video encoder: planes in, packets out. A fresh encoder for every chunk keeps its bytes free of whatever
// was encoded before, so that any worker makes the same chunk. Runs in workers only.

import { KinoraError } from '../base/index.ts'
import type { YuvPlanes } from '../compositor/index.ts'
import { constants, libav, must, setOption, takePackets } from './av.ts'
import type { VideoSettings } from './settings.ts'

/** The packets of one chunk in decoding order. */
export interface EncodedChunk {
  /** What a decoder must know first: avcC for H.264; empty for VP9. */
  readonly configuration: Buffer
  readonly packets: readonly Buffer[]
  /** When each packet's picture is shown, in frames from the chunk's start. */
  readonly shown: readonly number[]
}

export interface ChunkEncoder {
  /** Encodes the next frame. The planes may be changed as soon as this returns. */
  add(planes: YuvPlanes): void
  /** What a decoder must know first, told before any frame is encoded. */
  configuration(): Buffer
  /** Ends the chunk, and the encoder with it. */
  finish(): EncodedChunk
  /** Gives the encoder up without a result. */
  close(): void
}

/** An encoder for one chunk; `soft`: whether it shows something soft. Throws `codec-failed` when libav refuses a setting. */
export function createChunkEncoder(settings: VideoSettings, soft = false): ChunkEncoder {
  const context = openContext(settings, soft ? settings.soft?.options ?? settings.options : settings.options)
  const frame = allocateFrame(settings)
  const packet = new libav.Packet()
  packet.alloc()
  const packets: Buffer[] = []
  const shown: number[] = []
  let count = 0
  let buffers = planeBuffers(frame)

  const drain = (): void => takePackets(context, packet, 'encode a frame', ({ data, pts }) => {
    packets.push(Buffer.from(data!))
    shown.push(Number(pts))
  })

  function close(): void {
    packet.free()
    frame.free()
    context.freeContext()
  }

  return {
    add(planes) {
      // x264 and vpx copy the picture while it is sent, so one frame serves for the whole chunk.
      if (!frame.isWritable) {
        must(frame.makeWritable(), 'reuse a frame')
        buffers = planeBuffers(frame)
      }
      copyPlane(planes.y, planes.width, planes.height, buffers[0]!, frame.linesize[0]!)
      copyPlane(planes.u, planes.width >> 1, planes.height >> 1, buffers[1]!, frame.linesize[1]!)
      copyPlane(planes.v, planes.width >> 1, planes.height >> 1, buffers[2]!, frame.linesize[2]!)
      frame.pts = BigInt(count++)
      must(context.sendFrameSync(frame), 'take a frame')
      drain()
    },
    configuration: () => Buffer.from(context.extraData ?? Buffer.alloc(0)),
    finish() {
      must(context.sendFrameSync(null), 'finish a chunk')
      drain()
      const configuration = Buffer.from(context.extraData ?? Buffer.alloc(0))
      close()
      if (packets.length !== count) throw new KinoraError({ code: 'codec-failed', message: `The encoder made ${packets.length} packets of ${count} frames.` })
      return { configuration, packets, shown }
    },
    close,
  }
}

function openContext(settings: VideoSettings, options: VideoSettings['options']): InstanceType<typeof libav.CodecContext> {
  const codec = libav.Codec.findEncoderByName(settings.codec as never)
  if (codec === null) throw new KinoraError({ code: 'codec-missing', message: `This build of libav has no encoder ${settings.codec}.` })
  const context = new libav.CodecContext()
  context.allocContext3(codec)
  context.width = settings.width
  context.height = settings.height
  context.pixelFormat = constants.AV_PIX_FMT_YUV420P
  context.timeBase = new libav.Rational(settings.frameRate.denominator, settings.frameRate.numerator)
  context.framerate = new libav.Rational(settings.frameRate.numerator, settings.frameRate.denominator)
  context.sampleAspectRatio = new libav.Rational(1, 1)
  context.gopSize = settings.chunkFrames
  context.threadCount = 1
  context.colorRange = constants.AVCOL_RANGE_MPEG
  context.colorSpace = constants.AVCOL_SPC_BT709
  context.colorPrimaries = constants.AVCOL_PRI_BT709
  context.colorTrc = constants.AVCOL_TRC_BT709
  context.chromaLocation = constants.AVCHROMA_LOC_LEFT
  context.setFlags(constants.AV_CODEC_FLAG_GLOBAL_HEADER, constants.AV_CODEC_FLAG_CLOSED_GOP)
  for (const [name, value] of Object.entries(options)) setOption(context, name, value)
  must(context.open2Sync(codec, null), `open the encoder ${settings.codec}`)
  return context
}

function allocateFrame(settings: VideoSettings): InstanceType<typeof libav.Frame> {
  const frame = new libav.Frame()
  frame.alloc()
  frame.format = constants.AV_PIX_FMT_YUV420P
  frame.width = settings.width
  frame.height = settings.height
  must(frame.getBuffer(0), 'allocate a frame')
  return frame
}

function planeBuffers(frame: InstanceType<typeof libav.Frame>): readonly Buffer[] {
  const planes = frame.data
  if (planes === null) throw new KinoraError({ code: 'codec-failed', message: 'libav gave a frame without planes.' })
  return planes
}

function copyPlane(source: Uint8Array, width: number, height: number, target: Buffer, stride: number): void {
  if (stride === width) {
    target.set(source.length === width * height ? source : source.subarray(0, width * height))
    return
  }
  for (let row = 0; row < height; row++) target.set(source.subarray(row * width, (row + 1) * width), row * stride)
}
