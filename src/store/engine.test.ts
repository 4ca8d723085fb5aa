import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { EnginePort, Job, JobHandlers } from '../studio/ports.ts'
import { openTestStore, testDatabase, testStore, withClient } from './database.fixture.ts'
import { openEngine } from './engine.ts'
import { atTheEnd } from './folder.fixture.ts'
import type { Store } from './store.ts'

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 40_000; !await holds(); await pause(10)) assert.ok(Date.now() < deadline, `never so: ${holds}`)
}

async function testEngine(store: Store, handlers: Partial<JobHandlers>, slots = 2): Promise<EnginePort> {
  const engine = await openEngine({ store })
  atTheEnd(() => engine.stop({ grace: 0 }))
  await engine.work({ run: async () => {}, dead: async () => {}, ...handlers }, { slots })
  return engine
}

const chunk = (render: string, index: number): Job => ({ kind: 'chunk', render, index })
/** Without an order of fields: the database does not keep it. */
const nameOf = (job: Job) => Object.values(job).map(String).sort().join(' ')
const isIdle = async (engine: EnginePort) => Object.values(await engine.depth()).every(({ waiting, running }) => waiting + running === 0)

function startWorker(connection: string, mode: 'work' | 'hang'): ChildProcess {
  const child = spawn(process.execPath, [fileURLToPath(new URL('engine.fixture.js', import.meta.url)), connection, mode], { stdio: ['pipe', 'inherit', 'inherit'] })
  atTheEnd(async () => {
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await once(child, 'exit')
  })
  return child
}

async function audited(store: Store, action: string): Promise<readonly { readonly pid?: number }[]> {
  const entries = await store.tables.audit.list({ offset: 0, limit: 100 })
  return entries.filter((entry) => entry.action === action).map((entry) => entry.details as { pid?: number })
}

describe('the engine', { concurrency: true, timeout: 180_000 }, () => {
  test('jobs of every kind are run with what was sent', async () => {
    const store = await testStore()
    const ran: Job[] = []
    const engine = await testEngine(store, { run: async (job) => void ran.push(job) })
    const jobs: Job[] = [{ kind: 'plan', render: 'r' }, chunk('r', 0), chunk('r', 1), { kind: 'sound', render: 'r' }, { kind: 'join', render: 'r' }, { kind: 'webhook', render: 'r' }, { kind: 'clean' }]
    await store.transaction(async ({ jobs: queue }) => { for (const job of jobs) await queue.send(job) })
    await until(() => ran.length === jobs.length)
    assert.deepEqual(ran.map(nameOf).sort(), jobs.map(nameOf).sort())
    await until(() => isIdle(engine))
  })

  test('a job of a transaction that is rolled back does not exist', async () => {
    const store = await testStore()
    await assert.rejects(store.transaction(async ({ jobs, users }) => {
      await users.insert({ id: 'anon_x', kind: 'anonymous', plan: 'free', createdAt: 1 })
      await jobs.send({ kind: 'plan', render: 'r' })
      throw new Error('no')
    }), /^Error: no$/)
    const engine = await testEngine(store, {})
    assert.deepEqual((await engine.depth()).plan, { waiting: 0, running: 0 })
    assert.equal(await store.tables.users.find('anon_x'), undefined)
  })

  test('of two jobs with one key the first is kept, also after it has run', async () => {
    const store = await testStore()
    let runs = 0
    const engine = await testEngine(store, { run: async () => void runs++ })
    await Promise.all([1, 2, 3].map(() => store.tables.jobs.send(chunk('r', 1), { key: 'r:1' })))
    await until(() => runs === 1)
    await until(() => isIdle(engine))
    await store.tables.jobs.send(chunk('r', 1), { key: 'r:1' })
    await store.tables.jobs.send(chunk('r', 2), { key: 'r:2' })
    await until(async () => runs >= 2 && await isIdle(engine))
    assert.equal(runs, 2)
  })

  test('chunks run on so many slots and no more, and joins beside them', async () => {
    const store = await testStore()
    let now = 0
    let most = 0
    let joined = false
    let open: () => void = () => {}
    const gate = new Promise<void>((resolve) => { open = resolve })
    const engine = await testEngine(store, { async run(job) {
      if (job.kind === 'join') { joined = true; return }
      most = Math.max(most, ++now)
      await gate
      now--
    } }, 3)
    for (let index = 0; index < 7; index++) await store.tables.jobs.send(chunk('r', index))
    await until(() => now === 3)
    await store.tables.jobs.send({ kind: 'join', render: 'r' })
    await until(() => joined)
    assert.deepEqual((await engine.depth()).chunk, { waiting: 4, running: 3 })
    open()
    await until(() => isIdle(engine))
    assert.equal(most, 3)
  })

  test('a chunk starts within half a second after it was sent from another process', async () => {
    const connection = await testDatabase()
    const [sender, worker] = [await openTestStore(connection), await openTestStore(connection)]
    let started = 0
    await testEngine(worker, { run: async () => void (started = Date.now()) })
    await until(async () => (await withClient(connection, (client) => client.query("select 1 from pg_stat_activity where datname = current_database() and query = 'listen kinora'"))).rowCount !== 0)
    const waits: number[] = []
    for (let index = 0; index < 10; index++) {
      started = 0
      const sent = Date.now()
      await sender.tables.jobs.send(chunk('r', index))
      await until(() => started > 0)
      waits.push(started - sent)
    }
    waits.sort((a, b) => a - b)
    console.log(`wait for a worker: median ${waits[5]} ms, longest ${waits[9]} ms`)
    assert.ok(waits[5]! < 500, `median wait ${waits[5]} ms`)
  })

  test('a job that throws is tried four times in all, then told dead once, with the reason', async () => {
    const store = await testStore()
    const dead: string[] = []
    let runs = 0
    await testEngine(store, {
      async run() { throw new Error(`failure ${++runs}`) },
      async dead(job, reason) { dead.push(`${nameOf(job)}: ${reason}`) },
    })
    await store.tables.jobs.send({ kind: 'webhook', render: 'r' }, { key: 'w' })
    // The pauses between the runs are for the world outside; here they are skipped.
    const hurry = async () => withClient(store.options.connection, (client) => client.query("update boss.job set start_after = now() where name = 'webhook' and state = 'retry' and start_after > now()"))
    await until(async () => { await hurry(); return dead.length > 0 })
    assert.equal(runs, 4)
    assert.deepEqual(dead, ['r webhook: failure 4'])
    const { rows } = await withClient(store.options.connection, (client) => client.query("select state from boss.job where name = 'dead'"))
    await until(async () => (await withClient(store.options.connection, (client) => client.query("select 1 from boss.job where name = 'dead' and state = 'completed'"))).rowCount === 1)
    assert.equal(rows.length, 1)
  })

  test('what has not begun of a render is cancelled, what runs goes on, other renders stay', async () => {
    const store = await testStore()
    const ran: string[] = []
    let open: () => void = () => {}
    const gate = new Promise<void>((resolve) => { open = resolve })
    const engine = await testEngine(store, { async run(job) {
      ran.push(nameOf(job))
      await gate
    } }, 1)
    await store.tables.jobs.send(chunk('a', 0))
    await until(() => ran.length === 1)
    await store.transaction(async ({ jobs }) => {
      await jobs.send(chunk('a', 1))
      await jobs.send({ kind: 'plan', render: 'a' }, { startAt: Date.now() + 3_600_000 })
      await jobs.send(chunk('b', 0))
    })
    await store.tables.jobs.cancel('a')
    open()
    await until(() => isIdle(engine))
    assert.deepEqual(ran, [chunk('a', 0), chunk('b', 0)].map(nameOf))
  })

  test('a job for later waits for its time', async () => {
    const store = await testStore()
    const ran: number[] = []
    await testEngine(store, { run: async () => void ran.push(Date.now()) })
    const at = Date.now() + 700
    await store.tables.jobs.send({ kind: 'clean' }, { startAt: at })
    await until(() => ran.length === 1)
    assert.ok(ran[0]! >= at - 5, `${at - ran[0]!} ms early`)
  })

  test('a worker that stops gives its jobs back at once, whatever their handlers do', async () => {
    const connection = await testDatabase()
    const [first, second] = [await openTestStore(connection), await openTestStore(connection)]
    const told: string[] = []
    const stopping = await testEngine(first, { run: (job, { signal }) => new Promise((_, reject) => {
      told.push(job.kind)
      // One heeds its signal, the other never ends.
      if (job.kind === 'chunk') signal.addEventListener('abort', () => reject(new Error('stopped')))
    }) })
    await first.tables.jobs.send(chunk('r', 0))
    await first.tables.jobs.send({ kind: 'join', render: 'r' })
    await until(() => told.length === 2)
    const ran: string[] = []
    const engine = await testEngine(second, { run: async (job) => void ran.push(job.kind) })
    const began = Date.now()
    await stopping.stop({ grace: 0 })
    await until(() => ran.length === 2)
    assert.ok(Date.now() - began < 5000, 'long before the lease of 10 s is over')
    await until(() => isIdle(engine))
    assert.deepEqual(ran.sort(), ['chunk', 'join'])
  })

  test('what ends within the grace of a stop is completed', async () => {
    const store = await testStore()
    let started = false
    const engine = await testEngine(store, { async run() { started = true; await pause(100) } })
    await store.tables.jobs.send(chunk('r', 0))
    await until(() => started)
    await engine.stop({ grace: 5000 })
    assert.deepEqual((await engine.depth()).chunk, { waiting: 0, running: 0 })
  })

  // The lease of 10 s is inherent; both stories of it run beside the tests above.
  test('a job whose worker is killed is done by another within 15 s', async () => {
    const store = await testStore()
    const worker = startWorker(store.options.connection, 'hang')
    await store.tables.jobs.send(chunk('r', 0))
    await until(async () => (await audited(store, 'run')).length === 1)
    const ran: Job[] = []
    const engine = await testEngine(store, { run: async (job) => void ran.push(job) })
    const killed = Date.now()
    worker.kill('SIGKILL')
    await until(() => ran.length === 1)
    console.log(`taken over ${((Date.now() - killed) / 1000).toFixed(1)} s after the kill`)
    assert.ok(Date.now() - killed < 15_000)
    await until(() => isIdle(engine))
  })

  test('a worker frozen past its lease cannot end the work of its successor', async () => {
    const store = await testStore()
    const worker = startWorker(store.options.connection, 'hang')
    await store.tables.jobs.send(chunk('r', 0))
    await until(async () => (await audited(store, 'run')).length === 1)
    worker.kill('SIGSTOP')
    let finish: () => void = () => {}
    const successor = new Promise<void>((resolve) => { finish = resolve })
    let runs = 0
    const engine = await testEngine(store, { async run() { runs++; await successor } })
    await until(() => runs === 1)
    // The old worker wakes, ends its run, and reports it.
    worker.stdin!.write('go\n')
    worker.kill('SIGCONT')
    await until(async () => (await audited(store, 'ran')).some(({ pid }) => pid === worker.pid))
    worker.kill('SIGTERM')
    await once(worker, 'exit')
    assert.deepEqual((await engine.depth()).chunk, { waiting: 0, running: 1 }, 'still the successor’s')
    finish()
    await until(() => isIdle(engine))
    assert.equal(runs, 1)
  })
})
