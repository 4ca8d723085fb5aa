// What a person can agree to, in the words of the public MCP surface, and what each is among the scopes of this house.

import type { AppScope, Scope } from '../ports.ts'
import type { Caller } from '../service.ts'

const table: Readonly<Record<AppScope, Exclude<Scope, '*'>>> = {
  'billing:read': 'read', 'video:read': 'read', 'render:read': 'read',
  'workspace:write': 'write', 'agent:chat': 'write', 'asset:write': 'upload', 'render:write': 'render',
}

export const appScopes = Object.keys(table) as readonly AppScope[]

export function isAppScope(text: string): text is AppScope {
  return Object.hasOwn(table, text)
}

/** The tokens of guests have no `render`; they export because they say who they are, as everywhere. */
export function houseScopeOf(scope: AppScope, kind: Caller['kind']): Exclude<Scope, '*'> {
  const found = table[scope]
  return found === 'render' && kind === 'anonymous' ? 'write' : found
}
