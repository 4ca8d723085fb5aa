// Programs that act for people, and the codes and tokens that they were given.

import type { Kysely } from 'kysely'
import type { Apps, Pass, Passes } from '../../studio/ports.ts'
import { json, plain, plainOrNone, type Schema } from '../schema.ts'

export function appsTable(database: Kysely<Schema>): Apps {
  return {
    async insert(app) {
      await database.insertInto('apps').values({ ...app, redirects: json(app.redirects) }).execute()
    },
    find: async (id) => plainOrNone(await database.selectFrom('apps').selectAll().where('id', '=', id).executeTakeFirst()),
    async deleteUnused(before) {
      await database.deleteFrom('apps').where('createdAt', '<', before).where('id', 'not in', database.selectFrom('passes').select('passes.app')).execute()
    },
  }
}

const fields = ['hash', 'kind', 'consent', 'app', 'user', 'scopes', 'resource', 'redirect', 'challenge', 'createdAt', 'expiresAt', 'usedAt'] as const

export function passesTable(database: Kysely<Schema>): Passes {
  const passes = () => database.selectFrom('passes').select(fields)
  return {
    async insert(pass) {
      await database.insertInto('passes').values(pass).execute()
    },
    find: async (hash) => plainOrNone(await passes().where('hash', '=', hash).executeTakeFirst()),
    async findBearer(hash) {
      const row = await database.selectFrom('passes').innerJoin('users', 'users.id', 'passes.user').select(fields.map((field) => `passes.${field}` as const)).select(['users.kind as userKind', 'users.plan as plan']).where('passes.hash', '=', hash).executeTakeFirst()
      if (row === undefined) return undefined
      const { userKind, plan, ...pass } = row
      return { pass: plain(pass as Pass), user: { kind: userKind, plan } }
    },
    listOf: async (user) => (await passes().where('user', '=', user).orderBy('createdAt', 'desc').execute()).map(plain),
    async use(hash, at) {
      const { numUpdatedRows } = await database.updateTable('passes').set({ usedAt: at }).where('hash', '=', hash).where('usedAt', 'is', null).executeTakeFirst()
      return numUpdatedRows > 0n
    },
    async endConsent(consent) {
      await database.deleteFrom('passes').where('consent', '=', consent).execute()
    },
    async deleteExpired(before) {
      await database.deleteFrom('passes').where('expiresAt', '<', before).execute()
    },
  }
}
