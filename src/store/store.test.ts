import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { KinoraError } from '../base/index.ts'
import { openTestStore, testDatabase, testStore } from './database.fixture.ts'
import { openStore } from './store.ts'
import { session } from './tables/tables.fixture.ts'

test('numbers that a number cannot hold are refused instead of rounded', async () => {
  const { database } = await testStore()
  const { rows: [row] } = await sql`select 9007199254740991::int8 as most, array[1, -2]::int8[] as list, array[]::int8[] as none`.execute(database)
  assert.deepEqual(row, { most: 9007199254740991, list: [1, -2], none: [] })
  await assert.rejects(sql`select 9007199254740993::int8 as more`.execute(database), /more than a number can say/)
})

test('a database that is not there, or not for us, is said in words at once', async () => {
  const connection = (await testDatabase()).replace(/kinora_test_\w+/, 'kinora_nowhere')
  await assert.rejects(openStore({ connection }), (thrown: KinoraError) => thrown.code === 'store-unavailable' && /kinora_nowhere.*DATABASE_URL/.test(thrown.message))
})

test('a closed store is closed once', async () => {
  const store = await openStore({ connection: await testDatabase() })
  await Promise.all([store.close(), store.close()])
  await assert.rejects(store.ping())
})

test('a process that freezes inside a transaction does not hold its rows for ever, and begins again when it wakes', async () => {
  const connection = await testDatabase()
  const [frozen, other] = [await openTestStore(connection), await openTestStore(connection)]
  const { rows: [row] } = await sql<{ limit: string }>`select current_setting('idle_in_transaction_session_timeout') as limit`.execute(frozen.database)
  assert.equal(row?.limit, '30s')
  const film = session('anon_1')
  await frozen.tables.sessions.insert(film)
  let tries = 0
  let wake: () => void = () => {}
  const awake = new Promise<void>((resolve) => { wake = resolve })
  const renamed = frozen.transaction(async ({ sessions }, database) => {
    tries++
    await sessions.lock(film.id)
    if (tries > 1) return sessions.update(film.id, { name: 'awake again' })
    await sql`set idle_in_transaction_session_timeout = 100`.execute(database)
    await awake
    return sessions.update(film.id, { name: 'too late' })
  })
  while (tries === 0) await new Promise((resolve) => setImmediate(resolve))
  await other.transaction(async ({ sessions }) => {
    await sessions.lock(film.id)
    await sessions.update(film.id, { name: 'by another' })
  })
  wake()
  await renamed
  assert.equal(tries, 2)
  assert.equal((await other.tables.sessions.find(film.id))?.name, 'awake again')
})

test('whoever only looks does not wait behind writers that wait for each other', async () => {
  const connection = await testDatabase()
  const [store, other] = [await openTestStore(connection), await openTestStore(connection)]
  const film = session('anon_1')
  await store.tables.sessions.insert(film)
  let release: () => void = () => {}
  const held = new Promise<void>((resolve) => { release = resolve })
  let holds: () => void = () => {}
  const holding = new Promise<void>((resolve) => { holds = resolve })
  const holder = other.transaction(async ({ sessions }) => {
    await sessions.lock(film.id)
    holds()
    await held
  })
  await holding
  // More than a store has connections.
  const writers = Array.from({ length: 12 }, (_, index) => store.tables.sessions.update(film.id, { name: `by ${index}` }))
  const found = await Promise.race([store.tables.sessions.find(film.id), Promise.all(writers).then(() => undefined)])
  assert.equal(found?.name, film.name)
  release()
  await Promise.all([holder, ...writers])
  assert.match((await store.tables.sessions.find(film.id))!.name, /^by /)
})
