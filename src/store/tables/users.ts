// People and programs that own things, and the keys they show. Merging moves everything of one user to another.

import { sql, type Kysely } from 'kysely'
import { KinoraError } from '../../base/index.ts'
import type { Tokens, Users } from '../../studio/ports.ts'
import { changed, plain, plainOrNone, type Schema } from '../schema.ts'
import { lockAccount, moveAccount } from './credits.ts'

export function usersTable(database: Kysely<Schema>): Users {
  return {
    async insert(user) {
      await database.insertInto('users').values({ ...user, ...(user.email !== undefined && { email: user.email.toLowerCase() }) }).execute()
    },
    find: async (id) => plainOrNone(await database.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()),
    findByEmail: async (email) => plainOrNone(await database.selectFrom('users').selectAll().where(sql`lower(email)`, '=', email.toLowerCase()).executeTakeFirst()),
    findOwner: (session) => database.selectFrom('sessions').innerJoin('users', 'users.id', 'sessions.user').select(['users.id', 'users.kind', 'users.plan']).where('sessions.id', '=', session).executeTakeFirst(),
    async update(id, change) {
      if (Object.keys(change).length === 0) return
      await database.updateTable('users').set(changed({ ...change, ...(change.email !== undefined && { email: change.email.toLowerCase() }) })).where('id', '=', id).execute()
    },
    mergeInto: (from, to) => merge(database, from, to),
  }
}

async function merge(database: Kysely<Schema>, from: string, to: string): Promise<void> {
  if (from === to) return
  // Always in the same order, so that two merges cannot wait for each other.
  for (const user of [from, to].sort()) await lockAccount(database, user)
  const bound = await database.updateTable('users').set({ boundTo: to }).where('id', '=', from).where('boundTo', 'is', null).executeTakeFirst()
  if (bound.numUpdatedRows === 0n) throw new KinoraError({ code: 'user-bound', message: `User ${from} does not exist or belongs to another user already.` })
  // Names of renders are unique within their user; of two equal ones the newcomer's gets its inner id.
  await database.updateTable('renders').set((row) => ({ name: row.ref('renders.id') })).where('user', '=', from)
    .where('name', 'in', (query) => query.selectFrom('renders as other').select('other.name').where('other.user', '=', to)).execute()
  for (const table of ['sessions', 'assets', 'uploads', 'renders', 'turns', 'tokens', 'passes', 'ledger'] as const) {
    await database.updateTable(table).set({ user: to }).where('user', '=', from).execute()
  }
  await moveAccount(database, from, to)
}

const tokenFields = ['hash', 'user', 'kind', 'scopes', 'session', 'name', 'createdAt', 'expiresAt', 'revokedAt'] as const

export function tokensTable(database: Kysely<Schema>): Tokens {
  const tokens = () => database.selectFrom('tokens').select(tokenFields)
  return {
    async insert(token) {
      await database.insertInto('tokens').values(token).execute()
    },
    find: async (hash) => plainOrNone(await tokens().where('hash', '=', hash).executeTakeFirst()),
    async findBearer(hash) {
      const row = await database.selectFrom('tokens').innerJoin('users', 'users.id', 'tokens.user')
        .select([...tokenFields.map((field) => `tokens.${field}` as const), 'users.kind as userKind', 'users.plan as userPlan']).where('tokens.hash', '=', hash).executeTakeFirst()
      if (row === undefined) return undefined
      const { userKind, userPlan, ...token } = row
      return { token: plain(token), user: { kind: userKind, plan: userPlan } }
    },
    listOf: async (user) => (await tokens().where('user', '=', user).orderBy('sequence', 'desc').execute()).map(plain),
    async revoke(hash, at) {
      await database.updateTable('tokens').set({ revokedAt: at }).where('hash', '=', hash).where('revokedAt', 'is', null).execute()
    },
    async deleteExpired(before) {
      const { numDeletedRows } = await database.deleteFrom('tokens').where('expiresAt', '<', before).executeTakeFirstOrThrow()
      return Number(numDeletedRows)
    },
  }
}
