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
export async function uploadFiles(connection: Connection, session: string, paths: readonly string[], signal?: AbortSignal, onProgress?: (share: number) => void): Promise<Answer> {
  const boundary = `kinora-${randomUUID()}`
  const total = onProgress === undefined ? 1 : (await Promise.all(paths.map(async (path) => (await stat(path)).size))).reduce((sum, size) => sum + size, 1)
  return connection.ask(`/api/upload-video/nemo_agent/me/${session}`, { post: { content: multipart(paths, boundary, (sent) => onProgress?.(sent / total)), type: `multipart/form-data; boundary=${boundary}` }, signal })
}

/** The server fetches what lies at addresses itself. */
export function uploadAddresses(connection: Connection, session: string, urls: readonly string[], signal?: AbortSignal): Promise<Answer> {
  return connection.ask(`/api/upload-video/nemo_agent/me/${session}`, { body: { urls, source_type: 'url' }, signal })
}

async function* multipart(paths: readonly string[], boundary: string, onSent: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let sent = 0
  for (const path of paths) {
    const name = basename(path).replaceAll(/["\r\n]/g, (character) => encodeURIComponent(character))
    yield Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`)
    for await (const chunk of createReadStream(path)) {
      yield chunk as Uint8Array
      onSent(sent += (chunk as Uint8Array).length)
    }
    yield Buffer.from('\r\n')
  }
  yield Buffer.from(`--${boundary}--\r\n`)
}
