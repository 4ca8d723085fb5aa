// One upload request of any published form: multipart parts, or JSON with addresses. Files are taken one after the other;
// when some are refused and others taken, the answer tells both, and only when none is left it is a failure.

import type { Caller, HeldFile, StoredAsset } from '../../studio/index.ts'
import { StudioError } from '../../studio/index.ts'
import type { Call } from '../core/call.ts'
import { bodyBytes, readJson } from '../core/body.ts'
import { DoorError, failureOf } from '../core/failures.ts'
import { urlsBody } from '../contract/skill.ts'
import type { z } from 'zod'
import { fileItem, type FileItem } from './file-item.ts'
import { readMultipart } from './multipart.ts'

export interface UploadAnswer {
  readonly session_state_applied: boolean
  readonly url: string
  readonly file_id: string
  readonly filename: string
  readonly files: FileItem[]
  readonly failed?: { readonly name: string; readonly reason: string; readonly message: string }[]
}

interface Taken {
  readonly files: StoredAsset[]
  readonly failed: { readonly name: string; readonly reason: string; readonly message: string }[]
  first: unknown
}

/** `session` absent: a field `session_id` of the form names it. */
export async function receiveFiles(call: Call<{ readonly access: 'token' }>, session?: string): Promise<UploadAnswer> {
  const taken: Taken = { files: [], failed: [], first: undefined }
  const contentType = call.request.headers.get('content-type') ?? ''
  const ended = call.house.metrics.began('upload')
  try {
    if (/^multipart\/form-data/i.test(contentType)) await fromForm(call, contentType, session, taken)
    else await fromAddresses(call, session, taken)
  } finally {
    ended()
  }
  const files = taken.files.map((file) => fileItem(file, call.house.settings.publicUrl))
  const [first] = files
  if (first === undefined) throw taken.first ?? new StudioError('upload-empty', 'No file came. Send a multipart form with a part named "files", or JSON with "urls".')
  return { session_state_applied: true, url: first.url, file_id: first.file_id, filename: first.filename, files, ...(taken.failed.length > 0 && { failed: taken.failed }) }
}

async function fromForm(call: Call<{ readonly access: 'token' }>, contentType: string, session: string | undefined, taken: Taken): Promise<void> {
  const body = bodyBytes(call.request, call.env)
  if (body === undefined) return
  const { studio, signal, house: { settings: { uploads } } } = call
  const caller = call.caller as Caller
  const early: { readonly name: string; readonly file: HeldFile }[] = []
  let into = session
  const take = (name: string, bytes: AsyncIterable<Uint8Array>, session: string) => attempt(taken, name, () => studio.uploads.receive(caller, session, { name, bytes, signal }))
  try {
    await readMultipart({
      contentType, body, largest: uploads.largest, files: uploads.files,
      onField(name, value) {
        if (name === 'session_id' || name === 'sessionId') into ??= value.trim()
      },
      async onFile({ name, bytes }) {
        const coming = counted(call, bytes)
        if (into !== undefined && early.length === 0) await take(name, coming, into)
        // The field may stand behind its files as well; they keep their order.
        else await attempt(taken, name, async () => void early.push({ name, file: await studio.uploads.hold(caller, { name, bytes: coming, signal }) }))
      },
    })
    if (into === undefined) throw new DoorError('body-invalid', 'The form needs a field session_id.')
    for (const { name, file } of early) await take(name, file.bytes, into)
  } finally {
    for (const { file } of early) await file.drop()
  }
}

async function fromAddresses(call: Call<{ readonly access: 'token' }>, session: string | undefined, taken: Taken): Promise<void> {
  const body = (await readJson(call.request, call.env, urlsBody)) as z.output<typeof urlsBody>
  const into = session ?? (typeof body['session_id'] === 'string' ? body['session_id'] : undefined)
  if (into === undefined) throw new DoorError('body-invalid', 'The body needs session_id.')
  for (const url of body.urls) await attempt(taken, url.slice(0, 300), () => call.studio.uploads.fetch(call.caller as Caller, into, url))
}

/** Codes that concern one file; anything else ends the request. */
const ofOneFile: ReadonlySet<string> = new Set(['file-unsupported', 'file-too-large', 'upload-empty', 'address-forbidden', 'download-failed'])

async function attempt(taken: Taken, name: string, take: () => Promise<StoredAsset | void>): Promise<void> {
  try {
    const file = await take()
    if (file !== undefined) taken.files.push(file)
  } catch (thrown) {
    const { code, message } = failureOf(thrown)
    if (!ofOneFile.has(code)) throw thrown
    taken.first ??= thrown
    taken.failed.push({ name, reason: code, message })
  }
}

async function* counted(call: Call<{ readonly access: 'token' }>, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    call.house.metrics.received(chunk.length)
    yield chunk
  }
}
