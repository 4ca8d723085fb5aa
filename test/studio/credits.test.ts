import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Caller, LedgerEntry } from '../../src/studio/index.ts'
import { allOf, anonymous, day, openHouse, operator, say, sendPictures, type House } from './kit.ts'

/** What the ledger adds up to, and what must hold of it at any time. */
async function audited(house: House, caller: Caller) {
  const { entries } = await house.store.tables.credits.list(caller.user, { offset: 0, limit: 1000 })
  const account = await house.studio.credits.balance(caller)
  const sum = (kind: LedgerEntry['kind']) => entries.filter((entry) => entry.kind === kind).reduce((total, { amount }) => total + amount, 0)
  const open = sum('freeze') - sum('settle') - sum('refund')
  assert.deepEqual([account.available, account.frozen, account.granted, account.consumed], [sum('grant') - sum('freeze') + sum('refund') - sum('expire'), open, sum('grant'), sum('settle')])
  assert.ok(account.available >= 0 && open >= 0)
  for (const { key, amount } of entries.filter(({ kind }) => kind === 'freeze')) {
    const closing = entries.filter((entry) => entry.key === key.replace('freeze', 'close') || entry.key === key.replace('freeze', 'rest'))
    if (closing.length > 0) assert.equal(closing.reduce((total, entry) => total + entry.amount, 0), amount, `${key} is closed exactly`)
  }
  return account
}

test('a welcome grant ends after 7 days; what was spent of it was spent, what work has reserved stays with the work', async () => {
  const house = await openHouse()
  const caller = await anonymous(house)
  const film = await house.studio.sessions.create(caller, {})
  await sendPictures(house, caller, film.id, 2)
  await say(house, caller, film.id, 'make a 6 second film')
  await house.studio.credits.grant(caller.user, 30, 'admin', 'gift', 30)
  await house.store.tables.credits.append({ key: 'freeze:running', user: caller.user, kind: 'freeze', amount: 40, createdAt: house.clock.now() })
  house.clock.turn(7 * day - 1)
  await house.studio.clean()
  assert.equal((await audited(house, caller)).available, 85)
  house.clock.turn(1)
  await Promise.all([house.studio.clean(), house.studio.clean()])
  await house.studio.clean()
  assert.deepEqual(await audited(house, caller).then(({ available, frozen }) => [available, frozen]), [30, 40], 'the gift is not touched')
  assert.equal((await house.studio.credits.usage(caller, { offset: 0, limit: 50 })).items.filter(({ entry }) => entry.kind === 'expire').length, 1)
})

test('credits that work gives back after their grant has ended are not there again; those of a grant that goes on are', async () => {
  const house = await openHouse({ credits: { export: 60 } })
  const caller = await anonymous(house)
  const film = await house.studio.sessions.create(caller, {})
  await sendPictures(house, caller, film.id, 2)
  await say(house, caller, film.id, 'make a 6 second film')
  await house.studio.credits.grant(caller.user, 30, 'admin', 'gift', 30)
  for (const name of ['first', 'second']) await house.studio.renders.submit(caller, { session: film.id, name })
  house.clock.turn(7 * day)
  await house.studio.clean()
  const now = async () => audited(house, caller).then(({ available, frozen }) => [available, frozen])
  assert.deepEqual(await now(), [5, 120])
  await Promise.all([1, 2].map(() => house.studio.renders.cancel(caller, 'first')))
  assert.deepEqual(await now(), [5, 60], 'all of it was of the week that is over')
  await house.studio.renders.cancel(caller, 'second')
  assert.deepEqual(await now(), [30, 0], '25 of it were of the gift')
  assert.deepEqual((await house.studio.credits.usage(caller, { offset: 0, limit: 50 })).items.filter(({ entry }) => entry.kind === 'expire').map(({ entry }) => entry.amount), [35, 60, 0])
  house.clock.turn(30 * day)
  await house.studio.clean()
  assert.equal((await audited(house, caller)).available, 0)
})

test('a grant that was used up ends silently, once', async () => {
  const house = await openHouse({ credits: { grant: 5 } })
  const caller = await anonymous(house)
  const film = await house.studio.sessions.create(caller, {})
  await sendPictures(house, caller, film.id, 2)
  await say(house, caller, film.id, 'make a 6 second film')
  house.clock.turn(7 * day)
  await house.studio.clean()
  await house.studio.clean()
  assert.deepEqual(await audited(house, caller).then(({ available, consumed }) => [available, consumed]), [0, 5])
  assert.equal((await house.store.tables.credits.expiredGrants(house.clock.now(), 10)).length, 0)
})

test('an operator\'s grant counts once under its key', async () => {
  const house = await openHouse()
  const caller = await operator(house, 10)
  await Promise.all([1, 2, 3].map(() => house.studio.credits.grant(caller.user, 7, 'admin', 'march')))
  assert.equal((await audited(house, caller)).available, 17)
})

const words = ['make a 6 second film', 'add a title "Hi"', 'warmer colours', 'undo', 'redo', 'hello', 'status', 'make it 9 seconds', 'remove the title', 'make grandma talk'] as const

test('whatever is said, cancelled, repeated and exported in whatever order, the ledger adds up and nothing stays frozen', async () => {
  const house = await openHouse({ credits: { export: 3, grant: 20, operation: 2 } })
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('say' as const), text: fc.constantFrom(...words), twice: fc.boolean(), cancel: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('export' as const), cancel: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('operate' as const) }) },
  )
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
    const caller = await anonymous(house)
    const film = await house.studio.sessions.create(caller, {})
    await house.studio.uploads.receive(caller, film.id, { name: 's.txt', bytes: (async function* () { yield new TextEncoder().encode('The kettle sings. A door opens on the quiet street.') })() })
    const turns: string[] = []
    await Promise.all(steps.map((one) => take(one).catch(onlyRefusals)))
    for (const id of turns) await allOf(house.studio.turns.events(caller, id))
    for (const { id } of await house.studio.renders.list(caller, { session: film.id }, { offset: 0, limit: 50 })) await house.studio.renders.cancel(caller, id)
    assert.equal((await audited(house, caller)).frozen, 0)
    const versions = await house.studio.sessions.versions(caller, film.id, { offset: 0, limit: 100 })
    assert.deepEqual(versions.map(({ version }) => version).reverse(), versions.map((_, index) => index + 1), 'no version is missing')

    async function take(one: (typeof steps)[number]): Promise<void> {
      if (one.kind === 'operate') return void await house.studio.sessions.operate(caller, film.id, { operations: [{ name: 'set-title', title: String(turns.length) }] })
      if (one.kind === 'export') {
        const { render } = await house.studio.renders.submit(caller, { session: film.id })
        return void (one.cancel && await Promise.all([1, 2].map(() => house.studio.renders.cancel(caller, render.id))))
      }
      const sent = await Promise.all(Array.from({ length: one.twice ? 2 : 1 }, () => house.studio.turns.send(caller, { session: film.id, text: one.text })))
      turns.push(...sent.map(({ turn }) => turn.id))
      if (one.cancel) await house.studio.turns.cancel(caller, sent[0]!.turn.id)
    }
  }), { numRuns: 12 })
})

function onlyRefusals(error: unknown): void {
  if (!['credits-short', 'draft-missing', 'rate-limited', 'turn-running'].includes((error as { code?: string }).code ?? '')) throw error
}
