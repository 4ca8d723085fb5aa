// Decoders that die or never finish cost one file each; the files before and after are examined.

import assert from 'node:assert/strict'
import { getPriority } from 'node:os'
import { test } from 'node:test'
import { createExaminePool } from './examine-pool.ts'

const program = new URL('./examine-child.fixture.js', import.meta.url)
const job = (name: string) => ({ file: { path: `/nowhere/${name}`, name, bytes: 1, kind: 'photo' as const, format: 'jpeg', hash: '' } })

test('a decoder that dies or hangs gives a named fault, and the next file gets a new one', async () => {
  const pool = createExaminePool({ program, most: 1, seconds: { photo: 0.3, other: 0.3 } })
  // On a busy machine even starting the child may outlast this patience; that too is a file that takes too long.
  const answers = await Promise.all(['dies', 'hangs', 'dies'].map((name) => pool.examine(job(name))))
  pool.close()
  const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.faults[0]!.code))
  assert.ok(codes.every((code) => code === 'file-kills-decoder' || code === 'file-takes-too-long'), codes.join())
  assert.equal(codes[1], 'file-takes-too-long')
})

test('one child serves many files, and closing gives up what is under way', async () => {
  const pool = createExaminePool({ program, most: 1 })
  const answers = await Promise.all(['a', 'b', 'c'].map((name) => pool.examine(job(name))))
  assert.deepEqual(answers.map((answer) => !answer.ok && answer.faults[0]!.path), ['/nowhere/a', '/nowhere/b', '/nowhere/c'])
  assert.equal(new Set(answers.map((answer) => !answer.ok && answer.faults[0]!.message)).size, 1)
  const under = pool.examine(job('hangs'))
  const waiting = pool.examine(job('a'))
  pool.close()
  for (const answer of await Promise.all([under, waiting])) assert.equal(!answer.ok && answer.faults[0]!.code, 'examine-cancelled')
})

const answersOf = async (pool: ReturnType<typeof createExaminePool>, names: readonly string[]) =>
  (await Promise.all(names.map((name) => pool.examine(job(name))))).map((answer) => (answer.ok ? undefined : answer.faults[0]!))

test('two files that are in one child when it dies are asked again alone, and only the guilty one is named', async () => {
  const pool = createExaminePool({ program, most: 2 })
  for (const names of [['dies', 'a'], ['dies', 'dies'], ['a', 'b', 'dies', 'c', 'd']]) {
    const faults = await answersOf(pool, names)
    assert.deepEqual(faults.map((fault) => fault?.code), names.map((name) => (name === 'dies' ? 'file-kills-decoder' : 'answered')), names.join())
  }
  pool.close()
})

test('a file that hangs beside another costs only itself', async () => {
  const pool = createExaminePool({ program, most: 2, seconds: { photo: 2, other: 2 } })
  const faults = await answersOf(pool, ['hangs', 'a'])
  pool.close()
  assert.deepEqual(faults.map((fault) => fault?.code), ['file-takes-too-long', 'answered'])
})

test('light photos share a child, what is heavy has it for itself', async () => {
  const asked = async (formats: readonly string[], seconds: number) => {
    const pool = createExaminePool({ program, most: 2, seconds: { photo: seconds, other: seconds } })
    const answers = await Promise.all(['waits', 'a'].map((name, index) => pool.examine({ file: { ...job(name).file, format: formats[index]! } })))
    pool.close()
    return answers.map((answer) => (answer.ok ? 'ok' : answer.faults[0]!.code))[0]
  }
  assert.equal(await asked(['jpeg', 'png'], 20), 'answered')
  for (const formats of [['jpeg', 'heic'], ['avif', 'jpeg']]) assert.equal(await asked(formats, 0.7), 'file-takes-too-long', formats.join())
})

test('children of a server stand back, those of a command line do not', async () => {
  const own = getPriority()
  for (const standBack of [undefined, 4]) {
    const pool = createExaminePool({ program: new URL('./examine-priority.fixture.js', import.meta.url), ...(standBack !== undefined && { standBack }) })
    const answer = await pool.examine(job('a'))
    pool.close()
    assert.equal(!answer.ok && Number(answer.faults[0]!.message), Math.max(own, standBack ?? 0))
  }
})
