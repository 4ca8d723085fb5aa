import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import type { KinoraError } from '../../base/index.ts'
import type { ObjectPort } from '../../studio/ports.ts'
import { atTheEnd, testFolder } from '../folder.fixture.ts'
import { openDiskObjects } from './disk.ts'
import { checkedKey } from './key.ts'
import { startS3 } from './s3.fixture.ts'
import { openS3Objects } from './s3.ts'

const kinds: readonly { readonly name: string; readonly open: () => Promise<ObjectPort> }[] = [
  { name: 'disk', open: async () => openDiskObjects(join(await testFolder(), 'objects')) },
  { name: 'S3', open: async () => {
    const { options, stop } = await startS3()
    atTheEnd(stop)
    return openS3Objects(options)
  } },
]

async function* parts(...texts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield typeof text === 'string' ? Buffer.from(text) : text
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = []
  for await (const part of stream) all.push(part)
  return Buffer.concat(all).toString('utf8')
}

const code = (expected: string) => (thrown: KinoraError) => thrown.code === expected || assert.fail(`${thrown.code}: ${thrown.message}`)

for (const { name, open } of kinds) {
  test(`${name}: what is put is read again, whole and in ranges, with its length and hash`, async () => {
    const objects = await open()
    const put = await objects.put('assets/ab/abcd', parts('hello ', 'world'))
    assert.deepEqual(put, { bytes: 11, hash: createHash('sha256').update('hello world').digest('hex') })
    assert.equal(await textOf(await objects.read('assets/ab/abcd')), 'hello world')
    assert.equal(await textOf(await objects.read('assets/ab/abcd', { start: 6, end: 8 })), 'wor')
    assert.equal(await textOf(await objects.read('assets/ab/abcd', { start: 6, end: 99 })), 'world')
    assert.equal(await objects.size('assets/ab/abcd'), 11)
    assert.equal(await readFile(await objects.localFile('assets/ab/abcd'), 'utf8'), 'hello world')
    await objects.put('assets/ab/abcd', parts('again'))
    assert.equal(await readFile(await objects.localFile('assets/ab/abcd'), 'utf8'), 'again', 'a copy never outlives what it copies')
  })

  test(`${name}: empty and large objects keep their bytes`, async () => {
    const objects = await open()
    assert.equal((await objects.put('empty', parts())).bytes, 0)
    assert.equal(await objects.size('empty'), 0)
    assert.equal(await textOf(await objects.read('empty')), '')
    const block = Buffer.alloc(1 << 20, 7)
    const put = await objects.put('large', parts(...Array.from({ length: 12 }, () => block)))
    assert.equal(put.bytes, 12 << 20)
    const hash = createHash('sha256')
    for await (const part of await objects.read('large')) hash.update(part)
    assert.equal(hash.digest('hex'), put.hash)
  })

  test(`${name}: a put that fails leaves nothing, and says why`, async () => {
    const objects = await open()
    await assert.rejects(objects.put('big', parts('12345', '67890'), { limit: 9 }), code('file-too-large'))
    async function* broken() { yield Buffer.from('half'); throw new Error('the sender went away') }
    await assert.rejects(objects.put('big', broken()), /went away/)
    const aborted = AbortSignal.abort(new Error('given up'))
    await assert.rejects(objects.put('big', parts('12345'), { signal: aborted }), /given up/)
    assert.equal(await objects.size('big'), undefined)
    assert.equal((await objects.put('big', parts('123456789'), { limit: 9 })).bytes, 9)
  })

  test(`${name}: what is missing is object-missing`, async () => {
    const objects = await open()
    await assert.rejects(objects.read('not/there'), code('object-missing'))
    await assert.rejects(objects.localFile('not/there'), code('object-missing'))
    await assert.rejects(objects.move('not/there', 'anywhere'), code('object-missing'))
    assert.equal(await objects.size('not/there'), undefined)
    await objects.delete('not/there')
    await objects.deleteAll('not')
  })

  test(`${name}: local files are taken over, or kept as well`, async () => {
    const objects = await open()
    const made = await objects.passingFile('film.mp4')
    assert.equal(basename(made), 'film.mp4')
    assert.deepEqual(await readdir(dirname(made)), [])
    await writeFile(made, 'a film')
    assert.deepEqual(await objects.putFile('renders/one', made, { keep: true }), { bytes: 6 })
    assert.ok(existsSync(made))
    assert.deepEqual(await objects.putFile('renders/two', made), { bytes: 6 })
    assert.ok(!existsSync(made))
    assert.equal(await textOf(await objects.read('renders/one')), 'a film')
    assert.equal(await textOf(await objects.read('renders/two')), 'a film')
    await assert.rejects(objects.passingFile('../film.mp4'), code('object-key'))
  })

  test(`${name}: objects move and go, alone and under a prefix of whole parts`, async () => {
    const objects = await open()
    for (const key of ['chunks/a/1', 'chunks/a/2', 'chunks/ab/1']) await objects.put(key, parts(key))
    await objects.move('chunks/a/2', 'kept/2')
    assert.equal(await textOf(await objects.read('kept/2')), 'chunks/a/2')
    assert.equal(await objects.size('chunks/a/2'), undefined)
    await objects.deleteAll('chunks/a/')
    assert.equal(await objects.size('chunks/a/1'), undefined)
    assert.equal(await objects.size('chunks/ab/1'), 11)
    await objects.deleteAll('chunks')
    assert.equal(await objects.size('chunks/ab/1'), undefined)
    await objects.delete('kept/2')
    assert.equal(await objects.size('kept/2'), undefined)
  })

  test(`${name}: keys that could lead elsewhere are refused by every call`, async () => {
    const objects = await open()
    for (const key of ['', '/etc/passwd', '../x', 'a/../b', 'a//b', 'a/', '.passing/x', 'a b', 'a\\b', 'ä', 'a\0b', 'x'.repeat(600)]) {
      await assert.rejects(objects.put(key, parts('x')), code('object-key'))
      await assert.rejects((async () => objects.read(key))(), code('object-key'))
      await assert.rejects((async () => objects.size(key))(), code('object-key'))
      await assert.rejects((async () => objects.delete(key))(), code('object-key'))
      await assert.rejects((async () => objects.move('a', key))())
    }
  })
}

test('S3: storage that is not there, or refuses, is said in words', async () => {
  const { options, stop } = await startS3()
  const stranger = openS3Objects({ ...options, bucket: 'nobodys' })
  await assert.rejects(stranger.put('a', parts('x')), code('storage-refused'))
  await stop()
  await assert.rejects(openS3Objects(options).size('a'), code('storage-unavailable'))
})

test('a key that is accepted stays inside its folder', () => {
  fc.assert(fc.property(fc.string({ maxLength: 40, unit: fc.constantFrom('.', '/', 'a', '-', '\\', '\0', '%', ' ') }), (key) => {
    try {
      checkedKey(key)
    } catch {
      return true
    }
    return join('/folder', key).startsWith('/folder/') && join('/folder', key) === `/folder/${key}`
  }))
})
