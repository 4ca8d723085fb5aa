// Copies of distant objects on this machine, named by content. The ones unused longest go when there are too many bytes, but none
// that was asked for within the last hour: somebody may be reading it.

import { createHash } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

export interface LocalCopies {
  /** The path of the copy; `fetch` gives a file that becomes it when there is none. */
  find(name: string, fetch: () => Promise<string>): Promise<string>
}

const inUseMilliseconds = 3600_000

export function openLocalCopies(folder: string, limit: number): LocalCopies {
  const fetching = new Map<string, Promise<string>>()

  async function find(name: string, fetch: () => Promise<string>): Promise<string> {
    const path = join(folder, createHash('sha256').update(name).digest('hex'))
    const now = new Date()
    if (await utimes(path, now, now).then(() => true, () => false)) return path
    const running = fetching.get(path) ?? take(path, fetch).finally(() => fetching.delete(path))
    fetching.set(path, running)
    return running
  }

  async function take(path: string, fetch: () => Promise<string>): Promise<string> {
    const fetched = await fetch()
    await mkdir(folder, { recursive: true })
    await makeRoom((await stat(fetched)).size)
    await rename(fetched, path)
    return path
  }

  async function makeRoom(bytes: number): Promise<void> {
    const found = await Promise.all((await readdir(folder)).map(async (name) => ({ path: join(folder, name), file: await stat(join(folder, name)).catch(() => undefined) })))
    const oldestFirst = found.flatMap(({ path, file }) => (file === undefined ? [] : [{ path, size: file.size, used: file.mtimeMs }])).sort((a, b) => a.used - b.used)
    let total = bytes + oldestFirst.reduce((sum, { size }) => sum + size, 0)
    for (const { path, size, used } of oldestFirst) {
      if (total <= limit || used > Date.now() - inUseMilliseconds) return
      await rm(path, { force: true })
      total -= size
    }
  }

  return { find }
}
