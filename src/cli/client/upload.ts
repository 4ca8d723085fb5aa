// Files on their way to a session: all in one request, read while they are sent, so that a long clip needs no memory.

import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { randomUUID } from 'node:crypto'
import type { Answer, Connection } from './connection.ts'

/** Of these files none is sent when one is too large. */
export async function tooLarge(paths: readonly string[], megabytes: number): Promise<string[]> {
  const sizes = await Promise.all(paths.map(async (path) => ({ path, size: (await stat(path)).size })))
  return sizes.filter(({ size }) => size > megabytes * 1024 * 1024).map(({ path }) => basename(path))
}

/** What the server says of them. Throws what the connection throws; a file that cannot be read throws its own error. */
export async function uploadFiles(connection: Connection, session: string, paths: readonly string[], signal?: AbortSignal): Promise<Answer> {
  const boundary = `kinora-${randomUUID()}`
  return connection.ask(`/api/upload-video/nemo_agent/me/${session}`, { post: { content: multipart(paths, boundary), type: `multipart/form-data; boundary=${boundary}` }, signal })
}

async function* multipart(paths: readonly string[], boundary: string): AsyncGenerator<Uint8Array> {
  for (const path of paths) {
    const name = basename(path).replaceAll(/["\r\n]/g, (character) => encodeURIComponent(character))
    yield Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`)
    yield* createReadStream(path)
    yield Buffer.from('\r\n')
  }
  yield Buffer.from(`--${boundary}--\r\n`)
}
