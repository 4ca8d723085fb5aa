// The skill documents of the repository are what their profiles give, and name only routes that the contract has.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { contract } from '../../src/api/contract.ts'

const names = readdirSync('skills')

test('skills/ is up to date: run node scripts/skills.mjs after a change of a profile', () => {
  const check = spawnSync(process.execPath, ['scripts/skills.mjs', '--check'], { encoding: 'utf8' })
  assert.equal(check.status, 0, check.stderr)
  assert.ok(names.length >= 5)
})

for (const name of names) {
  test(`${name} names only addresses that the server has`, () => {
    const text = readFileSync(`skills/${name}/SKILL.md`, 'utf8')
    const named = [...text.matchAll(/(GET|POST) [`"]?(?:\$API)?(\/[A-Za-z0-9_/$-]+)/g)].map(([, method, path]) => [method!, path!] as const)
    assert.ok(named.length >= 8)
    for (const [method, path] of named) {
      const found = Object.values(contract).some((route) => route.method === method && new RegExp(`^${route.path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(path))
      assert.ok(found, `${method} ${path} is in no route`)
    }
  })
}
