// docs/dependencies.md and package.json say the same: no package without a reason, no reason without a package.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const { dependencies, optionalDependencies = {}, devDependencies } = JSON.parse(read('package.json'))
const page = read('docs/dependencies.md')
const rows = [...page.matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)].map(([, name, licence]) => ({ name, licence }))

test('every dependency has its row, and every row its dependency', () => {
  assert.deepEqual(rows.map(({ name }) => name).sort(), [...Object.keys(dependencies), ...Object.keys(optionalDependencies)].sort())
})

test('the licence in each row is the one in the package', () => {
  const { packages } = JSON.parse(read('package-lock.json'))
  for (const { name, licence } of rows) assert.ok(licence.startsWith(packages[`node_modules/${name}`].license), `${name}: ${licence}`)
})

test("developers' packages are named too", () => {
  for (const name of Object.keys(devDependencies)) assert.ok(page.includes(`\`${name}\``), name)
})
