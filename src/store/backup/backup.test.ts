import assert from 'node:assert/strict'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { KinoraError } from '../../base/index.ts'
import { testStore, withClient } from '../database.fixture.ts'
import { testFolder } from '../folder.fixture.ts'
import { openDiskObjects } from '../objects/disk.ts'
import type { Store } from '../store.ts'
import { asset, render, session, token, turn, user, version } from '../tables/tables.fixture.ts'
import { backupTo } from './backup.ts'
import { tableOrder } from './manifest.ts'
import { restoreFrom } from './restore.ts'

async function* bytes(text: string) { yield Buffer.from(text) }
const code = (expected: string) => (thrown: KinoraError) => thrown.code === expected || assert.fail(`${thrown.code}: ${thrown.message}`)

/** A house with something in every table, and with texts that are hard to keep. */
async function furnishedHouse() {
  const store = await testStore()
  const objects = openDiskObjects(await testFolder())
  const { tables } = store
  const owner = user({ email: 'a@b', boundTo: undefined })
  const film = session(owner.id, { name: 'line\nbreaks\r\u2028\u2029 "quotes" \\ \0 电影', script: ''.padEnd(10, 'é') })
  await tables.users.insert(owner)
  await tables.tokens.insert(token(owner.id, { scopes: ['read', '*'], name: '{"a,b"}' }))
  await tables.credits.append({ key: 'grant:1', user: owner.id, kind: 'grant', amount: 100, createdAt: 1 })
  await tables.credits.append({ key: 'freeze:1', user: owner.id, kind: 'freeze', amount: 5, createdAt: 2 })
  await tables.sessions.insert(film)
  await store.transaction(async ({ sessions }) => {
    for (let number = 1; number <= 450; number++) await sessions.addVersion(version(film.id, number, number === 2 ? { draft: { zero: '\0', backslash: '\\u0000', 'key\0': 1 } as never } : {}))
  })
  const talk = turn(film)
  await tables.turns.insert(talk)
  await tables.turns.addEvents(talk.id, [{ type: 'text', text: 'a' }, { type: 'end', state: 'done', version: 1 }])
  const [file, gone] = [asset(film, { key: 'assets/a' }), asset(film, { key: 'assets/gone' })]
  for (const one of [file, gone]) await tables.assets.insert(one)
  await tables.uploads.insert({ id: 'u', user: owner.id, session: film.id, name: 'a.mov', length: 9, offset: 3, parts: ['uploads/u/0-a'], until: 5 })
  const job = render(film, { object: 'renders/film', progress: 33.25, secondsLeft: 0.1 })
  await tables.renders.insert(job)
  await tables.renders.addWinner({ render: job.id, index: 0, chunk: 'c', object: 'chunks/r/0', bytes: 5 })
  await tables.limits.take('k', 5, 1000, 1)
  await tables.audit.add({ at: 1, action: 'made', details: { deep: [1, { a: null }] } })
  await store.transaction(async ({ jobs }) => {
    await jobs.send({ kind: 'chunk', render: job.id, index: 1 })
    await jobs.send({ kind: 'clean' }, { startAt: 4_000_000_000_000 })
  })
  for (const key of ['assets/a', 'renders/film', 'chunks/r/0', 'uploads/u/0-a', 'assets/nobodys']) await objects.put(key, bytes(key))
  return { store, objects, film }
}

async function contents({ options }: Store) {
  return withClient(options.connection, async (client) => {
    const all: Record<string, unknown> = {}
    for (const table of tableOrder) all[table] = (await client.query(`select row_to_json(one)::text as line from app."${table}" as one order by 1`)).rows.map(({ line }: { line: string }) => line)
    all['jobs'] = (await client.query("select name, data, start_after from boss.job where name <> 'dead' order by name")).rows.map(({ name, data, start_after: at }) => [name, data, name === 'clean' ? at : undefined])
    return all
  })
}

test('a house that was backed up is the same after a restore: rows, unfinished jobs, objects', async () => {
  const { store, objects, film } = await furnishedHouse()
  const output = join(await testFolder(), 'backup')
  const manifest = await backupTo({ store, objects, output })
  assert.equal(manifest.tables['versions']?.rows, 450)
  assert.deepEqual([manifest.jobs, manifest.objects, manifest.missing], [2, { count: 4, bytes: 43 }, ['assets/gone']])
  const other = await testStore()
  const otherObjects = openDiskObjects(await testFolder())
  await restoreFrom({ store: other, objects: otherObjects, input: output })
  assert.deepEqual(await contents(other), await contents(store))
  assert.equal(await otherObjects.size('renders/film'), 12)
  assert.equal(await otherObjects.size('assets/nobodys'), undefined, 'what no row names is not kept')
  assert.ok((await readdir(join(output, 'objects/renders'))).includes('film'), 'the backup stays whole')
  // New rows come after the old ones.
  await other.tables.audit.add({ at: 9, action: 'after' })
  assert.deepEqual((await other.tables.audit.list({ offset: 0, limit: 9 })).map(({ action }) => action), ['after', 'made'])
  assert.deepEqual((await other.tables.sessions.version(film.id, 2))?.draft, { zero: '\uFFFD', backslash: '\\u0000', 'key\uFFFD': 1 })
  await assert.rejects(restoreFrom({ store: other, objects: otherObjects, input: output }), code('restore-not-empty'))
  await assert.rejects(backupTo({ store, objects, output }), code('backup-not-empty'))
})

test('a backup that is unfinished, damaged or newer is refused, and nothing of it is restored', async () => {
  const { store, objects } = await furnishedHouse()
  const input = join(await testFolder(), 'backup')
  const manifest = await backupTo({ store, objects, output: input })
  const empty = await testStore()
  const refused = async (expected: string) => {
    await assert.rejects(restoreFrom({ store: empty, objects: openDiskObjects(await testFolder()), input }), code(expected))
    assert.equal((await empty.tables.sessions.listOf('anon_1', { offset: 0, limit: 1 })).length, 0)
    assert.deepEqual((await contents(empty))['ledger'], [])
  }
  const put = (more: object) => writeFile(join(input, 'manifest.json'), JSON.stringify({ ...manifest, ...more }))
  await put({ format: 2 })
  await refused('backup-invalid')
  await put({ tables: { ...manifest.tables, audit: { columns: [...manifest.tables['audit']!.columns, 'mood'], rows: 1 } } })
  await refused('backup-newer')
  await put({ tables: { ...manifest.tables, winners: { ...manifest.tables['winners'], rows: 2 } } })
  await refused('backup-invalid')
  await put({})
  const file = join(input, 'tables/versions.jsonl.gz')
  await writeFile(file, (await readFile(file)).subarray(0, 400))
  await refused('backup-invalid')
  await rm(file)
  await refused('backup-invalid')
  await rm(join(input, 'manifest.json'))
  await refused('backup-invalid')
})

test('a backup shows one moment while credits move on', async () => {
  const { store, objects } = await furnishedHouse()
  let over = false
  let count = 0
  const owner = (await store.tables.users.findByEmail('a@b'))!.id
  const load = (async () => {
    for (; !over; count++) await store.tables.credits.append({ key: `grant:load${count}`, user: owner, kind: 'grant', amount: 1, createdAt: 1 })
  })()
  while (count < 10) await new Promise((resolve) => setImmediate(resolve))
  const output = join(await testFolder(), 'backup')
  await backupTo({ store, objects, output })
  over = true
  await load
  const other = await testStore()
  await restoreFrom({ store: other, objects: openDiskObjects(await testFolder()), input: output })
  const account = await other.tables.credits.account(owner)
  const { entries } = await other.tables.credits.list(owner, { offset: 0, limit: 100_000 })
  const granted = entries.filter(({ kind }) => kind === 'grant').reduce((sum, { amount }) => sum + amount, 0)
  assert.deepEqual([account.granted, account.available + account.frozen], [granted, granted])
})
