import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { createDice } from '../base/index.ts'
import { createLine, hangUp, takeReceiver, takeSender } from './line.ts'

// Sends back each message that it receives, until somebody hangs up; then it says how many there were.
const echo = `
  const { parentPort, workerData } = require('node:worker_threads')
  import(workerData.module).then(({ takeReceiver, takeSender }) => {
    const [there, back] = [takeReceiver(workerData.there), takeSender(workerData.back)]
    let count = 0
    for (let message = there.receive(); message !== undefined && back.send(message); message = there.receive()) count++
    parentPort.postMessage(count)
  })`

function echoing(room: number) {
  const lines = { there: createLine(room), back: createLine(room) }
  const worker = new Worker(echo, { eval: true, workerData: { ...lines, module: new URL('./line.js', import.meta.url).href } })
  return { ...lines, ended: once(worker, 'message') }
}

test('messages of any length cross a narrow line in order, round its end and back', async () => {
  const room = 301
  const { there, back, ended } = echoing(room)
  const [sender, receiver] = [takeSender(there), takeReceiver(back)]
  const dice = createDice(7)
  for (let count = 0; count < 2000; count++) {
    const message = Uint8Array.from({ length: dice.below(room - 3) }, () => dice.below(256))
    assert.ok(sender.send(message))
    assert.deepEqual(Uint8Array.from(receiver.receive()!), message)
  }
  assert.throws(() => sender.send(new Uint8Array(room - 3)), RangeError)
  hangUp(there)
  assert.deepEqual(await ended, [2000])
  assert.equal(sender.send(new Uint8Array(1)), false)
})

test('whoever waits for a full line or an empty one goes on when somebody hangs up', async () => {
  // The other end fills its way back and waits there, while nobody receives.
  const full = echoing(64)
  const sender = takeSender(full.there)
  for (let count = 0; count < 3; count++) assert.ok(sender.send(new Uint8Array(28)))
  hangUp(full.back)
  assert.ok((await full.ended)[0] <= 2)
  const empty = echoing(64)
  hangUp(empty.there)
  assert.deepEqual(await empty.ended, [0])
})

test('an end that is taken for the second time is hung up, for nobody knows where the first one stopped', () => {
  for (const take of [takeSender, takeReceiver]) {
    const line = createLine(64)
    take(line)
    take(line)
    assert.equal(takeReceiver(line).receive(), undefined)
  }
})
