import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testStore } from './database.fixture.ts'

test('a fresh store answers', async () => {
  const store = await testStore()
  await store.ping()
  await store.tables.users.insert({ id: 'anon_1', kind: 'anonymous', plan: 'free', clientId: 'c', createdAt: 1_790_000_000_000 })
  assert.deepEqual(await store.tables.users.find('anon_1'), { id: 'anon_1', kind: 'anonymous', plan: 'free', clientId: 'c', createdAt: 1_790_000_000_000 })
})
