// What a program can find out without a token: what /mcp is, who gives tokens for it, and how.

import { appScopes } from '../../studio/index.ts'
import { mcpRoutes } from '../contract/mcp.ts'
import { oauthRoutes } from '../contract/oauth.ts'
import type { House } from '../core/call.ts'

/** The address that tokens of programs are good at. */
export function resourceOf({ settings }: Pick<House, 'settings'>): string {
  return `${settings.publicUrl}${mcpRoutes.message.path}`
}

export function resourceMetadata(house: Pick<House, 'settings'>) {
  const { publicUrl } = house.settings
  return { resource: resourceOf(house), authorization_servers: [publicUrl], scopes_supported: [...appScopes], bearer_methods_supported: ['header'], resource_name: 'Kinora', resource_documentation: `${publicUrl}/llms.txt` }
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
export function challengeOf(house: Pick<House, 'settings'>, hadToken: boolean): string {
  return `Bearer ${hadToken ? 'error="invalid_token", ' : ''}resource_metadata="${house.settings.publicUrl}${oauthRoutes.resource.path}", scope="${appScopes.join(' ')}"`
}
