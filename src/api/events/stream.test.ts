import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventStream } from './stream.ts'

async function* tell(...lines: readonly string[]) {
  yield* lines
}

function open(events: AsyncIterable<string>, every = 60_000) {
  const stop = new AbortController()
  let ended = 0
  const response = eventStream({ events, heartbeat: 'data: {"type":"heartbeat"}\n\n', every, stop, ended: () => { ended += 1 } })
  return { response, stop, ended: () => ended }
}

test('a heartbeat comes first, every event is one chunk, and the stream closes by itself', async () => {
  const { response, ended } = open(tell('data: 1\n\n', 'data: 2\n\n'))
  const chunks: string[] = []
  for await (const chunk of response.body!) chunks.push(new TextDecoder().decode(chunk))
  assert.deepEqual(chunks, ['data: {"type":"heartbeat"}\n\n', 'data: 1\n\n', 'data: 2\n\n'])
  assert.equal(response.headers.get('x-accel-buffering'), 'no')
  assert.match(response.headers.get('cache-control')!, /no-cache/)
  assert.equal(ended(), 1)
})

test('silence is filled with heartbeats', async () => {
  let speak!: () => void
  const waiting = new Promise<void>((done) => { speak = done })
  async function* late() {
    await waiting
    yield 'data: late\n\n'
  }
  const { response } = open(late(), 5)
  const chunks: string[] = []
  for await (const chunk of response.body!) {
    chunks.push(new TextDecoder().decode(chunk))
    if (chunks.length === 4) speak()
  }
  assert.ok(chunks.slice(0, 4).every((chunk) => chunk.includes('heartbeat')))
  assert.equal(chunks.at(-1), 'data: late\n\n')
})

test('a client that leaves ends the source, also one that is asleep', async () => {
  let closed = false
  const { response, stop, ended } = open((async function* () {
    try {
      yield 'data: 1\n\n'
      await new Promise<void>((done) => stop.signal.addEventListener('abort', () => done(), { once: true }))
    } finally {
      closed = true
    }
  })())
  const reader = response.body!.getReader()
  await reader.read()
  await reader.read()
  const sleeping = reader.read()
  await reader.cancel()
  await sleeping
  await new Promise((done) => setImmediate(done))
  assert.equal(stop.signal.aborted, true)
  assert.equal(closed, true)
  assert.equal(ended(), 1)
})
