import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StudioError, type Studio } from '../studio/index.ts'
import { answerSchema, contract, errorTable, namesIn, openApi } from './contract.ts'
import { failureBody, failureOf, DoorError } from './core/failures.ts'
import type { House } from './core/call.ts'
import { createApi, createLog, defaultApiSettings } from './index.ts'
import { safeTarget } from './log.ts'

const settings = defaultApiSettings('http://127.0.0.1:8787')
// These tests ask only what the doors answer by themselves.
const api = createApi({ studio: {} as Studio, settings, version: '1.2.3', log: createLog({ level: 'silent' }) })
const ask = (path: string, init: RequestInit = {}) => api.fetch(new Request(`http://127.0.0.1:8787${path}`, init))

test('no two routes have the same method and path', () => {
  const all = Object.values(contract).map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`)
  assert.deepEqual(all.filter((one, index) => all.indexOf(one) !== index), [])
})

test('OpenAPI names every route with its parameters, answers and errors', async () => {
  const response = await ask('/openapi.json')
  const document = await response.json() as any
  assert.equal(document.openapi, '3.1.0')
  assert.deepEqual(document, JSON.parse(JSON.stringify(openApi(contract, { version: '1.2.3', url: settings.publicUrl }))))
  for (const [id, route] of Object.entries(contract)) {
    const operation = document.paths[route.path][route.method.toLowerCase()]
    assert.equal(operation.operationId, id)
    for (const name of namesIn(route.path)) assert.ok(operation.parameters.some((one: any) => one.in === 'path' && one.name === name), id)
    assert.ok(Object.keys(operation.responses).length >= 2, id)
  }
})

test('examples in the contract fit their schemas', () => {
  for (const [id, { body, example }] of Object.entries(contract)) {
    if (example?.body !== undefined && body?.kind === 'json') assert.equal(body.schema.safeParse(example.body).success, true, id)
  }
})

test('answers of the compatible families mirror their data, except under the four reserved names', () => {
  const schema = answerSchema(contract['skill.credits']!)!
  const data = { available: 1, frozen: 0, total: 1, total_granted: 1, total_consumed: 0 }
  assert.equal(schema.safeParse({ code: 0, message: 'ok', success: true, data, ...data }).success, true)
  assert.equal(schema.safeParse({ code: 0, message: 'ok', success: true, data }).success, false)
  assert.equal(schema.safeParse({ code: 0, message: 'ok', success: true, data, ...data, more: 1 }).success, false)
})

test('an unknown path is 404, a wrong method 405 with Allow, both as JSON with a code', async () => {
  const unknown = await ask('/nothing/here')
  assert.equal(unknown.status, 404)
  assert.equal((await unknown.json() as any).error.code, 'path-unknown')
  const skill = await ask('/api/nothing')
  assert.equal((await skill.json() as any).code, 404)
  const wrong = await ask('/run_sse', { method: 'DELETE' })
  assert.equal(wrong.status, 405)
  assert.equal(wrong.headers.get('allow'), 'POST, OPTIONS')
  assert.equal((await wrong.json() as any).code, 405)
})

test('a browser of any origin may ask, with any header', async () => {
  const response = await ask('/run_sse', { method: 'OPTIONS', headers: { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization,content-type,x-skill-source,x-client-id', Origin: 'https://example.com' } })
  assert.equal(response.status, 204)
  assert.equal(response.headers.get('access-control-allow-origin'), '*')
  assert.match(response.headers.get('access-control-allow-headers')!, /authorization.*x-client-id/)
})

test('health answers without anybody, readiness tells what does not work', async () => {
  const health = await ask('/healthz')
  assert.equal(health.status, 200)
  assert.ok(answerSchema(contract['pages.health']!)!.safeParse(await health.json()).success)
  const down = createApi({ studio: {} as Studio, settings, version: '1.2.3', log: createLog({ level: 'silent' }), ready: () => Promise.reject(new Error('no database')) })
  const ready = await down.fetch(new Request('http://x/readyz'))
  assert.equal(ready.status, 503)
  assert.equal(ready.headers.get('retry-after'), '5')
  assert.match(await ready.text(), /no database/)
})

test('figures are for this machine, or for whoever has the token', async () => {
  const from = (address: string, headers: Record<string, string> = {}) => api.fetch(new Request('http://x/metrics', { headers }), { incoming: { socket: { remoteAddress: address } } as never })
  assert.equal((await from('::ffff:127.0.0.1')).status, 200)
  assert.equal((await from('93.184.216.34')).status, 401)
  assert.equal((await from('127.0.0.1', { 'X-Forwarded-For': '93.184.216.34' })).status, 401)
  assert.match(await (await from('::1')).text(), /kinora_requests_total/)
})

test('the pages of the house load nothing from elsewhere', async () => {
  for (const path of ['/', '/docs', '/register?bind=anon_1']) {
    const response = await ask(path)
    assert.equal(response.status, 200, path)
    assert.match(response.headers.get('content-security-policy')!, /default-src 'none'/)
    assert.doesNotMatch(await response.text(), /<script|src="http|href="https:/)
  }
})

test('what a stranger writes into a link is text on the page', async () => {
  const page = await (await ask(`/register?bind=${encodeURIComponent('"><script>alert(1)</script>')}`)).text()
  assert.doesNotMatch(page, /<script>/)
  assert.match(page, /&lt;script&gt;/)
})

test('every row of the table gives a body with its number, its text and its status, for every family', () => {
  const house = { settings } as House
  for (const code of Object.keys(errorTable) as (keyof typeof errorTable)[]) {
    const failure = failureOf(new StudioError(code as never, 'what and where'))
    assert.equal(failure.status, errorTable[code].status)
    const skill = failureBody(failure, { family: 'skill', requestId: 'r', house }) as any
    assert.deepEqual([skill.code, skill.message, skill.success], [errorTable[code].skill, 'what and where', false])
    assert.equal((failureBody(failure, { family: 'gateway', requestId: 'r', house }) as any).code, errorTable[code].gateway ?? errorTable[code].skill)
    assert.equal((failureBody(failure, { family: 'own', requestId: 'r', house }) as any).error.code, code)
  }
})

test('short credits tell where to register, and whatever else breaks tells nothing of our insides', () => {
  const house = { settings } as House
  const body = failureBody(failureOf(new StudioError('credits-short', 'Insufficient credits')), { family: 'skill', requestId: 'r', house, user: 'anon_9f2c41d07a3be885' }) as any
  assert.deepEqual(body.data, { user_id: 'anon_9f2c41d07a3be885', register_url: 'http://127.0.0.1:8787/register?bind=anon_9f2c41d07a3be885' })
  assert.doesNotMatch(failureOf(new Error('password of the database')).message, /database/)
  assert.equal(failureOf(new DoorError('range-invalid', 'x')).status, 416)
})

test('no secret of an address reaches the log', () => {
  assert.equal(safeTarget('http://h/workspace/claim?token=nmv_usr_x&task=1'), '/workspace/claim?token=[hidden]&task=1')
  assert.equal(safeTarget('http://h/o/secretsecret/video.mp4'), '/o/[hidden]/video.mp4')
})
