// The thread behind single pictures: one frame, a contact sheet, the measuring of a file. Lives as long as its renderer,
// so that the second question finds its photos at hand.

import { parentPort, workerData } from 'node:worker_threads'
import { KinoraError, faultOf, frameAt, timeOfFrame, type FrameRate } from '../base/index.ts'
import type { Scene, YuvPlanes } from '../compositor/index.ts'
import { encodePicture } from '../media/drawing.ts'
import { openChunkStore } from './chunk-store.ts'
import { copyOf, createEasel } from './easel.ts'
import { findGrounds, seenIn } from './grounds.ts'
import { sayLoaded } from './loaded.ts'
import { lookUnderTexts } from './look.ts'
import { measureFile } from './measure-file.ts'
import { createPainter } from './painter.ts'
import { filmScene, pictureScene } from './scene.ts'
import { drawSheet } from './sheet.ts'
import { drawStrip } from './strip.ts'
import { gatherMaterial } from './sources.ts'
import type { StillAnswer, StillTask, StillThread } from './stills.ts'
import { framesDrawn } from './thread.ts'
import { libraryVersions } from './versions.ts'
import type { Draft } from '../draft/index.ts'

sayLoaded()
const setting = workerData as StillThread
const port = parentPort!
/** Twelve plates of 1080p: a sheet or two of neighbouring photos. */
const easel = createEasel({ plateFolder: setting.folder, plateMemory: 64 * 1024 * 1024 })
const control = new Int32Array(setting.control)
const onFrame = (): void => void Atomics.add(control, framesDrawn, 1)
let last: Promise<void> = Promise.resolve()

port.on('message', (task: StillTask) => {
  last = last.then(async () => port.postMessage(await run(task).catch((error: unknown): StillAnswer => ({ kind: 'failed', fault: faultOf(error) }))))
})

async function run(task: StillTask): Promise<StillAnswer> {
  if (task.kind === 'check') return { kind: 'made', value: await measureFile(task.file, onFrame) }
  const { draft, sources } = await gatherMaterial(task.draft)
  easel.addSources(sources)
  const { frameCount, frameRate } = pictureScene(draft)
  if (frameCount === 0) throw new KinoraError({ code: 'film-empty', message: 'The film has no picture yet. Add a photo, a clip or a card first.' })
  const numbers = numbersOf(task, frameCount, frameRate)
  const scene = await sceneOf(draft, numbers)
  if (task.kind === 'frame') return { kind: 'made', value: await encodePicture(await pictureOf(scene, numbers[0]!), { format: task.format }) }
  if (task.kind === 'strip') {
    const planes = []
    for (const number of numbers) planes.push(await pictureOf(scene, number))
    return { kind: 'made', value: await drawStrip(planes, task.columns, task.height) }
  }
  const pictures = []
  for (const number of numbers) pictures.push({ planes: await pictureOf(scene, number), time: timeOfFrame(number, frameRate) })
  return { kind: 'made', value: await drawSheet(pictures, task.columns, task.width) }
}

function numbersOf(task: Exclude<StillTask, { kind: 'check' }>, frameCount: number, frameRate: FrameRate): number[] {
  const shown = (time: number) => Math.max(0, Math.min(frameCount - 1, frameAt(time, frameRate)))
  if (task.kind === 'frame') return [shown(task.at)]
  if (task.kind === 'strip') return task.times.map(shown)
  return Array.from({ length: task.count }, (_, index) => Math.min(frameCount - 1, Math.floor(((index + 0.5) * frameCount) / task.count)))
}

// Only the texts of these frames are decided about.
async function sceneOf(draft: Draft, numbers: readonly number[]): Promise<Scene> {
  const store = await openChunkStore(setting.folder, Infinity)
  const wanted = seenIn(numbers.map((frame) => ({ from: frame, to: frame + 1 })))
  return filmScene(draft, await findGrounds({ draft, store, versions: libraryVersions(), wanted, look: (segments) => lookUnderTexts(easel, draft, segments, onFrame) }))
}

async function pictureOf(scene: Scene, frame: number): Promise<YuvPlanes> {
  const painter = createPainter(easel, scene)
  try {
    const { planes } = await painter.paint(frame)
    onFrame()
    return copyOf(planes)
  } finally {
    painter.close()
  }
}
