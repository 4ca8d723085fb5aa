// Large files that are still coming in. Their bytes are objects; how far each has come is told by one row.

import { sql, type Kysely } from 'kysely'
import type { Uploads } from '../../studio/ports.ts'
import { json, plain, plainOrNone, type Schema } from '../schema.ts'

export function uploadsTable(database: Kysely<Schema>): Uploads {
  return {
    async insert(upload) {
      await database.insertInto('uploads').values({ ...upload, parts: json(upload.parts) }).execute()
    },
    find: async (id) => plainOrNone(await database.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst()),
    async grow(id, { from, offset, parts }) {
      const { numUpdatedRows } = await database.updateTable('uploads').set({ offset, parts: json(parts) }).where('id', '=', id).where('offset', '=', from).executeTakeFirst()
      return numUpdatedRows === 1n
    },
    async delete(id) {
      await database.deleteFrom('uploads').where('id', '=', id).execute()
    },
    async endOf(session, at) {
      await database.updateTable('uploads').set({ until: at }).where('session', '=', session).execute()
    },
    async totalOf(user) {
      return database.selectFrom('uploads').select([sql<number>`count(*)::int8`.as('count'), sql<number>`coalesce(sum(length), 0)::int8`.as('bytes')]).where('user', '=', user).executeTakeFirstOrThrow()
    },
    async ended(now, limit) {
      const rows = await database.selectFrom('uploads').selectAll().where('until', '<=', now).orderBy('until').limit(limit).execute()
      return rows.map(plain)
    },
  }
}
