// Prepared plates on disk, named by their content, so that a second render decodes no photo and drawing threads share
// what one of them has made. A file appears by rename only when it is whole; a damaged or foreign one counts as absent.

import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { YuvPlanes } from '../compositor/index.ts'
import { trimFolder } from './cache-folder.ts'

export interface PlateFolder {
  read(key: string, width: number, height: number): Promise<YuvPlanes | undefined>
  /** Keeps planes. A disk that refuses (full, read-only) is no failure: the plate is simply made again next time. */
  write(key: string, planes: YuvPlanes): Promise<void>
  close(): Promise<void>
}

// Trimming lists the whole folder, so it is done once in a while and at the end.
const bytesBetweenTrims = 256 * 1024 * 1024

export function openPlateFolder(cacheFolder: string, limit: number): PlateFolder {
  const folder = join(cacheFolder, 'plates')
  let written = 0
  let sinceTrim = 0

  async function write(key: string, planes: YuvPlanes): Promise<void> {
    const half = join(folder, `${key}.${randomBytes(6).toString('hex')}.part`)
    try {
      if (written === 0) await mkdir(folder, { recursive: true })
      const parts = [planes.y, planes.u, planes.v, ...(planes.alpha === undefined ? [] : [planes.alpha])]
      await writeFile(half, parts)
      await rename(half, fileOf(folder, key))
      const bytes = parts.reduce((sum, part) => sum + part.length, 0)
      written += bytes
      sinceTrim += bytes
    } catch {
      await rm(half, { force: true }).catch(() => undefined)
    }
    if (sinceTrim >= bytesBetweenTrims) await trim()
  }

  async function trim(): Promise<void> {
    sinceTrim = 0
    await trimFolder(folder, limit)
  }

  return {
    read: (key, width, height) => readPlanes(fileOf(folder, key), width, height),
    write,
    close: async () => { if (sinceTrim > 0) await trim() },
  }
}

function fileOf(folder: string, key: string): string {
  return join(folder, `${key}.yuv`)
}

async function readPlanes(file: string, width: number, height: number): Promise<YuvPlanes | undefined> {
  try {
    const bytes = await readFile(file)
    const luma = width * height
    const opaque = luma + luma / 2
    if (bytes.length !== opaque && bytes.length !== opaque + luma) return undefined
    const now = new Date()
    await utimes(file, now, now)
    return {
      width, height,
      y: bytes.subarray(0, luma),
      u: bytes.subarray(luma, luma + luma / 4),
      v: bytes.subarray(luma + luma / 4, opaque),
      ...(bytes.length === opaque ? {} : { alpha: bytes.subarray(opaque) }),
    }
  } catch {
    return undefined
  }
}
