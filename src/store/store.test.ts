import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { KinoraError } from '../base/index.ts'
import { testDatabase, testStore } from './database.fixture.ts'
import { openStore } from './store.ts'

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
