import { test } from 'node:test'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { openEngine } from '../../src/store/index.ts'
import type { Caller } from '../../src/studio/index.ts'
import { allOf, anonymous, openHouse, say, sendPictures, type House } from './kit.ts'

async function film(house: House, caller: Caller, seconds: number) {
  const session = await house.studio.sessions.create(caller, {})
  await sendPictures(house, caller, session.id, 2, 160, 120)
  await say(house, caller, session.id, `make a ${seconds} second film without music`)
  await house.studio.sessions.operate(caller, session.id, { operations: [{ name: 'set-canvas', width: 160, height: 90 }] })
  return session
}

async function hashOf(house: House, caller: Caller, name: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of await (await house.studio.renders.open(caller, name)).read()) hash.update(part)
  return hash.digest('hex')
}

test('two processes share exports; one that stops in the middle hands its pieces back; every film is made, in line, and paid once', async () => {
  const house = await openHouse({ credits: { export: 2 } })
  const other = await house.another()
  const caller = await anonymous(house)
  const [one, two] = [await film(house, caller, 9), await film(house, caller, 9)]
  const engines = await Promise.all([house, other].map(async ({ store, studio }) => {
    const engine = await openEngine({ store })
    await engine.work(studio.work, { slots: 1 })
    return engine
  }))
  const names = [['a', one.id], ['b', one.id], ['c', two.id], ['d', one.id]] as const
  for (const [name, session] of names) await house.studio.renders.submit(caller, { session, name, ...(name === 'a' && { webhook: { url: 'https://example.org/hook' } }) })
  const watched = names.map(([name]) => allOf(house.studio.renders.watch(caller, name)))
  await house.studio.renders.cancel(caller, 'd')
  // As soon as something is drawn, one of the two goes.
  for await (const view of house.studio.renders.watch(caller, 'a')) if (view.progress > 5) break
  await engines[1]!.stop({ grace: 0 })
  const last = (await Promise.all(watched)).map((views) => views.at(-1)!)
  assert.deepEqual(last.map(({ state }) => state), ['completed', 'completed', 'completed', 'failed'])
  assert.equal(await hashOf(house, caller, 'a'), await hashOf(house, caller, 'b'), 'the same film is the same file')
  assert.ok(last[1]!.completedAt! >= last[0]!.completedAt!)
  const { available, frozen, consumed } = await house.studio.credits.balance(caller)
  assert.deepEqual([available, frozen, consumed], [100 - 10 - 6, 0, 16])
  await engines[0]!.stop()
  assert.ok(house.posts.length + other.posts.length <= 1)
})
