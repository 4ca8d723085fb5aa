import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSharedWork } from './shared-work.ts'

function slow() {
  const begun: { readonly signal: AbortSignal; readonly finish: (value: number) => void; readonly fail: (error: Error) => void }[] = []
  return { begun, work: (signal: AbortSignal) => new Promise<number>((finish, fail) => { begun.push({ signal, finish, fail }) }) }
}

test('many ask, one works, and the result stays', async () => {
  const shared = createSharedWork<string, number>()
  const { begun, work } = slow()
  const asked = [shared.ask('a', work), shared.ask('a', work, new AbortController().signal)]
  begun[0]!.finish(7)
  assert.deepEqual(await Promise.all([...asked, shared.ask('a', work)]), [7, 7, 7])
  assert.equal(begun.length, 1)
  shared.forget('a')
  void shared.ask('a', work)
  assert.equal(begun.length, 2)
})

test('work goes on as long as anybody waits and is given up with the last', async () => {
  const shared = createSharedWork<string, number>()
  const { begun, work } = slow()
  const [one, other] = [new AbortController(), new AbortController()]
  const [first, second] = [shared.ask('a', work, one.signal), shared.ask('a', work, other.signal)]
  one.abort()
  await assert.rejects(first, { code: 'render-cancelled' })
  assert.equal(begun[0]!.signal.aborted, false)
  other.abort()
  await assert.rejects(second, { code: 'render-cancelled' })
  assert.equal(begun[0]!.signal.aborted, true)
  const again = shared.ask('a', work)
  begun[1]!.finish(8)
  begun[0]!.fail(new Error('given up'))
  assert.equal(await again, 8, 'whoever comes later has work of their own')
  assert.equal(await shared.ask('a', work), 8)
})

test('who waits without a signal keeps the work; who comes with one that is over begins none; what failed is tried again', async () => {
  const shared = createSharedWork<string, number>()
  const { begun, work } = slow()
  const staying = shared.ask('a', work)
  const leaving = new AbortController()
  const left = shared.ask('a', work, leaving.signal)
  leaving.abort()
  await assert.rejects(left, { code: 'render-cancelled' })
  assert.equal(begun[0]!.signal.aborted, false)
  begun[0]!.fail(new Error('no light'))
  await assert.rejects(staying, /no light/)
  await assert.rejects(shared.ask('b', work, AbortSignal.abort()), { code: 'render-cancelled' })
  assert.equal(begun.length, 1)
  const again = shared.ask('a', work)
  begun[1]!.finish(9)
  assert.equal(await again, 9)
})
