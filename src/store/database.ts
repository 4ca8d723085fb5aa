// The connections to PostgreSQL: a pool that survives a database that dies, whole numbers that are checked, and one way to
// run a transaction again until it is known whether it happened.

import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { KinoraError } from '../base/index.ts'
import { withoutZero, type Schema } from './schema.ts'

export interface DatabaseOptions {
  /** `postgresql://…` */
  readonly connection: string
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string
  /** Connections at most, default 10. */
  readonly connections?: number
}

/** How many connections are for reading alone: whoever only looks never waits behind writers that wait for each other. */
const readersShare = 0.4
/** A connection that nobody needed for so long is closed, ms. Making one costs PostgreSQL a process, and whoever waits for it some 20 ms. */
const idleMilliseconds = 60_000

const int8 = 20
const int8List = 1016

/** Reads int8 as a number and refuses what a number cannot hold. */
function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new KinoraError({ code: 'store-number', message: `The database holds ${text}, which is more than a number can say exactly.` })
  return value
}

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === int8 && format !== 'binary') return wholeNumber
    if (oid === int8List && format !== 'binary') return (text: string) => text === '{}' ? [] : text.slice(1, -1).split(',').map(wholeNumber)
    return pg.types.getTypeParser(oid, format)
  },
}

/** A process that froze inside a transaction holds rows that others wait for; PostgreSQL ends it after so long. */
const frozenMilliseconds = 30_000

export function clientConfig({ connection, applicationName }: DatabaseOptions): pg.ClientConfig {
  return {
    connectionString: connection, application_name: applicationName ?? 'kinora', connectionTimeoutMillis: 10_000, keepAlive: true,
    idle_in_transaction_session_timeout: frozenMilliseconds, types: types as pg.CustomTypesConfig,
  }
}

/** Connections for transactions, and those for single questions that change nothing. They are made when they are needed. */
export function connectDatabase(options: DatabaseOptions): { readonly database: Kysely<Schema>; readonly reading: Kysely<Schema>; readonly close: () => Promise<void> } {
  const all = options.connections ?? 10
  const readers = Math.max(1, Math.floor(all * readersShare))
  const [writing, reading] = [connect(options, Math.max(1, all - readers)), connect(options, readers)]
  return { database: writing.database, reading: reading.database, close: async () => void await Promise.all([writing.close(), reading.close()]) }
}

function connect(options: DatabaseOptions, connections: number): { readonly database: Kysely<Schema>; readonly close: () => Promise<void> } {
  const pool = new pg.Pool({ ...clientConfig(options), max: connections, idleTimeoutMillis: idleMilliseconds })
  // Without a listener the end of a connection would end the process; the query that is under way gets the error anyway.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const database = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: cleaned(pool) }) }).withSchema('app') as Kysely<Schema>
  return {
    database,
    async close() {
      await database.destroy()
      // Kysely leaves a pool alone that was never used, and it could be used still.
      if (!pool.ending) await pool.end()
    },
  }
}

function cleaned(pool: pg.Pool) {
  const clean = (value: unknown) => (typeof value === 'string' && value.includes('\0') ? withoutZero(value) : value)
  return {
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      return {
        query: (text: never, values?: readonly unknown[]) => client.query(text, values?.map(clean) as never) as never,
        release: () => client.release(),
      }
    },
  }
}

/** How long work is tried again while the database does not answer: longer than any start of it that was seen. */
const patienceMilliseconds = 60_000

/**
 * Runs `work` in a transaction, again after a deadlock, a conflict, or a lost connection. When the connection is lost
 * during the commit, the database is asked afterwards whether it happened. Throws `store-unavailable` after a minute.
 */
export async function inTransaction<Result>(database: Kysely<Schema>, work: (transaction: Transaction<Schema>) => Promise<Result>): Promise<Result> {
  return untilItWorks(async () => {
    const transaction = await database.startTransaction().execute()
    let result: Result
    let number: string | undefined
    try {
      result = await work(transaction)
      number = await transactionNumber(transaction)
    } catch (thrown) {
      await transaction.rollback().execute().catch(() => {})
      throw thrown
    }
    try {
      await transaction.commit().execute()
    } catch (thrown) {
      await transaction.rollback().execute().catch(() => {})
      if (number === undefined || !isLostConnection(thrown) || !await wasCommitted(database, number)) throw thrown
    }
    return result
  })
}

/** Runs something that may safely run twice, again while the database does not answer. */
export async function untilItWorks<Result>(work: () => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + patienceMilliseconds
  for (let attempt = 0; ; attempt++) {
    try {
      return await work()
    } catch (thrown) {
      if (!isPassing(thrown)) throw thrown
      if (Date.now() > deadline) throw new KinoraError({ code: 'store-unavailable', message: `The database does not answer: ${(thrown as Error).message}` }, { cause: thrown })
      await pause(Math.min(250, 5 * 2 ** attempt))
    }
  }
}

/** undefined: it wrote nothing. */
async function transactionNumber(transaction: Transaction<Schema>): Promise<string | undefined> {
  const { rows: [row] } = await sql<{ number: string | null }>`select pg_current_xact_id_if_assigned()::text as number`.execute(transaction)
  return row?.number ?? undefined
}

async function wasCommitted(database: Kysely<Schema>, number: string): Promise<boolean> {
  return untilItWorks(async () => {
    const { rows: [row] } = await sql<{ status: string | null }>`select pg_xact_status(${number}::xid8) as status`.execute(database)
    if (row?.status === 'in progress') throw Object.assign(new Error('a transaction is still ending'), { code: '40001' })
    return row?.status === 'committed'
  })
}

/** Deadlock, conflict between transactions, or no connection: over soon. */
export function isPassing(thrown: unknown): boolean {
  const code = codeOf(thrown)
  return code === '40001' || code === '40P01' || code === '55P03' || isLostConnection(thrown)
}

const lostCodes = new Set(['25P03', '57P01', '57P02', '57P03', '57P05', '53300', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])
// pg reports some lost connections by message only.
const lostMessages = /connection terminated|client has encountered a connection error|timeout exceeded when trying to connect|timeout expired|not queryable|connection ended/i

export function isLostConnection(thrown: unknown): boolean {
  const code = codeOf(thrown)
  if (code !== undefined) return code.startsWith('08') || lostCodes.has(code)
  return thrown instanceof Error && lostMessages.test(thrown.message)
}

function codeOf(thrown: unknown): string | undefined {
  const { code } = (thrown ?? {}) as { code?: unknown }
  return typeof code === 'string' ? code : undefined
}
