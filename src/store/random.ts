// Chance and secrets by node:crypto. Passwords by scrypt with N = 2^15, r = 8: 32 MB and about 80 ms for each guess.

import { createHash, createHmac, randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { RandomPort } from '../studio/ports.ts'

const derive = promisify(scrypt) as (password: string, salt: Buffer, length: number, options: { N: number; r: number; p: number; maxmem: number }) => Promise<Buffer>
const cost = { exponent: 15, blocks: 8, lanes: 1 }
const keyBytes = 32

export function openRandom(): RandomPort {
  return {
    secret: (bytes) => randomBytes(bytes).toString('base64url'),
    hex: (digits) => randomBytes(Math.ceil(digits / 2)).toString('hex').slice(0, digits),
    digits: (count) => Array.from({ length: count }, (_, place) => randomInt(place === 0 ? 1 : 0, 10)).join(''),
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    sign: (key, text) => createHmac('sha256', key).update(text).digest('hex'),
    async hashPassword(password) {
      const salt = randomBytes(16)
      const key = await keyOf(password, salt, cost)
      return ['scrypt', cost.exponent, cost.blocks, cost.lanes, salt.toString('base64url'), key.toString('base64url')].join('$')
    },
    async verifyPassword(password, hash) {
      const [name, exponent, blocks, lanes, salt, key] = hash.split('$')
      if (name !== 'scrypt' || salt === undefined || key === undefined) return false
      const expected = Buffer.from(key, 'base64url')
      const found = await keyOf(password, Buffer.from(salt, 'base64url'), { exponent: Number(exponent), blocks: Number(blocks), lanes: Number(lanes) })
      return expected.length === found.length && timingSafeEqual(expected, found)
    },
  }
}

// NFKC: the same password typed on another keyboard may come in another form of Unicode.
function keyOf(password: string, salt: Buffer, { exponent, blocks, lanes }: typeof cost): Promise<Buffer> {
  const N = 2 ** exponent
  return derive(password.normalize('NFKC'), salt, keyBytes, { N, r: blocks, p: lanes, maxmem: 256 * N * blocks })
}
