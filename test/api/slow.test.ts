// Clients that hold a connection as long as they can: headers and bodies that trickle, sockets that say nothing, answers
// that nobody fetches. They are let go with an answer; the others notice nothing. Real sockets, short limits.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from 'node:test'
import { makeFilm, newcomer, openServer, paint, pictures, type Newcomer, type Server } from './kit.ts'

/** Milliseconds. A client below sends a byte every `drip`. */
const limits = { headers: 400, silence: 700, look: 50, body: { first: 400, most: 600, bytesPerSecond: 1000 } }
const drip = 40

let opened: Promise<Server> | undefined
const shared = () => (opened ??= openServer({ limits }))

interface Ended {
  readonly text: string
  readonly milliseconds: number
}

/** Sends the beginning, then one byte of the rest after the other, until the server ends it. */
async function trickle(server: Server, beginning: string, rest: Iterable<string>): Promise<Ended> {
  const began = performance.now()
  const socket = dial(server)
  let text = ''
  socket.on('data', (data) => { text += data.toString('latin1') })
  const bytes = rest[Symbol.iterator]()
  socket.write(beginning)
  const timer = setInterval(() => {
    const { done, value } = bytes.next()
    if (done !== true) socket.write(value)
  }, drip)
  await once(socket, 'close')
  clearInterval(timer)
  return { text, milliseconds: performance.now() - began }
}

function dial(server: Server): Socket {
  return connect(Number(new URL(server.url).port), '127.0.0.1').on('error', () => {})
}

function* endless(letter: string): Generator<string> {
  for (;;) yield letter
}

function head(who: Newcomer, method: string, path: string, headers: Readonly<Record<string, string>>): string {
  return `${method} ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${who.token}\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
}

function bodyOf({ text }: Ended): any {
  return JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4))
}

const form = { 'Content-Type': 'multipart/form-data; boundary=b', 'Content-Length': '1000000' }
const filePart = '--b\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n\r\n'

test('headers that trickle in, and a connection that says nothing, are ended with 408', async () => {
  const server = await shared()
  for (const ended of await Promise.all([trickle(server, 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ', endless('a')), trickle(server, '', [])])) {
    assert.match(ended.text, /^HTTP\/1\.1 408 /)
    assert.deepEqual([bodyOf(ended).code, bodyOf(ended).error.code, bodyOf(ended).success], [408, 'body-slow', false])
    assert.ok(ended.milliseconds < 3000, `${ended.milliseconds} ms`)
  }
})

test('bodies that trickle in are ended with 408 in the words of their family, and leave nothing behind', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const json = { 'Content-Type': 'application/json', 'Content-Length': '100000' }
  const [skill, own, sent] = await Promise.all([
    trickle(server, `${head(who, 'POST', '/run_sse', json)}{"session_id":"`, endless('1')),
    trickle(server, `${head(who, 'POST', '/api/v1/sessions', json)}{"name":"`, []),
    trickle(server, head(who, 'POST', `/api/upload-video/nemo_agent/me/${who.session}`, form) + filePart, endless('x')),
  ])
  for (const ended of [skill!, own!, sent!]) {
    assert.match(ended.text, /^HTTP\/1\.1 408 /, ended.text)
    assert.ok(ended.milliseconds < 4000, `${ended.milliseconds} ms`)
  }
  assert.deepEqual([bodyOf(skill!).code, bodyOf(skill!).reason, bodyOf(own!).error.code, bodyOf(sent!).code], [408, 'body-slow', 'body-slow', 408])
  assert.deepEqual((await server.good('own.assets', { token: who.token, path: { session: who.session } })).files, [])
})

test('of a resumable upload that trickles in, what came is kept and the client told where it stands', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const tus = { 'Tus-Resumable': '1.0.0', 'Content-Type': 'application/offset+octet-stream' }
  const bytes = paint(320, 240, 1)
  const created = await server.ask('own.createUpload', { token: who.token, path: { session: who.session }, headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': String(bytes.length) } })
  const upload = created.headers.get('location')!.split('/').at(-1)!
  const ended = await trickle(server, head(who, 'PATCH', `/api/v1/uploads/${upload}`, { ...tus, 'Upload-Offset': '0', 'Content-Length': String(bytes.length) }) , [...bytes.subarray(0, 5)].map((byte) => String.fromCharCode(byte & 0x7f)))
  assert.match(ended.text, /^HTTP\/1\.1 204 [^]*upload-offset: 5\r\n/i)
  await server.bad('own.uploadPart', 'upload-offset', { token: who.token, path: { upload }, headers: { ...tus, 'Upload-Offset': '0' }, body: bytes })
  assert.equal((await server.ask('own.uploadPart', { token: who.token, path: { upload }, headers: { ...tus, 'Upload-Offset': '5' }, body: bytes.subarray(5, 100) })).headers.get('upload-offset'), '100')
})

test('an honest slow line comes through: what it brings buys it time', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const name = 'n'.repeat(1500)
  const text = JSON.stringify({ name })
  const pieces = text.match(/.{1,120}/g)!
  const ended = await trickle(server, head(who, 'POST', '/api/v1/sessions', { 'Content-Type': 'application/json', 'Content-Length': String(text.length), Connection: 'close' }), pieces)
  assert.match(ended.text, /^HTTP\/1\.1 (201|200|400) /)
  assert.doesNotMatch(ended.text, /body-slow/)
  assert.ok(ended.milliseconds > limits.body.first, 'it took longer than a silent one may')
})

test('a hundred slow connections do not keep the others from being answered, and go', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const slow = Array.from({ length: 99 }, (_, index) => (index % 3 === 0 ? trickle(server, 'POST /run_sse HTTP/1.1\r\nX: ', endless('a'))
    : index % 3 === 1 ? trickle(server, `${head(who, 'POST', '/run_sse', { 'Content-Length': '9999' })}{`, endless(' '))
      : trickle(server, head(who, 'POST', `/api/upload-video/nemo_agent/me/${who.session}`, form) + filePart, endless('x'))))
  const began = performance.now()
  await server.good('skill.credits', { token: who.token })
  await server.good('skill.upload', { token: who.token, path: { session: who.session }, body: pictures(1) })
  assert.ok(performance.now() - began < 8000)
  const statuses = (await Promise.all(slow)).map(({ text }) => text.slice(9, 12))
  assert.deepEqual([...new Set(statuses)], ['408'])
})

test('who does not fetch an answer is let go; who waits for one that is still being thought about is not', async () => {
  const server = await openServer({ limits })
  const who = await newcomer(server)
  let let_go: () => void = () => undefined
  const gone = new Promise<void>((resolve) => { let_go = resolve })
  async function* film() {
    try {
      for (;;) yield new Uint8Array(1 << 20)
    } finally {
      let_go()
    }
  }
  Object.assign(server.studio.uploads, { open: async () => ({ name: 'a.mp4', mimeType: 'video/mp4', bytes: 1e12, read: async () => film() }) })
  const socket = dial(server)
  socket.pause()
  socket.write('GET /f/aaaaaaaaaaaaaaaaaaaaaaaa/a.mp4 HTTP/1.1\r\nHost: x\r\n\r\n')
  const { balance } = server.studio.credits
  Object.assign(server.studio.credits, { balance: async (caller: never) => { await pause(3 * limits.silence); return balance(caller) } })
  assert.equal((await server.good('skill.credits', { token: who.token })).available, 100)
  await gone
  socket.destroy()
})

test('a viewer who goes away in the middle of a part is noticed', async () => {
  const server = await shared()
  const who = await newcomer(server)
  await makeFilm(server, who)
  let asked: () => void = () => undefined
  const asking = new Promise<void>((resolve) => { asked = resolve })
  const { segment } = server.world.pieces
  const left = new Promise<void>((resolve) => {
    Object.assign(server.world.pieces, {
      segment: (...[, , , options]: Parameters<typeof segment>) => new Promise((_, reject) => {
        options?.signal?.addEventListener('abort', () => { resolve(); reject(new Error('nobody waits')) })
        asked()
      }),
    })
  })
  const socket = dial(server)
  socket.write(head(who, 'GET', `/api/v1/sessions/${who.session}/versions/1/picture/0.m4s`, {}))
  await asking
  socket.destroy()
  await left
  Object.assign(server.world.pieces, { segment })
})
