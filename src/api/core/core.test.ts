import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { readRange } from '../files/send-file.ts'
import { clean, readJson } from './body.ts'
import { attributionOf, bearerOf } from './guard.ts'
import { disposition } from './headers.ts'
import { createPace } from './pace.ts'

const read = (body: string | Uint8Array, limit?: number, headers: Record<string, string> = {}) => readJson(new Request('http://x', { method: 'POST', body: body as BodyInit, headers }), {}, z.looseObject({}), limit === undefined ? {} : { limit })

test('an empty body is an empty object, broken JSON says so, and a form is sent elsewhere', async () => {
  assert.deepEqual(await read(''), {})
  assert.deepEqual(await read('  \n'), {})
  await assert.rejects(read('{"a":'), { code: 'body-malformed' })
  await assert.rejects(read(new Uint8Array([0x22, 0xff, 0x22])), { code: 'body-malformed' })
  await assert.rejects(read('[]'), { code: 'body-invalid' })
  await assert.rejects(read('x', undefined, { 'Content-Type': 'multipart/form-data; boundary=a' }), { code: 'body-type' })
})

test('too large is refused, also when nobody said how large', async () => {
  await assert.rejects(read(JSON.stringify({ a: 'x'.repeat(200) }), 100), { code: 'body-too-large' })
})

test('too deep is refused before anything recurses over it', async () => {
  await assert.rejects(read(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`), { code: 'body-invalid' })
})

test('whatever JSON comes, what is handed on has no NUL, no half character and no prototype key', () => {
  fc.assert(fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
    const text = JSON.stringify(clean(JSON.parse(JSON.stringify({ value, '\u0000k\ud800': '\u0000' }))))
    assert.doesNotMatch(text, /\\u0000|\\ud[89ab]/i)
  }))
  assert.equal(Object.getPrototypeOf(clean(JSON.parse('{"__proto__":{"a":1}}'))), Object.prototype)
  assert.equal((clean(JSON.parse('{"__proto__":{"a":1}}')) as { a?: number }).a, undefined)
})

test('a bucket gives what it holds, tells how long to wait, and fills again', () => {
  let time = 0
  const pace = createPace(60, () => time)
  for (let index = 0; index < 15; index += 1) assert.equal(pace.take('a'), undefined)
  assert.equal(pace.take('a'), 1)
  assert.equal(pace.take('b'), undefined)
  time += 2000
  assert.equal(pace.take('a'), undefined)
  assert.equal(createPace(0, () => time).take('a'), undefined)
})

test('bearers are read as written, and nothing else is one', () => {
  const bearer = (value: string) => bearerOf(new Headers({ Authorization: value }))
  assert.equal(bearer('Bearer nmv_usr_x'), 'nmv_usr_x')
  assert.equal(bearer('bearer  nmv_usr_x '), 'nmv_usr_x')
  for (const value of ['Basic abc', 'Bearer', 'Bearer a b', 'nmv_usr_x']) assert.equal(bearer(value), undefined, value)
})

test('attribution is what is there and not empty', () => {
  assert.equal(attributionOf(new Headers({ 'X-Skill-Source': ' ' })), undefined)
  assert.deepEqual(attributionOf(new Headers({ 'X-Skill-Source': 'a', 'X-Skill-Platform': 'b' })), { source: 'a', platform: 'b' })
})

test('no name breaks out of a Content-Disposition header', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
    const value = disposition('attachment', name)
    assert.match(value, /^attachment; filename="[^"\\\r\n]*"; filename\*=UTF-8''[A-Za-z0-9%._~!*-]*$/)
    new Headers({ 'Content-Disposition': value })
  }), { numRuns: 300 })
})

test('ranges: first, last, open, over the end, nonsense, and conditions', () => {
  const range = (value: string, more: Record<string, string> = {}) => readRange(new Headers({ Range: value, ...more }), 100, '"t"')
  assert.deepEqual(range('bytes=0-9'), { start: 0, end: 9 })
  assert.deepEqual(range('bytes=90-'), { start: 90, end: 99 })
  assert.deepEqual(range('bytes=-10'), { start: 90, end: 99 })
  assert.deepEqual(range('bytes=-1000'), { start: 0, end: 99 })
  assert.deepEqual(range('bytes=50-1000'), { start: 50, end: 99 })
  for (const value of ['bytes=9-3', 'bytes=-', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=a-b']) assert.equal(range(value), undefined, value)
  assert.throws(() => range('bytes=100-'), { code: 'range-invalid' })
  assert.throws(() => range('bytes=-0'), { code: 'range-invalid' })
  assert.equal(range('bytes=0-9', { 'If-Range': '"other"' }), undefined)
})
