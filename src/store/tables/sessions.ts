// Films with their conversations, and every version of each film.

import { sql, type Kysely } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Session, Sessions } from '../../studio/ports.ts'
import { changed, json, plain, plainOrNone, type Schema } from '../schema.ts'

const fields = ['id', 'task', 'project', 'user', 'name', 'language', 'skill', 'version', 'draft', 'script', 'createdAt', 'updatedAt'] as const
const versionFields = ['session', 'version', 'operations', 'receipt', 'turn', 'idempotencyKey', 'createdAt'] as const

/** Turns and exports of a film that its pulse tells of: more than can be under way at a time. */
const newest = 25

export function sessionsTable(database: Kysely<Schema>): Sessions {
  const sessions = () => database.selectFrom('sessions').select(fields)
  return {
    async insert(session) {
      await database.insertInto('sessions').values(columnsOf(session)).execute()
    },
    pulse: (id) => database.selectFrom('sessions').where('sessions.id', '=', id).select((row) => [
      'name', 'version',
      jsonArrayFrom(row.selectFrom('assets').select('assets.id').whereRef('assets.session', '=', 'sessions.id').where('removedAt', 'is', null).orderBy('assets.sequence')).as('files'),
      jsonArrayFrom(row.selectFrom('turns').select(['turns.id', 'turns.state']).whereRef('turns.session', '=', 'sessions.id').orderBy('turns.sequence', 'desc').limit(newest)).as('turns'),
      jsonArrayFrom(row.selectFrom('renders').select(['renders.id', 'renders.name', 'renders.state', 'renders.progress', 'renders.secondsLeft']).whereRef('renders.session', '=', 'sessions.id').orderBy('renders.sequence', 'desc').limit(newest)).as('renders'),
    ]).executeTakeFirst().then((row) => row && { ...row, files: row.files.map((file) => file.id), turns: row.turns.reverse(), renders: row.renders.reverse() }),
    find: async (id) => plainOrNone(await sessions().where('id', '=', id).executeTakeFirst()),
    findByTask: async (task) => plainOrNone(await sessions().where('task', '=', task).executeTakeFirst()),
    findByProject: async (project) => plainOrNone(await sessions().where('project', '=', project).executeTakeFirst()),
    lock: async (id) => plainOrNone(await sessions().where('id', '=', id).forUpdate().executeTakeFirst()),
    async listOf(user, { offset, limit }) {
      const rows = await sessions().where('user', '=', user).orderBy('updatedAt', 'desc').orderBy('sequence', 'desc').offset(offset).limit(limit).execute()
      return rows.map(plain)
    },
    async update(id, change) {
      if (Object.keys(change).length === 0) return
      await database.updateTable('sessions').set(changed(columnsOf(change))).where('id', '=', id).execute()
    },
    history: async (id) => (await database.selectFrom('sessions').select('history').where('id', '=', id).executeTakeFirst())?.history ?? undefined,
    async abandoned(since, limit) {
      const rows = await database.selectFrom('sessions').innerJoin('users', 'users.id', 'sessions.user').select('sessions.id')
        .where('users.kind', '=', 'anonymous').where('sessions.updatedAt', '<', since).orderBy('sessions.updatedAt').limit(limit).execute()
      return rows.map(({ id }) => id)
    },
    async delete(id) {
      await database.deleteFrom('sessions').where('id', '=', id).execute()
    },
    async addVersion(version) {
      await database.insertInto('versions').values({ ...version, draft: json(version.draft), operations: json(version.operations), receipt: json(version.receipt) }).execute()
    },
    version: async (session, version) => plainOrNone(await database.selectFrom('versions').select([...versionFields, 'draft'])
      .where('session', '=', session).where('version', '=', version).executeTakeFirst()),
    versionByKey: async (session, key) => plainOrNone(await database.selectFrom('versions').select([...versionFields, 'draft'])
      .where('session', '=', session).where('idempotencyKey', '=', key).executeTakeFirst()),
    async everUsed(session, asset) {
      // Drafts are kept as JSON.stringify writes them.
      const shows = sql<boolean>`position(${`"asset":${JSON.stringify(asset)}`} in draft::text) > 0`
      const version = await database.selectFrom('versions').select('version').where('session', '=', session).where(shows).limit(1).executeTakeFirst()
      return version !== undefined
        || await database.selectFrom('renders').select('id').where('session', '=', session).where('state', 'in', ['pending', 'processing']).where(shows).limit(1).executeTakeFirst() !== undefined
    },
    async versions(session, { offset, limit }) {
      const rows = await database.selectFrom('versions').select(versionFields).where('session', '=', session).orderBy('version', 'desc').offset(offset).limit(limit).execute()
      return rows.map(plain)
    },
  }
}

function columnsOf<Change extends Partial<Schema['sessions']>>(change: Change): Change {
  const texts = (['draft', 'history'] as const).filter((field) => field in change).map((field) => [field, json(change[field])])
  return { ...change, ...Object.fromEntries(texts) }
}
