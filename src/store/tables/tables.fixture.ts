// Rows for tests, each valid and as small as can be; every call counts on, so that no two are equal where they must differ.

import type { Draft } from '../../draft/index.ts'
import type { FilmVersion, RenderRow, Session, StoredAsset, Token, Turn, User } from '../../studio/ports.ts'

let count = 0
/** Unlike a real draft it says nothing; order of keys and odd characters must come back as they went. */
export const draft = { zeta: 1, alpha: { '10': 'b', '9': 'a' }, text: 'naïve 电影 \u2028 "\\' } as unknown as Draft

export function user(more: Partial<User> = {}): User {
  return { id: `anon_${++count}`, kind: 'anonymous', plan: 'free', createdAt: 1_790_000_000_000 + count, ...more }
}

export function token(owner: string, more: Partial<Token> = {}): Token {
  return { hash: `hash${++count}`, user: owner, kind: 'access', scopes: ['read', 'write'], createdAt: count, ...more }
}

export function session(owner: string, more: Partial<Session> = {}): Session {
  return { id: `s${++count}`, task: `task_${count}`, project: `project_${count}`, user: owner, name: 'A film', version: 0, createdAt: count, updatedAt: count, ...more }
}

export function version(of: string, number: number, more: Partial<FilmVersion> = {}): FilmVersion {
  return { session: of, version: number, draft, operations: [], receipt: { changes: ['one'], assumed: [], notUnderstood: [], refused: [] }, createdAt: number, ...more }
}

export function turn(of: Session, more: Partial<Turn> = {}): Turn {
  return { id: `t${++count}`, session: of.id, user: of.user, text: 'make it shorter', state: 'running', startedAt: count, leaseUntil: 1000, ...more }
}

export function asset(of: Session, more: Partial<StoredAsset> = {}): StoredAsset {
  return { id: `file_${++count}`, user: of.user, session: of.id, hash: `h${count}`, name: 'a.jpg', mimeType: 'image/jpeg', bytes: 100, key: `assets/h${count}`, secret: `secret${count}`, warnings: ['small'], createdAt: count, ...more }
}

export function render(of: Session, more: Partial<RenderRow> = {}): RenderRow {
  return {
    id: `rnd_${++count}`, name: `render${count}`, session: of.id, user: of.user, draft, version: 1, output: { format: 'mp4', quality: 'standard' }, state: 'pending', progress: 0,
    secret: `film${count}`, attempt: 0, createdAt: count, ...more,
  }
}
