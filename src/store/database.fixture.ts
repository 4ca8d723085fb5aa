// Databases for tests: one PostgreSQL for the whole run (or the one of DATABASE_URL), and in it a fresh database for whoever asks,
// copied from a template that has all tables and queues. Everything is closed and removed when the test file ends.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { atTheEnd, testFolder } from './folder.fixture.ts'
import { startPostgres } from './postgres/start.ts'
import { openStore, type Store } from './store.ts'

let server: Promise<string> | undefined
let template: Promise<string> | undefined
let count = 0

/** The connection string of a fresh database with all tables; it goes when the test file ends. */
export async function testDatabase(): Promise<string> {
  return newDatabase(await (template ??= makeTemplate()))
}

/** One without any tables. */
export async function emptyDatabase(): Promise<string> {
  return newDatabase('template1')
}

async function newDatabase(source: string): Promise<string> {
  const name = `kinora_test_${process.pid}_${Date.now().toString(36)}_${count++}`
  await administer(`create database ${name} template ${source}`)
  atTheEnd(() => administer(`drop database if exists ${name} with (force)`))
  return connectionTo(name)
}

/** A store on a fresh database; closed when the test file ends. */
export async function testStore(): Promise<Store> {
  return openTestStore(await testDatabase())
}

/** One more store on a database, as another process would have it. */
export async function openTestStore(connection: string): Promise<Store> {
  const store = await openStore({ connection, applicationName: 'kinora test', connections: 5 })
  atTheEnd(() => store.close())
  return store
}

/** Runs one statement on the server's own database. */
export async function administer(statement: string): Promise<void> {
  await withClient(await connectionTo('postgres'), (client) => client.query(statement))
}

/** Runs statements on a database of its own connection. */
export async function withClient<Result>(connection: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: connection })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function connectionTo(name: string): Promise<string> {
  const base = process.env['DATABASE_URL'] ?? await (server ??= startServer())
  return base.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${name}`)
}

// scripts/test.mjs names a folder whose PostgreSQL serves all files and is stopped by it; a file that is run alone starts its own.
async function startServer(): Promise<string> {
  const shared = process.env['KINORA_TEST_FOLDER']
  const postgres = await startPostgres({ folder: shared ?? await testFolder(), durable: false })
  atTheEnd(async () => (shared === undefined ? postgres.stop() : postgres.release()))
  return postgres.connection
}

/** The template's name follows from the code that fills it, so a server that stays never serves an old one. */
async function makeTemplate(): Promise<string> {
  const code = ['migrations.js', 'queues.js', '../../../package.json'].map((file) => readFileSync(new URL(file, import.meta.url)))
  const name = `kinora_template_${createHash('sha256').update(Buffer.concat(code)).digest('hex').slice(0, 12)}`
  await withClient(await connectionTo('postgres'), async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [name])
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount !== 0) return
    await client.query(`drop database if exists ${name}_new with (force)`)
    await client.query(`create database ${name}_new`)
    await (await openStore({ connection: await connectionTo(`${name}_new`), applicationName: 'kinora template' })).close()
    await client.query(`alter database ${name}_new rename to ${name}`)
  })
  return name
}
