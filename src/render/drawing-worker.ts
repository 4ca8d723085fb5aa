// A drawing thread: draws the frames of a chunk, encodes them as they come, and leaves the finished chunk as a file; it makes
// the film's sound, or listens to it, when there is nothing to draw. It makes one film after the other, and keeps what it
// prepared for one of them for the next.

import { parentPort, workerData } from 'node:worker_threads'
import { faultOf } from '../base/index.ts'
import { cancelled } from './cancelled.ts'
import { drawChunk } from './draw-chunk.ts'
import { createEasel, type Easel } from './easel.ts'
import type { FoundGrounds } from './grounds.ts'
import { sayLoaded } from './loaded.ts'
import { lookUnderTexts } from './look.ts'
import { createPainter, type Painter } from './painter.ts'
import { filmScene } from './scene.ts'
import { framesDrawn, stopFlag, type DrawingAnswer, type DrawingBegin, type DrawingOrder, type DrawingTask } from './thread.ts'

sayLoaded()
const own = (workerData as { readonly control?: SharedArrayBuffer }).control
const port = parentPort!
let film: Film | undefined
let easel: { readonly wish: string; readonly easel: Easel } | undefined
let last: Promise<void> = Promise.resolve()

interface Film {
  readonly order: DrawingOrder
  readonly control: Int32Array
  /** What the last chunk was drawn with; the grounds change once at most, when the look under the texts is over. */
  painter?: { readonly grounds: string; readonly painter: Painter }
}

port.on('message', (said: DrawingBegin | DrawingTask) => {
  last = last.then(async () => {
    if (said.kind === 'begin') begin(said.order)
    else port.postMessage(await run(said).catch((error: unknown): DrawingAnswer => ({ kind: 'failed', fault: faultOf(error) })))
  })
})

function begin(order: DrawingOrder): void {
  film?.painter?.painter.close()
  film = { order, control: new Int32Array(order.control ?? own!) }
}

async function run(task: DrawingTask): Promise<DrawingAnswer> {
  const { order } = film!
  if (task.kind === 'look') return { kind: 'looked', grounds: await lookUnderTexts(await easelFor(order), order.draft, task.segments) }
  // Most threads make no sound, and need not load what it takes.
  if (task.kind === 'sound') return (await import('./sound-file.ts')).makeSoundFile(task.order, film!.control)
  if (task.kind === 'listen') {
    (await import('./listening.ts')).lendEars(task.ears)
    return { kind: 'listened' }
  }
  const begun = performance.now()
  const bytes = await drawTask(task, film!)
  return { kind: 'drawn', bytes, seconds: (performance.now() - begun) / 1000 }
}

// Plates are named by content: the film before leaves them to this one, unless it kept its work elsewhere.
async function easelFor({ plateFolder, standInFolder, plateMemory, sources }: DrawingOrder): Promise<Easel> {
  const wish = JSON.stringify([plateFolder, standInFolder, plateMemory])
  if (easel?.wish !== wish) {
    await easel?.easel.close()
    easel = { wish, easel: createEasel({ plateFolder, standInFolder, plateMemory }) }
  }
  easel.easel.addSources(sources)
  return easel.easel
}

async function drawTask(task: Extract<DrawingTask, { kind: 'chunk' }>, of: Film): Promise<number> {
  const { order, control } = of
  const painter = painterFor(task.grounds, of, await easelFor(order))
  return drawChunk(painter, {
    range: task, settings: order.settings, path: task.path,
    onFrame() {
      if (Atomics.load(control, stopFlag) !== 0) throw cancelled()
      Atomics.add(control, framesDrawn, 1)
    },
  })
}

function painterFor(found: FoundGrounds, of: Film, onEasel: Easel): Painter {
  const grounds = JSON.stringify(found)
  if (of.painter?.grounds !== grounds) {
    of.painter?.painter.close()
    of.painter = { grounds, painter: createPainter(onEasel, filmScene(of.order.draft, new Map(found))) }
  }
  return of.painter.painter
}
