// Writes skills/NAME/SKILL.md from the profiles and the version into the manifests of plugin marketplaces, or with --check
// says which of them is not up to date.
// Called by people after a change of a profile; test/skills/documents.test.ts runs the check.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { skillDocument } from '../dist/src/cli/skills/document.js'
import { skillFacts } from '../dist/src/cli/skills/facts.js'
import { skillProfiles } from '../dist/src/cli/skills/profiles.js'

const house = join(dirname(fileURLToPath(import.meta.url)), '..')
const facts = await skillFacts()
const stale = []
for (const profile of skillProfiles) {
  const path = join(house, 'skills', profile.name, 'SKILL.md')
  const text = skillDocument(profile, facts)
  if (process.argv.includes('--check')) {
    if (read(path) !== text) stale.push(path)
  } else {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}
for (const name of ['.claude-plugin/plugin.json', '.claude-plugin/marketplace.json', '.cursor-plugin/plugin.json']) {
  const path = join(house, name)
  const text = read(path)?.replace(/("version": ")[^"]*"/, `$1${facts.version}"`)
  if (process.argv.includes('--check') ? text !== read(path) : text === undefined) stale.push(path)
  else if (!process.argv.includes('--check')) writeFileSync(path, text)
}
if (stale.length > 0) {
  console.error(`Run node scripts/skills.mjs: not up to date: ${stale.join(', ')}`)
  process.exitCode = 1
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
