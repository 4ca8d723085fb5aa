// The pieces that the studio plugs in: chunks of films and parts of previews behind one door, over one folder.

import type { PiecePort } from '../studio/ports.ts'
import { defaultCacheLimit, openChunkStore, type ChunkStore } from './chunk-store.ts'
import { createChunkPieces } from './pieces.ts'
import { createPreviews } from './preview.ts'

export interface PiecesOptions {
  /** Folder of finished work; several processes may share it. */
  readonly cache: string
  /** Most bytes in that folder; default 2 GB. */
  readonly cacheLimit?: number
  /** Threads that draw chunks; absent: one per core. Previews have threads of their own. */
  readonly workers?: number
  /** Milliseconds after which a thread without work ends; default a minute, five for previews, since people think between edits. */
  readonly idle?: number
  /** Threads in child processes of their own, so that a file which kills a decoder ends nothing but its own work; default true. */
  readonly isolated?: boolean
}

/** Starts nothing by itself: threads start with the first question, and do not keep the process alive. */
export function createPieces(options: PiecesOptions): PiecePort & { close(): Promise<void> } {
  let opened: Promise<ChunkStore> | undefined
  let made = 0
  const openStore = (): Promise<ChunkStore> => opened ??= openChunkStore(options.cache, options.cacheLimit ?? defaultCacheLimit).catch((error: unknown) => {
    opened = undefined
    throw error
  })
  const shared = {
    cache: options.cache,
    openStore,
    isolated: options.isolated ?? true,
    async onMade() {
      if (++made % piecesPerTidying === 0) await (await openStore()).shrink(new Set())
    },
  }
  const chunks = createChunkPieces({ ...shared, idle: options.idle ?? 60_000, ...(options.workers === undefined ? {} : { workers: options.workers }) })
  const previews = createPreviews({ ...shared, idle: options.idle ?? 300_000 })
  return { ...chunks, ...previews, close: async () => void await Promise.all([chunks.close(), previews.close()]) }
}

/** Pieces after which the folder is looked through for what can go. */
const piecesPerTidying = 32
