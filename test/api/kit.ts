// What a test of the doors needs: a real server on a real studio, requests by the names of the contract, and one judge
// that compares every answer with the schema its route promises.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { after } from 'node:test'
import { createApi, createLog, createNetwork, defaultApiSettings, type Api, type ApiParts, type ApiSettings, type Listening } from '../../src/api/index.ts'
import { answerSchema, contract, envelopeError, errorTable, errorsOf, ownError, type AnyCode, type Route } from '../../src/api/contract.ts'
import { openHouse, type Change, type House } from '../studio/kit.ts'
import { paint } from '../journeys/kit.ts'

export { paint }

export interface Server extends House {
  readonly api: Api
  readonly url: string
  /** Lines of the log. */
  readonly logged: string[]
  /** A request by the contract's name; parts of the path in order. */
  ask(id: string, request?: Asked): Promise<Response>
  /** The same, judged by the contract; gives the JSON. */
  good(id: string, request?: Asked): Promise<any>
  /** The same, and it must fail with this word; gives the JSON. */
  bad(id: string, code: AnyCode, request?: Asked): Promise<any>
}

export interface Asked {
  readonly token?: string
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export const skill = { 'X-Skill-Source': 'test', 'X-Skill-Version': '1.0.0', 'X-Skill-Platform': 'terminal' }

const endings: (() => Promise<unknown>)[] = []
after(async () => {
  for (const end of endings.reverse()) await end()
})

export async function openServer(change: { readonly studio?: Change; readonly api?: Partial<ApiSettings>; /** Folder of a built workspace. */ readonly page?: string; readonly limits?: ApiParts['limits'] } = {}): Promise<Server> {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const house = await openHouse({ ...change.studio, publicUrl })
  // The real guarded network; a test may name hosts of its own.
  Object.assign(house.world, { network: createNetwork({ allowedHosts: change.api?.allowedHosts ?? [] }) })
  const logged: string[] = []
  const api = createApi({
    studio: house.studio, settings: { ...defaultApiSettings(publicUrl), perMinute: { address: 0, token: 0, wrongTokens: 0 }, ...change.api }, version: '0.0.1', secret: house.world.secret, now: house.clock.now, ...(change.limits && { limits: change.limits }), ...(change.page !== undefined && { page: change.page }),
    log: createLog({ destination: { write: (line: string) => { logged.push(line) } } }), ready: async () => {
      await house.store.ping()
      return { database: 'ok' }
    },
  })
  const listening: Listening = await api.listen({ port, host: '127.0.0.1' })
  endings.push(() => listening.close(0))
  const ask = (id: string, request: Asked = {}) => fetch(...requestFor(publicUrl, id, request))
  return {
    ...house, api, url: publicUrl, logged, ask,
    good: async (id, request) => judged(id, await ask(id, request)),
    bad: async (id, code, request) => judgedFailure(id, code, await ask(id, request)),
  }
}

function requestFor(url: string, id: string, { token, path = {}, query, body, headers = {} }: Asked): [string, RequestInit] {
  const route = routeOf(id)
  const target = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? (name === 'user' ? 'me' : name === 'app' ? 'nemo_agent' : assert.fail(`${id} needs ${name}`))))
  const raw = body instanceof FormData || body instanceof URLSearchParams || body instanceof Uint8Array || typeof body === 'string'
  return [`${url}${target}${query === undefined ? '' : `?${new URLSearchParams(query)}`}`, {
    method: route.method, redirect: 'manual',
    headers: { ...(token !== undefined && { Authorization: `Bearer ${token}` }), ...(body !== undefined && !raw && { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: raw ? body as BodyInit : JSON.stringify(body) }),
  }]
}

export function routeOf(id: string): Route {
  return contract[id] ?? assert.fail(`the contract has no ${id}`)
}

/** A good answer is exactly what its route says. */
export async function judged(id: string, response: Response): Promise<any> {
  const route = routeOf(id)
  const text = await response.text()
  assert.equal(response.status, route.answer.kind === 'json' ? route.answer.status ?? 200 : 200, `${id}: ${text.slice(0, 600)}`)
  const schema = answerSchema(route) ?? assert.fail(`${id} does not answer with JSON`)
  const body = JSON.parse(text) as unknown
  const result = schema.safeParse(body)
  assert.ok(result.success, `${id}: ${JSON.stringify(result.error?.issues.slice(0, 5))} in ${text.slice(0, 600)}`)
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
  return body
}

/** A failure has the shape of its family, and the status and number of the table. */
export async function judgedFailure(id: string, code: AnyCode, response: Response): Promise<any> {
  const route = routeOf(id)
  const text = await response.text()
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/, `${id}: ${response.status} ${text.slice(0, 300)}`)
  const body = JSON.parse(text)
  const enveloped = ['skill', 'gateway', 'jobs'].includes(route.family)
  const result = (enveloped ? envelopeError : ownError).safeParse(body)
  assert.ok(result.success, `${id}: ${JSON.stringify(result.error?.issues)} in ${text.slice(0, 400)}`)
  assert.equal(enveloped ? body.reason : body.error.code, code, `${id}: ${text.slice(0, 400)}`)
  assert.equal(response.status, errorTable[code].status, id)
  if (enveloped) assert.equal(body.code, route.family === 'gateway' ? errorTable[code].gateway ?? errorTable[code].skill : errorTable[code].skill, id)
  assert.ok(errorsOf(route).includes(code), `the contract of ${id} does not name ${code}`)
  if (response.status === 429) assert.ok(Number(response.headers.get('retry-after')) >= 1)
  return body
}

/** An anonymous user by the skill API, with one session. */
export async function newcomer(server: Server, client = server.world.random.hex(12)) {
  const { data } = await server.good('skill.anonymousToken', { headers: { 'X-Client-Id': client } })
  const session = await server.good('skill.withSession', { token: data.token, body: { task_name: 'project', language: 'en' } })
  return { token: data.token as string, user: data.user_id as string, session: session.session_id as string, task: session.task_id as string, project: session.data.project_id as string }
}

export type Newcomer = Awaited<ReturnType<typeof newcomer>>

export function pictures(count: number, part = 'files'): FormData {
  const form = new FormData()
  for (let number = 0; number < count; number++) form.append(part, new Blob([new Uint8Array(paint(320, 240, number))], { type: 'image/png' }), `p${number + 1}.png`)
  return form
}

/** Uploads pictures and lets one message make a film of them. */
export async function makeFilm(server: Server, who: Newcomer, text = 'make a 4 second film, no music', count = 2) {
  await server.good('skill.upload', { token: who.token, path: { session: who.session }, body: pictures(count) })
  return say(server, who, text)
}

/** A message by `run_sse`; gives its events. */
export async function say(server: Server, who: Pick<Newcomer, 'token' | 'session'>, text: string, query: Readonly<Record<string, string>> = {}) {
  const response = await server.ask('skill.runSse', { token: who.token, query, headers: { Accept: 'text/event-stream' }, body: { app_name: 'nemo_agent', user_id: 'me', session_id: who.session, new_message: { parts: [{ text }] } } })
  assert.equal(response.status, 200, response.status === 200 ? '' : await response.text())
  return eventsOf(response)
}

/** Every data line of a stream, parsed. */
export async function eventsOf(response: Response): Promise<any[]> {
  assert.match(response.headers.get('content-type')!, /^text\/event-stream/)
  const text = await response.text()
  return text.split('\n').filter((line) => line.startsWith('data: ')).map((line) => JSON.parse(line.slice(6)))
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
