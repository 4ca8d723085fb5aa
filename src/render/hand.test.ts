import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { createHand, type Hand, type Watch } from './hand.ts'

interface Task { readonly kind: 'add' | 'die' | 'die-once' | 'hang' | 'refuse'; readonly value?: number }
type Answer = { readonly kind: 'sum'; readonly value: number } | { readonly kind: 'failed'; readonly fault: { readonly code: string; readonly message: string } }

// A thread that does what its tasks say. It adds up, so that a new thread is known by its forgetting.
const code = `
  const { parentPort, workerData } = require('node:worker_threads')
  const shared = new Int32Array(workerData)
  let sum = 0
  parentPort.on('message', ({ kind, value }) => {
    if (kind === 'die' || (kind === 'die-once' && Atomics.add(shared, 0, 1) === 0)) process.exit(1)
    if (kind === 'hang') for (;;) {}
    if (kind === 'refuse') parentPort.postMessage({ kind: 'failed', fault: { code: 'photo-unreadable', message: 'It is not a photo.' } })
    else parentPort.postMessage({ kind: 'sum', value: sum += value ?? 0 })
  })`

function handOf(watch: Watch = { progress: () => 0, patience: 60_000 }): Hand<Task, Exclude<Answer, { kind: 'failed' }>> {
  const memory = new SharedArrayBuffer(4)
  return createHand<Task, Answer>({ start: () => new Worker(code, { eval: true, workerData: memory, execArgv: [] }), nameOf: () => 'Frames 0 to 59', watch })
}

test('a hand keeps its thread from task to task, until it rests', async () => {
  const hand = handOf()
  assert.equal((await hand.ask({ kind: 'add', value: 2 })).value, 2)
  assert.equal((await hand.ask({ kind: 'add', value: 3 })).value, 5)
  await assert.rejects(hand.ask({ kind: 'refuse' }), { code: 'photo-unreadable' })
  hand.rest()
  assert.equal((await hand.ask({ kind: 'add', value: 4 })).value, 4)
  await hand.close()
})

test('a task whose thread died is tried once more, and only once', async () => {
  const hand = handOf()
  assert.equal((await hand.ask({ kind: 'die-once', value: 7 })).value, 7)
  await assert.rejects(hand.ask({ kind: 'die' }), { code: 'drawing-thread-died', message: /^Frames 0 to 59 could not be drawn/ })
  assert.equal((await hand.ask({ kind: 'add', value: 1 })).value, 1)
  await hand.close()
})

test('a thread that hangs is given up, and the next task has a new one', async () => {
  let frames = 0
  let works = false
  const hand = handOf({ progress: () => (works ? frames++ : frames), patience: 80 })
  await assert.rejects(hand.ask({ kind: 'hang' }), { code: 'drawing-stuck' })
  works = true
  assert.equal((await hand.ask({ kind: 'add', value: 1 })).value, 1)
  await hand.close()
})

test('closing a hand cancels what it was doing', async () => {
  const hand = handOf()
  const asked = hand.ask({ kind: 'hang' })
  await Promise.all([assert.rejects(asked, { code: 'render-cancelled' }), hand.close()])
})
