import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRecall } from './recall.ts'

test('the up key brings back what was said, the down key leads to what was being written', () => {
  const recall = createRecall()
  const said = ['first', 'second', 'second']
  assert.equal(recall.step('older', 'half', said), 'second')
  assert.equal(recall.step('older', 'second', said), 'first')
  assert.equal(recall.step('older', 'first', said), undefined)
  assert.equal(recall.step('newer', 'first', said), 'second')
  assert.equal(recall.step('newer', 'second', said), 'half')
  assert.equal(recall.step('newer', 'half', said), undefined)
})

test('whoever changes what was brought back begins anew from the newest', () => {
  const recall = createRecall()
  recall.step('older', '', ['first', 'second'])
  recall.step('older', 'second', ['first', 'second'])
  assert.equal(recall.step('older', 'first, but longer', ['first', 'second']), 'second')
})
