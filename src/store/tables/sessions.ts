// Films with their conversations, and every version of each film.

import type { Kysely } from 'kysely'
import type { Session, Sessions } from '../../studio/ports.ts'
import { changed, json, plain, plainOrNone, type Schema } from '../schema.ts'
import { packHistory, unpackHistory } from './packed-history.ts'

const fields = ['id', 'task', 'project', 'user', 'name', 'language', 'version', 'draft', 'history', 'script', 'createdAt', 'updatedAt'] as const
const versionFields = ['session', 'version', 'operations', 'receipt', 'turn', 'createdAt'] as const

export function sessionsTable(database: Kysely<Schema>): Sessions {
  const sessions = () => database.selectFrom('sessions').select(fields)
  const read = (row: object | undefined) => (row === undefined ? undefined : sessionOf(row))
  return {
    async insert(session) {
      await database.insertInto('sessions').values(columnsOf(session)).execute()
    },
    find: async (id) => read(await sessions().where('id', '=', id).executeTakeFirst()),
    findByTask: async (task) => read(await sessions().where('task', '=', task).executeTakeFirst()),
    findByProject: async (project) => read(await sessions().where('project', '=', project).executeTakeFirst()),
    lock: async (id) => read(await sessions().where('id', '=', id).forUpdate().executeTakeFirst()),
    async listOf(user, { offset, limit }) {
      const rows = await sessions().where('user', '=', user).orderBy('updatedAt', 'desc').orderBy('sequence', 'desc').offset(offset).limit(limit).execute()
      return rows.map(sessionOf)
    },
    async update(id, change) {
      if (Object.keys(change).length === 0) return
      await database.updateTable('sessions').set(changed(columnsOf(change))).where('id', '=', id).execute()
    },
    async delete(id) {
      await database.deleteFrom('sessions').where('id', '=', id).execute()
    },
    async addVersion(version) {
      await database.insertInto('versions').values({ ...version, draft: json(version.draft), operations: json(version.operations), receipt: json(version.receipt) }).execute()
    },
    version: async (session, version) => plainOrNone(await database.selectFrom('versions').select([...versionFields, 'draft'])
      .where('session', '=', session).where('version', '=', version).executeTakeFirst()),
    async versions(session, { offset, limit }) {
      const rows = await database.selectFrom('versions').select(versionFields).where('session', '=', session).orderBy('version', 'desc').offset(offset).limit(limit).execute()
      return rows.map(plain)
    },
  }
}

function columnsOf<Change extends Partial<Session>>(change: Change) {
  const { draft, history, ...rest } = change
  return { ...rest, ...('draft' in change && { draft: json(draft) }), ...('history' in change && { history: history && packHistory(history) }) } as Omit<Change, 'history'> & { history?: string }
}

function sessionOf(row: object): Session {
  const { history, ...session } = plain(row as Omit<Session, 'history'> & { history?: string })
  return { ...session, ...(history !== undefined && { history: unpackHistory(history) }) }
}
