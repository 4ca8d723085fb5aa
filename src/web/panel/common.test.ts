import assert from 'node:assert/strict'
import { test } from 'node:test'
import { common } from './common.ts'

test('what all have is common, what they do not agree on is mixed', () => {
  const items = [{ fit: 'cover', zoom: 1 }, { fit: 'cover', zoom: 2 }]
  assert.deepEqual(common(items, ({ fit }) => fit), { value: 'cover', isMixed: false })
  assert.deepEqual(common(items, ({ zoom }) => zoom), { value: undefined, isMixed: true })
  assert.deepEqual(common([], () => 1), { value: undefined, isMixed: false })
})

test('values that are not the same thing may count as equal', () => {
  assert.equal(common([{ at: [1] }, { at: [1] }], ({ at }) => at, (left, right) => left[0] === right[0]).isMixed, false)
})
