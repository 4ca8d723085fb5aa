// Resumable uploads by the tus protocol 1.0.0 (creation, creation-with-upload, expiration, termination): a large file may
// lose its connection and go on where it stopped, at any server of the house.

import { StudioError } from '../../studio/index.ts'
import type { mediaRoutes } from '../contract/own-media.ts'
import { bodyBytes, cleanText } from '../core/body.ts'
import type { Call, Handlers } from '../core/call.ts'
import { DoorError } from '../core/failures.ts'

const protocol = '1.0.0'
const partType = 'application/offset+octet-stream'
const extensions = 'creation,creation-with-upload,expiration,termination'

type UploadRoutes = Pick<typeof mediaRoutes, 'uploadOptions' | 'createUpload' | 'uploadOffset' | 'uploadPart' | 'deleteUpload'>
type AnyUpload = Pick<Call<UploadRoutes['uploadPart']>, 'house' | 'studio' | 'caller' | 'request' | 'env' | 'signal'>

export const uploadHandlers: Handlers<UploadRoutes> = {
  uploadOptions: ({ house }) => answer(204, { 'Tus-Version': protocol, 'Tus-Extension': extensions, 'Tus-Max-Size': String(house.settings.uploads.largest), Allow: 'OPTIONS, POST' }),
  async createUpload(call) {
    const { house, studio, caller, request, params } = call
    rightVersion(request)
    const session = await studio.sessions.find(caller, params.session)
    const upload = await studio.uploads.begin(caller, session.id, { name: nameIn(request.headers.get('upload-metadata')), length: readLength(request) })
    const headers = { Location: `${house.settings.publicUrl}/api/v1/uploads/${upload.id}`, 'Upload-Expires': new Date(upload.until).toUTCString() }
    if (request.headers.get('content-type') !== partType) return answer(201, headers)
    return answer(201, { ...headers, ...(await append(call, upload.id, 0)) })
  },
  async uploadOffset({ studio, caller, request, params }) {
    rightVersion(request)
    const { offset, length, until } = await studio.uploads.unfinished(caller, params.upload)
    return answer(200, { 'Upload-Offset': String(offset), 'Upload-Length': String(length), 'Upload-Expires': new Date(until).toUTCString() })
  },
  async uploadPart(call) {
    const { studio, caller, request, params } = call
    rightVersion(request)
    if (request.headers.get('content-type') !== partType) throw new DoorError('body-type', `The content type of a part is ${partType}.`)
    const { offset } = await studio.uploads.unfinished(caller, params.upload)
    const said = request.headers.get('upload-offset') ?? ''
    if (!/^\d{1,15}$/.test(said)) throw new StudioError('upload-offset', `The upload stands at ${offset}; the header Upload-Offset must say so.`, { offset })
    return answer(204, await append(call, params.upload, Number(said)))
  },
  async deleteUpload({ studio, caller, request, params }) {
    rightVersion(request)
    await studio.uploads.drop(caller, params.upload)
    return answer(204)
  },
}

/** Where it stands after this part; a whole file is looked at, made known to its film, and is no upload any more in any case. */
async function append(call: AnyUpload, id: string, offset: number): Promise<Record<string, string>> {
  const { upload, file } = await call.studio.uploads.append(call.caller, id, { offset, bytes: received(call), signal: call.signal })
  return { 'Upload-Offset': String(upload.offset), 'Upload-Expires': new Date(upload.until).toUTCString(), ...(file && { 'Kinora-File': file.id }) }
}

function rightVersion(request: Request): void {
  const spoken = request.headers.get('tus-resumable')
  if (spoken !== protocol) throw new DoorError('upload-version', `The header Tus-Resumable must be ${protocol}; it is ${spoken ?? 'missing'}.`)
}

function readLength(request: Request): number {
  const text = request.headers.get('upload-length') ?? ''
  if (!/^\d{1,15}$/.test(text)) throw new DoorError('body-invalid', 'The header Upload-Length must tell the bytes of the file.')
  return Number(text)
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
  const body = bodyBytes(request, env)
  if (body === undefined) return
  for await (const chunk of body) {
    house.metrics.received(chunk.length)
    yield chunk
  }
}

function answer(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { 'Tus-Resumable': protocol, ...headers } })
}
