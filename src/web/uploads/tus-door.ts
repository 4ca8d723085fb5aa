// The queue's door to a real server: tus 1.0.0 as the contract has it. Parts go by XMLHttpRequest, the only way in which
// browsers tell how much of a body has left.

import { addressOf, ServerRefusal, type Client } from '../client/client.ts'
import { routes } from '../client/routes.ts'
import type { UploadDoor } from './upload-queue.ts'
import type { UploadProblem } from './upload.ts'

const version = { 'Tus-Resumable': '1.0.0' } as const

export function createTusDoor(client: Client, session: string): UploadDoor {
  return {
    async begin({ name, bytes }, signal) {
      const response = await client.open('createUpload', { params: { session }, signal, headers: { ...version, 'Upload-Length': String(bytes), 'Upload-Metadata': `filename ${base64(name)}` } })
      const remote = response.headers.get('location')?.split('/').at(-1)
      if (remote === undefined || remote === '') throw new ServerRefusal({ code: 'unexpected', status: response.status, message: 'The server named no upload.' })
      return remote
    },
    async standing(remote, signal) {
      try {
        const response = await client.open('uploadOffset', { params: { upload: remote }, signal, headers: version })
        return Number(response.headers.get('upload-offset'))
      } catch (thrown) {
        // A HEAD has no body, so only its status tells.
        if (thrown instanceof ServerRefusal && (thrown.status === 404 || thrown.status === 410)) return undefined
        throw thrown
      }
    },
    send: (remote, offset, part, progress, signal) => sendPart(client, addressOf(routes.uploadPart[1], { params: { upload: remote } }), offset, part, progress, signal),
    async arrived({ name, bytes }, signal) {
      const { files } = await client.ask('assets', { params: { session }, signal })
      return files.find((file) => file.filename === name && file.size === bytes)?.file_id
    },
    async drop(remote) {
      await client.open('deleteUpload', { params: { upload: remote }, headers: version }).catch(() => undefined)
    },
  }
}

function sendPart(client: Client, address: string, offset: number, part: Blob, progress: (bytes: number) => void, signal: AbortSignal): ReturnType<UploadDoor['send']> {
  return new Promise((done, refuse) => {
    const request = new XMLHttpRequest()
    request.open('PATCH', address)
    const headers = { ...version, ...client.credentials(), 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' }
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded }) => progress(loaded)
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        const file = request.getResponseHeader('Kinora-File')
        done({ offset: Number(request.getResponseHeader('Upload-Offset')), ...(file !== null && { file }) })
      } else {
        refuse(refusalIn(request.status, request.responseText))
      }
    }
    request.onerror = () => refuse(new ServerRefusal({ code: 'offline', status: 0, message: 'The server cannot be reached. Check the connection.' }))
    request.onabort = () => refuse(new DOMException('Stopped.', 'AbortError'))
    if (signal.aborted) return refuse(new DOMException('Stopped.', 'AbortError'))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(part)
  })
}

function refusalIn(status: number, text: string): ServerRefusal {
  try {
    const { error } = JSON.parse(text) as { error: { code: string; message: string; suggestion?: string; details?: Record<string, unknown> } }
    return new ServerRefusal({ status, ...error })
  } catch {
    return new ServerRefusal({ status, code: 'unexpected', message: `The server answered with status ${status}.` })
  }
}

/** Refusals after which another try from where the server stands is right. */
const mending = new Set(['offline', 'upload-offset', 'upload-unknown', 'rate-limited', 'unavailable'])

export function problemOfUpload(thrown: unknown): UploadProblem | 'away' {
  if (!(thrown instanceof ServerRefusal)) return thrown instanceof Error && thrown.name === 'NotReadableError' ? { code: 'unreadable', text: thrown.message } : 'away'
  if (mending.has(thrown.code) || (thrown.status >= 500 && thrown.code !== 'storage-full')) return 'away'
  return { code: thrown.code, text: thrown.message }
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
