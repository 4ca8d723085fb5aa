import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createOutbox, messageName } from './outbox.ts'

/** As a browser's storage is, with as much room as it is given. */
function storage(room = Infinity): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null, removeItem: (key) => void kept.delete(key), clear: () => kept.clear(), key: () => null, length: 0,
    setItem(key, value) {
      if (value.length > room) throw new DOMException('full', 'QuotaExceededError')
      kept.set(key, value)
    },
  }
}

const message = (id: string) => ({ id, text: `say ${id}`, saidAt: 1 })

test('messages are kept by film in the order they were said, once each, until they are dropped', () => {
  const place = storage()
  const outbox = createOutbox(place)
  outbox.keep('film', message('a'))
  outbox.keep('film', message('b'))
  outbox.keep('film', message('a'))
  outbox.keep('other', message('c'))
  assert.deepEqual(createOutbox(place).of('film').map(({ id }) => id), ['b', 'a'])
  outbox.drop('film', 'b')
  outbox.drop('film', 'a')
  assert.equal(place.getItem('kinora.outbox.film'), null)
  assert.deepEqual(outbox.of('other'), [message('c')])
})

test('a full, missing or spoiled storage loses nothing but the memory', () => {
  const full = createOutbox(storage(5))
  full.keep('film', message('a'))
  assert.deepEqual(full.of('film'), [])
  assert.deepEqual(createOutbox(undefined).of('film'), [])
  const spoiled = storage()
  spoiled.setItem('kinora.outbox.film', '[{"id":1},{"id":"x","text":"y","saidAt":2},null]')
  assert.deepEqual(createOutbox(spoiled).of('film'), [{ id: 'x', text: 'y', saidAt: 2 }])
})

test('no two messages have the same name', () => {
  assert.equal(new Set(Array.from({ length: 500 }, () => messageName(7))).size, 500)
})
