import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { contract } from '../../src/api/contract.ts'
import { judgedFailure, makeFilm, newcomer, openServer, paint, pictures, type Server } from './kit.ts'

const files = createServer((request, response) => {
  if (request.url === '/photo.png') return void response.setHeader('Content-Type', 'image/png').end(paint(320, 240, 2))
  if (request.url === '/away') return void response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end()
  response.writeHead(404).end()
})
let opened: Promise<Server> | undefined
const shared = () => (opened ??= open())

async function open(): Promise<Server> {
  await new Promise<void>((done) => files.listen(0, '127.0.0.1', done))
  return openServer({ api: { allowedHosts: [`127.0.0.1:${(files.address() as AddressInfo).port}`] } })
}

after(() => {
  files.closeAllConnections()
  files.close()
})

/** Raw bytes to the server; everything that comes back. */
async function raw(server: Server, bytes: string | Uint8Array, options: { readonly hangUp?: boolean; readonly wait?: boolean } = {}): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  let text = ''
  socket.on('data', (data) => { text += data.toString('latin1') })
  socket.on('error', () => {})
  const closed = new Promise<void>((done) => socket.once('close', () => done()))
  socket.write(bytes)
  if (options.hangUp === true) setImmediate(() => socket.destroy())
  else if (options.wait === true) socket.once('data', () => setImmediate(() => socket.destroy()))
  else socket.end()
  await closed
  return text
}

test('files by address: taken from where the house allows, refused from inside, told when nothing is there', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const at = `http://127.0.0.1:${(files.address() as AddressInfo).port}`
  const request = (...urls: readonly string[]) => ({ token: who.token, path: { session: who.session }, body: { urls, source_type: 'url' } })
  const { data } = await server.good('skill.upload', request(`${at}/photo.png`))
  assert.deepEqual([data.files[0].filename, data.files[0].width], ['photo.png', 320])
  for (const url of [`${at}/away`, `${server.url}/healthz`, 'http://localhost/', 'http://[::1]/', 'file:///etc/passwd', 'http://169.254.169.254/latest']) await server.bad('skill.upload', 'address-forbidden', request(url))
  await server.bad('skill.upload', 'download-failed', request(`${at}/nothing.png`))
  const mixed = await server.good('own.sendFiles', { ...request(`${at}/photo.png`, `${at}/nothing.png`), path: { session: who.session } })
  assert.deepEqual(mixed.failed.map(({ reason }: any) => reason), ['download-failed'])
})

test('storage that is full is 4002, a line of waiting messages that is full is 409', async () => {
  const server = await openServer({ studio: { files: { perUser: 250_000 } } })
  const who = await newcomer(server)
  const form = (number: number) => {
    const body = new FormData()
    body.append('files', new Blob([noise(200_000, number)], { type: 'text/plain' }), `${number}.txt`)
    return { token: who.token, path: { session: who.session }, body }
  }
  await server.good('skill.upload', form(1))
  assert.equal((await server.bad('skill.upload', 'storage-full', form(2))).code, 4002)
  const said = await Promise.all(Array.from({ length: 40 }, (_, index) => server.ask('own.sendTurn', { token: who.token, path: { session: who.session }, body: { text: `hello number ${index}` } })))
  assert.ok(said.some(({ status }) => status === 200))
  for (const response of said) {
    if (response.status !== 200) await judgedFailure('own.sendTurn', 'turn-running', response)
  }
})

test('when the database is gone nobody waits for ever and nothing of our insides is told', async () => {
  const server = await openServer()
  const who = await newcomer(server)
  await server.store.close()
  const response = await server.ask('skill.credits', { token: who.token })
  const body = await response.json() as any
  assert.ok([500, 503].includes(response.status))
  assert.equal(body.code, response.status)
  assert.match(body.request_id, /^[0-9a-f-]{36}$/)
  assert.doesNotMatch(JSON.stringify(body), /postgres|kysely|select|pool/i)
  await server.bad('pages.ready', 'unavailable')
  await server.good('pages.health')
})

test('a client that hangs up in the middle of an upload leaves nothing behind and harms nobody', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const head = `POST /api/upload-video/nemo_agent/me/${who.session} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${who.token}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n--b\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n\r\n`
  await Promise.all(Array.from({ length: 5 }, () => raw(server, head + 'x'.repeat(10_000), { hangUp: true })))
  await server.good('skill.upload', { token: who.token, path: { session: who.session }, body: pictures(1) })
  assert.equal((await server.good('own.assets', { token: who.token, path: { session: who.session } })).files.length, 1)
})

test('a body that is too large is refused before it has come, and the client can read why', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const answer = await raw(server, `POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${who.token}\r\nContent-Length: 900000000\r\n\r\n{"name":"x`, { wait: true })
  assert.match(answer, /^HTTP\/1\.1 413 /)
  assert.match(answer, /body-too-large/)
})

test('what is no request is answered with JSON: broken lines, too long headers, a host that is none', async () => {
  const server = await shared()
  for (const [text, status] of [['GARBAGE\r\n\r\n', 400], [`GET / HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(40_000)}\r\n\r\n`, 431], ['GET / HTTP/1.1\r\nHost: a b/c?d\r\n\r\n', 400], ['GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n', 400]] as const) {
    const answer = await raw(server, text)
    assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), text.slice(0, 40))
    assert.match(answer.split('\r\n\r\n')[1]!, /^\{.*"success":false|^\{"error"/, text.slice(0, 40))
  }
})

test('a path that is not there, and a method that a path does not take, are told in the words of the family that asked', async () => {
  const server = await shared()
  for (const path of ['/api/none', '/run_sse/x', '/v1/none', '/v1/jobs', '/projects/a/b/c', '/billing', '/services/v1/x', '/auth/none', '/files']) {
    const response = await fetch(`${server.url}${path}`, { method: 'POST' })
    const body = await response.json() as any
    assert.deepEqual([response.status, body.code, body.success, body.reason], [404, 404, false, 'path-unknown'], path)
  }
  for (const path of ['/api/v1/none', '/nothing', '/workspace/x/y/z']) assert.equal((await (await fetch(`${server.url}${path}`, { method: 'POST' })).json() as any).error.code, 'path-unknown', path)
  for (const [method, path, allow] of [['GET', '/run_sse', 'POST'], ['DELETE', '/billing/balance', 'GET'], ['GET', '/v1/run', 'POST'], ['PUT', '/api/render/proxy/lambda', 'POST']] as const) {
    const response = await fetch(`${server.url}${path}`, { method })
    assert.deepEqual([response.status, (await response.json() as any).code, response.headers.get('allow')?.split(', ')[0]], [405, 405, allow], path)
  }
})

test('any path, method, header and body gets an answer of ours: never 5xx, always JSON or a page', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const routes = Object.values(contract).filter(({ answer }) => answer.kind !== 'socket')
  const segment = fc.oneof(fc.constantFrom('me', who.session, '..', '%00', '%2e%2e', '%ff', 'current', '0', 'x'.repeat(300)), fc.string({ maxLength: 20 }).map((text) => encodeURIComponent((text as string & { toWellFormed(): string }).toWellFormed())), fc.webPath({ size: 'small' }).map((path) => path.slice(1) || 'y'))
  const body = fc.oneof(fc.json(), fc.string(), fc.uint8Array({ maxLength: 200 }), fc.constantFrom('{"session_id":"\\u0000","new_message":{"parts":[{"text":"\\ud800"}]}}', '{"operations":[{"name":"__proto__"}]}', '{"draft":"{\\"t\\":[null]}"}', `{"session_id":"${who.session}","sessionId":"${who.session}","session":"${who.session}","text":"x","new_message":{"parts":[{"text":"x"}]},"draft":{"t":[{"tt":0,"sg":[{"aid":"__proto__"}]}]}}`))
  await fc.assert(fc.asyncProperty(fc.constantFrom(...routes), fc.array(segment, { minLength: 4, maxLength: 4 }), fc.constantFrom('as it is', 'GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'), body, fc.boolean(), async (route, segments, method, content, multipart) => {
    let index = 0
    const path = route.path.replaceAll(/\{\w+\}/g, () => segments[index++ % 4]!)
    const used = method === 'as it is' ? route.method : method
    if (route.answer.kind === 'events' && used === 'GET') return
    const response = await fetch(`${server.url}${path}`, {
      method: used, redirect: 'manual', headers: { Authorization: `Bearer ${who.token}`, 'Last-Event-ID': 'x', Range: 'bytes=5-1', 'Content-Type': multipart ? 'multipart/form-data; boundary=b' : 'application/json', 'Tus-Resumable': '1.0.0', 'Upload-Length': '7' },
      ...(used !== 'GET' && used !== 'HEAD' && { body: content as BodyInit }),
    })
    const text = await response.text()
    assert.ok(response.status < 500 || response.status === 503, `${used} ${path} ${String(content).slice(0, 200)}: ${response.status} ${text.slice(0, 300)}`)
    if (response.status >= 400 && used !== 'HEAD') assert.match(response.headers.get('content-type') ?? '', /^(application\/json|text\/html)/)
  }), { numRuns: 150 })
  assert.equal((await server.ask('pages.health')).status, 200)
})

test('two hundred listeners to one turn all hear all of it', async () => {
  const server = await shared()
  const who = await newcomer(server)
  await makeFilm(server, who)
  const { turn } = await server.good('own.sendTurn', { token: who.token, path: { session: who.session }, body: { text: 'add a title: Many' } })
  const heard = await Promise.all(Array.from({ length: 200 }, async () => (await server.ask('own.turnEvents', { token: who.token, path: { turn: turn.id } })).text()))
  for (const text of heard) assert.match(text, /"type":"end"/)
  // A line that was never silent may have heartbeats all the same.
  assert.equal(new Set(heard.map((text) => text.replaceAll(': heartbeat\n\n', ''))).size, 1)
})

function noise(length: number, seed: number): string {
  let state = seed
  return Array.from({ length }, () => String.fromCharCode(97 + ((state = (state * 1103515245 + 12345) & 0x7fffffff) >> 16) % 26)).join('')
}
