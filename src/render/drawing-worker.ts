// A drawing thread: draws the frames of a chunk, encodes them as they come, and leaves the finished chunk as a file.

import { parentPort, workerData } from 'node:worker_threads'
import { KinoraError, faultOf } from '../base/index.ts'
import { writePacketFile, type ChunkHeader } from './packet-file.ts'
import { createChunkEncoder, type ChunkEncoder } from './encoder.ts'
import { outputError } from './output-file.ts'
import { createPainter } from './painter.ts'
import { createFactsCollector, type FactsCollector } from './picture-facts.ts'
import { framesDrawn, stopFlag, type ChunkOrder, type DrawingAnswer, type DrawingOrder } from './thread.ts'

const order = workerData as DrawingOrder
const control = new Int32Array(order.control)
const port = parentPort!
const painter = createPainter(order)
let last: Promise<void> = Promise.resolve()

port.on('message', (wish: ChunkOrder) => {
  last = last.then(() => drawChunk(wish))
})

async function drawChunk(wish: ChunkOrder): Promise<void> {
  const begun = performance.now()
  let encoder: ChunkEncoder | undefined
  try {
    encoder = createChunkEncoder(order.settings)
    const facts = createFactsCollector()
    await drawFrames(encoder, facts, wish)
    const chunk = encoder.finish()
    encoder = undefined
    const header: ChunkHeader = {
      configuration: chunk.configuration.toString('base64'),
      sizes: chunk.packets.map((packet) => packet.length),
      shown: chunk.shown,
      facts: facts.finish(),
    }
    const bytes = await writePacketFile(wish.path, header, chunk.packets).catch((error: unknown) => { throw outputError(error, wish.path) })
    answer({ kind: 'drawn', index: wish.index, bytes, seconds: (performance.now() - begun) / 1000 })
  } catch (error) {
    encoder?.close()
    answer({ kind: 'failed', index: wish.index, fault: faultOf(error) })
  }
}

async function drawFrames(encoder: ChunkEncoder, facts: FactsCollector, wish: ChunkOrder): Promise<void> {
  for (let frame = wish.from; frame < wish.to; frame++) {
    if (Atomics.load(control, stopFlag) !== 0) throw new KinoraError({ code: 'render-cancelled', message: 'The render was cancelled.' })
    const painted = await painter.paint(frame)
    facts.add(painted.planes.y, painted.planes.width, painted.planes.width, painted.planes.height, painted.still)
    encoder.add(painted.planes)
    Atomics.add(control, framesDrawn, 1)
  }
}

function answer(message: DrawingAnswer): void {
  port.postMessage(message)
}
