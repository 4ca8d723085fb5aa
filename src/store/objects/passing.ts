// Files on their way into the storage. They lie in a folder of their own under names nobody else uses, are forced to the disk before
// they get their name, and are swept away when whoever made them died.

import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { KinoraError } from '../../base/index.ts'
import { createWriter, type WritingFile } from './writing.ts'

export interface PassingFolder {
  /** A path that nothing lies at. */
  fresh(): Promise<string>
  /** A path of this last name in an empty folder of its own. */
  named(name: string): Promise<string>
  /** Writes everything to a fresh path; whole or not at all. */
  write(bytes: AsyncIterable<Uint8Array>, options?: { readonly limit?: number; readonly signal?: AbortSignal }): Promise<{ readonly path: string; readonly bytes: number; readonly hash: string }>
}

/** What is older was left behind: no upload and no encoding takes a day. */
const abandonedMilliseconds = 24 * 3600_000
const sweepMilliseconds = 3600_000

export function passingFolder(folder: string): PassingFolder {
  let swept = 0

  async function fresh(): Promise<string> {
    await mkdir(folder, { recursive: true })
    if (Date.now() - swept > sweepMilliseconds) {
      swept = Date.now()
      await sweep(folder, swept - abandonedMilliseconds)
    }
    return join(folder, randomBytes(16).toString('hex'))
  }

  return {
    fresh,
    async named(name) {
      if (name === '' || name !== basename(name) || name.startsWith('.')) throw new KinoraError({ code: 'object-key', message: `"${name.slice(0, 80)}" is no name for a passing file.` })
      const own = await fresh()
      await mkdir(own)
      return join(own, name)
    },
    async write(bytes, { limit = Infinity, signal } = {}) {
      const path = await fresh()
      try {
        return { path, ...await writeOut(path, bytes, limit, signal) }
      } catch (thrown) {
        await rm(path, { force: true })
        throw diskFault(thrown)
      }
    },
  }
}

/** Less than this is not worth a thread, bytes. */
const small = 128 * 1024
/** One for the process; its thread comes and goes with the work. */
const writer = createWriter()

async function writeOut(path: string, bytes: AsyncIterable<Uint8Array>, limit: number, signal: AbortSignal | undefined): Promise<{ readonly bytes: number; readonly hash: string }> {
  const held: Uint8Array[] = []
  let file: WritingFile | undefined
  let written = 0
  try {
    for await (const part of bytes) {
      signal?.throwIfAborted()
      written += part.byteLength
      if (written > limit) throw new KinoraError({ code: 'file-too-large', message: `The file is larger than the ${limit} bytes that are allowed.` })
      if (file === undefined) held.push(Uint8Array.from(part))
      if (written < small) continue
      if (file !== undefined) await file.add(part)
      else {
        file = await writer.begin(path)
        for (const first of held.splice(0)) await file.add(first)
      }
    }
    signal?.throwIfAborted()
    if (file === undefined) return { bytes: written, hash: await writeSmall(path, Buffer.concat(held)) }
    const hash = await file.end()
    file = undefined
    return { bytes: written, hash }
  } finally {
    await file?.drop()
  }
}

async function writeSmall(path: string, bytes: Uint8Array): Promise<string> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  return createHash('sha256').update(bytes).digest('hex')
}

/** A full disk has a code of its own; everything else stays what it was. */
export function diskFault(thrown: unknown): unknown {
  const { code } = thrown as NodeJS.ErrnoException
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return thrown
  return new KinoraError({ code: 'disk-full', message: 'The disk of the object storage is full. Free some space, or give Kinora a data folder on a larger disk.' }, { cause: thrown })
}

/** Forces a file, or the names in a folder, to the disk. */
export async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function sweep(folder: string, before: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const found = await stat(join(folder, name)).catch(() => undefined)
    if (found !== undefined && found.mtimeMs < before) await rm(join(folder, name), { recursive: true, force: true })
  }
}
