import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { startExaminingEarly, takeEarlyChild } from './early.ts'
import { createExaminePool } from './examine-pool.ts'

const job = { file: { path: '/nowhere/a.jpg', name: 'a.jpg', bytes: 1, kind: 'photo' as const, format: 'jpeg', hash: '' } }

test('a child that was started early is the first one of the next pool, and nobody gets it twice', async () => {
  startExaminingEarly(['photo', 'sound'])
  startExaminingEarly()
  const standingBack = createExaminePool({ standBack: 1 })
  const pool = createExaminePool()
  const [, answer] = await Promise.all([standingBack.examine(job), pool.examine(job)])
  assert.equal(!answer.ok && answer.faults[0]!.code, 'photo-unreadable')
  assert.equal(takeEarlyChild(), undefined)
  pool.close()
  standingBack.close()
})

test('an early child that has died is not handed out', async () => {
  const child = startExaminingEarly()
  // Unlike a program that has more to do, this test would end before the child.
  child.ref()
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  assert.equal(takeEarlyChild(), undefined)
})

test('an early child that nobody takes does not keep the process', () => {
  const script = `import { startExaminingEarly } from ${JSON.stringify(new URL('./early.js', import.meta.url).href)}; startExaminingEarly()`
  const ended = spawnSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 20_000 })
  assert.equal(ended.status, 0, ended.stderr.toString())
})
