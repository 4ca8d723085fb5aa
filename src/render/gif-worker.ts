// The gif thread: looks at frames all over the film for the best 256 colours, then draws the film again into them.
// Streams; holds one frame at a time.

import { parentPort, workerData } from 'node:worker_threads'
import { faultOf } from '../base/index.ts'
import type { YuvPlanes } from '../compositor/index.ts'
import { again, constants, endOfStream, libav, must } from './av.ts'
import { cancelled } from './cancelled.ts'
import { createEasel } from './easel.ts'
import { createGraph, sourceOptions, type Filter, type Frame } from './filters.ts'
import type { GifAnswer, GifOrder } from './gif.ts'
import { sayLoaded } from './loaded.ts'
import { lookUnderTexts } from './look.ts'
import { createPainter, type Painter } from './painter.ts'
import { filmScene } from './scene.ts'
import { framesDrawn, stopFlag } from './thread.ts'

sayLoaded()
const order = workerData as GifOrder
const control = new Int32Array(order.control)
/** Frames that vote on the colours. */
const voters = 48
/** Frames that a graph may still read; it has one under way, and one to compare it with. */
const mostHeld = 4
const held: Frame[] = []

await make().then(
  () => answer({ kind: 'made' }),
  (error: unknown) => answer({ kind: 'failed', fault: faultOf(error) }),
)

function answer(message: GifAnswer): void {
  parentPort!.postMessage(message)
}

async function make(): Promise<void> {
  const easel = createEasel(order)
  easel.addSources(order.sources)
  const segments = order.draft.texts.flatMap((track) => track.segments.map((segment) => segment.id))
  const grounds = new Map(segments.length === 0 ? [] : await lookUnderTexts(easel, order.draft, segments))
  const painter = createPainter(easel, filmScene(order.draft, grounds))
  const palette = await findColours(painter)
  await drawFilm(painter, palette)
  palette.free()
}

async function findColours(painter: Painter): Promise<Frame> {
  const graph = createGraph()
  const source = graph.add('buffer', sourceOptions(painter.scene.width, painter.scene.height))
  const chooser = graph.add('palettegen', 'stats_mode=full:reserve_transparent=0')
  const sink = graph.add('buffersink')
  graph.link(source, chooser)
  graph.link(chooser, sink)
  graph.start()
  const count = Math.min(voters, order.frames.length)
  for (let vote = 0; vote < count; vote++) await feed(painter, order.frames[Math.floor((vote * order.frames.length) / count)]!, vote, source)
  must(source.buffersrcAddFrameSync(null), 'end the search for colours')
  const palette = new libav.Frame()
  palette.alloc()
  must(sink.buffersinkGetFrameSync(palette), 'find the colours of a gif')
  const kept = palette.clone()!
  palette.free()
  graph.close()
  letGo()
  return kept
}

async function drawFilm(painter: Painter, palette: Frame): Promise<void> {
  const { width, height } = painter.scene
  const graph = createGraph()
  const source = graph.add('buffer', sourceOptions(width, height))
  const colours = graph.add('buffer', sourceOptions(palette.width, palette.height, 'bgra'))
  // Ordered dither: the pattern stands still where the picture does, so still parts cost nothing.
  const user = graph.add('paletteuse', 'dither=bayer:bayer_scale=3:diff_mode=rectangle')
  const sink = graph.add('buffersink')
  graph.link(source, user)
  graph.link(colours, user, 1)
  graph.link(user, sink)
  graph.start()
  palette.pts = 0n
  must(colours.buffersrcAddFrameSync(palette), 'set the colours of a gif')
  must(colours.buffersrcAddFrameSync(null), 'set the colours of a gif')
  const writer = openWriter(width, height)
  for (const [index, frame] of order.frames.entries()) {
    await feed(painter, frame, Math.round((index * 100 * order.step * order.rate.denominator) / order.rate.numerator), source)
    writer.take(sink)
    Atomics.add(control, framesDrawn, 1)
  }
  must(source.buffersrcAddFrameSync(null), 'end a gif')
  writer.take(sink)
  writer.close()
  graph.close()
  letGo()
}

async function feed(painter: Painter, frame: number, pts: number, source: Filter): Promise<void> {
  if (Atomics.load(control, stopFlag) !== 0) throw cancelled()
  const drawn = frameOf((await painter.paint(frame)).planes)
  drawn.pts = BigInt(pts)
  must(source.buffersrcAddFrameSync(drawn, constants.AV_BUFFERSRC_FLAG_PUSH), 'take a frame')
  // Bytes of our own belong to the frame that was made of them and not to the graph, which may read them when the next
  // frame comes: freed at once they are read after they are gone, which ends the process.
  held.push(drawn)
  if (held.length > mostHeld) held.shift()!.free()
}

function letGo(): void {
  for (const frame of held.splice(0)) frame.free()
}

function frameOf(planes: YuvPlanes): Frame {
  return libav.Frame.fromVideoBuffer(Buffer.concat([planes.y, planes.u, planes.v]), {
    width: planes.width, height: planes.height, format: constants.AV_PIX_FMT_YUV420P, timeBase: { num: 1, den: 100 },
  })
}

function openWriter(width: number, height: number): { take(sink: Filter): void; close(): void } {
  const codec = libav.Codec.findEncoderByName('gif' as never)!
  const context = new libav.CodecContext()
  context.allocContext3(codec)
  context.width = width
  context.height = height
  context.pixelFormat = constants.AV_PIX_FMT_PAL8
  context.timeBase = new libav.Rational(1, 100)
  must(context.open2Sync(codec, null), 'open the gif encoder')
  const output = new libav.FormatContext()
  must(output.allocOutputContext2(null, 'gif', order.path), 'open a gif')
  const stream = output.newStream(null)
  must(stream.codecpar.fromContext(context), 'describe a gif')
  stream.timeBase = context.timeBase
  must(output.openOutputSync(), 'open a gif')
  must(output.writeHeaderSync(null), 'begin a gif')
  const frame = new libav.Frame()
  frame.alloc()
  const packet = new libav.Packet()
  packet.alloc()
  const drain = (): void => {
    for (;;) {
      const code = context.receivePacketSync(packet)
      if (code === again || code === endOfStream) return
      must(code, 'encode a gif')
      packet.streamIndex = 0
      must(output.writeFrameSync(packet), 'write a gif')
      packet.unref()
    }
  }
  return {
    take(sink) {
      while (sink.buffersinkGetFrameSync(frame) >= 0) {
        must(context.sendFrameSync(frame), 'encode a gif')
        frame.unref()
        drain()
      }
    },
    close() {
      must(context.sendFrameSync(null), 'end a gif')
      drain()
      must(output.writeTrailerSync(), 'end a gif')
      output.closeOutputSync()
      packet.free()
      frame.free()
      context.freeContext()
    },
  }
}
