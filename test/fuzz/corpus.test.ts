import assert from 'node:assert/strict'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { createDice } from '../../src/base/index.ts'
import { testDatabase } from '../../src/store/database.fixture.ts'
import { testFolder } from '../../src/store/folder.fixture.ts'
import { corpusFolder, keptInputs } from './corpus.ts'
import { feedOnce } from './fuzz.ts'
import { bend } from './mutate.ts'
import { targets } from './targets.ts'

const unwatched = { begin: () => undefined, done: () => 0 }

for (const target of targets) {
  test(`everything kept for ${target.name} is taken or refused, in time`, async () => {
    const opened = await target.open({ folder: await testFolder(), database: testDatabase })
    const kept = keptInputs(target.name)
    let taken = 0
    try {
      for (const { name, bytes } of kept) {
        const result = await feedOnce(opened, bytes, unwatched)
        assert.equal(result.trouble, undefined, `${name}: ${String(result.trouble)}`)
        assert.ok(result.milliseconds < target.slowest, `${name}: ${result.milliseconds} ms`)
        if (result.taken) taken++
      }
    } finally {
      await opened.close?.()
    }
    assert.ok(taken > 0, 'nothing of it reaches what lies behind the parser')
  })
}

test('the same dice bend the same way, and nearly always change something', () => {
  for (const { name, form, words } of targets) {
    const others = keptInputs(name).map(({ bytes }) => bytes)
    const run = () => {
      const dice = createDice('bend').fork(name)
      return Array.from({ length: 60 }, () => Buffer.from(bend(dice.pick(others), { form, words, others, dice })).toString('base64'))
    }
    const first = run()
    assert.deepEqual(first, run())
    assert.ok(new Set(first).size > 40, name)
  }
})

test('the corpus is small, and every folder in it belongs to a target', () => {
  const folders = readdirSync(corpusFolder)
  assert.deepEqual(folders.sort(), targets.map(({ name }) => name).sort())
  const bytes = folders.flatMap((folder) => readdirSync(join(corpusFolder, folder)).map((file) => statSync(join(corpusFolder, folder, file)).size))
  assert.ok(bytes.reduce((sum, size) => sum + size, 0) < 1_000_000)
})
