import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { openPacketSpool } from './packet-spool.ts'

test('packets of any size come back in order, twice, and only those since the last clearing; the file goes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kinora-packets-'))
  const packet = fc.oneof({ weight: 5, arbitrary: fc.uint8Array({ maxLength: 900 }) }, { weight: 1, arbitrary: fc.integer({ min: 60_000, max: 140_000 }).map((size) => new Uint8Array(size).fill(size)) })
  fc.assert(fc.property(fc.array(packet, { maxLength: 12 }), fc.array(packet, { maxLength: 12 }), (before, packets) => {
    const path = join(folder, 'spool')
    const spool = openPacketSpool(path)
    before.forEach(spool.add)
    assert.equal([...spool.packets].length, before.length)
    spool.clear()
    packets.forEach(spool.add)
    for (let time = 0; time < 2; time++) assert.deepEqual([...spool.packets].map((one) => one.toString('base64')), packets.map((one) => Buffer.from(one).toString('base64')))
    assert.deepEqual(spool.sizes, packets.map((one) => one.length))
    spool.close()
    assert.ok(!existsSync(path))
  }), { numRuns: 40 })
  rmSync(folder, { recursive: true })
})
