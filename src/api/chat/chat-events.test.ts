import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { answerOf, chatEvents, readChatMessage } from './chat-events.ts'

test('a turn ends with done, a turn that asks does not', () => {
  assert.deepEqual(chatEvents({ type: 'end', state: 'done', version: 2 }), [{ type: 'done', version: 2 }])
  assert.deepEqual(chatEvents({ type: 'end', state: 'awaiting_input', version: 2 }), [])
  assert.deepEqual(chatEvents({ type: 'question', id: 'q1', text: 'Which music?', options: ['calm', 'upbeat'], default: 'calm' }), [{
    type: 'ask_question', title: 'Which music?', questions: [{ id: 'q1', prompt: 'Which music?', options: [{ id: 'calm', label: 'calm' }, { id: 'upbeat', label: 'upbeat' }], allow_multiple: false }],
  }])
})

test('an answer is its labels; anything else is said as it stands', () => {
  assert.equal(answerOf('1. Which music?: upbeat', 'Which music?'), 'upbeat')
  assert.equal(answerOf('1. Time: 3: or 4?: 4', 'Time: 3: or 4?'), '4')
  assert.equal(answerOf('1. something else: calm\n2. b: c', 'Which music?'), 'calm, c')
  assert.equal(answerOf('make it upbeat', 'Which music?'), 'make it upbeat')
  assert.equal(answerOf('1. first the beach', undefined), '1. first the beach')
})

test('any frame is a message, or nothing', () => {
  assert.deepEqual(readChatMessage('{"type":"message","content":"hi","metadata":{}}'), { type: 'message', content: 'hi' })
  assert.deepEqual(readChatMessage('{"type":"ping"}'), { type: 'ping' })
  for (const text of ['', 'null', '[]', '{"type":"message"}', '{"type":"message","content":5}', '"x"', '{']) assert.equal(readChatMessage(text), undefined, text)
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => { readChatMessage(text) }))
  fc.assert(fc.property(fc.string(), fc.option(fc.string(), { nil: undefined }), (text, asked) => { assert.equal(typeof answerOf(text, asked), 'string') }))
})
