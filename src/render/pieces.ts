// Films in pieces that many processes share: names a film's chunks, makes single ones in threads that stay warm, makes its
// sound, and takes in what others made. Chunks have the names and the bytes that a whole render would give them, so `render` over the
// same folder only has to join them.

import { createHash } from 'node:crypto'
import { copyFile, open, rename, rm, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { KinoraError, canonicalJson } from '../base/index.ts'
import type { FilmChunk, PieceFilm, PiecePort } from '../studio/ports.ts'
import type { ChunkStore } from './chunk-store.ts'
import { createCrew, type Crew } from './crew.ts'
import { crewFilmOf } from './crew-film.ts'
import { backgroundWork } from './isolated.ts'
import type { CrewFilm, FilmPlan } from './crew-thread.ts'
import { outputError } from './output-file.ts'
import { isWholePiece, readPacketHeader } from './packet-file.ts'
import { resizedDraft } from './scene.ts'
import { videoSettings } from './settings.ts'
import { makeSoundPiece } from './sound-piece.ts'

export interface ChunkPiecesOptions {
  readonly cache: string
  openStore(): Promise<ChunkStore>
  /** Called after each chunk that was made. */
  onMade(): Promise<void>
  /** Drawing threads; absent: one per core. */
  readonly workers?: number
  /** Milliseconds after which a thread without work ends. */
  readonly idle: number
  /** See isolated.ts. */
  readonly isolated: boolean
}

/** What this part of the port is: chunks of films. */
export type ChunkPieces = Pick<PiecePort, 'chunks' | 'encodeChunk' | 'encodeSound' | 'adoptChunk' | 'hasChunk'> & { close(): Promise<void> }

/** Bytes of prepared pictures that all drawing threads together hold in memory. */
const plateMemory = 192 * 1024 * 1024
/** Films whose plans are remembered: a process works on one or two at a time. */
const mostFilms = 4

export function createChunkPieces(options: ChunkPiecesOptions): ChunkPieces {
  const films = new Map<string, Promise<OpenFilm>>()
  let crew: Crew | undefined
  const threads = (): Crew => crew ??= createCrew({ threads: options.workers ?? availableParallelism(), folder: options.cache, plateMemory, idle: options.idle, isolated: options.isolated, standBack: backgroundWork })

  async function filmOf(film: PieceFilm, signal?: AbortSignal): Promise<OpenFilm> {
    await options.openStore()
    const name = createHash('sha256').update(canonicalJson(film)).digest('hex')
    const known = films.get(name)
    const begun = known ?? openFilm(film, threads(), signal)
    films.delete(name)
    films.set(name, begun)
    // Whoever waits for a plan that somebody else cancelled or that failed asks for one of its own.
    begun.catch(() => { if (films.get(name) === begun) films.delete(name) })
    for (const oldest of films.keys()) if (films.size > mostFilms) films.delete(oldest)
    return known === undefined ? begun : known.catch(() => filmOf(film, signal))
  }

  return {
    async chunks(film) {
      if (film.format === 'gif') return []
      const { pieces } = await filmOf(film)
      return pieces.map(({ key, from, to }, index): FilmChunk => ({ index, chunk: key, frames: to - from }))
    },
    async encodeChunk(film, index, { signal } = {}) {
      const store = await options.openStore()
      const { crewFilm, plan, pieces } = await filmOf(film, signal)
      const chunk = pieces[index]
      if (chunk === undefined) throw new KinoraError({ code: 'chunk-unknown', message: `The film has ${pieces.length} chunks; there is none with the number ${index}.` })
      const path = store.pathOf(chunk.key)
      if (await readPacketHeader(path) === undefined) {
        await threads().chunk(crewFilm, { range: chunk, path, grounds: plan.grounds }, signal)
        await options.onMade()
      } else await store.touch(chunk.key)
      return { path, bytes: (await stat(path)).size }
    },
    async encodeSound(film, { signal } = {}) {
      const made = await makeSoundPiece(film, { store: await options.openStore(), isolated: options.isolated }, signal)
      await options.onMade()
      return made
    },
    async adoptChunk(chunk, path) {
      return adopt(await options.openStore(), chunk, path)
    },
    async hasChunk(chunk) {
      return isChunkName(chunk) && isWholePiece((await options.openStore()).pathOf(chunk))
    },
    async close() {
      await crew?.close()
    },
  }
}

interface OpenFilm {
  readonly crewFilm: CrewFilm
  readonly plan: FilmPlan
  /** The chunks of the plan, equal ones once. */
  readonly pieces: FilmPlan['chunks']
}

async function openFilm(film: PieceFilm, crew: Crew, signal: AbortSignal | undefined): Promise<OpenFilm> {
  if (film.format === 'gif') throw new KinoraError({ code: 'chunk-unknown', message: 'A gif is made in one piece; it has no chunks.' })
  const crewFilm = await crewFilmOf(resizedDraft(film.draft, film.height), (width, height, rate) => videoSettings(film.format, film.quality, width, height, rate))
  const plan = await crew.plan(crewFilm, signal)
  return { crewFilm, plan, pieces: [...new Map(plan.chunks.map((chunk) => [chunk.key, chunk])).values()] }
}

// The copy is checked, not the original: whoever owns that may still be writing.
async function adopt(store: ChunkStore, chunk: string, path: string): Promise<boolean> {
  if (!isChunkName(chunk)) return false
  const beside = `${store.pathOf(chunk)}.${process.pid}-${Math.floor(performance.now() * 1000)}.tmp`
  try {
    await copyFile(path, beside)
    if (!await isWholePiece(beside)) return false
    await flush(beside)
    await rename(beside, store.pathOf(chunk))
    return true
  } catch (error) {
    if (['ENOENT', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw outputError(error, store.pathOf(chunk))
  } finally {
    await rm(beside, { force: true })
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+')
  await file.sync().finally(() => file.close())
}

// Names come from queues and databases; none of them may point out of the folder.
function isChunkName(chunk: string): boolean {
  return /^[0-9a-f]{64}$/.test(chunk)
}
