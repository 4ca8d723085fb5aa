import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openRandom } from './random.ts'

const random = openRandom()

test('secrets, digits and hex have the length and the alphabet that was asked for, and never repeat', () => {
  assert.match(random.secret(32), /^[A-Za-z0-9_-]{43}$/)
  assert.match(random.hex(7), /^[0-9a-f]{7}$/)
  const numbers = Array.from({ length: 500 }, () => random.digits(19))
  assert.ok(numbers.every((number) => /^[1-9][0-9]{18}$/.test(number)))
  assert.equal(new Set(numbers).size, numbers.length)
})

test('hash and signature are the published ones', () => {
  assert.equal(random.hash('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  // RFC 4231, test case 2.
  assert.equal(random.sign('Jefe', 'what do ya want for nothing?'), '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843')
})

test('a password opens its own hash and no other; two hashes of it differ', async () => {
  const hash = await random.hashPassword('grüße 电影 42')
  assert.equal(await random.verifyPassword('grüße 电影 42'.normalize('NFD'), hash), true)
  assert.equal(await random.verifyPassword('gruesse', hash), false)
  assert.notEqual(await random.hashPassword('grüße 电影 42'), hash)
  assert.equal(await random.verifyPassword('x', ''), false)
  assert.equal(await random.verifyPassword('x', 'plain$x'), false)
})
