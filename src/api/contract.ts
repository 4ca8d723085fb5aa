// The contract of the server in one place: every route with its method, path, scopes, schemas and errors. The router is
// built from it, OpenAPI is printed from it, the tests walk it; nothing is served that does not stand here.

import { accountRoutes } from './contract/own-account.ts'
import { filmRoutes } from './contract/own-film.ts'
import { mediaRoutes } from './contract/own-media.ts'
import { gatewayRoutes } from './contract/gateway.ts'
import { jobRoutes } from './contract/jobs.ts'
import { mcpRoutes } from './contract/mcp.ts'
import { connectionRoutes, oauthRoutes } from './contract/oauth.ts'
import { pageRoutes } from './contract/pages.ts'
import type { Route } from './contract/route.ts'
import { skillRoutes } from './contract/skill.ts'

export { accountRoutes, connectionRoutes, filmRoutes, gatewayRoutes, jobRoutes, mcpRoutes, oauthRoutes, mediaRoutes, pageRoutes, skillRoutes }
export { commonErrors, errorTable, type ErrorRow } from './contract/errors.ts'
export { namesIn, type Answer, type AnyCode, type DoorCode, type Family, type Method, type RequestBody, type Route } from './contract/route.ts'
export { envelopeError, ownError } from './contract/shapes.ts'
export { turnEvent } from './contract/own-film.ts'
export { filmEvent } from './contract/own-media.ts'
export { answerSchema } from './contract/envelope.ts'
export { errorsOf, openApi } from './contract/openapi.ts'

/** Every route by `family.name`, in the order of the docs page. */
export const contract: Readonly<Record<string, Route>> = Object.fromEntries([
  ...named('skill', skillRoutes), ...named('gateway', gatewayRoutes), ...named('jobs', jobRoutes), ...named('own', { ...accountRoutes, ...connectionRoutes, ...filmRoutes, ...mediaRoutes }), ...named('mcp', mcpRoutes), ...named('oauth', oauthRoutes), ...named('pages', pageRoutes),
])

function named(prefix: string, routes: Readonly<Record<string, Route>>): readonly (readonly [string, Route])[] {
  return Object.entries(routes).map(([name, route]) => [`${prefix}.${name}`, route] as const)
}
