import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asked } from './asked.ts'

/** A question whose answers come when the test lets them, each with the number of its asking. */
function heldBack() {
  const begun: { readonly key: string; readonly end: (failure?: Error) => void }[] = []
  const ask = (key: string) => new Promise<number>((resolve, reject) => {
    const number = begun.length + 1
    begun.push({ key, end: (failure) => (failure === undefined ? resolve(number) : reject(failure)) })
  })
  return { begun, ask: asked(ask) }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

test('whoever asks while an answer is under way shares the next one, never the present one', async () => {
  const { begun, ask } = heldBack()
  const answers = [ask('a'), ask('a'), ask('a')]
  assert.equal(begun.length, 1)
  begun[0]!.end()
  await turn()
  assert.equal(begun.length, 2)
  answers.push(ask('a'))
  begun[1]!.end()
  await turn()
  begun[2]!.end()
  assert.deepEqual(await Promise.all(answers), [1, 2, 2, 3])
  const later = ask('a')
  begun[3]!.end()
  assert.equal(await later, 4)
})

test('keys do not wait for each other, and a failure is told to those who waited for it only', async () => {
  const { begun, ask } = heldBack()
  const [first, second, other] = [ask('a'), ask('a'), ask('b')]
  assert.deepEqual(begun.map(({ key }) => key), ['a', 'b'])
  begun[1]!.end()
  assert.equal(await other, 2)
  begun[0]!.end(new Error('lost'))
  await assert.rejects(first, /lost/)
  await turn()
  begun[2]!.end()
  assert.equal(await second, 3)
})
