// How close an encoded picture comes to its original, by the measures of libav (SSIM and XPSNR). For benchmarks and
// tests; a render never calls it.

import type { YuvPlanes } from '../compositor/index.ts'
import { again, constants, endOfStream, libav, must } from './av.ts'
import type { VideoSettings } from './settings.ts'

export interface Likeness {
  /** Mean structural similarity of luma, 0..1. */
  readonly ssim: number
  /** Mean perceptually weighted PSNR of luma, dB. */
  readonly xpsnr: number
  readonly frames: number
}

export interface Comparer {
  /** Compares one pair of equal size. */
  add(original: YuvPlanes, copy: YuvPlanes | InstanceType<typeof libav.Frame>): void
  finish(): Likeness
}

/** A comparer for pictures of one size. */
export function createComparer(width: number, height: number): Comparer {
  const graph = new libav.FilterGraph()
  graph.alloc()
  const source = `video_size=${width}x${height}:pix_fmt=yuv420p:time_base=1/30:colorspace=bt709:range=tv`
  const make = (name: string, id: string, options: string): InstanceType<typeof libav.FilterContext> => {
    const filter = libav.Filter.getByName(name)
    const made = filter === null ? null : graph.createFilter(filter, id, options)
    if (made === null) throw new Error(`libav could not make the filter ${name}.`)
    return made
  }
  const original = make('buffer', 'original', source)
  const copy = make('buffer', 'copy', source)
  const left = make('split', 'left', '2')
  const right = make('split', 'right', '2')
  const ssim = make('ssim', 'ssim', '')
  const xpsnr = make('xpsnr', 'xpsnr', '')
  const sinks = [make('buffersink', 'first', ''), make('buffersink', 'second', '')] as const
  const link = (from: InstanceType<typeof libav.FilterContext>, pad: number, to: InstanceType<typeof libav.FilterContext>, toPad: number): void => void must(from.link(pad, to, toPad), 'link filters')
  link(original, 0, left, 0)
  link(copy, 0, right, 0)
  link(right, 0, ssim, 0)
  link(left, 0, ssim, 1)
  link(right, 1, xpsnr, 0)
  link(left, 1, xpsnr, 1)
  link(ssim, 0, sinks[0], 0)
  link(xpsnr, 0, sinks[1], 0)
  must(graph.configSync(), 'set up the comparison')
  const sums = { ssim: 0, xpsnr: 0, frames: 0, compared: 0 }
  const out = new libav.Frame()
  out.alloc()

  function drain(): void {
    while (sinks[0].buffersinkGetFrameSync(out) >= 0) {
      sums.ssim += Number(out.getMetadata().get('lavfi.ssim.Y') ?? NaN)
      sums.compared++
      out.unref()
    }
    while (sinks[1].buffersinkGetFrameSync(out) >= 0) {
      const value = out.getMetadata().get('lavfi.xpsnr.xpsnr.y') ?? out.getMetadata().get('lavfi.xpsnr.y') ?? 'nan'
      sums.xpsnr += value === 'inf' ? 100 : Number(value)
      out.unref()
    }
  }

  return {
    add(one, other) {
      const pts = BigInt(sums.frames++)
      push(original, frameOf(one), pts)
      if (other instanceof libav.Frame) {
        const copied = other.clone()!
        push(copy, copied, pts)
      } else push(copy, frameOf(other), pts)
      drain()
    },
    finish() {
      must(original.buffersrcAddFrameSync(null), 'end the comparison')
      must(copy.buffersrcAddFrameSync(null), 'end the comparison')
      drain()
      out.free()
      graph.free()
      return { ssim: sums.ssim / sums.compared, xpsnr: sums.xpsnr / sums.compared, frames: sums.compared }
    },
  }
}

function push(target: InstanceType<typeof libav.FilterContext>, frame: InstanceType<typeof libav.Frame>, pts: bigint): void {
  frame.pts = pts
  must(target.buffersrcAddFrameSync(frame), 'compare a frame')
  frame.free()
}

function frameOf(planes: YuvPlanes): InstanceType<typeof libav.Frame> {
  return libav.Frame.fromVideoBuffer(Buffer.concat([planes.y, planes.u, planes.v]), {
    width: planes.width, height: planes.height, format: constants.AV_PIX_FMT_YUV420P, timeBase: { num: 1, den: 30 },
  })
}

/** Decodes one of our chunks, frame by frame in the order shown. Each frame is valid during the call only. */
export function decodeChunk(chunk: { readonly configuration: Buffer; readonly packets: readonly Uint8Array[] }, settings: VideoSettings, take: (frame: InstanceType<typeof libav.Frame>) => void): void {
  const decoder = libav.Codec.findDecoderByName((settings.codec === 'libx264' ? 'h264' : 'vp9') as never)!
  const context = new libav.CodecContext()
  context.allocContext3(decoder)
  if (chunk.configuration.length > 0) context.extraData = chunk.configuration
  context.threadCount = 1
  must(context.open2Sync(decoder, null), 'open a decoder')
  const packet = new libav.Packet()
  packet.alloc()
  const frame = new libav.Frame()
  frame.alloc()
  const drain = (): void => {
    for (;;) {
      const code = context.receiveFrameSync(frame)
      if (code === again || code === endOfStream) return
      must(code, 'decode a frame')
      take(frame)
      frame.unref()
    }
  }
  for (const bytes of chunk.packets) {
    packet.data = Buffer.from(bytes)
    must(context.sendPacketSync(packet), 'decode a packet')
    drain()
  }
  must(context.sendPacketSync(null), 'decode to the end')
  drain()
  packet.free()
  frame.free()
  context.freeContext()
}

/** Decodes the pictures of a finished film file in the order shown. Each frame is valid during the call only. */
export function decodeMovie(path: string, take: (frame: InstanceType<typeof libav.Frame>) => void): void {
  const input = new libav.FormatContext()
  must(input.openInputSync(path), `open ${path}`)
  must(input.findStreamInfoSync(), `read ${path}`)
  const stream = input.streams.find((one) => one.codecpar.codecType === constants.AVMEDIA_TYPE_VIDEO)!
  const decoder = libav.Codec.findDecoder(stream.codecpar.codecId)!
  const context = new libav.CodecContext()
  context.allocContext3(decoder)
  must(context.parametersToContext(stream.codecpar), 'set up a decoder')
  must(context.open2Sync(decoder, null), 'open a decoder')
  const packet = new libav.Packet()
  packet.alloc()
  const frame = new libav.Frame()
  frame.alloc()
  const drain = (): void => {
    while (context.receiveFrameSync(frame) >= 0) {
      take(frame)
      frame.unref()
    }
  }
  while (input.readFrameSync(packet) >= 0) {
    if (packet.streamIndex === stream.index) {
      must(context.sendPacketSync(packet), 'decode a packet')
      drain()
    }
    packet.unref()
  }
  must(context.sendPacketSync(null), 'decode to the end')
  drain()
  packet.free()
  frame.free()
  context.freeContext()
  input.closeInputSync()
}
