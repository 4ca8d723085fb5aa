// The router, built from the contract: for each route the same steps in the same order (pace, token, scope, query, body,
// handler, envelope), so that no handler can forget one. Unknown paths and wrong methods are answered from the contract too.

import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { contract, type Route } from '../contract.ts'
import { wrap } from '../contract/envelope.ts'
import type { Caller } from '../../studio/index.ts'
import { safeTarget } from '../log.ts'
import { challengeOf } from '../oauth/metadata.ts'
import { checkBody, checkQuery } from './reading.ts'
import { addressOf, createGuard, type Guard } from './guard.ts'
import type { Call, Env, Handler, House } from './call.ts'
import { DoorError, failureOf, failureResponse } from './failures.ts'
import { finish, preflight } from './headers.ts'

/** Handlers by the names of the contract: `skill.runSse`. */
export type HandlerTable = Readonly<Record<string, Handler<never>>>

export function createRouter(house: House, handlers: HandlerTable): Hono<{ Bindings: Env }> {
  const app = new Hono<{ Bindings: Env }>({ strict: false })
  const guard = createGuard(house)
  for (const [id, route] of Object.entries(contract)) {
    if (route.answer.kind === 'socket') continue
    const handler = handlers[id] as Handler<Route> | undefined
    if (handler === undefined) throw new Error(`The contract has the route ${id}, but nobody handles it.`)
    // Hono asks GET routes for HEAD; the raw method tells them apart.
    app.on(route.method === 'HEAD' ? 'GET' : route.method, route.path.replaceAll(/\{(\w+)\}/g, ':$1'), (context, next) => {
      if (route.method === 'HEAD' && context.req.raw.method !== 'HEAD') return next()
      if (route.method === 'OPTIONS' && context.req.raw.headers.has('access-control-request-method')) return next()
      return serve({ id, route, handler, house, guard, request: context.req.raw, env: context.env ?? {}, params: context.req.param() })
    })
  }
  app.notFound((context) => nowhere(house, context.req.raw))
  app.onError((error) => finish(failureResponse(error, { family: 'own', requestId: randomUUID(), house }), { family: 'own', requestId: randomUUID() }))
  return app
}

interface Serving {
  readonly id: string
  readonly route: Route
  readonly handler: Handler<Route>
  readonly house: House
  readonly guard: Guard
  readonly request: Request
  readonly env: Env
  readonly params: Readonly<Record<string, string>>
}

async function serve(serving: Serving): Promise<Response> {
  const { id, route, house, request, env } = serving
  const requestId = randomUUID()
  const began = house.now()
  const address = addressOf(env, request, house.settings)
  let caller: Caller | undefined
  let response: Response
  let failed: string | undefined
  try {
    if (route.unlimited !== true) serving.guard.pace(address)
    caller = await serving.guard.admit({ route, request, address, params: serving.params })
    response = await answer(serving, { requestId, address, caller })
  } catch (thrown) {
    failed = failureOf(thrown).code
    response = failureResponse(thrown, { family: route.family, requestId, house, ...(caller && { user: caller.user }) })
    if (response.status === 401 && route.forApps === true) response.headers.set('WWW-Authenticate', challengeOf(house, request))
  }
  const seconds = (house.now() - began) / 1000
  house.metrics.answered(id, response.status, seconds)
  const about = { request: requestId, route: id, method: request.method, target: safeTarget(request.url), status: response.status, ms: Math.round(seconds * 1000), address, ...(caller && { user: caller.user }), ...(failed && { failed }) }
  if (response.status >= 500) house.log.error(about, 'request')
  else house.log.info(about, 'request')
  return finish(response, { family: route.family, requestId })
}

async function answer({ route, handler, house, request, env, params }: Serving, who: { readonly requestId: string; readonly address: string; readonly caller: Caller | undefined }): Promise<Response> {
  for (const value of Object.values(params)) if (value.length > 2000 || /[\u0000-\u001f]/.test(value)) throw new DoorError('path-unknown', 'There is no such path.')
  const call = {
    house, studio: house.studio, request, env, params, signal: request.signal, ...who,
    query: checkQuery(route, request), body: await checkBody(route, request, env),
  } as unknown as Call<Route>
  const value: unknown = await handler(call)
  if (value instanceof Response) return value
  const status = route.answer.kind === 'json' ? route.answer.status ?? 200 : 200
  return new Response(JSON.stringify(wrap(route, value)), { status, headers: { 'Content-Type': 'application/json; charset=utf-8' } })
}

const patterns = Object.values(contract).map((route) => ({ route, matches: new RegExp(`^${route.path.replace(/[.]/g, '[.]').replace(/\{\w+\}/g, '[^/]+')}/?$`) }))

/** No route took the request: another method would have, or none. */
function nowhere(house: House, request: Request): Response {
  const requestId = randomUUID()
  const { pathname } = new URL(request.url)
  const there = patterns.filter(({ matches }) => matches.test(pathname)).map(({ route }) => route)
  const methods = [...new Set(there.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))]
  const family = there[0]?.family ?? familyOf(pathname)
  if (request.method === 'OPTIONS') return finish(preflight(request, [...methods, 'OPTIONS']), { family, requestId })
  const error = there.length > 0
    ? new DoorError('method-unknown', `${pathname.slice(0, 200)} does not take ${request.method}; it takes ${methods.join(', ')}.`, { allow: [...methods, 'OPTIONS'].join(', ') })
    : new DoorError('path-unknown', `There is nothing at ${pathname.slice(0, 200)}. /docs lists every path.`)
  house.metrics.answered('none', failureOf(error).status, 0)
  return finish(failureResponse(error, { family, requestId, house }), { family, requestId })
}

// A client with a mistyped path still reads `code` where it always does.
function familyOf(pathname: string): Route['family'] {
  if (/^\/api\/(?!v1\/)|^\/run_sse/.test(pathname)) return 'skill'
  if (/^\/v1\//.test(pathname)) return 'jobs'
  return /^\/(auth|projects|files|billing|services)\b/.test(pathname) ? 'gateway' : 'own'
}

