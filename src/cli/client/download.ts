// A finished film into a file. It stands under a passing name until it is whole; what broke on the way is fetched again,
// because fetching changes nothing. The token never goes to the film's address, which may belong to somebody else.

import { createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Connection } from './connection.ts'
import type { Times } from './times.ts'

export interface DownloadRequest {
  readonly connection: Connection
  readonly times: Times
  readonly address: string | undefined
  readonly render: string
  readonly path: string
  readonly signal?: AbortSignal
}

const tries = 3
const betweenTries = 5_000

/** Gives the bytes, or undefined when three tries did not bring a whole film. */
export async function download(request: DownloadRequest): Promise<number | undefined> {
  const { connection, times, address, render, path, signal } = request
  const passing = `${path}.${process.pid}.part`
  try {
    for (let number = 1; number <= tries; number++) {
      const plain = address !== undefined && number < tries
      try {
        const response = plain
          ? await fetch(new URL(address, connection.url), { signal })
          : await connection.open(`/api/render/proxy/${encodeURIComponent(render)}/download`, { signal })
        if (response.ok && await isWhole(response, passing, signal)) {
          await rename(passing, path)
          return (await stat(path)).size
        }
      } catch (thrown) {
        signal?.throwIfAborted()
        if (isLocal(thrown)) throw thrown
      }
      if (number < tries) await times.pause(betweenTries, signal)
    }
    return undefined
  } finally {
    await rm(passing, { force: true })
  }
}

async function isWhole(response: Response, passing: string, signal: AbortSignal | undefined): Promise<boolean> {
  if (response.body === null) return false
  await pipeline(Readable.fromWeb(response.body as never), createWriteStream(passing), { signal })
  const promised = response.headers.get('content-length')
  const { size } = await stat(passing)
  if (promised !== null && response.headers.get('content-encoding') === null && Number(promised) !== size) return false
  return isFilm(passing)
}

/** An MP4 says so in its bytes 4 to 8; an error page does not. */
async function isFilm(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0)
    return buffer.toString('latin1', 4) === 'ftyp'
  } finally {
    await file.close()
  }
}

/** A full disk does not get better by asking the server again. */
function isLocal(thrown: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'ENOENT', 'EISDIR'].includes(String((thrown as NodeJS.ErrnoException).code))
}
