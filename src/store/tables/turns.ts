// Messages and what came of them, with the events that each turn told while it ran.

import { sql, type Kysely } from 'kysely'
import { KinoraError } from '../../base/index.ts'
import type { Turns } from '../../studio/ports.ts'
import { changed, json, plain, plainOrNone, type Schema } from '../schema.ts'

const fields = ['id', 'session', 'user', 'text', 'idempotencyKey', 'expectedVersion', 'state', 'reply', 'attribution', 'startedAt', 'endedAt', 'leaseUntil'] as const

export function turnsTable(database: Kysely<Schema>): Turns {
  const turns = () => database.selectFrom('turns').select(fields)
  return {
    async insert(turn) {
      await database.insertInto('turns').values({ ...turn, attribution: json(turn.attribution) }).execute()
    },
    find: async (id) => plainOrNone(await turns().where('id', '=', id).executeTakeFirst()),
    findByKey: async (session, key) => plainOrNone(await turns().where('session', '=', session).where('idempotencyKey', '=', key).executeTakeFirst()),
    running: async (session) => (await turns().where('session', '=', session).where('state', '=', 'running').orderBy('sequence').execute()).map(plain),
    async update(id, change) {
      if (Object.keys(change).length === 0) return
      await database.updateTable('turns').set(changed(change)).where('id', '=', id).execute()
    },
    async listOf(session, { offset, limit }) {
      const rows = await turns().where('session', '=', session).orderBy('sequence').offset(offset).limit(limit).execute()
      return rows.map(plain)
    },
    async takeAbandoned(now, until, limit) {
      // As a part of its own it is run once; inside the update it might be run again and take more than the limit.
      const rows = await database
        .with('taken', (query) => query.selectFrom('turns').select('id').where('state', '=', 'running').where('leaseUntil', '<', now).orderBy('sequence').limit(limit).forUpdate().skipLocked())
        .updateTable('turns').set({ leaseUntil: until }).where('id', 'in', (query) => query.selectFrom('taken').select('taken.id')).returning(fields).execute()
      return rows.map(plain)
    },
    async addEvents(turn, events) {
      if (events.length === 0) return
      // The lock of the turn gives events of several writers one order without gaps.
      const row = await database.selectFrom('turns').select('id').where('id', '=', turn).forUpdate().executeTakeFirst()
      if (row === undefined) throw new KinoraError({ code: 'turn-unknown', message: `There is no turn ${turn} to add events to.` })
      const { last } = await database.selectFrom('turnEvents').select(sql<number>`coalesce(max(sequence), 0)`.as('last')).where('turn', '=', turn).executeTakeFirstOrThrow()
      await database.insertInto('turnEvents').values(events.map((event, index) => ({ turn, sequence: last + 1 + index, event: json(event) }))).execute()
    },
    async events(turn, after) {
      const rows = await database.selectFrom('turnEvents').select(['sequence', 'event']).where('turn', '=', turn).where('sequence', '>', after).orderBy('sequence').execute()
      return rows.map(({ sequence, event }) => ({ ...event, sequence }))
    },
  }
}
