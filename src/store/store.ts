// The studio's database, fitted to PostgreSQL. One transaction spans all tables and the job queues. A database that dies
// and comes back is waited for: calls take longer then, and nothing is done twice.

import { sql, type Kysely } from 'kysely'
import pg from 'pg'
import type { PgBoss } from 'pg-boss'
import { KinoraError } from '../base/index.ts'
import type { StorePort, Tables } from '../studio/ports.ts'
import { clientConfig, connectDatabase, inTransaction, untilItWorks, type DatabaseOptions } from './database.ts'
import { migrate } from './migrations.ts'
import { openNotices } from './notices.ts'
import { channel, jobsTable, startSender } from './queues.ts'
import type { Schema } from './schema.ts'
import { assetsTable } from './tables/assets.ts'
import { creditsTable } from './tables/credits.ts'
import { auditTable, limitsTable } from './tables/limits.ts'
import { rendersTable } from './tables/renders.ts'
import { sessionsTable } from './tables/sessions.ts'
import { turnsTable } from './tables/turns.ts'
import { uploadsTable } from './tables/uploads.ts'
import { tokensTable, usersTable } from './tables/users.ts'
import { appsTable, passesTable } from './tables/apps.ts'

/** The store, with what the engine and the backup of this room need of it. */
export interface Store extends StorePort {
  transaction<Result>(work: (tables: Tables, database: Kysely<Schema>) => Promise<Result>): Promise<Result>
  readonly database: Kysely<Schema>
  readonly options: DatabaseOptions
  /** How many other processes of the house (by application name) are connected now. */
  others(): Promise<number>
}

/** Connects, brings the tables up to date, and makes the queues. Throws `store-unavailable`, `store-migration`. */
export async function openStore(options: DatabaseOptions): Promise<Store> {
  const { database, reading, close: disconnect } = connectDatabase(options)
  let boss: PgBoss
  try {
    boss = await untilItWorks(() => alone(options, async () => {
      await migrate(database as Kysely<never>)
      return startSender(database)
    }))
  } catch (thrown) {
    await disconnect()
    throw opening(thrown)
  }
  const notices = openNotices(options)
  const transaction: Store['transaction'] = (work) => inTransaction(database, (one) => work(tablesOf(one, boss), one))
  let closing: Promise<void> | undefined
  return {
    database,
    options,
    transaction,
    tables: onTheirOwn(tablesOf(reading, boss), transaction),
    listen: notices.listen,
    async others() {
      const { rows } = await sql<{ name: string }>`select distinct application_name as name from pg_stat_activity where datname = current_database() and application_name like 'kinora %'`.execute(database)
      return rows.filter(({ name }) => name !== options.applicationName && name !== `${options.applicationName} listening`).length
    },
    async ping() {
      await sql`select 1`.execute(reading)
    },
    close: () => closing ??= close(),
  }

  async function close(): Promise<void> {
    await notices.close()
    await boss.stop({ graceful: false })
    await disconnect()
  }
}

function opening(thrown: unknown): unknown {
  if (thrown instanceof KinoraError) return thrown
  const { message, code } = thrown as { message?: string; code?: string }
  return new KinoraError({ code: 'store-unavailable', message: `The database cannot be used: ${message || code}. Check DATABASE_URL: host, user, password, and the name of a database that exists.` }, { cause: thrown })
}

/** Number of the lock under which tables and queues are made; any that nobody else uses. */
const setupLock = 7_046_029_254

/** One process at a time: pg-boss does not bear two that create its schema in the same moment. */
async function alone<Result>(options: DatabaseOptions, work: () => Promise<Result>): Promise<Result> {
  const client = new pg.Client(clientConfig(options))
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [setupLock])
    return await work()
  } finally {
    await client.end()
  }
}

function tablesOf(database: Kysely<Schema>, boss: PgBoss): Tables {
  const announce = async (topic: string) => {
    await sql`select pg_notify(${channel}, ${topic})`.execute(database)
  }
  return {
    users: usersTable(database), tokens: tokensTable(database), apps: appsTable(database), passes: passesTable(database), credits: creditsTable(database), sessions: sessionsTable(database), turns: turnsTable(database),
    assets: assetsTable(database), uploads: uploadsTable(database), renders: rendersTable(database), limits: limitsTable(database), audit: auditTable(database),
    jobs: jobsTable(database, boss, announce), announce,
  }
}

/** Calls that change nothing and need no transaction of their own; they may run twice. */
const looking = /^(find|list|account|version|events|running|winners|expired|bytesOf|nextOf|history|abandoned|everUsed|ended|totalOf|keptOf)/

/** The same tables where each call is a transaction of its own, so that it too survives a lost connection. */
function onTheirOwn(tables: Tables, transaction: <Result>(work: (tables: Tables) => Promise<Result>) => Promise<Result>): Tables {
  const entries = Object.entries(tables).map(([table, calls]) => [table, typeof calls === 'function' ? wrapped([table]) : Object.fromEntries(
    Object.keys(calls).map((call) => [call, looking.test(call) ? (...values: unknown[]) => untilItWorks(() => callAt(tables, [table, call])(...values)) : wrapped([table, call])]),
  )])
  return Object.fromEntries(entries) as Tables

  function wrapped(path: readonly string[]) {
    return (...values: unknown[]) => transaction((own) => callAt(own, path)(...values))
  }
}

function callAt(tables: Tables, path: readonly string[]): (...values: unknown[]) => Promise<unknown> {
  return path.reduce((place, name) => (place as Record<string, unknown>)[name], tables as unknown) as (...values: unknown[]) => Promise<unknown>
}
