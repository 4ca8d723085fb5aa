// The working side of exports: plan, chunk, sound, join. Every job may run twice, late, or beside its twin on another machine;
// what counts is decided in transactions that hold the render, so the first result wins and the others leave nothing.

import { KinoraError } from '../../base/index.ts'
import type { ChunkWinner, FilmChunk, Job, JobContext, PieceFilm, RenderRow } from '../ports.ts'
import { safeName } from './ids.ts'
import { materialise, withoutPaths, type LocalFilm } from './material.ts'
import { endRender, hasEnded, sweepRender } from './render-end.ts'
import { nameOf } from './renders.ts'
import { topics } from './waiting.ts'
import type { StudioWorld } from './world.ts'

/** Percent: planned; all chunks there. What remains is joining and checking. */
const planned = 5
const encoded = 90

/** Among the winners of a film, the number of its sound. */
const soundIndex = -1

/** Failures that come back however often one tries. */
const hopeless: ReadonlySet<string> = new Set(['material-missing', 'asset-missing', 'film-empty'])

export interface RenderWork {
  run(job: Extract<Job, { readonly render: string }>, context: JobContext): Promise<void>
  dead(job: Extract<Job, { readonly render: string }>, reason: string): Promise<void>
}

export function createRenderWork(world: StudioWorld): RenderWork {
  const plans = rememberPlans()
  const steps = { plan, chunk, sound, join } as const
  return {
    async run(job, context) {
      if (job.kind === 'webhook') return
      const row = await world.store.tables.renders.find(job.render)
      if (row === undefined || hasEnded(row)) return
      const stop = stopWith(world, row.id, context.signal)
      let film: LocalFilm | undefined
      try {
        film = await materialise(row.draft, world.objects)
        await steps[job.kind]({ world, row, film, context, signal: stop.signal, plans, index: job.kind === 'chunk' ? job.index : 0 })
      } catch (error) {
        await settleFailure(world, row.id, context, film, error)
      } finally {
        stop.end()
      }
    },
    async dead(job, reason) {
      if (job.kind === 'webhook') return world.log?.('warn', 'webhook.given-up', { render: job.render, reason })
      world.log?.('error', 'render.dead', { render: job.render, job: job.kind, reason })
      if (await endRender(world, job.render, { error: withoutPaths(reason) })) await sweepRender(world, job.render)
    },
  }
}

interface Step {
  readonly world: StudioWorld
  readonly row: RenderRow
  readonly film: LocalFilm
  readonly context: JobContext
  /** Aborted when the job is no longer ours or the render has ended. */
  readonly signal: AbortSignal
  readonly plans: Plans
  readonly index: number
}

// Cancelled from outside: nothing to do, whoever cancelled has written it down. Hopeless: said at once. Else: thrown, so
// that the engine tries again, in words without folders of this machine.
async function settleFailure(world: StudioWorld, id: string, context: JobContext, film: LocalFilm | undefined, error: unknown): Promise<void> {
  const row = await world.store.tables.renders.find(id)
  if (row === undefined || hasEnded(row)) return
  if (context.signal.aborted) throw error
  const fault = film?.faultOf(error) ?? (error instanceof KinoraError ? error.toFault() : { code: 'unexpected', message: withoutPaths(error instanceof Error ? error.message : String(error)) })
  if (!hopeless.has(fault.code)) throw new KinoraError(fault, { cause: error })
  if (await endRender(world, id, { error: fault.message })) await sweepRender(world, id)
}

// A render that somebody cancels stops what is being drawn for it.
function stopWith({ store }: StudioWorld, id: string, signal: AbortSignal): { readonly signal: AbortSignal; readonly end: () => void } {
  const own = new AbortController()
  const abort = () => own.abort(signal.reason)
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  const deaf = store.listen(topics.render(id), () => {
    store.tables.renders.findLine(id).then((row) => {
      if (row === undefined || hasEnded(row)) own.abort(new KinoraError({ code: 'render-cancelled', message: 'The render has ended.' }))
    }, () => undefined)
  })
  return {
    signal: own.signal,
    end() {
      deaf()
      signal.removeEventListener('abort', abort)
    },
  }
}

// ------------------------------------------------------------------------------------------------ plan

async function plan({ world, row, film, plans }: Step): Promise<void> {
  const started = await begin(world, row.id)
  if (started === undefined) return
  const chunks = await plans(started, () => world.pieces.chunks(pieceFilm(started, film)))
  await world.store.transaction(async (tables) => {
    const now = await tables.renders.lock(row.id)
    if (now === undefined || hasEnded(now) || now.chunks !== undefined) return
    // Its sound is one more piece; a film in one piece has none.
    await tables.renders.update(row.id, { chunks: chunks.length === 0 ? 0 : chunks.length + 1, progress: planned })
    for (const { index } of chunks) await tables.jobs.send({ kind: 'chunk', render: row.id, index }, { key: `chunk:${row.id}:${index}` })
    if (chunks.length === 0) await tables.jobs.send({ kind: 'join', render: row.id }, { key: `join:${row.id}` })
    await tables.announce(topics.render(row.id))
  })
}

function begin(world: StudioWorld, id: string): Promise<RenderRow | undefined> {
  return world.store.transaction(async (tables) => {
    const row = await tables.renders.lock(id)
    if (row === undefined || hasEnded(row)) return undefined
    const change = { state: 'processing', attempt: row.attempt + 1, startedAt: row.startedAt ?? world.clock.now(), progress: Math.max(1, row.progress) } as const
    await tables.renders.update(id, change)
    // Needs no plan: whoever is free makes it while the chunks are named.
    if (row.output.format !== 'gif') await tables.jobs.send({ kind: 'sound', render: id }, { key: `sound:${id}` })
    await tables.announce(topics.render(id))
    return { ...row, ...change }
  })
}

function pieceFilm({ output: { format, quality, height } }: RenderRow, { draft }: LocalFilm): PieceFilm {
  return { draft, format, quality, ...(height !== undefined && { height }) }
}

type Plans = (row: RenderRow, make: () => Promise<readonly FilmChunk[]>) => Promise<readonly FilmChunk[]>

// Chunks of one film come one after another; their names need be found out once.
function rememberPlans(): Plans {
  const most = 8
  const known = new Map<string, Promise<readonly FilmChunk[]>>()
  return ({ id }, make) => {
    const there = known.get(id)
    if (there !== undefined) return there
    const made = make()
    known.set(id, made)
    made.catch(() => known.delete(id))
    if (known.size > most) known.delete(known.keys().next().value!)
    return made
  }
}

// ------------------------------------------------------------------------------------------------ pieces

async function chunk(step: Step): Promise<void> {
  const { world, row, film, signal, plans, index } = step
  if (await hasWinner(step, index)) return
  const pieces = pieceFilm(row, film)
  const planned = (await plans(row, () => world.pieces.chunks(pieces))).find((one) => one.index === index)
  if (planned === undefined) throw new KinoraError({ code: 'chunk-unknown', message: `The film has no piece ${index}.` })
  const { path, bytes } = await world.pieces.encodeChunk(pieces, index, { signal })
  await keepPiece(step, { index, place: String(index), chunk: planned.chunk, path, bytes })
}

async function sound(step: Step): Promise<void> {
  const { world, row, film, signal } = step
  if (await hasWinner(step, soundIndex)) return
  await keepPiece(step, { index: soundIndex, place: 'sound', ...await world.pieces.encodeSound(pieceFilm(row, film), { signal }) })
}

async function hasWinner({ world, row }: Step, index: number): Promise<boolean> {
  return (await world.store.tables.renders.winners(row.id)).some((winner) => winner.index === index)
}

interface MadePiece extends Pick<ChunkWinner, 'index' | 'chunk' | 'bytes'> {
  /** In the name of its object. */
  readonly place: string
  readonly path: string
}

// The first one wins, and whoever brings the last piece calls for the joining.
async function keepPiece({ world, row, context, signal }: Step, { index, place, chunk, path, bytes }: MadePiece): Promise<void> {
  signal.throwIfAborted()
  const object = `chunks/${row.id}/${place}/${context.attempt}`
  await world.objects.putFile(object, path, { keep: true })
  const came = await world.store.transaction(async (tables) => {
    const now = await tables.renders.lock(row.id)
    if (now === undefined || hasEnded(now)) return 'too late'
    if (!await tables.renders.addWinner({ render: row.id, index, chunk, object, bytes })) return 'second'
    const done = (await tables.renders.winners(row.id)).length
    // Before the plan is there, nobody knows of how many.
    if (now.chunks !== undefined) await tables.renders.update(row.id, progressOf(now, done, world.clock.now()))
    if (done === now.chunks) await tables.jobs.send({ kind: 'join', render: row.id }, { key: `join:${row.id}` })
    await tables.announce(topics.render(row.id))
    return 'first'
  })
  if (came === 'second') await world.objects.delete(object)
  // Whoever ended it swept before this piece came.
  if (came === 'too late') await sweepRender(world, row.id)
}

// Time left is told from the third piece on: the first two are slow with everything that is read for the first time.
// Joining copies, and takes about as long as half a piece and a thirtieth of all.
function progressOf({ chunks = 1, startedAt, progress }: RenderRow, done: number, now: number): Pick<RenderRow, 'progress'> & { secondsLeft?: number } {
  const share = done / Math.max(1, chunks)
  const passed = (now - (startedAt ?? now)) / 1000
  return {
    progress: Math.max(progress, Math.round(planned + (encoded - planned) * share)),
    ...(done >= Math.min(3, chunks) && { secondsLeft: Math.max(1, Math.ceil((passed / done) * (chunks - done + 0.5 + chunks / 30))) }),
  }
}

// ------------------------------------------------------------------------------------------------ join

async function join({ world, row, film, context, signal }: Step): Promise<void> {
  const { objects, pieces, render } = world
  for (const { chunk, object } of await world.store.tables.renders.winners(row.id)) {
    signal.throwIfAborted()
    // A piece that is damaged or gone is drawn again by the render itself.
    if (!await pieces.hasChunk(chunk)) await objects.localFile(object).then((path) => pieces.adoptChunk(chunk, path)).catch(onlyMissing)
  }
  const { format, quality, height } = row.output
  const output = await objects.passingFile(safeName(nameOf(row)))
  const report = createTeller(world, row)
  const made = await render.render({ draft: film.draft, output, format, quality, signal, ...(height !== undefined && { height }), onProgress: ({ done, secondsLeft }) => report(done, secondsLeft) })
  const { path: _path, ...facts } = made.output
  const object = `films/${row.id}/${context.attempt}/${safeName(nameOf(row))}`
  const { bytes } = await objects.putFile(object, output)
  const ended = await endRender(world, row.id, { object, bytes, report: { ...facts, path: nameOf(row), checks: made.checks, warnings: made.warnings.map((one) => film.faultOf(new KinoraError(one))) } })
  if (ended) await sweepRender(world, row.id)
  else await objects.delete(object)
}

function onlyMissing(error: unknown): boolean {
  if (error instanceof KinoraError && error.code === 'object-missing') return false
  throw error
}

// A film made in one piece is followed from planned to finished, others from encoded on; told once a second at most.
function createTeller({ store, clock }: StudioWorld, row: RenderRow): (done: number, secondsLeft: number | undefined) => void {
  const from = row.chunks === 0 ? planned : encoded
  let last = clock.now()
  let shown = 0
  return (done, secondsLeft) => {
    const progress = Math.min(99, Math.round(from + (99 - from) * done))
    const now = clock.now()
    if (progress <= shown || now - last < 1000) return
    last = now
    shown = progress
    store.transaction(async (tables) => {
      const present = await tables.renders.lock(row.id)
      if (present === undefined || hasEnded(present) || present.progress >= progress) return
      await tables.renders.update(row.id, { progress, secondsLeft: secondsLeft === undefined ? undefined : Math.ceil(secondsLeft) })
      await tables.announce(topics.render(row.id))
    }).catch(() => undefined)
  }
}
