import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import type { Account, EntryKind, LedgerEntry } from '../../studio/ports.ts'
import { openTestStore, testStore, withClient } from '../database.fixture.ts'
import type { Store } from '../store.ts'
import { moved } from './credits.ts'
import { render, session, token, turn, user } from './tables.fixture.ts'

let store: Store
before(async () => { store = await testStore() })
const all = { offset: 0, limit: 10_000 }

const entry = (owner: string, kind: EntryKind, amount: number, key: string, more: Partial<LedgerEntry> = {}): LedgerEntry => ({ key, user: owner, kind, amount, createdAt: 1, ...more })

async function newUser(credits = 0): Promise<string> {
  const owner = user()
  await store.tables.users.insert(owner)
  if (credits > 0) await store.tables.credits.append(entry(owner.id, 'grant', credits, `grant:${owner.id}`))
  return owner.id
}

/** The laws: the account is the ledger added up, nothing is negative, every freeze is closed at most once. */
async function assertLawful(owner: string): Promise<void> {
  const account = await store.tables.credits.account(owner)
  const { entries, total } = await store.tables.credits.list(owner, all)
  assert.equal(total, entries.length)
  const empty: Account = { user: owner, available: 0, frozen: 0, granted: 0, consumed: 0 }
  assert.deepEqual(account, [...entries].reverse().reduce(moved, empty))
  assert.ok(account.available >= 0 && account.frozen >= 0)
  const sum = (kind: EntryKind) => entries.filter((one) => one.kind === kind).reduce((total, { amount }) => total + amount, 0)
  assert.equal(account.available + account.frozen, sum('grant') - sum('settle') - sum('expire'), 'total')
  const about = (key: string) => key.slice(key.indexOf(':') + 1)
  for (const freeze of entries.filter(({ kind }) => kind === 'freeze')) {
    const closed = entries.filter(({ kind, key }) => (kind === 'settle' || kind === 'refund') && about(key) === about(freeze.key))
    assert.ok(closed.reduce((sum, { amount }) => sum + amount, 0) <= freeze.amount, freeze.key)
    assert.ok(closed.filter(({ key }) => key.startsWith('close:')).length <= 1, freeze.key)
  }
  const freezes = new Set(entries.filter(({ kind }) => kind === 'freeze').map(({ key }) => about(key)))
  for (const { kind, key } of entries) assert.ok((kind !== 'settle' && kind !== 'refund') || freezes.has(about(key)), key)
}

test('credits are granted, frozen, and settled or given back', async () => {
  const { credits } = store.tables
  const owner = await newUser(10)
  assert.equal(await credits.append(entry(owner, 'freeze', 4, `freeze:${owner}1`)), 'done')
  assert.deepEqual(await credits.account(owner), { user: owner, available: 6, frozen: 4, granted: 10, consumed: 0 })
  assert.equal(await credits.append(entry(owner, 'settle', 4, `close:${owner}1`)), 'done')
  assert.equal(await credits.append(entry(owner, 'refund', 4, `close:${owner}1`)), 'replayed', 'settled before')
  assert.equal(await credits.append(entry(owner, 'freeze', 7, `freeze:${owner}2`)), 'short')
  assert.equal(await credits.find(`freeze:${owner}2`), undefined, 'what was short left no trace')
  assert.equal(await credits.append(entry(owner, 'freeze', 6, `freeze:${owner}2`)), 'done')
  assert.equal(await credits.append(entry(owner, 'refund', 6, `close:${owner}2`)), 'done')
  assert.deepEqual(await credits.account(owner), { user: owner, available: 6, frozen: 0, granted: 10, consumed: 4 })
  await assertLawful(owner)
})

test('what was never frozen cannot be closed, and no entry moves half a credit', async () => {
  const owner = await newUser(10)
  await store.tables.credits.append(entry(owner, 'freeze', 3, `freeze:${owner}other`))
  await assert.rejects(store.tables.credits.append(entry(owner, 'settle', 1, `close:${owner}`)), /never frozen/, 'not with the credits of other work')
  assert.equal(await store.tables.credits.append(entry(owner, 'settle', 1, `close:${owner}other`)), 'done')
  await assert.rejects(store.tables.credits.append(entry(owner, 'refund', 3, `rest:${owner}other`)), /closed already/)
  assert.equal(await store.tables.credits.append(entry(owner, 'refund', 2, `rest:${owner}other`)), 'done')
  for (const amount of [0, -1, 0.5, Number.NaN, 2 ** 53]) await assert.rejects(store.tables.credits.append(entry(owner, 'grant', amount, `bad:${amount}`)), /whole number/)
  await assertLawful(owner)
})

test('the ledger is listed newest first, in pages and between times', async () => {
  const owner = await newUser()
  for (let at = 1; at <= 5; at++) await store.tables.credits.append(entry(owner, 'grant', at, `g:${owner}:${at}`, { createdAt: at * 10, source: 'admin' }))
  const { list, account } = store.tables.credits
  assert.deepEqual((await list(owner, { offset: 1, limit: 2 })).entries.map(({ amount }) => amount), [4, 3])
  const between = await list(owner, { ...all, from: 20, to: 40 })
  assert.deepEqual([between.total, between.entries.map(({ amount }) => amount)], [3, [4, 3, 2]])
  assert.deepEqual(between.entries[0], entry(owner, 'grant', 4, `g:${owner}:4`, { createdAt: 40, source: 'admin' }))
  assert.deepEqual(await account('anon_unknown'), { user: 'anon_unknown', available: 0, frozen: 0, granted: 0, consumed: 0 })
})

test('grants whose time is over are named until they have expired, also when nothing was left of them', async () => {
  const owner = await newUser()
  const { append, expiredGrants } = store.tables.credits
  for (const [key, expiresAt] of [['a', 100], ['b', 200], ['c', undefined]] as const) await append(entry(owner, 'grant', 5, `grant:${owner}:${key}`, { expiresAt }))
  const ours = async (now: number) => (await expiredGrants(now, 100)).filter((one) => one.user === owner).map(({ key }) => key.at(-1))
  assert.deepEqual(await ours(99), [])
  assert.deepEqual(await ours(100), ['a'])
  await append(entry(owner, 'expire', 5, `expire:grant:${owner}:a`))
  assert.deepEqual(await ours(500), ['b'])
  await append(entry(owner, 'expire', 0, `expire:grant:${owner}:b`))
  assert.deepEqual(await ours(500), [])
  await assertLawful(owner)
})

test('one account, two transactions at a time: of ten freezes of one credit five are short of the last five', async () => {
  const owner = await newUser(5)
  const results = await Promise.all(Array.from({ length: 10 }, (_, index) => store.tables.credits.append(entry(owner, 'freeze', 1, `freeze:${owner}${index}`))))
  assert.deepEqual([results.filter((one) => one === 'done').length, results.filter((one) => one === 'short').length], [5, 5])
  await assertLawful(owner)
})

// Each client plays a list of steps; steps of all clients meet in any order, and every step may be sent twice.
const step = fc.record({ kind: fc.constantFrom('grant', 'freeze', 'settle', 'refund', 'expire' as const), job: fc.nat(5), amount: fc.integer({ min: 1, max: 9 }), twice: fc.boolean() })
const amountOf = new Map<string, number>()

test('any entries by any clients at once keep the laws of the ledger', async () => {
  const stores = [store, await openTestStore(store.options.connection), await openTestStore(store.options.connection)]
  let round = 0
  await fc.assert(fc.asyncProperty(fc.array(fc.array(step, { maxLength: 12 }), { minLength: 3, maxLength: 3 }), async (clients) => {
    const owner = await newUser(20)
    const name = `${owner}r${round++}`
    await Promise.all(clients.map(async (steps, client) => {
      for (const [index, { kind, job, amount, twice }] of steps.entries()) {
        const made = entryOf(kind, job, amount, `${client}.${index}`)
        if (made === undefined) continue
        // A closing without its freeze is a broken promise and throws; the laws must hold all the same.
        for (let times = twice ? 2 : 1; times > 0; times--) await stores[client]!.tables.credits.append(made).catch((thrown: Error) => assert.match(thrown.message, /never frozen/))
      }
    }))
    await assertLawful(owner)

    function entryOf(kind: EntryKind, job: number, amount: number, place: string): LedgerEntry | undefined {
      if (kind === 'grant' || kind === 'expire') return entry(owner, kind, amount, `${kind}:${name}:${place}`)
      const key = `${kind === 'freeze' ? 'freeze' : 'close'}:${name}:${job}`
      const frozen = amountOf.get(`${name}:${job}`)
      if (kind === 'freeze') amountOf.set(`${name}:${job}`, frozen ?? amount)
      else if (frozen === undefined) return undefined
      return entry(owner, kind, frozen ?? amount, key)
    }
  }), { numRuns: 12 })
})

test('a merge moves everything and keeps the sums; entries that still name the old user go to the new one', async () => {
  const { tables } = store
  const [from, to] = [await newUser(10), await newUser(3)]
  const film = session(from)
  const other = session(to)
  await tables.sessions.insert(film)
  await tables.sessions.insert(other)
  const [talk, key, mine, taken] = [turn(film), token(from), render(film, { name: 'first' }), render(other, { name: 'first' })]
  await tables.turns.insert(talk)
  await tables.tokens.insert(key)
  await tables.renders.insert(taken)
  await tables.renders.insert(mine)
  await tables.credits.append(entry(from, 'freeze', 4, `freeze:${talk.id}`))
  await store.transaction(({ users }) => users.mergeInto(from, to))
  assert.deepEqual(await tables.credits.account(to), { user: to, available: 9, frozen: 4, granted: 13, consumed: 0 })
  assert.deepEqual(await tables.credits.account(from), await tables.credits.account(to), 'what the old name has is what the new one has')
  assert.equal((await tables.users.find(from))?.boundTo, to)
  assert.equal((await tables.sessions.find(film.id))?.user, to)
  assert.equal((await tables.turns.find(talk.id))?.user, to)
  assert.equal((await tables.tokens.find(key.hash))?.user, to)
  assert.equal((await tables.renders.findByName(to, 'first'))?.id, taken.id)
  assert.equal((await tables.renders.findByName(to, mine.id))?.id, mine.id, 'of two equal names the newcomer’s gives way')
  assert.equal(await tables.credits.append(entry(from, 'settle', 4, `close:${talk.id}`)), 'done')
  await assertLawful(to)
  await assert.rejects(tables.users.mergeInto(from, await newUser()), /belongs to another user already/)
})

test('merges and entries at once keep the sums', async () => {
  for (let round = 0; round < 8; round++) {
    const [from, to] = [await newUser(10), await newUser(10)]
    const work = [from, to, from, to].map(async (owner, index) => {
      await store.tables.credits.append(entry(owner, 'freeze', 2, `freeze:${from}:${index}`))
      await store.tables.credits.append(entry(owner, 'settle', 2, `close:${from}:${index}`))
    })
    await Promise.all([...work, store.tables.users.mergeInto(from, to)])
    assert.deepEqual(await store.tables.credits.account(to), { user: to, available: 12, frozen: 0, granted: 20, consumed: 8 })
    await assertLawful(to)
    const { rows } = await withClient(store.options.connection, (client) => client.query('select available, frozen from app.accounts where "user" = $1', [from]))
    assert.deepEqual(rows, [{ available: '0', frozen: '0' }])
  }
})
