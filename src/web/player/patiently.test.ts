import assert from 'node:assert/strict'
import { test } from 'node:test'
import { patiently } from './patiently.ts'

function failing(times: number) {
  let tries = 0
  return { work: () => (++tries > times ? Promise.resolve(tries) : Promise.reject(new Error(`try ${tries}`))), tries: () => tries }
}

test('what fails twice is there at the third try', async () => {
  const waits: number[] = []
  assert.equal(await patiently(failing(2).work, new AbortController().signal, [1, 2, 3], (pause) => { waits.push(pause); return Promise.resolve() }), 3)
  assert.deepEqual(waits, [1, 2])
})

test('what always fails is given up with its last reason', async () => {
  await assert.rejects(patiently(failing(9).work, new AbortController().signal, [1, 1], () => Promise.resolve()), /try 3/)
})

test('nobody waits for what nobody wants any more', async () => {
  const end = new AbortController()
  const never = failing(9)
  await assert.rejects(patiently(never.work, end.signal, [1, 1], () => { end.abort(); return Promise.resolve() }))
  assert.equal(never.tries(), 1)
})
