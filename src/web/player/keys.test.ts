import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextRate, playerKey, positionKey } from './keys.ts'

const press = (key: string, held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held })

test('arrows step a frame, with shift a second, pages ten', () => {
  assert.deepEqual(positionKey(press('ArrowRight')), { kind: 'frames', by: 1 })
  assert.deepEqual(positionKey(press('ArrowLeft', { shiftKey: true })), { kind: 'seconds', by: -1 })
  assert.deepEqual(positionKey(press('PageUp')), { kind: 'seconds', by: 10 })
  assert.deepEqual(positionKey(press('End')), { kind: 'end' })
})

test('keys held with control, alt or command belong to the browser', () => {
  for (const held of ['ctrlKey', 'metaKey', 'altKey'] as const) {
    assert.equal(positionKey(press('ArrowLeft', { [held]: true })), undefined)
    assert.equal(playerKey(press('l', { [held]: true })), undefined)
  }
})

test('L and J speed up by doubling, turn round, and stop at four', () => {
  assert.deepEqual([nextRate(0, 1), nextRate(1, 1), nextRate(2, 1), nextRate(4, 1)], [1, 2, 4, 4])
  assert.deepEqual([nextRate(4, -1), nextRate(-1, -1), nextRate(-4, 1)], [-1, -2, 1])
})

test('J, K and L work in capitals too', () => {
  assert.deepEqual(playerKey(press('L')), { kind: 'faster', direction: 1 })
  assert.deepEqual(playerKey(press('K')), { kind: 'pause' })
})
