// What a route says about query and body, applied to a request.

import type { Route } from '../contract.ts'
import { check, clean, readForm, readJson } from './body.ts'
import type { Env } from './call.ts'

export function checkQuery(route: Route, request: Request): unknown {
  if (route.query === undefined) return {}
  const given = Object.fromEntries(new URL(request.url).searchParams)
  // `?version=` means: not given.
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
  return check(route.query, clean(filled), 'query-invalid')
}

/** Files and raw bytes are read by their handlers as they come. */
export async function checkBody(route: Route, request: Request, env: Env): Promise<unknown> {
  if (route.body?.kind === 'json') return readJson(request, env, route.body.schema, { ...(route.body.limit !== undefined && { limit: route.body.limit }), ...(route.family === 'own' && { otherNames: { expected_version: 'expectedVersion' } }) })
  if (route.body?.kind === 'form') return readForm(request, env, route.body.schema)
  return undefined
}
