import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startThread } from './isolated.ts'

test('a thread that is ended while it loads is let finish loading first, and ends then', async () => {
  const control = new SharedArrayBuffer(8)
  const thread = startThread({ module: 'slow-loading.fixture.js', data: { control }, isolated: false })
  await thread.terminate()
  assert.equal(new Int32Array(control)[0], 1)
})

test('a thread that is gone before it has loaded is not waited for', async () => {
  const thread = startThread({ module: 'no-such-module.js', data: {}, isolated: false })
  thread.on('error', () => undefined)
  const began = performance.now()
  await thread.terminate()
  assert.ok(performance.now() - began < 10_000)
})
