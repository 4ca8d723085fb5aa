// Keeps a folder of content-named files within a size: the files that were not used for longest go first.

import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

// A `.part` file that is older than this belongs to a process that was killed.
const abandonedAfter = 60 * 60 * 1000

/** Removes the oldest files (by modification time, which readers renew) until the rest fits. A missing folder is fine. */
export async function trimFolder(folder: string, limit: number): Promise<void> {
  const files = await listFiles(folder)
  let total = files.reduce((sum, file) => sum + file.bytes, 0)
  const newest = files.reduce((latest, file) => Math.max(latest, file.used), 0)
  for (const file of files.sort((one, other) => one.used - other.used)) {
    const abandoned = file.path.endsWith('.part') && newest - file.used > abandonedAfter
    if (total <= limit && !abandoned) continue
    await rm(file.path, { force: true }).catch(() => undefined)
    total -= file.bytes
  }
}

async function listFiles(folder: string): Promise<{ path: string; bytes: number; used: number }[]> {
  const names = await readdir(folder).catch(() => [])
  const files = await Promise.all(names.map(async (name) => {
    const path = join(folder, name)
    const state = await stat(path).catch(() => undefined)
    return state?.isFile() === true ? [{ path, bytes: state.size, used: state.mtimeMs }] : []
  }))
  return files.flat()
}
