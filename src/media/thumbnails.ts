// Small pictures of files for lists and timelines: drawn in child processes of their own, so that an upload never waits
// behind a page that scrolls, and kept by the content of the file. Callers have made sure who may see it.

import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { KinoraError } from '../base/index.ts'
import type { ThumbnailWish } from '../studio/ports.ts'
import { trimFolder } from './cache-folder.ts'
import { createExaminePool } from './examine-pool.ts'
import { createNewestFirst } from './newest-first.ts'
import type { ThumbnailJob } from './thumbnail-child.ts'
import { createWarmPool } from './warm-pool.ts'

export interface Thumbnails {
  /** WebP bytes. Throws a KinoraError: the fault of the file; `picture-unwanted` when `signal` aborts before it is drawn. */
  draw(wish: ThumbnailWish, signal?: AbortSignal): Promise<Uint8Array>
  close(): void
}

/** A page that scrolls asks again soon; a child costs a third of a second to start. */
const idle = 20_000
/** The longest honest one is a HEIC picture whose stand-in was swept away, 4 s. */
const patience = { photo: 20, other: 20 }
/** Pictures drawn at a time: as many as there are children. */
const atOnce = 2
/** Bytes of the folder: a hundred thousand pictures of 10 KB. */
const folderLimit = 1024 ** 3
/** The folder is looked through once in so many pictures. */
const trimEvery = 500
/** A change in drawing: raising this forgets all kept ones. */
const version = 1

export function createThumbnails({ cacheFolder }: { readonly cacheFolder?: string | null }): Thumbnails {
  const folder = cacheFolder == null ? undefined : join(cacheFolder, 'thumbnails')
  const program = new URL('./thumbnail-child.js', import.meta.url)
  const pool = createWarmPool(idle, () => createExaminePool<ThumbnailJob, Uint8Array>({ program, seconds: patience }))
  const line = createNewestFirst<Uint8Array>(atOnce)
  let written = 0

  async function made(name: string, wish: ThumbnailWish): Promise<Uint8Array> {
    const path = folder === undefined ? undefined : join(folder, name)
    const drawn = await pool.use((children) => children.examine(jobOf(wish, cacheFolder)))
    if (!drawn.ok) throw new KinoraError(drawn.faults[0]!)
    if (path !== undefined) await keep(path, drawn.value)
    return drawn.value
  }

  // A disk that refuses costs time later, not the picture now.
  async function keep(path: string, bytes: Uint8Array): Promise<void> {
    const half = `${path}.${randomBytes(6).toString('hex')}.part`
    try {
      await mkdir(folder!, { recursive: true })
      await writeFile(half, bytes)
      await rename(half, path)
      if (++written % trimEvery === 0) await trimFolder(folder!, folderLimit)
    } catch {
      await rm(half, { force: true }).catch(() => undefined)
    }
  }

  return {
    // What is kept never waits in line behind what must be drawn.
    async draw(wish, signal) {
      const name = `${wish.hash}-${wish.height}-${Math.round(wish.at ?? 0)}.v${version}.webp`
      const kept = folder === undefined ? undefined : await readKept(join(folder, name))
      return kept ?? line.ask(name, () => made(name, wish), signal)
    },
    close: () => pool.close(),
  }
}

function jobOf({ path, hash, kind, height, at = 0, pixels }: ThumbnailWish, cacheFolder: string | null | undefined): ThumbnailJob {
  return { file: { path, hash, kind, name: basename(path), bytes: 0, format: '' }, height, at, pixels, ...(cacheFolder != null && { cacheFolder }) }
}

async function readKept(path: string): Promise<Uint8Array | undefined> {
  try {
    const bytes = await readFile(path)
    const now = new Date()
    await utimes(path, now, now)
    return bytes
  } catch {
    return undefined
  }
}
