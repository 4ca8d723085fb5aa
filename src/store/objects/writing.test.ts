import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { testFolder } from '../folder.fixture.ts'
import { passingFolder } from './passing.ts'
import { createWriter } from './writing.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Bytes that are nowhere the same. */
function noise(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length)
  for (let at = 0, state = seed | 1; at < length; at++) bytes[at] = (state = Math.imul(state, 1_103_515_245) + 12_345) >>> 16
  return bytes
}

test('files in pieces of any size, many at once, come out whole with their hashes', async () => {
  const folder = await testFolder()
  const writer = createWriter()
  let count = 0
  await fc.assert(fc.asyncProperty(fc.array(fc.array(fc.integer({ min: 0, max: 700_000 }), { maxLength: 6 }), { minLength: 1, maxLength: 40 }), async (files) => {
    await Promise.all(files.map(async (pieces, index) => {
      const path = join(folder, `${count++}`)
      const whole = noise(pieces.reduce((sum, size) => sum + size, 0), index)
      const file = await writer.begin(path)
      let at = 0
      for (const size of pieces) {
        // The bytes are taken over: whoever gave them may use their memory again.
        const piece = Buffer.from(whole.subarray(at, at += size))
        await file.add(piece)
        piece.fill(0)
      }
      assert.equal(await file.end(), sha256(whole))
      assert.ok(whole.equals(await readFile(path)))
    }))
  }), { numRuns: 6, seed: 5 })
})

test('a file that is there is not touched, and one that is dropped holds up nobody', async () => {
  const folder = await testFolder()
  const writer = createWriter()
  await writeFile(join(folder, 'there'), 'mine')
  await assert.rejects(writer.begin(join(folder, 'there')), { code: 'EEXIST' })
  assert.equal(await readFile(join(folder, 'there'), 'utf8'), 'mine')
  // More than there are blocks of memory: whoever gives up must give them back.
  for (let round = 0; round < 40; round++) {
    const file = await writer.begin(join(folder, `half-${round}`))
    await file.add(noise(300_000, round))
    await file.drop()
  }
  const last = await writer.begin(join(folder, 'last'))
  await last.add(noise(9_000_000, 1))
  assert.equal(await last.end(), sha256(noise(9_000_000, 1)))
})

test('a full disk is told by its code to the one who writes, and the others go on', { skip: process.platform !== 'linux' && 'no /dev/full' }, async () => {
  const writer = createWriter(new URL('./writing-full.fixture.js', import.meta.url))
  const folder = await testFolder()
  const [full, other] = [await writer.begin(join(folder, 'full')), await writer.begin(join(folder, 'other'))]
  await assert.rejects(async () => {
    for (let round = 0; round < 20; round++) await full.add(noise(300_000, round))
    await full.end()
  }, { code: 'ENOSPC' })
  await full.drop()
  await other.add(noise(1_000_000, 2))
  assert.equal(await other.end(), sha256(noise(1_000_000, 2)))
})

test('a thread that dies fails what it was writing, and the next file gets a new one', async () => {
  const folder = await testFolder()
  const writer = createWriter(new URL('./writing-dies.fixture.js', import.meta.url))
  const file = await writer.begin(join(folder, 'a'))
  await assert.rejects(async () => {
    await file.add(noise(300_000, 1))
    await file.end()
  }, { code: 'writing-thread-died' })
  await file.drop()
  const next = await writer.begin(join(folder, 'b'))
  assert.equal(await next.end(), sha256(Buffer.alloc(0)))
})

test('what is refused half-way leaves no file, however large it was already', async () => {
  const folder = await testFolder()
  const passing = passingFolder(folder)
  const coming = async function* (pieces: number) {
    for (let piece = 0; piece < pieces; piece++) yield noise(100_000, piece)
  }
  await assert.rejects(passing.write(coming(20), { limit: 1_500_000 }), { code: 'file-too-large' })
  const gone = new AbortController()
  await assert.rejects(passing.write((async function* () {
    yield* coming(10)
    gone.abort(new Error('the client has gone'))
    yield* coming(1)
  })(), { signal: gone.signal }), /has gone/)
  await assert.rejects(passing.write((async function* () {
    yield* coming(10)
    throw new Error('cut off')
  })()), /cut off/)
  assert.deepEqual(readdirSync(folder), [])
  const { path, bytes, hash } = await passing.write(coming(10))
  const whole = readFileSync(path)
  assert.deepEqual([bytes, hash], [1_000_000, sha256(whole)])
})
