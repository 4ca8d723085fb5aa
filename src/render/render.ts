// A draft becomes a file: plan the chunks, draw the missing ones while the sound is made, join, check. The main thread
// only plans, copies and reports; everything native happens in threads.

import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { KinoraError } from '../base/index.ts'
import type { Scene } from '../compositor/index.ts'
import type { Format, RenderRequest, RenderResult } from '../studio/ports.ts'
import { cancelled } from './cancelled.ts'
import { defaultCacheLimit, openChunkStore, type ChunkStore } from './chunk-store.ts'
import { ChunkDamaged, joinMovie, type Joined } from './join.ts'
import { planFilm, type FilmPlan } from './film-plan.ts'
import { renderGif } from './gif.ts'
import { openOutput, type OutputFile } from './output-file.ts'
import { readPacketHeader, readPackets } from './packet-file.ts'
import { hasName, type Chunk, type ChunkRange } from './plan.ts'
import { plateMemoryFor } from './plate-memory.ts'
import { createDrawingPool, throwFirst, type DrawWish, type DrawingPool, type Settled } from './pool.ts'
import { createProgress, type ProgressState } from './progress.ts'
import { pictureScene, resizedDraft } from './scene.ts'
import { videoSettings, type VideoSettings } from './settings.ts'
import { checkRender, reportOf } from './self-check.ts'
import { makeSound, type FinishedSound } from './sound.ts'
import { gatherMaterial, type Material } from './sources.ts'
import type { Staff } from './staff.ts'
import { createTeam, type Team } from './team.ts'
import { createControl, framesDrawn, soundDone, stopFlag } from './thread.ts'
import { libraryVersions } from './versions.ts'

export interface RenderSetting {
  /** Folder of finished work when the request names none; null: none is kept. */
  readonly cache: string | null
  /** See isolated.ts; default false. */
  readonly isolated?: boolean
  /** Whose threads draw; absent, and when isolated: threads of this render alone. */
  readonly staff?: Staff
}

/** One render from beginning to end. Throws a KinoraError; leaves no half file behind. */
export async function renderFilm(request: RenderRequest, setting: RenderSetting): Promise<RenderResult> {
  if (request.format === 'gif') return renderGif(request, setting.isolated)
  const began = { wall: performance.now(), cpu: process.cpuUsage() }
  const output = await openOutput(request.output)
  const cache = request.cache === undefined ? setting.cache : request.cache
  let passing: string | undefined
  try {
    passing = cache === null ? await mkdtemp(join(tmpdir(), 'kinora-render-')) : undefined
    const store = await openChunkStore(passing ?? cache!, request.cacheLimit ?? defaultCacheLimit)
    const order = await takeOrder(request, store, passing === undefined, setting)
    const stopWatching = watch(order)
    try {
      const plan = await prepare(order)
      const render: Render = { ...order, scene: plan.scene, output }
      const made = await make(render, plan)
      const bytes = await finish(render)
      if (passing === undefined) await store.shrink(new Set([...made.chunks.map(({ key }) => key), made.sound.key]))
      return resultOf(render, made, bytes, began)
    } finally {
      stopWatching()
      await order.dismiss()
    }
  } finally {
    await output.discard()
    if (passing !== undefined) await rm(passing, { recursive: true, force: true })
  }
}

/** What is wanted and who will do it. */
interface Order {
  readonly request: RenderRequest
  readonly format: Exclude<Format, 'gif'>
  readonly store: ChunkStore
  /** Whether prepared pictures and sounds may be kept for the next render. */
  readonly keepWork: boolean
  readonly isolated: boolean
  readonly material: Material
  readonly settings: VideoSettings
  readonly versions: readonly string[]
  readonly control: SharedArrayBuffer
  readonly pool: DrawingPool
  readonly team: Team
  /** Lets the threads go. */
  dismiss(): Promise<void>
  readonly progress: ProgressState
  readonly stages: Record<string, number>
  readonly tell: () => void
}

interface Render extends Order {
  readonly output: OutputFile
  readonly scene: Scene
}

async function takeOrder(request: RenderRequest, store: ChunkStore, keepWork: boolean, { isolated = false, staff }: RenderSetting): Promise<Order> {
  const material = await gatherMaterial(resizedDraft(request.draft, request.height))
  const { width, height, frameRate, frameCount } = pictureScene(material.draft)
  if (frameCount === 0) throw new KinoraError({ code: 'film-empty', message: 'The film has no picture yet. Add a photo, a clip or a card first.' })
  const format = (request.format ?? 'mp4') as Order['format']
  const settings = videoSettings(format, request.quality ?? 'standard', width, height, frameRate)
  const control = createControl()
  const threads = Math.max(1, request.workers ?? availableParallelism())
  const lent = isolated ? undefined : staff
  const team = lent?.borrow() ?? createTeam(isolated ? control : undefined)
  const pool = createDrawingPool({
    draft: material.draft, settings, sources: material.sources, control,
    plateFolder: keepWork ? store.folder : null,
    standInFolder: store.folder,
    plateMemory: plateMemoryFor(width, height, threads),
  }, team, threads)
  const progress: ProgressState = { stage: 'prepare', total: 0, encoded: 0, reused: 0, frames: 0, framesDrawn: 0, sound: 0, drawingSeconds: 0 }
  const report = createProgress()
  return {
    request, format, store, keepWork, isolated, material, settings, control, pool, team, progress,
    async dismiss() {
      if (lent === undefined) return team.close()
      await pool.looked()
      await lent.giveBack(team)
    },
    versions: libraryVersions(),
    stages: {},
    tell: () => request.onProgress?.(report(progress)),
  }
}

async function prepare(order: Order): Promise<FilmPlan> {
  const begun = performance.now()
  order.tell()
  const plan = await planFilm({ ...order, draft: order.material.draft, look: order.pool.look })
  order.progress.total = plan.chunks.length
  order.stages['prepare'] = (performance.now() - begun) / 1000
  return plan
}

// Tells the caller how far it is, five times a second, from counters that the threads share; passes a cancel on to them.
function watch({ progress, request, control, tell }: Order): () => void {
  const shared = new Int32Array(control)
  const stop = (): void => void Atomics.store(shared, stopFlag, 1)
  const timer = setInterval(() => {
    if (progress.stage === 'draw') {
      progress.framesDrawn = Math.min(progress.frames, Atomics.load(shared, framesDrawn))
      progress.drawingSeconds += 0.2
      if (progress.framesDrawn >= progress.frames) progress.stage = 'sound'
    }
    progress.sound = Atomics.load(shared, soundDone) / 1000
    tell()
  }, 200)
  request.signal?.addEventListener('abort', stop, { once: true })
  if (request.signal?.aborted === true) stop()
  return () => {
    clearInterval(timer)
    request.signal?.removeEventListener('abort', stop)
  }
}

interface Made {
  readonly joined: Joined
  readonly sound: FinishedSound
  readonly chunks: readonly Chunk[]
}

type Planned = Omit<FilmPlan, 'scene'>

async function make(render: Render, plan: Planned): Promise<Made> {
  try {
    return await makeOnce(render, plan)
  } catch (error) {
    // Somebody cleared the cache folder, or its disk lied: what is damaged is made again, once.
    if (!(error instanceof ChunkDamaged)) throw error
    const whole = await plan.whole
    await render.store.remove(error.key)
    await removeDamaged(render, whole.chunks)
    await render.output.restart()
    return makeOnce(render, { ...plan, ...whole })
  }
}

async function removeDamaged({ store }: Render, chunks: readonly Chunk[]): Promise<void> {
  for (const { key } of chunks) if (await readPackets(store.pathOf(key)) === undefined) await store.remove(key)
}

async function makeOnce(render: Render, plan: Planned): Promise<Made> {
  const work = await findWork(render, plan)
  render.progress.stage = work.chunks.length > 0 ? 'draw' : 'sound'
  render.tell()
  const sound = await drawAndSound(render, work)
  const { chunks } = await plan.whole
  return { sound, chunks, joined: await joinFilm(render, chunks, sound) }
}

type Work = Pick<DrawWish, 'grounds' | 'chunks' | 'settled'>

// Chunks whose file is there and whole are taken as they are; equal chunks of one film are made once.
async function findWork({ store, progress }: Render, { grounds, chunks, whole }: Planned): Promise<Work> {
  const known = new Set<string>()
  async function findMissing(named: readonly Chunk[]): Promise<Chunk[]> {
    const missing: Chunk[] = []
    for (const chunk of named) {
      if (known.has(chunk.key)) continue
      known.add(chunk.key)
      if (await readPacketHeader(store.pathOf(chunk.key)) === undefined) missing.push(chunk)
      else await store.touch(chunk.key)
    }
    progress.reused += named.length - missing.length
    return missing
  }
  async function settle(): Promise<Settled> {
    const plan = await whole
    const missing = await findMissing(plan.chunks.filter(({ index }) => open.some((range) => range.index === index)))
    progress.frames -= framesOf(open) - framesOf(missing)
    return { grounds: plan.grounds, chunks: missing }
  }
  Object.assign(progress, { encoded: 0, reused: 0 })
  const open = chunks.filter((chunk) => !hasName(chunk))
  const missing = new Set<ChunkRange>([...await findMissing(chunks.filter(hasName)), ...open])
  progress.frames = framesOf([...missing])
  return { grounds, chunks: chunks.filter((chunk) => missing.has(chunk)), settled: settle() }
}

function framesOf(ranges: readonly ChunkRange[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0)
}

async function drawAndSound(render: Render, work: Work): Promise<FinishedSound> {
  const begun = performance.now()
  const stopOther = (error: unknown): never => {
    Atomics.store(new Int32Array(render.control), stopFlag, 1)
    throw error
  }
  const ends = await Promise.allSettled([soundOf(render).catch(stopOther), draw(render, work).catch(stopOther)])
  render.stages['draw'] = (performance.now() - begun) / 1000
  if (render.request.signal?.aborted === true) throw cancelled()
  throwFirst(ends)
  return (ends[0] as PromiseFulfilledResult<FinishedSound>).value
}

async function soundOf(render: Render): Promise<FinishedSound> {
  const begun = performance.now()
  const sound = await makeSound({
    draft: render.material.draft,
    codec: render.format === 'webm' ? 'opus' : 'aac',
    keep: render.keepWork,
    store: render.store,
    versions: render.versions,
    control: render.control,
    isolated: render.isolated,
    mixer: render.pool.mixer,
    ...(render.request.signal === undefined ? {} : { signal: render.request.signal }),
  })
  render.stages['sound'] = (performance.now() - begun) / 1000
  return sound
}

function draw(render: Render, work: Work): Promise<void> {
  return render.pool.draw({
    ...work,
    pathOf: render.store.pathOf,
    onChunk() {
      render.progress.encoded++
      render.tell()
    },
  })
}

async function joinFilm(render: Render, chunks: readonly Chunk[], sound: FinishedSound): Promise<Joined> {
  const begun = performance.now()
  render.progress.stage = 'join'
  render.tell()
  const { format, request, settings, store } = render
  const joined = await joinMovie({
    format,
    title: request.draft.title,
    settings,
    chunks: chunks.map(({ key }) => ({ key, path: store.pathOf(key) })),
    sound,
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  }, render.output)
  render.stages['join'] = (performance.now() - begun) / 1000
  return joined
}

async function finish(render: Render): Promise<number> {
  if (render.request.signal?.aborted === true) throw cancelled()
  const bytes = await render.output.finish()
  render.progress.stage = 'check'
  render.tell()
  return bytes
}

function resultOf(render: Render, made: Made, bytes: number, began: { readonly wall: number; readonly cpu: NodeJS.CpuUsage }): RenderResult {
  const cpu = process.cpuUsage(began.cpu)
  const { total, encoded, reused } = render.progress
  const output = reportOf(render, made.joined, made.sound.header, bytes)
  return {
    output,
    chunks: { total, encoded, reused },
    timings: { wallSeconds: (performance.now() - began.wall) / 1000, cpuSeconds: (cpu.user + cpu.system) / 1e6, stages: render.stages },
    checks: checkRender(render, output, made.joined.facts, made.sound.header),
    warnings: made.sound.header.faults,
  }
}
