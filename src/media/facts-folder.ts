// Facts on disk, named by the content they were measured on, so that no file is examined twice. What depends on the
// file's name is not kept here.

import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AssetFacts } from '../draft/index.ts'

// Raise it when a measure changes: facts of older versions are not read any more.
const factsVersion = 3

export interface FactsFolder {
  read(hash: string): Promise<AssetFacts | undefined>
  /** A disk that refuses is no failure: the file is examined again next time. */
  write(hash: string, facts: AssetFacts): Promise<void>
}

export function openFactsFolder(cacheFolder: string): FactsFolder {
  const folder = join(cacheFolder, 'facts')
  const fileOf = (hash: string) => join(folder, `${hash}.v${factsVersion}.json`)
  return {
    async read(hash) {
      try {
        return JSON.parse(await readFile(fileOf(hash), 'utf8')) as AssetFacts
      } catch {
        return undefined
      }
    },
    async write(hash, facts) {
      const half = `${fileOf(hash)}.${randomBytes(6).toString('hex')}.part`
      try {
        await mkdir(folder, { recursive: true })
        await writeFile(half, JSON.stringify(facts))
        await rename(half, fileOf(hash))
      } catch {
        await rm(half, { force: true }).catch(() => undefined)
      }
    },
  }
}
