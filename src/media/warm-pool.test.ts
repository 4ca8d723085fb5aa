import { test } from 'node:test'
import assert from 'node:assert/strict'
import { failure } from '../base/index.ts'
import type { ExaminePool } from './examine-pool.ts'
import { createWarmPool } from './warm-pool.ts'

function counting() {
  const made: { closed: boolean }[] = []
  const create = (): ExaminePool => {
    const one = { closed: false }
    made.push(one)
    return { examine: async () => failure({ code: 'none', message: 'none' }), close: () => { one.closed = true } }
  }
  return { made, create }
}

test('children serve one use after another, end when nothing comes, and never under somebody\'s hands', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { made, create } = counting()
  const warm = createWarmPool(1000, create)
  await warm.use(async () => 1)
  t.mock.timers.tick(999)
  let finish = (): void => undefined
  const long = warm.use(() => new Promise<void>((resolve) => { finish = resolve }))
  t.mock.timers.tick(5000)
  await warm.use(async () => 2)
  assert.deepEqual(made, [{ closed: false }])
  finish()
  await long
  t.mock.timers.tick(1000)
  assert.deepEqual(made, [{ closed: true }])
  await assert.rejects(warm.use(async () => { throw new Error('no') }))
  assert.equal(made.length, 2)
  warm.close()
  assert.ok(made[1]!.closed)
})

test('after many uses the children are new ones', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { made, create } = counting()
  const warm = createWarmPool(1000, create)
  for (let use = 0; use < 201; use++) await warm.use(async () => use)
  assert.deepEqual(made, [{ closed: true }, { closed: false }])
  warm.close()
})
