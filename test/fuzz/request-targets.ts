// Requests of strangers through the public `fetch` of the api, and WebSocket frames through its socket. An input is a
// request as text: line, headers, an empty line, the body; `{session}`, `{token}` and `{upload}` are filled in. Nothing may
// answer 500, hang, or answer a failure in a shape that no client reads.

import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { newStranger, openHouse, type FuzzedHouse, type Stranger } from './house.ts'
import { Finding, type OpenTarget, type Place, type Target } from './target.ts'

const origin = 'http://127.0.0.1:8787'
/** Inputs after which somebody new comes, so that no film and no shelf of files grows without end. */
const patience = 50
/** Milliseconds that a client listens to a stream before it hangs up. */
const listening = 1000

const words = ['{session}', '{token}', '{upload}', 'me', '..', '%00', '%2e%2e', '%ff', 'null', 'Content-Type: ', 'application/json', 'Range: bytes=0-', 'Last-Event-ID: 1', 'Idempotency-Key: a', '\n', '?', '&', 'current', '__proto__']
const formWords = ['--b', '--b--', '\r\n', '\r\n\r\n', 'Content-Disposition: form-data; name="files"; filename="', 'filename*=UTF-8\'\'', 'Content-Transfer-Encoding: base64', 'name="session_id"', '"', ';', 'boundary=', '\0']
const tusWords = ['Tus-Resumable: 1.0.0', 'Upload-Length: ', 'Upload-Offset: 0', 'Upload-Metadata: filename ', 'Upload-Defer-Length: 1', 'Upload-Concat: partial', 'application/offset+octet-stream']

export const requestTargets: readonly Target[] = [
  { name: 'json-bodies', form: 'request', words, slowest: 8000, open: openRequests },
  { name: 'forms', form: 'request', words: [...words, ...formWords], slowest: 8000, open: openRequests },
  { name: 'resumable', form: 'request', words: [...words, ...tusWords], slowest: 8000, open: openRequests },
  { name: 'frames', form: 'bytes', words: ['\x81\x80', '\x88\x80', '\x89\x80', '\x82\x80', '\x81\xfe\xff\xff', '\x81\xff', '\x01\x80', '\x00\x80', '{"type":"message","content":"hello"}', '{"type":"ping"}'], slowest: 8000, open: openFrames },
]

/** The house, and a stranger who changes now and then. */
async function openStrangers(place: Place): Promise<{ readonly house: FuzzedHouse; stranger(): Promise<Stranger> }> {
  const house = await openHouse(place)
  let count = 0
  let now: Promise<Stranger> | undefined
  return {
    house,
    stranger: () => {
      if (count % patience === 0) now = newStranger(house.api, count)
      count++
      return now!
    },
  }
}

async function openRequests(place: Place): Promise<OpenTarget> {
  const { house, stranger } = await openStrangers(place)
  return {
    async feed(input) {
      const who = await stranger()
      const request = requestOf(await filled(input, who, house), who)
      // What no client can send reaches nobody.
      if (request === undefined) return 'refused'
      const response = await house.api.fetch(request)
      const text = await read(response)
      const [complaint] = house.complaints()
      if (complaint !== undefined) throw new Finding(`${response.status}: ${complaint.slice(0, 1500)}`)
      if (response.status >= 500 && response.status !== 503) throw new Finding(`${response.status}: ${text.slice(0, 300)}`)
      if (response.status >= 400 && request.method !== 'HEAD' && !judged(response, text)) throw new Finding(`a failure that no client reads: ${response.status} ${text.slice(0, 300)}`)
      return response.status < 400 ? 'taken' : 'refused'
    },
    close: () => house.close(),
  }
}

async function filled(input: Uint8Array, who: Stranger, house: FuzzedHouse): Promise<Buffer> {
  const text = Buffer.from(input).toString('latin1')
  const upload = text.includes('{upload}') ? await newUpload(who, house) : ''
  return Buffer.from(text.replaceAll('{session}', who.session).replaceAll('{token}', who.token).replaceAll('{upload}', upload), 'latin1')
}

async function newUpload(who: Stranger, house: FuzzedHouse): Promise<string> {
  const response = await house.api.fetch(new Request(`${origin}/api/v1/sessions/${who.session}/uploads`, { method: 'POST', headers: { Authorization: `Bearer ${who.token}`, 'Tus-Resumable': '1.0.0', 'Upload-Length': '12' } }))
  return response.headers.get('location')?.split('/').at(-1) ?? ''
}

function requestOf(input: Buffer, who: Stranger): Request | undefined {
  const end = input.indexOf('\n\n')
  const [line = '', ...lines] = input.subarray(0, end < 0 ? input.length : end).toString('latin1').split('\n')
  const [method = '', ...path] = line.trim().split(' ')
  const body = end < 0 || /^(GET|HEAD)$/i.test(method) ? undefined : new Uint8Array(input.subarray(end + 2))
  try {
    const headers = new Headers({ Authorization: `Bearer ${who.token}` })
    for (const header of lines) headers.set(header.slice(0, header.indexOf(':')), header.slice(header.indexOf(':') + 1).trim())
    return new Request(`${origin}${path.join(' ')}`, { method, headers, redirect: 'manual', ...(body !== undefined && { body }) })
  } catch {
    return undefined
  }
}

/** All of an answer, or as much of a stream as a client with little time hears. */
async function read(response: Response): Promise<string> {
  if (response.body === null) return ''
  const reader = response.body.getReader()
  const parts: Uint8Array[] = []
  const streams = response.headers.get('content-type')?.startsWith('text/event-stream') === true
  const timer = streams ? setTimeout(() => void reader.cancel().catch(() => undefined), listening) : undefined
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value)
  clearTimeout(timer)
  return Buffer.concat(parts).toString('utf8')
}

function judged(response: Response, text: string): boolean {
  const type = response.headers.get('content-type') ?? ''
  if (type.startsWith('text/html')) return true
  if (!type.startsWith('application/json')) return false
  const body = JSON.parse(text) as { readonly error?: unknown; readonly code?: unknown }
  return body.error !== undefined || body.code !== undefined
}

async function openFrames(place: Place): Promise<OpenTarget> {
  const { house, stranger } = await openStrangers(place)
  const listens = await house.api.listen({ port: 0, host: '127.0.0.1' })
  const port = Number(new URL(listens.url).port)
  return {
    async feed(input) {
      const who = await stranger()
      const heard = await speak(port, who, input)
      const [complaint] = house.complaints()
      if (complaint !== undefined) throw new Finding(complaint.slice(0, 1500))
      if (!heard.startsWith('HTTP/1.1 101')) throw new Finding(`no WebSocket: ${heard.slice(0, 200)}`)
      return /"type":"(pong|message_accepted)"/.test(heard) ? 'taken' : 'refused'
    },
    async close() {
      await listens.close(0)
      await house.close()
    },
  }
}

/** Shakes hands, sends the bytes once the session is there, hangs up, and waits until the server has let go. */
function speak(port: number, who: Stranger, frames: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let heard = ''
    let sent = false
    socket.on('data', (data) => {
      heard += data.toString('latin1')
      if (sent || !heard.includes('session_ready')) return
      sent = true
      socket.end(frames)
    })
    socket.on('error', (error: NodeJS.ErrnoException) => { if (heard === '') reject(error) })
    socket.on('close', () => resolve(heard))
    socket.write(`GET /ws/chat?token=${who.token}&session_id=${who.session} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`)
  })
}
