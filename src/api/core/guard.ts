// Who may come in: the pace of an address and of a token, the token itself, its scopes, and signed keys of previews.

import { isIP } from 'node:net'
import { StudioError, isAppToken, type Attribution, type Caller, type Studio } from '../../studio/index.ts'
import type { Route } from '../contract.ts'
import type { ApiSettings } from '../settings.ts'
import { cleanText } from './body.ts'
import type { Env, House } from './call.ts'
import { createPace } from './pace.ts'
import { openViewKey } from './view-key.ts'

export interface Guard {
  /** Throws `rate-limited` when an address comes too fast. */
  pace(address: string): void
  /** The caller, when the route needs one. */
  admit(coming: { readonly route: Route; readonly request: Request; readonly address: string; readonly params: Readonly<Record<string, string>> }): Promise<Caller | undefined>
}

export function createGuard(house: House): Guard {
  const { perMinute } = house.settings
  const addresses = createPace(perMinute.address, house.now)
  const tokens = createPace(perMinute.token, house.now)
  const wrong = createPace(perMinute.wrongTokens, house.now)
  return {
    pace: (address) => slow(addresses.take(address)),
    async admit({ route, request, address, params }) {
      if (route.access !== 'token' && route.access !== 'viewer') return undefined
      const key = route.access === 'viewer' ? new URL(request.url).searchParams.get('key') : null
      if (key !== null) return house.studio.accounts.viewer(openViewKey(house, key, params['session']), { address })
      const caller = await recognise(house, request, address, route).catch((thrown: unknown) => {
        // Guessing is slowed down; whoever has a right token never notices.
        if (thrown instanceof StudioError && thrown.code === 'token-invalid') slow(wrong.take(address))
        throw thrown
      })
      if (route.unlimited !== true) slow(tokens.take(caller.tokenHash))
      needScope(caller, route)
      return caller
    },
  }
}

/** The caller by the bearer token of a request. */
export function recognise(house: House, request: Request, address: string, route?: Pick<Route, 'forApps' | 'path'>): Promise<Caller> {
  const attribution = attributionOf(request.headers)
  const about = { address, ...(attribution && { attribution }) }
  const token = bearerOf(request.headers)
  // A program's token opens the one address that it was made for; anywhere else it is like none.
  if (route?.forApps === true && token !== undefined && isAppToken(token)) return house.studio.apps.authenticate(token, `${house.settings.publicUrl}${route.path}`, about)
  return house.studio.accounts.authenticate(token, about)
}

export function needScope(caller: Caller, { scopes }: Pick<Route, 'scopes'>): void {
  if (scopes === undefined || caller.scopes.includes('*') || scopes.some((scope) => caller.scopes.includes(scope))) return
  throw new StudioError('scope-missing', `This token may not do this: it lacks the scope ${scopes.join(' or ')}.`, { needed: scopes })
}

/**
 * The user, as a caller may know it: whoever may only look at one film is not told whose it is, since an id and the network it
 * was made in are enough to take an anonymous user over.
 */
export function shownUser(caller: Pick<Caller, 'user' | 'session' | 'scopes'>): string {
  return caller.session === undefined || caller.scopes.some((scope) => scope !== 'read') ? caller.user : 'viewer'
}

/** A path names its user: `me`, the placeholder of older documents, the real id, or the one from before the account took the anonymous user over. */
export async function onlyMe({ accounts }: Pick<Studio, 'accounts'>, caller: Caller, user: string): Promise<void> {
  if (user === 'me' || user === 'user_id' || user === shownUser(caller) || await accounts.wasMe(caller, user)) return
  throw new StudioError('session-unknown', 'There is no such session for this user.')
}

function slow(seconds: number | undefined): void {
  if (seconds === undefined) return
  throw new StudioError('rate-limited', `Too many requests. Wait ${Math.max(30, seconds)} seconds and try again.`, { retryAfter: Math.max(30, seconds) })
}

export function bearerOf(headers: Headers): string | undefined {
  return /^bearer\s+(\S{1,500})\s*$/i.exec(headers.get('authorization') ?? '')?.[1]
}

/** Who built the client, as it says itself: free text, kept short. */
export function attributionOf(headers: Headers): Attribution | undefined {
  const source = label(headers.get('x-skill-source'))
  const version = label(headers.get('x-skill-version'))
  const platform = label(headers.get('x-skill-platform'))
  if (source === undefined && version === undefined && platform === undefined) return undefined
  return { ...(source !== undefined && { source }), ...(version !== undefined && { version }), ...(platform !== undefined && { platform }) }
}

function label(value: string | null): string | undefined {
  const text = cleanText(value ?? '').trim().slice(0, 200)
  return text === '' ? undefined : text
}

/** The client's network address. */
export function addressOf(env: Env, request: Request, settings: Pick<ApiSettings, 'trustProxy'>): string {
  if (settings.trustProxy) {
    const last = (request.headers.get('x-forwarded-for') ?? '').split(',').at(-1)?.trim() ?? ''
    if (isIP(last) !== 0) return last
  }
  const peer = env.incoming?.socket.remoteAddress ?? '127.0.0.1'
  return peer.replace(/^::ffff:(?=\d)/, '')
}
