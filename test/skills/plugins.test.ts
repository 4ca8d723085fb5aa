// The repository as a plugin of agent marketplaces: manifests in the formats that are asked for, of this version, leading to
// skills and a server of tools that are really there; and skills put into an empty home.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { program } from '../house/house-process.ts'
import { overStdio } from '../mcp/kit.ts'

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
const { name, version, description, license, bin, files } = read('package.json') as { name: string; version: string; description: string; license: string; bin: Record<string, string>; files: string[] }

const identifier = z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/)
const text = z.string().min(1)
const author = z.strictObject({ name: text, email: z.email().optional() })
const servers = z.record(identifier, z.strictObject({ command: text, args: z.array(z.string()), env: z.record(text, z.string()).optional() }))
/** What the formats ask for, and nothing that they do not know: both refuse manifests with other keys. */
const claudePlugin = z.strictObject({ name: identifier, version: text, description: text, author, license: text, keywords: z.array(text), mcpServers: servers })
const claudeMarketplace = z.strictObject({
  name: identifier, owner: author, metadata: z.strictObject({ description: text, version: text }),
  plugins: z.array(z.strictObject({ name: identifier, source: z.string().startsWith('./'), description: text, category: text, tags: z.array(text) })).min(1),
})
const cursorPlugin = z.strictObject({ name: identifier, displayName: text, version: text, description: text, author, license: text, keywords: z.array(text), category: text, skills: text, mcpServers: servers })

const claude = claudePlugin.parse(read('.claude-plugin/plugin.json'))
const marketplace = claudeMarketplace.parse(read('.claude-plugin/marketplace.json'))
const cursor = cursorPlugin.parse(read('.cursor-plugin/plugin.json'))

test('manifests are of this package, and travel with it', () => {
  for (const one of [claude, cursor]) assert.deepEqual([one.name, one.version, one.license], [name, version, license])
  assert.equal(marketplace.metadata.version, version)
  assert.ok(description.startsWith('A conversational video studio') && claude.description.startsWith('A conversational video studio'))
  for (const folder of ['skills', '.claude-plugin', '.cursor-plugin']) assert.ok(files.includes(folder), folder)
})

test('the marketplace lists the plugin at its root, and its skills are found', () => {
  for (const { name, source } of marketplace.plugins) {
    assert.equal((read(join(source, '.claude-plugin/plugin.json')) as { name: string }).name, name)
    for (const skill of readdirSync(join(source, 'skills'))) {
      const front = /^---\n([^]*?)\n---\n/.exec(readFileSync(join(source, 'skills', skill, 'SKILL.md'), 'utf8'))![1]!
      assert.equal(/^name: (.*)$/m.exec(front)?.[1], skill)
      assert.equal(/^version: (.*)$/m.exec(front)?.[1], version)
      const words = JSON.parse(/^description: (.*)$/m.exec(front)![1]!) as string
      assert.ok(words.length > 50 && words.length <= 1024, `${skill}: ${words.length}`)
    }
  }
  assert.ok(statSync(cursor.skills).isDirectory())
})

for (const [place, { mcpServers }] of [['Claude Code', claude], ['Cursor', cursor]] as const) {
  test(`the server that the manifest for ${place} starts has tools`, async () => {
    const home = mkdtempSync(join(tmpdir(), 'kinora-plugin-'))
    try {
      const { command, args } = mcpServers['kinora']!
      assert.ok(bin[command] !== undefined, `${command} is no command of this package`)
      const given = args.map((one) => one.replace(/\$\{(?:HOME|userHome)\}/, home))
      assert.ok(given.some((one) => one.startsWith(home)), 'what is kept belongs into the home folder, not where an agent happens to work')
      const { client } = await overStdio(given.slice(1), home)
      const { tools } = await client.listTools()
      await client.close()
      assert.equal(given[0], 'mcp')
      assert.ok(tools.some((tool) => tool.name === 'create_video_project'))
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  })
}

test('skills go into an empty home, know where they lie, and replace themselves only', () => {
  const home = mkdtempSync(join(tmpdir(), 'kinora-home-'))
  const kinora = (...args: string[]) => execFileSync(process.execPath, [program, 'skill', ...args], { cwd: home, env: { PATH: process.env['PATH'], HOME: home }, encoding: 'utf8' })
  try {
    for (const [to, folder, platform] of [['clawhub', '.clawhub/skills', 'clawhub'], ['cursor', '.cursor/skills', 'cursor'], ['claude', '.claude/skills', 'unknown'], ['./own', 'own', 'unknown']] as const) {
      const path = join(home, folder, 'highlight-editor-photo', 'SKILL.md')
      assert.equal(kinora('install', 'highlight-editor-photo', '--to', to).trim(), path)
      assert.match(readFileSync(path, 'utf8'), new RegExp(`^PLATFORM=${platform}\\b`, 'm'))
      kinora('install', 'highlight-editor-photo', '--to', to)
      assert.deepEqual(readdirSync(join(home, folder)), ['highlight-editor-photo'])
    }
    const { skills } = JSON.parse(kinora('install', 'all', '--to', 'claude', '--api-url', 'https://films.example/', '--json')) as { skills: { skill: string; path: string }[] }
    assert.deepEqual(skills.map(({ skill }) => skill).sort(), readdirSync('skills').sort())
    for (const { path } of skills) assert.match(readFileSync(path, 'utf8'), /^API="\$\{NEMO_API_URL:-https:\/\/films\.example\}"/m)
    assert.throws(() => kinora('install', 'constructor', '--to', 'claude'), /There is no skill "constructor"/)
    kinora('install', 'kinora', '--to', 'constructor')
    assert.ok(existsSync(join(home, 'constructor/kinora/SKILL.md')))
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
})
