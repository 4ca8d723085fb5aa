// The test runner's own test: its last line counts passed, failed, skipped and crashed files, and its exit code follows.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const runner = join(dirname(fileURLToPath(import.meta.url)), 'test.mjs')
const folder = mkdtempSync(join(tmpdir(), 'kinora-runner-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const head = "import { test } from 'node:test'\n"
const passing = file('passing', `${head}test('a', () => {})\ntest('b', async (t) => { await t.test('inner', () => {}) })\ntest('c', { skip: 'no material' }, () => {})\n`)
const failing = file('failing', `${head}test('a', () => { throw new Error('no') })\n`)
const crashing = file('crashing', `${head}test('a', () => {})\nsetTimeout(() => process.exit(7), 1)\ntest('b', () => new Promise(() => setTimeout(() => {}, 5000)))\n`)

test('passed and skipped tests are counted and the exit code is 0', () => {
  assert.deepEqual(run(passing), { last: '3 passed, 0 failed, 1 skipped', status: 0 })
})

test('a failed test gives exit code 1', () => {
  const { last, status } = run(passing, failing)
  assert.match(last, /^3 passed, 1 failed, 1 skipped$/)
  assert.equal(status, 1)
})

test('a test file that dies counts as failed', () => {
  const { last, status } = run(passing, crashing)
  assert.match(last, /, [1-9] failed, /)
  assert.equal(status, 1)
})

function file(name, content) {
  const path = join(folder, `${name}.test.mjs`)
  writeFileSync(path, content)
  return path
}

function run(...files) {
  const child = spawnSync(process.execPath, [runner, ...files], { encoding: 'utf8' })
  return { last: child.stdout.trim().split('\n').at(-1), status: child.status }
}
