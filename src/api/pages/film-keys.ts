// Who looks at a film's page: keys in cookies that no script can read, each good for one film. A link's key is
// changed for such a cookie at once, so that no address in a browser's history opens anything.

import { StudioError, type Caller, type IssuedToken, type Session } from '../../studio/index.ts'
import type { House } from '../core/call.ts'
import { failureOf } from '../core/failures.ts'

const prefix = 'kinora_film_'
/** Films that one browser holds open at once. */
const mostKeys = 20
/** As long as the link itself opens the film; the token in the cookie ends sooner and is made anew from the link's claim. */
const keptSeconds = 7 * 86_400

/** Takes a claim token; gives the film and the cookie. */
export async function redeem(house: House, claimToken: string): Promise<{ readonly session: string; readonly task: string; readonly cookie: string; readonly token: string; readonly readOnly: boolean }> {
  const issued = await house.studio.accounts.redeemClaim(claimToken)
  return { session: issued.session, task: issued.task, cookie: cookieFor(house, issued, claimToken), token: issued.token, readOnly: !issued.scopes.includes('write') }
}

/** Links of older clients carry a whole access token: it is changed for a key to the one film. */
export async function redeemToken(house: House, token: string, film: string, address: string): ReturnType<typeof redeem> {
  const caller = await house.studio.accounts.authenticate(token, { address })
  const session = await house.studio.sessions.find(caller, film)
  const claim = await house.studio.accounts.claimToken(caller, session.id)
  return redeem(house, claim.token)
}

// The claim goes along as a proof for whoever makes an account of these films.
function cookieFor(house: House, issued: IssuedToken & { readonly session: string }, claimToken: string): string {
  const secure = house.settings.publicUrl.startsWith('https:') ? '; Secure' : ''
  return `${prefix}${issued.session}=${issued.token}.${claimToken}; Path=/; Max-Age=${keptSeconds}; HttpOnly; SameSite=Lax${secure}`
}

/** Keys that a browser sent, newest last. */
export function keysOf(request: Request): readonly { readonly session: string; readonly token: string; readonly claim: string }[] {
  return (request.headers.get('cookie') ?? '').split(';').slice(0, 100).flatMap((pair) => {
    const [name = '', value = ''] = pair.trim().split('=')
    const [token = '', claim = ''] = value.split('.')
    return name.startsWith(prefix) && /^[\w-]{10,200}$/.test(token) ? [{ session: name.slice(prefix.length), token, claim }] : []
  }).slice(0, mostKeys)
}

/** The film by session, task or project, for a browser that has its key. Throws `session-unknown`. */
export async function filmFor(house: House, request: Request, film: string, address: string): Promise<{ readonly caller: Caller; readonly session: Session; readonly token: string }> {
  const keys = keysOf(request)
  // The right one is nearly always named by its session; a task or project is looked for under each.
  const likely = [...keys.filter(({ session }) => session === film), ...keys.filter(({ session }) => session !== film)]
  for (const { token } of likely) {
    try {
      const caller = await house.studio.accounts.authenticate(token, { address })
      return { caller, session: await house.studio.sessions.find(caller, film), token }
    } catch (thrown) {
      const { code } = failureOf(thrown)
      if (code !== 'token-invalid' && code !== 'session-unknown') throw thrown
    }
  }
  throw new StudioError('session-unknown', 'This browser has no key to this film, or its time is over. Open the link that your assistant gave you once more, or ask for a new one.')
}

/** The same; when the browser's token has ended but its link has not, with a new token and the cookie that holds it. */
export async function filmAgain(house: House, request: Request, film: string, address: string): Promise<Awaited<ReturnType<typeof filmFor>> & { readonly cookie?: string }> {
  try {
    return await filmFor(house, request, film, address)
  } catch (thrown) {
    const keys = keysOf(request)
    const named = keys.filter(({ session }) => session === film)
    for (const { claim } of named.length > 0 ? named : keys) {
      const again = await redeem(house, claim).catch(() => undefined)
      if (again === undefined) continue
      const caller = await house.studio.accounts.authenticate(again.token, { address })
      const session = await house.studio.sessions.find(caller, film).catch(() => undefined)
      if (session !== undefined) return { caller, session, token: again.token, cookie: again.cookie }
    }
    throw thrown
  }
}
