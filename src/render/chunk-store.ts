// The folder of finished chunks and sound: found by name, kept until it grows too big, then the longest unused go first.
// Several processes may share one folder: files appear by rename, and a file that vanished is only work to do again.

import { readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive, makeFolder } from './output-file.ts'

/** 2 GB: about half an hour of 1080p film. */
export const defaultCacheLimit = 2 * 1024 ** 3

export interface ChunkStore {
  readonly folder: string
  pathOf(key: string): string
  /** Marks a file as used now, so that it is kept longest. */
  touch(key: string): Promise<void>
  /** Deletes the longest unused files until the folder is within its limit; never one of `keep`. */
  shrink(keep: ReadonlySet<string>): Promise<void>
  remove(key: string): Promise<void>
}

export async function openChunkStore(folder: string, limit: number): Promise<ChunkStore> {
  await makeFolder(folder)
  const pathOf = (key: string): string => join(folder, key)
  return {
    folder,
    pathOf,
    async touch(key) {
      const now = new Date()
      await utimes(pathOf(key), now, now).catch(ignoreMissing)
    },
    async remove(key) {
      await rm(pathOf(key), { force: true })
    },
    shrink: (keep) => shrinkFolder(folder, limit, keep),
  }
}

async function shrinkFolder(folder: string, limit: number, keep: ReadonlySet<string>): Promise<void> {
  const files: { readonly name: string; readonly bytes: number; readonly used: number }[] = []
  for (const name of await readdir(folder)) {
    if (await removeAbandoned(folder, name)) continue
    const found = await stat(join(folder, name)).catch(() => undefined)
    if (found?.isFile() === true) files.push({ name, bytes: found.size, used: found.mtimeMs })
  }
  let total = files.reduce((sum, file) => sum + file.bytes, 0)
  for (const file of files.sort((left, right) => left.used - right.used)) {
    if (total <= limit) return
    if (keep.has(file.name)) continue
    await rm(join(folder, file.name), { force: true })
    total -= file.bytes
  }
}

// `NAME.PID-N.tmp` of a process that is gone will never be renamed.
async function removeAbandoned(folder: string, name: string): Promise<boolean> {
  const pid = /\.(\d+)-\d+\.tmp$/.exec(name)?.[1]
  if (pid === undefined) return false
  if (!isAlive(Number(pid))) await rm(join(folder, name), { force: true })
  return true
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
}
