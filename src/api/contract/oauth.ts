// Signing in through a browser (OAuth 2.1): how a program finds out where, makes itself known, asks a person, and gets its
// tokens. One list of routes. RFC 9728, 8414, 7591, 7636, 8707, 9207, 7009.

import { z } from 'zod'
import { json, route } from './route.ts'
import { epoch } from './shapes.ts'

const text = z.string().max(2000).optional()
const open = { family: 'oauth', access: 'open' } as const

/** Of a request to sign in, as a browser brings it; what is wrong with it is told to the program, not as a failure of the route. */
const asked = z.looseObject({ response_type: text, client_id: text, redirect_uri: text, state: text, scope: text, code_challenge: text, code_challenge_method: text, resource: text })

const protectedResource = z.strictObject({ resource: z.string(), authorization_servers: z.array(z.string()), scopes_supported: z.array(z.string()), bearer_methods_supported: z.array(z.string()), resource_name: z.string(), resource_documentation: z.string() })

const resourceRoute = { ...open, method: 'GET', title: 'Who gives tokens for /mcp', answer: json(protectedResource) } as const

export const oauthRoutes = {
  resource: route({ ...resourceRoute, path: '/.well-known/oauth-protected-resource/mcp' }),
  resourceOfHouse: route({ ...resourceRoute, path: '/.well-known/oauth-protected-resource' }),
  server: route({
    ...open, method: 'GET', path: '/.well-known/oauth-authorization-server', title: 'How tokens are given',
    answer: json(z.strictObject({
      issuer: z.string(), authorization_endpoint: z.string(), token_endpoint: z.string(), registration_endpoint: z.string(), revocation_endpoint: z.string(), scopes_supported: z.array(z.string()), response_types_supported: z.array(z.string()),
      response_modes_supported: z.array(z.string()), grant_types_supported: z.array(z.string()), code_challenge_methods_supported: z.array(z.string()), token_endpoint_auth_methods_supported: z.array(z.string()),
      revocation_endpoint_auth_methods_supported: z.array(z.string()), authorization_response_iss_parameter_supported: z.literal(true), service_documentation: z.string(),
    })),
  }),
  register: route({
    ...open, method: 'POST', path: '/oauth/register', title: 'A program makes itself known', about: 'Public programs only: no secret is given, PKCE proves who asks. redirect_uris are https, http on this machine (any port later), or of a scheme of the program\'s own.',
    body: { kind: 'json', schema: z.looseObject({ redirect_uris: z.array(z.string().max(2000)).min(1).max(10), client_name: z.string().max(200).optional() }) },
    answer: json(z.strictObject({
      client_id: z.string(), client_id_issued_at: z.number(), client_name: z.string(), redirect_uris: z.array(z.string()), token_endpoint_auth_method: z.literal('none'), grant_types: z.array(z.string()), response_types: z.array(z.string()), scope: z.string(),
    }), { status: 201 }), errors: ['oauth-refused', 'rate-limited'], example: { body: { client_name: 'My agent', redirect_uris: ['http://127.0.0.1/callback'] } },
  }),
  authorizePage: route({ ...open, method: 'GET', path: '/oauth/authorize', title: 'A person is asked', about: 'PKCE with S256 is required; resource, when given, is the address of /mcp.', query: asked, answer: { kind: 'page' } }),
  authorizeForm: route({
    ...open, method: 'POST', path: '/oauth/authorize', title: 'A person answers', body: { kind: 'form', schema: asked.extend({ answer: z.string().max(20).optional(), email: z.string().max(254).optional(), password: z.string().max(1000).optional(), token: z.string().max(300).optional(), proof: z.string().max(300).optional() }) },
    answer: { kind: 'redirect' },
  }),
  token: route({
    ...open, method: 'POST', path: '/oauth/token', title: 'A code or refresh token becomes tokens', about: 'An access token lives an hour and is good at /mcp only; a refresh token lives 30 days, is used once, and comes with a new one.',
    body: { kind: 'form', schema: z.looseObject({ grant_type: text, code: text, redirect_uri: text, client_id: text, code_verifier: text, refresh_token: text, scope: text, resource: text }) },
    answer: json(z.strictObject({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.number(), refresh_token: z.string(), scope: z.string() })), errors: ['oauth-refused'],
  }),
  revoke: route({ ...open, method: 'POST', path: '/oauth/revoke', title: 'A token ends, with everything of the same consent', body: { kind: 'form', schema: z.looseObject({ token: text }) }, answer: json(z.strictObject({})) }),
}

export const connectionRoutes = {
  connections: route({ family: 'own', access: 'token', scopes: ['read'], method: 'GET', path: '/api/v1/connections', title: 'Programs that act for me', answer: json(z.strictObject({ connections: z.array(z.strictObject({ id: z.string(), app: z.string(), scopes: z.array(z.string()), renewedAt: epoch, expiresAt: epoch })) })) }),
  endConnection: route({ family: 'own', access: 'token', scopes: ['write'], method: 'DELETE', path: '/api/v1/connections/{connection}', title: 'End one', answer: { kind: 'empty' }, errors: ['connection-unknown'] }),
}
