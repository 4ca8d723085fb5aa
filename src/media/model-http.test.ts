// The model's door over real HTTP, against a server on loopback that speaks the protocol: what is asked, what comes back,
// and everything that can go wrong. No test waits for a clock.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { KinoraError } from '../base/index.ts'
import type { ModelRequest } from '../studio/ports.ts'
import { createHttpModel } from './model-http.ts'
import { modelSettings } from './model-settings.ts'

const secret = 'sk-very-secret'
const request: ModelRequest = {
  messages: [
    { role: 'system', text: 'Edit.' }, { role: 'user', text: '加音乐' }, { role: 'assistant', text: '', calls: [{ id: 'c1', name: 'set-title', arguments: '{"title":"A"}' }] }, { role: 'tool', call: 'c1', text: '{"ok":true}' },
  ],
  tools: [{ name: 'set-title', description: 'Sets the title.', parameters: { type: 'object', properties: { title: { type: 'string' } } } }],
  longest: 500, patience: 20_000,
}

type Handler = (body: { readonly [key: string]: unknown }, response: ServerResponse, asked: IncomingMessage) => void

async function serverWith(t: TestContext, handle: Handler): Promise<string> {
  const server = createServer((asked, response) => {
    let text = ''
    asked.setEncoding('utf8').on('data', (piece: string) => { text += piece }).on('end', () => handle(JSON.parse(text) as Record<string, unknown>, response, asked))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => { server.closeAllConnections(); server.close() })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
}

function reply(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json', 'retry-after-ms': '1' }).end(typeof body === 'string' ? body : JSON.stringify(body))
}

async function codeOf(address: string, more: Partial<ModelRequest> = {}, signal?: AbortSignal): Promise<string> {
  try {
    await createHttpModel({ address, model: 'm', key: secret }).answer({ ...request, ...more }, signal)
    return 'answered'
  } catch (thrown) {
    assert.ok(thrown instanceof KinoraError, String(thrown))
    assert.ok(!JSON.stringify([thrown.message, thrown.stack, String(thrown.cause)]).includes(secret), 'the key stands in an error')
    return thrown.code
  }
}

test('a question carries messages, tools, bound and key; the answer its calls and tokens', async (t) => {
  const seen: { body?: Record<string, unknown>; key?: string | undefined; path?: string | undefined } = {}
  const address = await serverWith(t, (body, response, asked) => {
    Object.assign(seen, { body, key: asked.headers.authorization, path: asked.url })
    reply(response, { choices: [{ message: { role: 'assistant', content: null, tool_calls: [{ id: 'x', type: 'function', function: { name: 'set-title', arguments: '{"title":"B"}' } }, { function: { name: 'set-music', arguments: { content: null } } }] } }], usage: { total_tokens: 321 } })
  })
  const answer = await createHttpModel({ address, model: 'little', key: secret }).answer(request)
  assert.deepEqual(answer, { text: '', calls: [{ id: 'x', name: 'set-title', arguments: '{"title":"B"}' }, { id: 'call-1', name: 'set-music', arguments: '{"content":null}' }], tokens: 321 })
  assert.deepEqual([seen.path, seen.key, seen.body?.['model'], seen.body?.['max_completion_tokens']], ['/v1/chat/completions', `Bearer ${secret}`, 'little', 500])
  assert.deepEqual((seen.body?.['messages'] as { role: string }[]).map(({ role }) => role), ['system', 'user', 'assistant', 'tool'])
  assert.deepEqual((seen.body?.['tools'] as { function: object }[]).map((tool) => tool.function), [{ name: 'set-title', description: 'Sets the title.', parameters: request.tools[0]!.parameters }])
})

test('a refusal is an answer without calls', async (t) => {
  const address = await serverWith(t, (_body, response) => reply(response, { choices: [{ message: { role: 'assistant', content: null, refusal: 'I would rather not.' } }] }))
  const { text, calls, tokens } = await createHttpModel({ address, model: 'm' }).answer(request)
  assert.deepEqual([text, calls, tokens > 0], ['I would rather not.', [], true])
})

test('every trouble has a code of its own, and no key in it', async (t) => {
  let asked = 0
  const status = (code: number) => serverWith(t, (_body, response) => { asked++; reply(response, { error: { message: `bad key ${secret}` } }, code) })
  for (const [code, expected, times] of [[401, 'model-refused', 1], [404, 'model-refused', 1], [400, 'model-refused', 1], [429, 'model-busy', 2], [500, 'model-failed', 2], [503, 'model-failed', 2]] as const) {
    asked = 0
    assert.deepEqual([await codeOf(await status(code)), asked], [expected, times], String(code))
  }
  const said = (body: unknown) => serverWith(t, (_body, response) => reply(response, body))
  for (const body of ['{"choices": [{"mess', 'null', '[]', '{}', { choices: [] }, { choices: [{ message: null }] }, { choices: [{ message: { tool_calls: [{ id: 'a' }] } }] }]) assert.equal(await codeOf(await said(body)), 'model-answer-wrong', JSON.stringify(body))
  assert.equal(await codeOf(await said(JSON.stringify({ choices: [{ message: { content: 'x'.repeat(5_000_000) } }] }))), 'model-answer-wrong')
  assert.equal(await codeOf('http://127.0.0.1:1/v1'), 'model-unreachable')
  const hangsUp = await serverWith(t, (_body, response) => response.destroy())
  assert.equal(await codeOf(hangsUp), 'model-unreachable')
  const elsewhere = await serverWith(t, (_body, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end())
  assert.equal(await codeOf(elsewhere), 'model-unreachable')
})

test('a server that never answers is given up, and a cancelled turn ends at once', async (t) => {
  const silent = await serverWith(t, () => undefined)
  assert.equal(await codeOf(silent, { patience: 30 }), 'model-slow')
  const cancel = new AbortController()
  const asking = await serverWith(t, () => cancel.abort(new Error('cancelled by the person')))
  await assert.rejects(createHttpModel({ address: asking, model: 'm' }).answer(request, cancel.signal), /cancelled by the person/)
})

test('the model is off without an address, and half a setting is told', () => {
  assert.equal(modelSettings({ KINORA_MODEL_NAME: 'm', KINORA_MODEL_KEY: secret }), undefined)
  assert.deepEqual(modelSettings({ KINORA_MODEL_URL: 'http://127.0.0.1:11434/v1/', KINORA_MODEL_NAME: 'm', KINORA_MODEL_SECONDS: '20' }), { server: { address: 'http://127.0.0.1:11434/v1', model: 'm' }, limits: { time: 20_000 } })
  assert.throws(() => modelSettings({ KINORA_MODEL_URL: 'http://host/v1' }), /KINORA_MODEL_NAME/)
  assert.throws(() => modelSettings({ KINORA_MODEL_URL: 'host', KINORA_MODEL_NAME: 'm' }), /KINORA_MODEL_URL/)
  assert.throws(() => modelSettings({ KINORA_MODEL_URL: 'http://host', KINORA_MODEL_NAME: 'm', KINORA_MODEL_TOKENS: '-3' }), /KINORA_MODEL_TOKENS/)
})
