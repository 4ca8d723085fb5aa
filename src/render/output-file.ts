// The finished file: written under a hidden name in the target folder, flushed to disk, and renamed when whole, so that
// no half film ever carries the final name. Turns what the operating system says into named errors.

import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { KinoraError } from '../base/index.ts'

export interface OutputFile {
  /** Appends bytes. Throws `disk-full` or `output-unwritable`. */
  write(bytes: Uint8Array): Promise<void>
  /** Where the bytes are until `finish`; for tools that write by themselves. */
  readonly temporary: string
  /** Forgets what was written and begins anew. */
  restart(): Promise<void>
  /** Makes it durable and gives it its name. Returns its size in bytes. */
  finish(): Promise<number>
  /** Removes it; does nothing after `finish`. */
  discard(): Promise<void>
}

/** Opens the file for a film. Fails at once, before any work is done, when it could never be written. */
export async function openOutput(path: string): Promise<OutputFile> {
  const target = resolve(path)
  await refuseFolder(target)
  await removeLeftovers(target)
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.part`)
  let file: FileHandle | undefined
  let at = 0
  try {
    file = await open(temporary, 'w')
  } catch (error) {
    throw outputError(error, path)
  }
  return {
    temporary,
    async write(bytes) {
      try {
        at += await writeAll(file!, bytes, at)
      } catch (error) {
        throw outputError(error, path)
      }
    },
    async restart() {
      await file!.truncate(0)
      at = 0
    },
    async finish() {
      try {
        await file!.sync()
        const { size } = await file!.stat()
        await file!.close()
        file = undefined
        await rename(temporary, target)
        await syncFolder(dirname(target))
        return size
      } catch (error) {
        throw outputError(error, path)
      }
    },
    async discard() {
      if (file === undefined) return
      await file.close().catch(() => undefined)
      file = undefined
      await rm(temporary, { force: true })
    },
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<number> {
  for (let at = 0; at < bytes.length;) at += (await file.write(bytes, at, bytes.length - at, position + at)).bytesWritten
  return bytes.length
}

/** A folder for finished work, made when missing. Throws `cache-unwritable`. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
  } catch (error) {
    throw new KinoraError({
      code: 'cache-unwritable', path,
      message: `The folder for finished chunks, ${path}, cannot be made: ${reason(error)}. Choose another one, or none.`,
    }, { cause: error })
  }
}

/** Names what went wrong with a file that we write. */
export function outputError(error: unknown, path: string): KinoraError {
  if (error instanceof KinoraError) return error
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
    return new KinoraError({ code: 'disk-full', path, message: `The disk is full: ${path} could not be written. Free some space or choose another place.` }, { cause: error })
  }
  if (code === 'ENOENT') {
    return new KinoraError({ code: 'output-folder-missing', path, message: `The folder of ${path} does not exist. Make it first.` }, { cause: error })
  }
  return new KinoraError({ code: 'output-unwritable', path, message: `${path} cannot be written: ${reason(error)}. Choose another place.` }, { cause: error })
}

async function refuseFolder(target: string): Promise<void> {
  const found = await stat(target).catch(() => undefined)
  if (found?.isDirectory() === true) {
    throw new KinoraError({ code: 'output-is-folder', path: target, message: `${target} is a folder. Name a file in it, such as ${join(target, 'film.mp4')}.` })
  }
  if (found !== undefined && !found.isFile()) {
    throw new KinoraError({ code: 'output-unwritable', path: target, message: `${target} is not a plain file. Choose another name.` })
  }
}

// A killed render leaves its hidden file; the next one to the same name clears it away.
async function removeLeftovers(target: string): Promise<void> {
  const prefix = `.${basename(target)}.`
  const names = await readdir(dirname(target)).catch(() => [] as string[])
  for (const name of names) {
    if (!name.startsWith(prefix) || !name.endsWith('.part')) continue
    const pid = Number(name.slice(prefix.length, -'.part'.length))
    if (Number.isInteger(pid) && !isAlive(pid)) await rm(join(dirname(target), name), { force: true })
  }
}

/** Whether a process with this number runs; one that is not ours counts as running. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function syncFolder(path: string): Promise<void> {
  // Some file systems cannot flush folders; the file itself is safe by then.
  const folder = await open(path, 'r').catch(() => undefined)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
