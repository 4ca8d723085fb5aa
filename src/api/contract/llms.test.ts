import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { contract } from '../contract.ts'
import { llmsText } from './llms.ts'

test('llms.txt of the package is up to date: run node scripts/llms.mjs after a change of contract or catalogue', () => {
  const check = spawnSync(process.execPath, ['scripts/llms.mjs', '--check'], { encoding: 'utf8' })
  assert.equal(check.status, 0, check.stderr)
})

test('it is of the agreed form, its links lead somewhere, and its documents are in the package', () => {
  const text = readFileSync('llms.txt', 'utf8')
  assert.match(text, /^# Kinora\n\n> .+\n/)
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link!)
  assert.ok(links.length >= 8)
  for (const link of links) {
    if (!link.startsWith('http')) assert.ok(existsSync(link), link)
    else assert.ok(Object.values(contract).some(({ path }) => path === new URL(link).pathname), link)
  }
  const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly files: readonly string[] }
  for (const link of ['llms.txt', ...links.filter((one) => !one.startsWith('http'))]) assert.ok(files.some((entry) => link === entry || link.startsWith(`${entry}/`)), `${link} is not in the package`)
  assert.doesNotMatch(llmsText(contract, { url: 'https://films.example' }), /docs\/agents\.md|127\.0\.0\.1/)
})
