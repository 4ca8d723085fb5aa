// Who may do what: scopes, and whose a thing is. A thing of another tenant is answered exactly as one that does not exist.

import type { Scope, Session, StoredAsset, Tables } from '../ports.ts'
import { StudioError, type Caller } from '../service.ts'

/** Throws `scope-missing` unless the caller's token may. */
export function need(caller: Caller, scope: Exclude<Scope, '*'>): void {
  if (may(caller, scope)) return
  throw new StudioError('scope-missing', `This token has no "${scope}" scope; it has ${caller.scopes.join(', ') || 'none'}.`, { needed: scope, scopes: caller.scopes })
}

export function may(caller: Caller, scope: Exclude<Scope, '*'>): boolean {
  return caller.scopes.includes('*') || caller.scopes.includes(scope)
}

/** Throws `scope-missing` when the token opens one film only. */
export function needWholeAccount(caller: Caller): void {
  if (caller.session === undefined) return
  throw new StudioError('scope-missing', 'This token came from a link to one film and opens nothing else.', { session: caller.session })
}

/** A film of the caller by session, task or project id. Throws `session-unknown`. */
export async function ownSession(tables: Tables, caller: Caller, id: string): Promise<Session> {
  const session = await sessionBy(tables, id)
  if (session === undefined || !isOwn(caller, session)) throw unknownSession(id)
  return session
}

/** The same with its files. Asked for side by side where the id is the session's own; those of another's film are thrown away. */
export async function ownSessionWithAssets(tables: Tables, caller: Caller, id: string): Promise<{ readonly session: Session; readonly assets: readonly StoredAsset[] }> {
  if (!isSessionId(id)) {
    const session = await ownSession(tables, caller, id)
    return { session, assets: await tables.assets.listOf(session.id) }
  }
  const [session, assets] = await Promise.all([ownSession(tables, caller, id), tables.assets.listOf(id)])
  return { session, assets }
}

/** The same, held against other writers. */
export async function lockOwnSession(tables: Tables, caller: Caller, id: string): Promise<Session> {
  const { id: session } = await ownSession(tables, caller, id)
  const locked = await tables.sessions.lock(session)
  if (locked === undefined || !isOwn(caller, locked)) throw unknownSession(id)
  return locked
}

/** Whether a row is the caller's, and not of a film that its token does not open. */
export function isOwn(caller: Caller, { user, session, id }: { readonly user: string; readonly session?: string; readonly id: string }): boolean {
  return user === caller.user && (caller.session === undefined || caller.session === (session ?? id))
}

export function unknownSession(id: string): StudioError {
  return new StudioError('session-unknown', `There is no session ${JSON.stringify(id.slice(0, 80))}.`, { session: id.slice(0, 80) })
}

function sessionBy(tables: Tables, id: string): Promise<Session | undefined> {
  if (id.startsWith('task_')) return tables.sessions.findByTask(id)
  if (id.startsWith('project_')) return tables.sessions.findByProject(id)
  return isSessionId(id) ? tables.sessions.find(id) : Promise.resolve(undefined)
}

function isSessionId(id: string): boolean {
  return /^\d{1,30}$/.test(id)
}
