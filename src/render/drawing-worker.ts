// A drawing thread: draws the frames of a chunk, encodes them as they come, and leaves the finished chunk as a file.

import { parentPort, workerData } from 'node:worker_threads'
import { faultOf } from '../base/index.ts'
import { cancelled } from './cancelled.ts'
import { createEasel } from './easel.ts'
import { createChunkEncoder, type ChunkEncoder } from './encoder.ts'
import { lookUnderTexts } from './look.ts'
import { outputError } from './output-file.ts'
import { writePacketFile, type ChunkHeader } from './packet-file.ts'
import { createPainter, type Painter } from './painter.ts'
import { createFactsCollector, type FactsCollector } from './picture-facts.ts'
import { filmScene } from './scene.ts'
import { framesDrawn, stopFlag, type DrawingAnswer, type DrawingOrder, type DrawingTask } from './thread.ts'

const order = workerData as DrawingOrder
const control = new Int32Array(order.control)
const port = parentPort!
const easel = createEasel(order)
easel.addSources(order.sources)
let painter: Painter | undefined
let last: Promise<void> = Promise.resolve()

port.on('message', (task: DrawingTask) => {
  last = last.then(async () => port.postMessage(await run(task).catch((error: unknown): DrawingAnswer => ({ kind: 'failed', fault: faultOf(error) }))))
})

async function run(task: DrawingTask): Promise<DrawingAnswer> {
  if (task.kind === 'look') return { kind: 'looked', grounds: await lookUnderTexts(easel, order.draft, task.segments) }
  const begun = performance.now()
  const bytes = await drawChunk(task)
  return { kind: 'drawn', bytes, seconds: (performance.now() - begun) / 1000 }
}

type ChunkTask = Extract<DrawingTask, { kind: 'chunk' }>

async function drawChunk(task: ChunkTask): Promise<number> {
  // The grounds are the same for all chunks of a film: the first one to come settles the scene.
  painter ??= createPainter(easel, filmScene(order.draft, new Map(task.grounds)))
  const encoder = createChunkEncoder(order.settings)
  const facts = createFactsCollector()
  try {
    await drawFrames(painter, encoder, facts, task)
  } catch (error) {
    encoder.close()
    throw error
  }
  const chunk = encoder.finish()
  const header: ChunkHeader = {
    configuration: chunk.configuration.toString('base64'),
    sizes: chunk.packets.map((packet) => packet.length),
    shown: chunk.shown,
    facts: facts.finish(),
  }
  return writePacketFile(task.path, header, chunk.packets).catch((error: unknown) => { throw outputError(error, task.path) })
}

async function drawFrames(film: Painter, encoder: ChunkEncoder, facts: FactsCollector, task: ChunkTask): Promise<void> {
  for (let frame = task.from; frame < task.to; frame++) {
    if (Atomics.load(control, stopFlag) !== 0) throw cancelled()
    const { planes, still, clip } = await film.paint(frame)
    facts.add(planes.y, planes.width, planes.width, planes.height, still, clip)
    encoder.add(planes)
    Atomics.add(control, framesDrawn, 1)
  }
}
