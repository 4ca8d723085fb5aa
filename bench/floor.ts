// The floor of a film: what it costs to encode exactly its frames and samples from memory, with the same encoder options
// and nothing else. `floor.js DRAFT.json OUR-SECONDS`: threads draw a chunk each into memory (not counted), encode them all
// at once (counted), and compare them with what was drawn (not counted). As many encoders run side by side as in the
// render, because two on one core's two hyperthreads cost more processor time than one alone: alike on both sides of the
// ratio. Run by bench/film.ts in a process of its own; prints one JSON line.

import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'
import type { YuvPlanes } from '../src/compositor/index.ts'
import { layOut, type Draft } from '../src/draft/index.ts'
import { renderParts, videoSettings, type VideoSettings } from '../src/render/index.ts'
import { mixPlan, type StereoBlock } from '../src/sound/index.ts'

interface Task {
  readonly kind: 'draw' | 'encode' | 'compare'
  readonly from: number
}

interface Answer {
  readonly bytes: number
  readonly ssim: number
}

if (isMainThread) await measure(process.argv[2]!, Number(process.argv[3] ?? 10) * 30)
else await serve(workerData as Draft)

async function measure(path: string, comparedFrames: number): Promise<void> {
  const draft = JSON.parse(readFileSync(path, 'utf8')) as Draft
  const parts = await renderParts()
  const settings = settingsOf(draft)
  const { frameCount } = parts.filmScene(draft, new Map())
  const workers = Array.from({ length: availableParallelism() }, () => new Worker(fileURLToPath(import.meta.url), { workerData: draft }))
  const [spent, sums] = [{ cpu: 0 }, { bytes: 0, ssim: 0, chunks: 0 }]
  for (let from = 0; from < frameCount; from += settings.chunkFrames * workers.length) {
    const busy = workers.map((worker, index) => ({ worker, from: from + index * settings.chunkFrames })).filter((one) => one.from < frameCount)
    const all = (kind: Task['kind'], some = busy): Promise<Answer[]> => Promise.all(some.map((one) => ask(one.worker, { kind, from: one.from })))
    await all('draw')
    const encoded = await counted(spent, () => all('encode'))
    sums.bytes += encoded.reduce((sum, { bytes }) => sum + bytes, 0)
    for (const { ssim } of await all('compare', busy.filter((one) => one.from < comparedFrames))) {
      sums.ssim += ssim
      sums.chunks++
    }
  }
  await Promise.all(workers.map((worker) => worker.terminate()))
  const sound = await soundOf(parts, draft)
  await counted(spent, async () => parts.encodeBlocks('aac', sound, () => undefined))
  console.log(JSON.stringify({ cpu: spent.cpu, bytes: sums.bytes, ssim: sums.ssim / sums.chunks }))
}

/** A thread: holds the frames of one chunk at a time. */
async function serve(draft: Draft): Promise<void> {
  const parts = await renderParts()
  const settings = settingsOf(draft)
  const easel = parts.createEasel({ plateFolder: null, plateMemory: 96 * 1024 * 1024 })
  easel.addSources(Object.fromEntries(Object.values(draft.assets).map((asset) => [asset.hash ?? '', asset.source])))
  const painter = parts.createPainter(easel, parts.filmScene(draft, new Map()))
  let frames: YuvPlanes[] = []
  let soft = false
  let chunk: ReturnType<ReturnType<typeof parts.createChunkEncoder>['finish']> | undefined
  const steps = {
    async draw(from: number): Promise<Answer> {
      frames = []
      const range = { from, to: Math.min(painter.scene.frameCount, from + settings.chunkFrames) }
      soft = settings.soft !== undefined && await parts.showsSoft(painter, range)
      for (let frame = from; frame < range.to; frame++) frames.push(parts.copyOf((await painter.paint(frame)).planes))
      return { bytes: 0, ssim: 0 }
    },
    async encode(): Promise<Answer> {
      const encoder = parts.createChunkEncoder(settings, soft)
      for (const frame of frames) encoder.add(frame)
      chunk = encoder.finish()
      return { bytes: chunk.packets.reduce((sum, packet) => sum + packet.length, 0), ssim: 0 }
    },
    async compare(): Promise<Answer> {
      const comparer = parts.createComparer(settings.width, settings.height)
      let index = 0
      parts.decodeChunk(chunk!, settings, (frame) => comparer.add(frames[index++]!, frame))
      return { bytes: 0, ssim: comparer.finish().ssim }
    },
  }
  parentPort!.on('message', (task: Task) => void steps[task.kind](task.from).then((answer) => parentPort!.postMessage(answer)))
}

function settingsOf(draft: Draft): VideoSettings {
  return videoSettings('mp4', 'standard', draft.canvas.width, draft.canvas.height, draft.canvas.frameRate)
}

async function ask(worker: Worker, task: Task): Promise<Answer> {
  const answered = once(worker, 'message')
  worker.postMessage(task)
  return (await answered)[0] as Answer
}

// The film's own samples as they are encoded: what AAC costs depends on them.
async function soundOf(parts: Awaited<ReturnType<typeof renderParts>>, draft: Draft): Promise<StereoBlock[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kinora-floor-'))
  const path = join(folder, 'mix')
  const spool = parts.openSpool(path)
  const { master } = await parts.mixAndMeasure({ plan: mixPlan(draft, layOut(draft), new Map()), codec: 'aac', spool: path, cache: null, onProgress: () => undefined }, spool)
  const blocks = [...parts.masteredBlocks(spool, master)]
  spool.close()
  rmSync(folder, { recursive: true, force: true })
  return blocks
}

async function counted<Value>(spent: { cpu: number }, work: () => Promise<Value>): Promise<Value> {
  const before = process.cpuUsage()
  const value = await work()
  const { user, system } = process.cpuUsage(before)
  spent.cpu += (user + system) / 1e6
  return value
}
