// Signing in through a browser: metadata, registration, tokens, and what a person can see and end of it.

import { createHash } from 'node:crypto'
import { appScopes, isAppScope, type AppTokens } from '../../studio/index.ts'
import { connectionRoutes, oauthRoutes } from '../contract/oauth.ts'
import type { Handlers } from '../core/call.ts'
import { authorizeForm, authorizePage, refused } from './authorize.ts'
import { knownResource, resourceMetadata, serverMetadata } from './metadata.ts'
import { redirectFault } from './redirects.ts'

export const oauthHandlers: Handlers<typeof oauthRoutes> = {
  resource: ({ house, request }) => resourceMetadata(house, request),
  resourceOfHouse: ({ house, request }) => resourceMetadata(house, request),
  server: ({ house }) => serverMetadata(house),
  async register({ studio, body, address }) {
    for (const one of body.redirect_uris) {
      const fault = redirectFault(one)
      if (fault !== undefined) throw refused('invalid_redirect_uri', `${one.slice(0, 200)} ${fault}.`)
    }
    const { id, name, redirects, createdAt } = await studio.apps.register({ name: body.client_name ?? '', redirects: body.redirect_uris, address })
    return {
      client_id: id, client_id_issued_at: Math.floor(createdAt / 1000), client_name: name, redirect_uris: [...redirects], token_endpoint_auth_method: 'none' as const,
      grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], scope: appScopes.join(' '),
    }
  },
  authorizePage,
  authorizeForm,
  async token({ house, studio, body }) {
    const { grant_type: kind, client_id: app } = body
    const resource = body.resource === undefined ? undefined : knownResource(house, body.resource)
    if (kind !== 'authorization_code' && kind !== 'refresh_token') throw refused('unsupported_grant_type', 'grant_type is authorization_code or refresh_token.')
    if (app === undefined || await studio.apps.find(app) === undefined) throw refused('invalid_client', 'This house does not know the program. Register anew.')
    const aimed = { app, ...(resource !== undefined && { resource }) }
    if (kind === 'refresh_token') return tokens(await studio.apps.refresh({ ...aimed, token: body.refresh_token ?? '', ...scopesIn(body.scope) }))
    if (!/^[A-Za-z0-9._~-]{43,128}$/.test(body.code_verifier ?? '')) throw refused('invalid_grant', 'code_verifier is missing or is none.')
    const challenge = createHash('sha256').update(body.code_verifier!).digest('base64url')
    return tokens(await studio.apps.exchange({ ...aimed, code: body.code ?? '', redirect: body.redirect_uri ?? '', challenge }))
  },
  async revoke({ studio, body }) {
    if (body.token !== undefined) await studio.apps.revoke(body.token)
    return {}
  },
}

export const connectionHandlers: Handlers<typeof connectionRoutes> = {
  connections: async ({ studio, caller }) => ({ connections: (await studio.apps.list(caller)).map((one) => ({ ...one, scopes: [...one.scopes] })) }),
  async endConnection({ studio, caller, params }) {
    await studio.apps.end(caller, params.connection)
    return new Response(null, { status: 204 })
  },
}

function tokens({ access, refresh, expiresIn, scopes }: AppTokens) {
  return { access_token: access, token_type: 'Bearer' as const, expires_in: expiresIn, refresh_token: refresh, scope: scopes.join(' ') }
}

function scopesIn(asked: string | undefined) {
  const wanted = (asked ?? '').split(' ').filter((scope) => scope !== '')
  if (wanted.length === 0) return {}
  const scopes = wanted.filter(isAppScope)
  if (scopes.length === 0) throw refused('invalid_scope', `Scopes are: ${appScopes.join(' ')}.`)
  return { scopes }
}
