// The folders of this machine that tools may read from and write to. Whatever a path says, the file it leads to must lie
// inside one of them after every link is followed, and outside what is kept hidden (the house's own data). Existing files
// are never replaced.

import { constants, type Stats } from 'node:fs'
import { lstat, open, realpath, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { KinoraError } from '../../base/index.ts'

export interface LocalFiles {
  /** Absolute, without links. */
  readonly roots: readonly string[]
  /** A file to read. Throws `path-forbidden`, `path-missing`, `path-unreadable`. */
  open(path: string): Promise<{ readonly path: string; readonly bytes: AsyncIterable<Uint8Array>; close(): Promise<void> }>
  /** Writes a new file and gives its real path. Throws `path-forbidden`, `path-missing`, `path-taken`, `path-unwritable`. */
  write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<string>
}

/** Throws `path-missing` when a root is no folder. */
export async function openLocalFiles(options: { readonly roots: readonly string[]; readonly hidden?: readonly string[] }): Promise<LocalFiles> {
  const roots = await Promise.all(options.roots.map(realFolder))
  const hidden = await Promise.all((options.hidden ?? []).map((folder) => realpath(folder).catch(() => resolve(folder))))
  const allow = (path: string, asked: string): string => {
    if (hidden.some((folder) => isInside(path, folder)) || !roots.some((root) => isInside(path, root))) throw forbidden(asked, roots)
    return path
  }
  const absolute = (path: string): string => {
    if (path.includes('\0')) throw fault('path-forbidden', 'A path holds no NUL character.')
    return resolve(roots[0] ?? sep, path)
  }
  return {
    roots,
    async open(asked) {
      const path = allow(await realOf(absolute(asked), asked, roots), asked)
      const before = await stat(path).catch((thrown: unknown) => { throw unreadable(asked, thrown) })
      if (!before.isFile()) throw fault('path-unreadable', `${shown(asked)} is no file.`, 'Name one photo, clip, song or text.')
      // Without waiting for whoever fills a pipe, and not through a link that was put there meanwhile.
      const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch((thrown: unknown) => { throw unreadable(asked, thrown) })
      // A folder on the way may have been swapped since it was looked at.
      if (!sameFile(before, await handle.stat()) || await realpath(path).catch(() => '') !== path) {
        await handle.close()
        throw forbidden(asked, roots)
      }
      return { path, bytes: handle.createReadStream({ autoClose: false }), close: () => handle.close() }
    },
    async write(asked, bytes) {
      const wanted = absolute(asked)
      const folder = allow(await realOf(dirname(wanted), asked, roots), asked)
      const path = allow(join(folder, basename(wanted)), asked)
      if (await lstat(path).then(() => true, () => false)) throw taken(asked)
      const handle = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o644).catch((thrown: NodeJS.ErrnoException) => { throw thrown.code === 'EEXIST' ? taken(asked) : unwritable(asked, thrown) })
      try {
        for await (const part of bytes) await handle.writeFile(part)
        await handle.close()
        return path
      } catch (thrown) {
        await handle.close().catch(() => undefined)
        await unlink(path).catch(() => undefined)
        throw unwritable(asked, thrown)
      }
    },
  }
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

async function realFolder(folder: string): Promise<string> {
  const real = await realpath(folder).catch(() => undefined)
  if (real === undefined || !(await stat(real)).isDirectory()) throw fault('path-missing', `${folder} is no folder.`, 'kinora mcp FOLDER')
  return real
}

// What lies outside is answered alike whether it exists or not.
async function realOf(path: string, asked: string, roots: readonly string[]): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    const named = roots.some((root) => isInside(path, root))
    throw named ? fault('path-missing', `There is nothing at ${shown(asked)}.`, 'Check the name; relative paths start from the first folder that kinora mcp was started with.') : forbidden(asked, roots)
  }
}

function sameFile(left: Stats, right: Stats): boolean {
  return left.dev === right.dev && left.ino === right.ino
}

function forbidden(asked: string, roots: readonly string[]): KinoraError {
  return fault('path-forbidden', `${shown(asked)} is not inside the folders that may be used: ${roots.join(', ') || 'none'}.`, 'Start kinora mcp with the folder that holds it.')
}

function taken(asked: string): KinoraError {
  return fault('path-taken', `There is something at ${shown(asked)} already, and nothing is replaced.`, 'Choose another name.')
}

function unreadable(asked: string, thrown: unknown): KinoraError {
  return fault('path-unreadable', `${shown(asked)} cannot be read: ${codeOf(thrown)}.`)
}

function unwritable(asked: string, thrown: unknown): KinoraError {
  return fault('path-unwritable', `${shown(asked)} cannot be written: ${codeOf(thrown)}.`)
}

function codeOf(thrown: unknown): string {
  return (thrown as NodeJS.ErrnoException | undefined)?.code ?? 'it broke off'
}

function shown(path: string): string {
  return JSON.stringify(path.length > 200 ? `${path.slice(0, 199)}…` : path)
}

function fault(code: string, message: string, suggestion?: string): KinoraError {
  return new KinoraError({ code, message, ...(suggestion !== undefined && { suggestion }) })
}
