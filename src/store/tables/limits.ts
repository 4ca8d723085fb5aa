// Counting windows that all processes share, and the record of sensitive actions.

import { sql, type Kysely } from 'kysely'
import type { Audit, Limits } from '../../studio/ports.ts'
import { json, plain, type Schema } from '../schema.ts'

/** Forgotten keys removed with each new one: more than one, so that the table shrinks again. */
const swept = 20

export function limitsTable(database: Kysely<Schema>): Limits {
  return {
    async take(key, most, window, now) {
      if (most <= 0) return { ok: false, retryAt: now + window }
      const recent = sql<number[]>`array(select at from unnest(limits.times) as at where at > ${now - window})`
      // One statement: the row's own lock orders those who count at the same time.
      const { rows: [row] } = await sql<{ times: number[]; taken: boolean; isNew: boolean }>`
        insert into app.limits (key, times, taken, until) values (${key}, array[${now}::int8], true, ${now + window})
        on conflict (key) do update set
          times = case when cardinality(${recent}) < ${most} then ${recent} || excluded.times else ${recent} end,
          taken = cardinality(${recent}) < ${most}, until = greatest(limits.until, excluded.until)
        returning times, taken, xmax = 0 as "isNew"`.execute(database)
      if (row!.isNew) await sweep(database, now)
      if (row!.taken) return { ok: true }
      const { times } = row!
      return { ok: false, retryAt: [...times].sort((a, b) => a - b)[times.length - most]! + window }
    },
  }
}

async function sweep(database: Kysely<Schema>, now: number): Promise<void> {
  await database.deleteFrom('limits').where('key', 'in', (query) => query.selectFrom('limits').select('key').where('until', '<', now).limit(swept).forUpdate().skipLocked()).execute()
}

export function auditTable(database: Kysely<Schema>): Audit {
  return {
    async add(entry) {
      await database.insertInto('audit').values({ ...entry, details: json(entry.details) }).execute()
    },
    async list({ offset, limit, user }) {
      const rows = await database.selectFrom('audit').select(['at', 'user', 'action', 'details']).$if(user !== undefined, (query) => query.where('user', '=', user!))
        .orderBy('sequence', 'desc').offset(offset).limit(limit).execute()
      return rows.map(plain)
    },
  }
}
