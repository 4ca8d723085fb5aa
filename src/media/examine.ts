// Intake: files in, assets or refusals out, in the same order. The gate (source-file.ts) decides what a file is, child
// processes measure it, a folder remembers what was measured. A bad file never stops the others.

import { resolve } from 'node:path'
import { KinoraError, failure, success, type Outcome } from '../base/index.ts'
import type { Asset, AssetFacts } from '../draft/index.ts'
import type { ExamineOptions, ExaminedFile, MediaPort } from '../studio/ports.ts'
import { createExaminePool, type ExaminePool } from './examine-pool.ts'
import { openFactsFolder, type FactsFolder } from './facts-folder.ts'
import { takenAtOfName } from './photo-time.ts'
import { samplePictures } from './samples.ts'
import { openSource, type SourceFile } from './source-file.ts'
import { createThumbnails } from './thumbnails.ts'
import { readText } from './text-file.ts'
import { createWarmPool } from './warm-pool.ts'

export interface MediaOptions {
  /** Folder for facts and stand-ins; absent or null: everything is measured anew. */
  readonly cacheFolder?: string | null
  /** ms that the measuring processes stay for the next call, for a server; absent: they end with the call. */
  readonly idle?: number
  /** How far the measuring processes stand back behind those that somebody waits for: 0..19, as of `nice`; default 0. */
  readonly standBack?: number
}

/** The door through which material comes in. `close` ends what stays between calls. */
export function createMedia(options: MediaOptions = {}): MediaPort & { close(): void } {
  const thumbnails = createThumbnails(options)
  const warm = options.idle === undefined ? undefined : createWarmPool(options.idle, () => createExaminePool(options.standBack === undefined ? {} : { standBack: options.standBack }))
  return {
    examine: (files, how = {}) => (warm === undefined ? withOwnPool(how, (pool) => examineAll(files, options, how, pool)) : warm.use((pool) => examineAll(files, options, how, pool))),
    samples: () => samplePictures(options.cacheFolder ?? undefined),
    thumbnail: (wish, signal) => thumbnails.draw(wish, signal),
    close() {
      warm?.close()
      thumbnails.close()
    },
  }
}

// Processes of one call end at once when it is cancelled.
async function withOwnPool<Result>(how: ExamineOptions, work: (pool: ExaminePool) => Promise<Result>): Promise<Result> {
  const pool = createExaminePool()
  const cancel = () => pool.close()
  how.signal?.addEventListener('abort', cancel)
  try {
    return await work(pool)
  } finally {
    how.signal?.removeEventListener('abort', cancel)
    pool.close()
  }
}

// Files under way at once: enough to keep two children busy while the next ones are read and hashed.
const underway = 4

async function examineAll(files: readonly string[], options: MediaOptions, how: ExamineOptions, pool: ExaminePool): Promise<readonly ExaminedFile[]> {
  const facts = options.cacheFolder == null ? undefined : openFactsFolder(options.cacheFolder)
  const results: ExaminedFile[] = new Array<ExaminedFile>(files.length)
  let next = 0
  let done = 0
  async function work(): Promise<void> {
    while (next < files.length) {
      if (how.signal?.aborted === true) throw cancelled()
      const index = next++
      results[index] = await examineFile(files[index]!, pool, facts, options.cacheFolder ?? undefined, how.hashes?.get(files[index]!))
      how.onProgress?.(++done, files.length)
    }
  }
  await Promise.all(Array.from({ length: Math.min(underway, files.length) }, work))
  if (how.signal?.aborted === true) throw cancelled()
  return results
}

function cancelled(): KinoraError {
  return new KinoraError({ code: 'examine-cancelled', message: 'Looking at the files was cancelled.' })
}

async function examineFile(given: string, pool: ExaminePool, kept: FactsFolder | undefined, cacheFolder: string | undefined, hash: string | undefined): Promise<ExaminedFile> {
  const path = resolve(given)
  const opened = await openSource(path, hash)
  if (!opened.ok) return { path, ok: false, fault: opened.faults[0]! }
  const file = opened.value
  if (file.kind === 'text') return readText(file)
  const found = await factsOf(file, pool, kept, cacheFolder)
  if (!found.ok) return { path, ok: false, fault: found.faults[0]! }
  const asset = assetOf(file, found.value)
  return { path, ok: true, asset, warnings: asset.facts?.warnings ?? [] }
}

async function factsOf(file: SourceFile, pool: ExaminePool, kept: FactsFolder | undefined, cacheFolder: string | undefined): Promise<Outcome<AssetFacts>> {
  const known = await kept?.read(file.hash)
  if (known !== undefined) return success(known)
  const found = await pool.examine({ file, ...(cacheFolder === undefined ? {} : { cacheFolder }) })
  if (!found.ok) return failure(...found.faults)
  await kept?.write(file.hash, found.value)
  return found
}

// The id comes from the content: the same file given twice is one asset.
function assetOf(file: SourceFile, facts: AssetFacts): Asset {
  return { id: `asset-${file.hash.slice(0, 12)}`, name: file.name, kind: facts.kind, source: file.path, hash: file.hash, facts: withNamedTime(facts, file.name) }
}

function withNamedTime(facts: AssetFacts, name: string): AssetFacts {
  if (facts.kind === 'sound' || facts.takenAt !== undefined) return facts
  const takenAt = takenAtOfName(name)
  return takenAt === undefined ? facts : { ...facts, takenAt }
}
