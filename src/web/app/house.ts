// The page's one account keeper and the client that speaks for it.

import { createAccountKeeper, linkedFilm, type Account, type LinkedFilm } from '../account/account.ts'
import { createClient, ServerRefusal, type Client } from '../client/client.ts'
import type { Session } from '../film/film.ts'

export const accounts = createAccountKeeper()
export const client = createClient(() => accounts.current()?.token, () => accounts.forget())

/** The film that this browser opened by a link last. */
let guestOf: LinkedFilm | undefined

/** What a new account, or one that is signed in to, takes over: what was made here anonymously, or the film of a link. */
export function bindings(account: Account | undefined): { readonly bind?: string; readonly bindToken?: string } {
  if (account?.kind === 'anonymous') return { bind: account.user, bindToken: account.token }
  return account === undefined && guestOf !== undefined ? { bind: guestOf.user, bindToken: guestOf.token } : {}
}

/** A film by session, task or project, and the client that may speak of it: the account's, or one with a link's key; some links are for looking only. */
export async function findFilm(film: string): Promise<{ readonly client: Client; readonly session: Session; readonly mayChange: boolean } | undefined> {
  const own = accounts.current() === undefined ? undefined : await sessionOf(client, film)
  if (own !== undefined) return { client, session: own, mayChange: true }
  const linked = await linkedFilm(film)
  if (linked === undefined) return undefined
  guestOf = linked
  const guest = createClient(() => linked.token)
  const session = await sessionOf(guest, linked.session)
  return session === undefined ? undefined : { client: guest, session, mayChange: linked.scopes.some((scope) => scope === 'write' || scope === '*') }
}

async function sessionOf(speaker: Client, film: string): Promise<Session | undefined> {
  try {
    return await speaker.ask('session', { params: { session: film } })
  } catch (thrown) {
    if (thrown instanceof ServerRefusal && (thrown.code === 'session-unknown' || thrown.code === 'token-invalid' || thrown.code === 'scope-missing')) return undefined
    throw thrown
  }
}
