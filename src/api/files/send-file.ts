// Bytes as an answer: Range, HEAD and ETag as players and download tools expect them, and headers that keep a browser from
// running what a stranger sent.

import { Readable } from 'node:stream'
import type { StoredFile } from '../../studio/index.ts'
import type { House } from '../core/call.ts'
import { DoorError } from '../core/failures.ts'
import { disposition } from '../core/headers.ts'

export interface SendOptions {
  readonly house: House
  readonly request: Request
  /** Names the content; the same content has the same tag. */
  readonly tag: string
  readonly kind: 'attachment' | 'inline'
  /** Seconds that anybody may keep it; 0: ask again each time. */
  readonly keep: number
}

export async function sendFile(file: StoredFile, options: SendOptions): Promise<Response> {
  const { request, tag } = options
  const etag = `"${tag.replace(/[^\w-]/g, '')}"`
  const headers = new Headers({
    'Content-Type': file.mimeType, 'Accept-Ranges': 'bytes', ETag: etag, 'Content-Disposition': disposition(options.kind, file.name),
    'Cache-Control': options.keep > 0 ? `private, max-age=${options.keep}` : 'private, no-cache', 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  })
  if (request.headers.get('if-none-match')?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)) return new Response(null, { status: 304, headers })
  const range = readRange(request.headers, file.bytes, etag)
  const start = range?.start ?? 0
  const end = range?.end ?? file.bytes - 1
  headers.set('Content-Length', String(end - start + 1))
  if (range !== undefined) headers.set('Content-Range', `bytes ${start}-${end}/${file.bytes}`)
  const status = range === undefined ? 200 : 206
  if (request.method === 'HEAD' || file.bytes === 0) return new Response(null, { status, headers })
  options.house.metrics.sent(end - start + 1)
  const bytes = await file.read(range)
  return new Response(Readable.toWeb(Readable.from(bytes, { objectMode: false, highWaterMark: 256 * 1024 })) as ReadableStream, { status, headers })
}

/** The one range that is asked for; several, or nonsense, give the whole file as the standard allows. */
export function readRange(headers: Headers, bytes: number, etag: string): { readonly start: number; readonly end: number } | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.get('range')?.trim() ?? '')
  if (match === null || (match[1] === '' && match[2] === '')) return undefined
  const condition = headers.get('if-range')
  if (condition !== null && condition !== etag) return undefined
  const last = bytes - 1
  const start = match[1] === '' ? Math.max(0, bytes - Number(match[2])) : Number(match[1])
  const end = match[1] === '' || match[2] === '' ? last : Math.min(last, Number(match[2]))
  if (start > last || (match[1] === '' && Number(match[2]) === 0)) throw new DoorError('range-invalid', `The file has ${bytes} bytes; the range begins behind its end.`, { bytes })
  // "9-3" is not a range at all.
  return start > end ? undefined : { start, end }
}
