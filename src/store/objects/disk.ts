// Objects as files in a folder. A file gets its name only when it is whole and on the disk, by a rename.

import { copyFile, constants, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ObjectPort } from '../../studio/ports.ts'
import { checkedKey, checkedPrefix, missing } from './key.ts'
import { diskFault, passingFolder, syncToDisk } from './passing.ts'

/** Begins with a dot, so no key leads here. */
const passingName = '.passing'

export function openDiskObjects(folder: string): ObjectPort {
  const passing = passingFolder(join(folder, passingName))
  const pathOf = (key: string) => join(folder, checkedKey(key))
  return {
    async put(key, bytes, options) {
      const target = pathOf(key)
      const written = await passing.write(bytes, options)
      await takeName(written.path, target)
      return { bytes: written.bytes, hash: written.hash }
    },
    async putFile(key, path, { keep = false } = {}) {
      const target = pathOf(key)
      const source = keep ? await copied(path) : path
      await syncToDisk(source)
      const { size } = await stat(source)
      await takeName(source, target)
      return { bytes: size }
    },
    passingFile: (name) => passing.named(name),
    async read(key, range) {
      const file = await opened(pathOf(key), key)
      return file.createReadStream({ ...range }) as AsyncIterable<Uint8Array>
    },
    async size(key) {
      return (await found(pathOf(key)))?.size
    },
    async localFile(key) {
      const path = pathOf(key)
      if (await found(path) === undefined) throw missing(key)
      return path
    },
    async move(from, to) {
      const source = pathOf(from)
      const target = pathOf(to)
      if (await found(source) === undefined) throw missing(from)
      await takeName(source, target)
    },
    async delete(key) {
      await rm(pathOf(key), { force: true })
    },
    async deleteAll(prefix) {
      await rm(join(folder, checkedPrefix(prefix)), { recursive: true, force: true })
    },
  }

  async function copied(path: string): Promise<string> {
    const fresh = await passing.fresh()
    await copyFile(path, fresh, constants.COPYFILE_FICLONE).catch((thrown: unknown) => { throw diskFault(thrown) })
    return fresh
  }

  /** Renames, through a copy when the file lies on another disk. */
  async function takeName(source: string, target: string): Promise<void> {
    await mkdir(dirname(target), { recursive: true })
    try {
      await rename(source, target)
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EXDEV') throw thrown
      const near = await copied(source)
      await syncToDisk(near)
      await rename(near, target)
      await rm(source, { force: true })
    }
    await syncToDisk(dirname(target))
  }
}

async function opened(path: string, key: string) {
  if (await found(path) === undefined) throw missing(key)
  try {
    return await open(path, 'r')
  } catch (thrown) {
    throw isMissing(thrown) ? missing(key) : thrown
  }
}

/** undefined: no file is there; a folder is no object. */
async function found(path: string) {
  try {
    const file = await stat(path)
    return file.isFile() ? file : undefined
  } catch (thrown) {
    if (isMissing(thrown)) return undefined
    throw thrown
  }
}

function isMissing(thrown: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((thrown as NodeJS.ErrnoException).code ?? '')
}
