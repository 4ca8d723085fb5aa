import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createNewestFirst } from './newest-first.ts'

/** Work that ends when told to, and a record of what was begun. */
function works() {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const work = (name: string) => () => {
    begun.push(name)
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name.toUpperCase())))
  }
  const end = async (name: string) => {
    ends.get(name)!()
    await new Promise(setImmediate)
  }
  return { begun, work, end }
}

test('the newest waits least, and the same picture is drawn once for all who want it', async () => {
  const { begun, work, end } = works()
  const line = createNewestFirst<string>(1)
  const all = ['a', 'b', 'c', 'b'].map((name) => line.ask(name, work(name)))
  await new Promise(setImmediate)
  assert.deepEqual(begun, ['c'])
  const late = line.ask('d', work('d'))
  await end('c')
  assert.deepEqual(begun, ['c', 'd'])
  for (const name of ['d', 'b', 'a']) await end(name)
  assert.deepEqual(begun, ['c', 'd', 'b', 'a'])
  assert.deepEqual(await Promise.all([...all, late]), ['A', 'B', 'C', 'B', 'D'])
})

test('what nobody wants any more is not begun; what one of two still wants is; a failure is told and forgotten', async () => {
  const { begun, work, end } = works()
  const line = createNewestFirst<string>(1)
  const [left, stays] = [new AbortController(), new AbortController()]
  const first = line.ask('a', work('a'))
  await new Promise(setImmediate)
  const gone = line.ask('b', work('b'), left.signal)
  const shared = [line.ask('c', work('c'), left.signal), line.ask('c', work('c'), stays.signal)] as const
  left.abort()
  await assert.rejects(gone, { code: 'picture-unwanted' })
  await assert.rejects(shared[0], { code: 'picture-unwanted' })
  await end('a')
  assert.deepEqual(begun, ['a', 'c'])
  await end('c')
  assert.deepEqual([await first, await shared[1], begun], ['A', 'C', ['a', 'c']])
  await assert.rejects(line.ask('b', work('b'), left.signal), { code: 'picture-unwanted' })
  await assert.rejects(line.ask('x', () => Promise.reject(new Error('damaged'))), /damaged/)
  const again = line.ask('x', work('x'))
  await new Promise(setImmediate)
  await end('x')
  assert.equal(await again, 'X')
})
