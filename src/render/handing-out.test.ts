import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { handOut, type HandingOut } from './handing-out.ts'
import type { Chunk } from './plan.ts'

const chunksOf = (count: number): Chunk[] => Array.from({ length: count }, (_, index) => ({ index, from: index * 60, to: index * 60 + 60, key: `k${index}` }))

test('every chunk is handed out exactly once, in whatever order the threads ask', () => {
  fc.assert(fc.property(fc.nat(40), fc.integer({ min: 1, max: 8 }), fc.infiniteStream(fc.nat(7)), (count, threads, asking) => {
    const work = handOut(chunksOf(count), threads)
    const given: number[] = []
    const done = new Set<number>()
    for (const who of asking) {
      if (done.size === threads) break
      const chunk = work.next(who % threads)
      if (chunk === undefined) done.add(who % threads)
      else given.push(chunk.index)
      // A stream that never asks for one thread would go on for ever: the others ask in turn at the end.
      if (done.size > 0) for (let thread = 0; thread < threads; thread++) if (!done.has(thread)) drain(work, thread, given, done)
    }
    assert.deepEqual(given.sort((left, right) => left - right), chunksOf(count).map(({ index }) => index))
  }), { numRuns: 200 })
})

function drain(work: HandingOut<Chunk>, thread: number, given: number[], done: Set<number>): void {
  for (let chunk = work.next(thread); chunk !== undefined; chunk = work.next(thread)) given.push(chunk.index)
  done.add(thread)
}

test('threads work on stretches of their own, so that neighbours share a photo', () => {
  const work = handOut(chunksOf(6), 2)
  assert.deepEqual([0, 1, 0, 1, 0, 1].map((thread) => work.next(thread)!.index), [0, 3, 1, 4, 2, 5])
})

test('a thread that runs dry takes the second half of what another has left', () => {
  const work = handOut(chunksOf(12), 2)
  for (let index = 0; index < 6; index++) assert.equal(work.next(0)!.index, index)
  // Thread 1 has not begun its six: its last three are taken over.
  assert.deepEqual([work.next(0)!.index, work.next(0)!.index, work.next(0)!.index], [9, 10, 11])
  assert.equal(work.next(1)!.index, 6)
})

test('a thread gets first what can be drawn already, and what it must wait for when nothing else of its own is left', () => {
  const open = new Set([0, 1, 5])
  const work = handOut(chunksOf(6), 2, ({ index }) => !open.has(index))
  assert.deepEqual([work.next(0)!.index, work.next(1)!.index, work.next(0)!.index], [2, 3, 0])
  open.clear()
  assert.deepEqual([work.next(1)!.index, work.next(0)!.index, work.next(1)!.index, work.next(1)], [4, 1, 5, undefined])
})

test('a thread that does not exist gets nothing', () => {
  assert.equal(handOut(chunksOf(3), 1).next(4), undefined)
  assert.equal(handOut([], 2).next(0), undefined)
})
