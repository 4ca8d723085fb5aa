import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createNewest } from './newest.ts'

function scene() {
  const asked: { wish: number; signal: AbortSignal; come: (thing: string) => void; fail: (thrown: unknown) => void }[] = []
  const came: string[] = []
  const failed: unknown[] = []
  let time = 0
  const newest = createNewest<number, string>({
    load: (wish, signal) => new Promise((come, fail) => { asked.push({ wish, signal, come, fail }) }),
    came: (thing) => came.push(thing), failed: (thrown) => failed.push(thrown), outdated: (older, newer) => Math.floor(older / 100) !== Math.floor(newer / 100), patience: 400, now: () => time,
  })
  const settle = () => new Promise((done) => setImmediate(done))
  return { newest, asked, came, failed, settle, at: (ms: number) => { time = ms } }
}

test('of many wishes the first and the newest are loaded, those between never', async () => {
  const { newest, asked, came, settle } = scene()
  for (const wish of [1, 2, 3, 4]) newest.ask(wish)
  asked[0]!.come('one')
  await settle()
  assert.deepEqual(asked.map(({ wish }) => wish), [1, 4])
  asked[1]!.come('four')
  await settle()
  assert.deepEqual(came, ['one', 'four'])
})

test('what has become useless or takes too long is given up, and its answer is not shown', async () => {
  const { newest, asked, came, settle, at } = scene()
  newest.ask(1)
  newest.ask(101)
  assert.equal(asked[0]!.signal.aborted, true)
  at(500)
  newest.ask(102)
  assert.equal(asked[1]!.signal.aborted, true)
  for (const one of asked) one.come(String(one.wish))
  await settle()
  assert.deepEqual(came, ['102'])
})

test('a failure is told and the waiting wish still gets its turn', async () => {
  const { newest, asked, failed, settle } = scene()
  newest.ask(1)
  newest.ask(2)
  asked[0]!.fail('broken')
  await settle()
  assert.deepEqual(failed, ['broken'])
  assert.equal(asked[1]!.wish, 2)
})

test('dropping gives up everything', async () => {
  const { newest, asked, came, settle } = scene()
  newest.ask(1)
  newest.ask(2)
  newest.drop()
  asked[0]!.come('one')
  await settle()
  assert.deepEqual([came, asked.length], [[], 1])
})
