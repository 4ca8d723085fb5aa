// Who is speaking, and in which session: the token (given, kept, or a new anonymous one) and the session of this film.
// Tokens and ids stay in here and in the requests; they are never shown.

import type { Connection } from './connection.ts'
import type { Keepsakes } from './keepsakes.ts'
import type { Language } from './routing.ts'
import { Refused } from './trouble.ts'

export interface Access {
  /** The headers of whoever is speaking; none before the first token. */
  headers(): Readonly<Record<string, string>>
  /** Gets a token when there is none. */
  enter(connection: Connection): Promise<void>
  /** Throws the token away and takes an anonymous one. */
  renew(connection: Connection): Promise<void>
  /** The session of this film; made when there is none. */
  session(connection: Connection, language: Language): Promise<string>
  /** Goes on with a film of an earlier conversation. */
  resume(session: string, task: string | undefined): void
  /** The film that is spoken of; undefined before it begins. */
  current(): { readonly session: string; readonly task?: string } | undefined
  /** The server has lost the session, or another film begins. */
  leaveSession(): void
  /** The id for a registration link; undefined for a registered user. */
  anonymousUser(): string | undefined
}

export interface AccessOptions {
  /** `NEMO_TOKEN`. */
  readonly token: string | undefined
  /** `NEMO_CLIENT_ID`. */
  readonly clientId: string | undefined
  readonly keepsakes: Keepsakes
}

export function createAccess(options: AccessOptions): Access {
  let token = options.token
  let user: string | undefined
  let session: string | undefined
  let task: string | undefined

  async function takeAnonymous(connection: Connection): Promise<void> {
    const client = options.clientId ?? await options.keepsakes.clientId()
    const answer = await connection.ask('/api/auth/anonymous-token', { post: {}, headers: { 'X-Client-Id': client } })
    if (typeof answer['token'] !== 'string') throw new Refused(0, 'The server gave no token.')
    token = answer['token']
    user = typeof answer['user_id'] === 'string' ? answer['user_id'] : user
    await options.keepsakes.keepToken(connection.url, { token, user: user ?? '' })
  }

  return {
    headers: (): Readonly<Record<string, string>> => (token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    async enter(connection) {
      if (token !== undefined) return
      const kept = await options.keepsakes.token(connection.url)
      if (kept === undefined) return takeAnonymous(connection)
      token = kept.token
      user = kept.user
    },
    async renew(connection) {
      token = undefined
      await options.keepsakes.keepToken(connection.url, undefined)
      await takeAnonymous(connection)
    },
    async session(connection, language) {
      if (session !== undefined) return session
      const answer = await connection.ask('/api/tasks/me/with-session/nemo_agent', { body: { task_name: 'project', language } })
      session = String(answer['session_id'])
      task = typeof answer['task_id'] === 'string' ? answer['task_id'] : undefined
      if (typeof answer['user_id'] === 'string') user = answer['user_id']
      return session
    },
    resume(earlier, ofTask) {
      session = earlier
      task = ofTask
    },
    current: () => (session === undefined ? undefined : { session, ...(task !== undefined && { task }) }),
    leaveSession() {
      session = undefined
    },
    anonymousUser: () => (user?.startsWith('anon_') === true ? user : undefined),
  }
}
