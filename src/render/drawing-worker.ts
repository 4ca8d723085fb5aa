// A drawing thread: draws the frames of a chunk, encodes them as they come, and leaves the finished chunk as a file.

import { parentPort, workerData } from 'node:worker_threads'
import { faultOf } from '../base/index.ts'
import { cancelled } from './cancelled.ts'
import { drawChunk } from './draw-chunk.ts'
import { createEasel } from './easel.ts'
import { lookUnderTexts } from './look.ts'
import { createPainter, type Painter } from './painter.ts'
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
  const bytes = await drawTask(task)
  return { kind: 'drawn', bytes, seconds: (performance.now() - begun) / 1000 }
}

type ChunkTask = Extract<DrawingTask, { kind: 'chunk' }>

function drawTask(task: ChunkTask): Promise<number> {
  // The grounds are the same for all chunks of a film: the first one to come settles the scene.
  painter ??= createPainter(easel, filmScene(order.draft, new Map(task.grounds)))
  return drawChunk(painter, {
    range: task, settings: order.settings, path: task.path,
    onFrame() {
      if (Atomics.load(control, stopFlag) !== 0) throw cancelled()
      Atomics.add(control, framesDrawn, 1)
    },
  })
}
