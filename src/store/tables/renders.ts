// Films that are being written to files, and which attempt at each of their chunks won.

import type { Kysely } from 'kysely'
import type { RenderRow, Renders } from '../../studio/ports.ts'
import { changed, json, plain, plainOrNone, type Schema } from '../schema.ts'

const fields = [
  'id', 'name', 'session', 'user', 'version', 'output', 'state', 'progress', 'secondsLeft', 'error', 'chunks', 'object', 'secret', 'bytes', 'report', 'webhook', 'attempt',
  'createdAt', 'startedAt', 'completedAt', 'expiresAt',
] as const

export function rendersTable(database: Kysely<Schema>): Renders {
  const renders = () => database.selectFrom('renders').select([...fields, 'draft'])
  const take = async (query: { executeTakeFirst(): Promise<RenderRow | undefined> }) => plainOrNone(await query.executeTakeFirst())
  return {
    async insert(render) {
      await database.insertInto('renders').values({ ...columnsOf(render), draft: json(render.draft) }).execute()
    },
    find: (id) => take(renders().where('id', '=', id)),
    findLine: async (id) => plainOrNone(await database.selectFrom('renders').select(fields).where('id', '=', id).executeTakeFirst()),
    findByName: (user, name) => take(renders().where('user', '=', user).where('name', '=', name)),
    findBySecret: (secret) => take(renders().where('secret', '=', secret)),
    lock: (id) => take(renders().where('id', '=', id).forUpdate()),
    async update(id, change) {
      if (Object.keys(change).length === 0) return
      await database.updateTable('renders').set(changed(columnsOf(change))).where('id', '=', id).execute()
    },
    async listOf(owner, { offset, limit }) {
      const mine = database.selectFrom('renders').select(fields)
      const rows = await ('user' in owner ? mine.where('user', '=', owner.user) : mine.where('session', '=', owner.session))
        .orderBy('sequence', 'desc').offset(offset).limit(limit).execute()
      return rows.map(plain)
    },
    nextOf: (session) => take(renders().where('session', '=', session).where('state', '=', 'pending')
      .where((row) => row.not(row.exists(row.selectFrom('renders as other').select('other.id').where('other.session', '=', session).where('other.state', '=', 'processing'))))
      .orderBy('sequence').limit(1)),
    async addWinner(winner) {
      const added = await database.insertInto('winners').values(winner).onConflict((conflict) => conflict.doNothing()).executeTakeFirst()
      return added.numInsertedOrUpdatedRows === 1n
    },
    winners: (render) => database.selectFrom('winners').selectAll().where('render', '=', render).orderBy('index').execute(),
    async deleteWinners(render) {
      await database.deleteFrom('winners').where('render', '=', render).execute()
    },
    async expired(now, limit) {
      const rows = await renders().where('expiresAt', '<=', now).where('object', 'is not', null).orderBy('expiresAt').limit(limit).execute()
      return rows.map(plain)
    },
  }
}

function columnsOf<Change extends Partial<RenderRow>>(change: Change): Change {
  const texts = (['output', 'report', 'webhook'] as const).filter((field) => field in change).map((field) => [field, json(change[field])])
  return { ...change, ...Object.fromEntries(texts) }
}
