// A draft becomes a file: plan the chunks, draw the missing ones while the sound is made, join, check. The main thread
// only plans, copies and reports; everything native happens in threads.

import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { KinoraError, canonicalJson } from '../base/index.ts'
import type { Draft } from '../draft/index.ts'
import type { Quality, RenderProgress, RenderRequest, RenderResult } from '../studio/ports.ts'
import { readChunkHeader } from './chunk-file.ts'
import { defaultCacheLimit, openChunkStore, type ChunkStore } from './chunk-store.ts'
import { ChunkDamaged, joinMovie } from './join.ts'
import { openOutput, type OutputFile } from './output-file.ts'
import type { FilmFacts } from './picture-facts.ts'
import { chunkKey, chunkRanges, type Chunk } from './plan.ts'
import { cancelled, drawChunks } from './pool.ts'
import { createProgress, type ProgressState } from './progress.ts'
import { filmScene, pixelVersion } from './scene.ts'
import { videoSettings, type VideoSettings } from './settings.ts'
import { makeSound, type FinishedSound } from './sound.ts'
import { gatherMaterial, type Material } from './sources.ts'
import { createControl, framesDrawn } from './thread.ts'
import { libraryVersions } from './versions.ts'

export interface RenderSetting {
  /** Folder of finished chunks when the request names none; null: none is kept. */
  readonly cache: string | null
  readonly workers?: number
}

/** One render from beginning to end. Throws a KinoraError; leaves no half file behind. */
export async function renderFilm(request: RenderRequest, setting: RenderSetting): Promise<RenderResult> {
  const output = await openOutput(request.output)
  const cache = request.cache === undefined ? setting.cache : request.cache
  const passing = cache === null ? await mkdtemp(join(tmpdir(), 'kinora-render-')) : undefined
  try {
    const store = await openChunkStore(passing ?? cache!, request.cacheLimit ?? defaultCacheLimit)
    const render = createRender(request, setting, store, output, passing === undefined)
    return await render.run()
  } finally {
    await output.discard()
    if (passing !== undefined) await rm(passing, { recursive: true, force: true })
  }
}
