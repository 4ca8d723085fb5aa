import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readEvents } from './events.ts'

function streamOf(bytes: Uint8Array, cuts: readonly number[]): ReadableStream<Uint8Array> {
  const edges = [0, ...[...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((left, right) => left - right), bytes.length]
  return new ReadableStream({
    start(controller) {
      edges.slice(1).forEach((edge, index) => controller.enqueue(bytes.slice(edges[index], edge)))
      controller.close()
    },
  })
}

test('events come out whole wherever the network cuts the stream', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[\r\n]/.test(text))), fc.array(fc.nat(500)), async (texts, cuts) => {
    const sent = texts.map((text, index) => ({ id: String(index + 1), data: JSON.stringify(text) }))
    const bytes = new TextEncoder().encode(sent.map(({ id, data }) => `: heartbeat\n\nid: ${id}\ndata: ${data}\n\n`).join(''))
    const read = []
    for await (const event of readEvents(streamOf(bytes, cuts))) read.push(event)
    assert.deepEqual(read, sent)
  }), { numRuns: 100 })
})

test('an event that the stream broke off is not handed out', async () => {
  const read = []
  for await (const event of readEvents(streamOf(new TextEncoder().encode('data: {"a":1}\n\ndata: {"b"'), []))) read.push(event.data)
  assert.deepEqual(read, ['{"a":1}'])
})
