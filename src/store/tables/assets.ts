// Files that people sent: what is known of them. Their bytes are objects.

import { sql, type Kysely } from 'kysely'
import type { Assets } from '../../studio/ports.ts'
import { json, plain, plainOrNone, type Schema } from '../schema.ts'

const fields = ['id', 'user', 'session', 'hash', 'name', 'mimeType', 'bytes', 'key', 'secret', 'asset', 'text', 'warnings', 'createdAt'] as const

export function assetsTable(database: Kysely<Schema>): Assets {
  const assets = () => database.selectFrom('assets').select(fields)
  const seen = () => assets().where('removedAt', 'is', null)
  return {
    async insert(asset) {
      await database.insertInto('assets').values({ ...asset, asset: json(asset.asset), warnings: json(asset.warnings) }).execute()
    },
    find: async (id) => plainOrNone(await seen().where('id', '=', id).executeTakeFirst()),
    findBySecret: async (secret) => plainOrNone(await seen().where('secret', '=', secret).executeTakeFirst()),
    findByHash: async (user, hash) => plainOrNone(await assets().where('user', '=', user).where('hash', '=', hash).orderBy('sequence').limit(1).executeTakeFirst()),
    listOf: async (session) => (await seen().where('session', '=', session).orderBy('sequence').execute()).map(plain),
    async delete(id) {
      await database.deleteFrom('assets').where('id', '=', id).execute()
    },
    async hide(id, at) {
      await database.updateTable('assets').set({ removedAt: at }).where('id', '=', id).execute()
    },
    async unhide(session, which) {
      const hidden = database.updateTable('assets').set({ removedAt: sql<number>`null` }).where('session', '=', session).where('removedAt', 'is not', null)
      await ('hash' in which ? hidden.where('hash', '=', which.hash) : hidden.where(sql`asset->>'id'`, 'in', ['', ...which.assets])).execute()
    },
    keptOf: (session) => database.selectFrom('assets').select(['user', 'hash', 'key']).where('session', '=', session).execute(),
    async bytesOf(user) {
      const contents = database.selectFrom('assets').select(['hash', sql<number>`max(bytes)`.as('bytes')]).where('user', '=', user).groupBy('hash')
      const { total } = await database.selectFrom(contents.as('contents')).select(sql<number>`coalesce(sum(bytes), 0)::int8`.as('total')).executeTakeFirstOrThrow()
      return total
    },
  }
}
