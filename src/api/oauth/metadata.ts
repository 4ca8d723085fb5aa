// What a program can find out without a token: what /mcp is, who gives tokens for it, and how.

import { appScopes } from '../../studio/index.ts'
import { mcpRoutes } from '../contract/mcp.ts'
import { oauthRoutes } from '../contract/oauth.ts'
import type { House } from '../core/call.ts'

/** The address that tokens of programs are good at. */
export function resourceOf({ settings }: Pick<House, 'settings'>): string {
  return `${settings.publicUrl}${mcpRoutes.message.path}`
}

/** The same for a program that names it by another name of this machine: `localhost` is the house at 127.0.0.1. Any other address stays what it is. */
export function knownResource(house: Pick<House, 'settings'>, named: string): string {
  const { pathname, search } = URL.canParse(named) ? new URL(named) : { pathname: '', search: '' }
  return pathname === mcpRoutes.message.path && search === '' && isOurs(house, named) ? resourceOf(house) : named
}

/** Programs insist on the very name that they were given, so on one's own machine the house answers to each. */
function originFor(house: Pick<House, 'settings'>, request: Request): string {
  return isOurs(house, request.url) ? new URL(request.url).origin : house.settings.publicUrl
}

function isOurs({ settings }: Pick<House, 'settings'>, address: string): boolean {
  const [named, own] = [new URL(address), new URL(settings.publicUrl)]
  const here = ({ hostname }: URL) => hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
  return named.origin === own.origin || (here(named) && here(own) && named.port === own.port && named.protocol === own.protocol)
}

export function resourceMetadata(house: Pick<House, 'settings'>, request: Request) {
  const { publicUrl } = house.settings
  return { resource: `${originFor(house, request)}${mcpRoutes.message.path}`, authorization_servers: [publicUrl], scopes_supported: [...appScopes], bearer_methods_supported: ['header'], resource_name: 'Kinora', resource_documentation: `${publicUrl}/llms.txt` }
}

export function serverMetadata({ settings: { publicUrl } }: Pick<House, 'settings'>) {
  const at = (name: 'authorizePage' | 'token' | 'register' | 'revoke') => `${publicUrl}${oauthRoutes[name].path}`
  return {
    issuer: publicUrl, authorization_endpoint: at('authorizePage'), token_endpoint: at('token'), registration_endpoint: at('register'), revocation_endpoint: at('revoke'), scopes_supported: [...appScopes],
    response_types_supported: ['code'], response_modes_supported: ['query'], grant_types_supported: ['authorization_code', 'refresh_token'], code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'], revocation_endpoint_auth_methods_supported: ['none'], authorization_response_iss_parameter_supported: true as const, service_documentation: `${publicUrl}/docs`,
  }
}

/** Where a program that was turned away finds out how to come in. */
export function challengeOf(house: Pick<House, 'settings'>, request: Request): string {
  return `Bearer ${request.headers.has('authorization') ? 'error="invalid_token", ' : ''}resource_metadata="${originFor(house, request)}${oauthRoutes.resource.path}", scope="${appScopes.join(' ')}"`
}
