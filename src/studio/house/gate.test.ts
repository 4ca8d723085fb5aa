import { test } from 'node:test'
import assert from 'node:assert/strict'
import { createGate } from './gate.ts'

test('only so many are inside at a time, in their order, whatever becomes of each', async () => {
  const gate = createGate(2)
  const begun: number[] = []
  let inside = 0
  let most = 0
  const results = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6].map((number) => gate(async () => {
    begun.push(number)
    most = Math.max(most, ++inside)
    await new Promise((resolve) => setImmediate(resolve))
    inside -= 1
    if (number % 3 === 0) throw new Error(`no ${number}`)
    return number
  })))
  assert.deepEqual([most, begun], [2, [0, 1, 2, 3, 4, 5, 6]])
  assert.deepEqual(results.map((one) => (one.status === 'fulfilled' ? one.value : 'failed')), ['failed', 1, 2, 'failed', 4, 5, 'failed'])
  assert.equal(await gate(async () => 'free again'), 'free again')
})
