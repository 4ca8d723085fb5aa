// Resumable uploads by the tus protocol 1.0.0 (creation, creation-with-upload, expiration, termination): a large file may
// lose its connection and go on where it stopped, at any server of the house. The bytes wait as numbered objects; the last
// one ends the wait, and the file goes through the studio's one door for uploads.

import type { Caller } from '../../studio/index.ts'
import { StudioError } from '../../studio/index.ts'
import type { mediaRoutes } from '../contract/own-media.ts'
import { bodyStream, cleanText } from '../core/body.ts'
import type { Call, Handlers, House } from '../core/call.ts'
import { DoorError } from '../core/failures.ts'
import { createUploadShelf, type UploadRecord, type UploadShelf } from './upload-shelf.ts'

const protocol = '1.0.0'
const extensions = 'creation,creation-with-upload,expiration,termination'

type UploadRoutes = Pick<typeof mediaRoutes, 'uploadOptions' | 'createUpload' | 'uploadOffset' | 'uploadPart' | 'deleteUpload'>
type AnyUpload = Pick<Call<UploadRoutes['uploadPart']>, 'house' | 'studio' | 'caller' | 'request' | 'env' | 'signal'>

export const uploadHandlers: Handlers<UploadRoutes> = {
  uploadOptions: ({ house }) => answer(204, { 'Tus-Version': protocol, 'Tus-Extension': extensions, 'Tus-Max-Size': String(house.settings.uploads.largest), Allow: 'OPTIONS, POST' }),
  async createUpload(call) {
    const { house, studio, caller, request, params } = call
    rightVersion(request)
    const session = await studio.sessions.find(caller, params.session)
    const length = readLength(request, house)
    const shelf = shelfOf(house)
    let record = await shelf.create({ user: caller.user, session: session.id, name: nameIn(request.headers.get('upload-metadata')), length })
    const headers = { Location: `${house.settings.publicUrl}/api/v1/uploads/${record.id}`, 'Upload-Expires': new Date(record.until).toUTCString() }
    if (request.headers.get('content-type') !== 'application/offset+octet-stream' && length > 0) return answer(201, headers)
    record = await shelf.append(record, received(call))
    return answer(201, { ...headers, ...(await progress(call, shelf, record)) })
  },
  async uploadOffset({ house, caller, request, params }) {
    rightVersion(request)
    const record = await shelfOf(house).find(caller.user, params.upload)
    return answer(200, { 'Upload-Offset': String(record.offset), 'Upload-Length': String(record.length), 'Upload-Expires': new Date(record.until).toUTCString() })
  },
  async uploadPart(call) {
    const { house, caller, request, params } = call
    rightVersion(request)
    if (request.headers.get('content-type') !== 'application/offset+octet-stream') throw new DoorError('body-type', 'The content type of a part is application/offset+octet-stream.')
    const shelf = shelfOf(house)
    return shelf.alone(params.upload, async () => {
      const record = await shelf.find(caller.user, params.upload)
      const offset = request.headers.get('upload-offset')
      if (offset !== String(record.offset)) throw new DoorError('upload-offset', `The upload stands at ${record.offset}; the part says ${offset ?? 'nothing'}.`, { offset: record.offset })
      return answer(204, await progress(call, shelf, await shelf.append(record, received(call))))
    })
  },
  async deleteUpload({ house, caller, request, params }) {
    rightVersion(request)
    const shelf = shelfOf(house)
    await shelf.drop(await shelf.find(caller.user, params.upload))
    return answer(204)
  },
}

/** Where it stands; a whole file is looked at, made known to its film, and leaves the shelf in any case. */
async function progress({ studio, caller, signal }: AnyUpload, shelf: UploadShelf, record: UploadRecord): Promise<Record<string, string>> {
  const headers = { 'Upload-Offset': String(record.offset), 'Upload-Expires': new Date(record.until).toUTCString() }
  if (record.offset < record.length || signal.aborted) return headers
  try {
    const file = await studio.uploads.receive(caller as Caller, record.session, { name: record.name, bytes: shelf.bytes(record) })
    return { ...headers, 'Kinora-File': file.id }
  } finally {
    await shelf.drop(record)
  }
}

function rightVersion(request: Request): void {
  const spoken = request.headers.get('tus-resumable')
  if (spoken !== protocol) throw new DoorError('upload-version', `The header Tus-Resumable must be ${protocol}; it is ${spoken ?? 'missing'}.`)
}

function readLength(request: Request, house: House): number {
  const text = request.headers.get('upload-length') ?? ''
  if (!/^\d{1,15}$/.test(text)) throw new DoorError('body-invalid', 'The header Upload-Length must tell the bytes of the file.')
  const length = Number(text)
  const { largest } = house.settings.uploads
  if (length > largest) throw new StudioError('file-too-large', `The file has ${length} bytes; at most ${largest} are taken.`, { limit: largest })
  if (length === 0) throw new StudioError('upload-empty', 'The file is empty.')
  return length
}

/** `filename d29ybGQubXA0,is_confidential`: keys with base64 values. */
export function nameIn(metadata: string | null): string {
  for (const pair of (metadata ?? '').slice(0, 4000).split(',')) {
    const [key = '', value = ''] = pair.trim().split(/\s+/)
    if (key === 'filename' || key === 'name') return cleanText(Buffer.from(value, 'base64').toString('utf8')).slice(0, 255) || 'file'
  }
  return 'file'
}

async function* received({ house, request, env }: AnyUpload): AsyncGenerator<Uint8Array> {
  const body = bodyStream(request, env)
  if (body === undefined) return
  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    house.metrics.received(chunk.length)
    yield chunk
  }
}

const shelves = new WeakMap<House, UploadShelf>()

function shelfOf(house: House): UploadShelf {
  if (house.objects === undefined) throw new StudioError('unavailable', 'This server takes no resumable uploads. Send the file as a form.')
  const shelf = shelves.get(house) ?? createUploadShelf(house.objects, { hours: house.settings.uploads.hours, now: house.now })
  shelves.set(house, shelf)
  return shelf
}

function answer(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { 'Tus-Resumable': protocol, ...headers } })
}
