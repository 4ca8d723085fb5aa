import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { TurnEvent } from '../../studio/index.ts'
import { dataLine } from './stream.ts'
import { errorEvent, heartbeatOf, wireEvents, type WireContext } from './wire-events.ts'

const context = (form: WireContext['form']): WireContext => ({ form, turn: 'turn_1', now: () => 1_774_100_000_120 })
const told = (event: TurnEvent, form: WireContext['form']) => wireEvents({ ...event, sequence: 1 }, context(form)) as readonly Record<string, any>[]

test('hybrid text serves readers of `text`, of `type`, and of ADK', () => {
  const [event] = told({ type: 'text', text: 'Title added.' }, 'hybrid')
  assert.equal(event!['type'], 'text')
  assert.equal(event!['text'], 'Title added.')
  assert.deepEqual(event!['content'], { role: 'model', parts: [{ text: 'Title added.' }] })
  assert.equal(event!['timestamp'], 1_774_100_000.12)
  assert.match(event!['id'], /^\w{8}$/)
  assert.deepEqual(event!['actions'], { stateDelta: {}, artifactDelta: {}, requestedAuthConfigs: {} })
})

test('flat text has a string as its content, and ADK has no type', () => {
  assert.deepEqual(told({ type: 'text', text: 'Hi' }, 'flat'), [{ type: 'text', content: 'Hi' }])
  const [event] = told({ type: 'text', text: 'Hi' }, 'adk')
  assert.equal('type' in event!, false)
  assert.equal(event!['author'], 'nemo_agent')
})

test('a call and its result share an id in ADK and are plain in flat', () => {
  const call: TurnEvent = { type: 'tool-call', call: 'fc-1', name: 'set-title', arguments: { title: 'A' } }
  const result: TurnEvent = { type: 'tool-result', call: 'fc-1', name: 'set-title', result: 'ok' }
  assert.deepEqual(told(call, 'flat'), [{ type: 'tool_call', name: 'set-title', args: { title: 'A' } }])
  assert.equal(told(call, 'hybrid')[0]!['content'].parts[0].functionCall.id, 'fc-1')
  assert.deepEqual(told(result, 'hybrid')[0]!['content'].parts[0].functionResponse, { id: 'fc-1', name: 'set-title', response: { result: 'ok' } })
})

test('the end, receipts and questions add nothing: the closed connection is the end', () => {
  assert.deepEqual(told({ type: 'end', state: 'done', version: 3 }, 'hybrid'), [])
  assert.deepEqual(told({ type: 'question', id: 'q', text: 'Which?', options: ['a'], default: 'a' }, 'hybrid'), [])
})

test('failures carry the number of the contract in every spelling', () => {
  assert.deepEqual(errorEvent('credits-short', 'Insufficient credits', 'hybrid'), { type: 'error', error: 'Insufficient credits', code: 2001, message: 'Insufficient credits', errorCode: '2001', errorMessage: 'Insufficient credits' })
  assert.deepEqual(errorEvent('credits-short', 'Insufficient credits', 'adk'), { error: 'Insufficient credits' })
  assert.equal(JSON.parse(heartbeatOf('flat').slice(6)).type, 'heartbeat')
})

test('any text arrives whole, each event one line below 8 KB', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), fc.integer({ min: 1, max: 6 }), fc.constantFrom('hybrid', 'flat', 'adk'), (text, times, form) => {
    const whole = (text.repeat(times) as string & { toWellFormed(): string }).toWellFormed()
    const lines = told({ type: 'text', text: whole }, form).map((event) => dataLine(event))
    for (const line of lines) {
      assert.ok(Buffer.byteLength(line) < 8192, `${Buffer.byteLength(line)} bytes`)
      assert.equal(line.indexOf('\n'), line.length - 2)
    }
    const pieces = lines.map((line) => JSON.parse(line.slice(6))).map((event) => (form === 'flat' ? event.content : event.content.parts[0].text))
    assert.equal(pieces.join(''), whole)
    for (const piece of pieces) assert.ok((piece as string & { isWellFormed(): boolean }).isWellFormed())
  }), { numRuns: 30 })
})

test('a result too long for one event says so instead of being cut in the middle of JSON', () => {
  const [event] = told({ type: 'tool-result', call: 'fc-1', name: 'x', result: { text: 'y'.repeat(9000) } }, 'hybrid')
  assert.match(JSON.stringify(event), /too long for one event/)
})
