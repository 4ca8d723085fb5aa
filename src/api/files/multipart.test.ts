import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import fc from 'fast-check'
import { readMultipart } from './multipart.ts'

const boundary = 'kinora-test'

interface Part {
  readonly name: string
  readonly filename?: string
  readonly bytes: Buffer
}

function form(parts: readonly Part[], end = `--${boundary}--\r\n`): Buffer {
  const written = parts.flatMap(({ name, filename, bytes }) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n${filename === undefined ? '' : 'Content-Type: image/jpeg\r\n'}\r\n`), bytes, Buffer.from('\r\n'),
  ])
  return Buffer.concat([...written, Buffer.from(end)])
}

async function read(body: Buffer, options: { readonly largest?: number; readonly files?: number; readonly chunk?: number; readonly contentType?: string; readonly refuse?: boolean } = {}) {
  const { largest = 1e6, files = 10, chunk = 1000, contentType = `multipart/form-data; boundary=${boundary}` } = options
  const fields: Record<string, string> = {}
  const taken: { name: string; bytes: Buffer }[] = []
  const pieces = Array.from({ length: Math.ceil(body.length / chunk) }, (_, index) => body.subarray(index * chunk, (index + 1) * chunk))
  await readMultipart({
    contentType, body: Readable.from(pieces, { objectMode: false }), largest, files,
    onField: (name, value) => { fields[name] = value },
    async onFile({ name, bytes }) {
      if (options.refuse === true) throw new Error('refused')
      const parts: Uint8Array[] = []
      for await (const part of bytes) parts.push(part)
      taken.push({ name, bytes: Buffer.concat(parts) })
    },
  })
  return { fields, taken }
}

test('files and fields come in order, under any published part name', async () => {
  const { fields, taken } = await read(form([
    { name: 'session_id', bytes: Buffer.from('5529798706024415232') }, { name: 'files', filename: 'a.jpg', bytes: Buffer.from('A') }, { name: 'files[]', filename: '../../b.jpg', bytes: Buffer.from('BB') }, { name: 'file', filename: '海.jpg', bytes: Buffer.alloc(0) },
  ]))
  assert.deepEqual(fields, { session_id: '5529798706024415232' })
  assert.deepEqual(taken.map(({ name, bytes }) => [name, bytes.length]), [['a.jpg', 1], ['b.jpg', 2], ['海.jpg', 0]])
})

test('a part named file without a file name is a file too', async () => {
  const { taken } = await read(form([{ name: 'file', bytes: Buffer.from('data') }]))
  assert.deepEqual(taken.map(({ name, bytes }) => [name, String(bytes)]), [['file', 'data']])
})

test('a form that breaks off, lacks its boundary or has too many files is an error with a reason', async () => {
  await assert.rejects(read(form([{ name: 'files', filename: 'a.jpg', bytes: Buffer.from('A') }], '')), { code: 'body-malformed' })
  await assert.rejects(read(Buffer.from('x'), { contentType: 'multipart/form-data' }), { code: 'body-malformed' })
  const many = Array.from({ length: 4 }, (_, index) => ({ name: 'files', filename: `${index}.jpg`, bytes: Buffer.from('A') }))
  await assert.rejects(read(form(many), { files: 3 }), { code: 'body-invalid' })
})

test('what is too large shows as one byte too many, and a refusal by the taker is told', async () => {
  const { taken } = await read(form([{ name: 'files', filename: 'a.jpg', bytes: Buffer.alloc(5000) }]), { largest: 4000 })
  assert.equal(taken[0]!.bytes.length, 4001)
  await assert.rejects(read(form([{ name: 'files', filename: 'a.jpg', bytes: Buffer.alloc(300_000) }, { name: 'files', filename: 'b.jpg', bytes: Buffer.alloc(300_000) }]), { refuse: true }), /refused/)
})

test('any bytes in any pieces arrive as they were', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 4 }), fc.integer({ min: 1, max: 700 }), async (contents, chunk) => {
    const parts = contents.map((bytes, index) => ({ name: 'files', filename: `${index}.bin`, bytes: Buffer.from(bytes) }))
    const { taken } = await read(form(parts), { chunk })
    assert.deepEqual(taken.map(({ bytes }) => bytes.toString('hex')), parts.map(({ bytes }) => bytes.toString('hex')))
  }), { numRuns: 60 })
})

test('garbage ends as an answer or an error, never as a hang or a crash', async () => {
  const piece = fc.oneof(fc.constantFrom(`--${boundary}`, '\r\n', `--${boundary}--`, 'Content-Disposition: form-data; name="files"; filename="a"', 'Content-Type: text/plain', '\r\n\r\n', '--', '\0', '"'), fc.string({ maxLength: 40 }))
  await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 30 }), fc.integer({ min: 1, max: 50 }), async (pieces, chunk) => {
    await read(Buffer.from(pieces.join('')), { chunk }).catch((error: unknown) => assert.ok(error instanceof Error))
  }), { numRuns: 300 })
})
