// `kinora skill`: the documents that teach an agent to make films here, listed, shown and put where agents look for them.

import { mkdir, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { KinoraError } from '../../base/index.ts'
import { nearestName } from '../../draft/index.ts'
import { usage } from '../arguments.ts'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { jsonOption } from '../film-options.ts'
import { skillDocument } from '../skills/document.ts'
import { skillFacts } from '../skills/facts.ts'
import { skillProfiles, type SkillProfile } from '../skills/profiles.ts'

/** Where each agent looks for skills, below the home folder. */
const homes: Readonly<Record<string, string>> = { clawhub: '.clawhub/skills', cursor: '.cursor/skills', claude: '.claude/skills' }

export const skill: Command = {
  name: 'skill',
  usage: 'list | show NAME | install NAME --to clawhub|cursor|claude|DIR',
  summary: 'documents that teach an agent to make films with this server',
  options: [
    { name: 'to', value: 'PLACE', meaning: 'clawhub, cursor, claude, or a folder of skills' },
    { name: 'api-url', value: 'URL', meaning: 'address that the document names (default http://127.0.0.1:8787)' },
    jsonOption,
  ],
  examples: [
    ['kinora skill list', 'names and what they are for'],
    ['kinora skill show highlight-editor-photo', 'the document itself'],
    ['kinora skill install kinora --to claude', 'writes ~/.claude/skills/kinora/SKILL.md'],
  ],
  async run(given, world) {
    const [what, name] = given.positionals
    if (what === 'list') {
      const rows = skillProfiles.map(({ name, displayName, description }) => ({ name, displayName, description }))
      world.terminal.out(given.has('json') ? `${JSON.stringify({ ok: true, skills: rows })}\n` : rows.map((row) => `${row.name}\n    ${row.description}\n`).join(''))
      return exitCodes.ok
    }
    if (what !== 'show' && what !== 'install') throw usage(what === undefined ? 'kinora skill needs to know what to do.' : `kinora skill ${what}: there is no such thing to do.`, 'kinora skill list')
    const document = skillDocument(profileNamed(name), await skillFacts(given.text('api-url')))
    if (what === 'show') {
      world.terminal.out(document)
      return exitCodes.ok
    }
    const to = given.text('to')
    if (to === undefined) throw usage('kinora skill install needs a place.', `kinora skill install ${name} --to claude`)
    const folder = join(homes[to] === undefined ? resolve(world.folder, to) : join(homedir(), homes[to]), name!)
    const path = join(folder, 'SKILL.md')
    try {
      await mkdir(folder, { recursive: true })
      await writeFile(path, document)
    } catch (thrown) {
      throw new KinoraError({ code: 'output-unwritable', message: `${path} cannot be written: ${(thrown as Error).message}.`, path })
    }
    world.terminal.out(given.has('json') ? `${JSON.stringify({ ok: true, skill: name, path })}\n` : `${path}\n`)
    return exitCodes.ok
  },
}

function profileNamed(name: string | undefined): SkillProfile {
  const profile = skillProfiles.find((candidate) => candidate.name === name)
  if (profile !== undefined) return profile
  const names = skillProfiles.map((candidate) => candidate.name)
  const near = name === undefined ? undefined : nearestName(name, names)
  throw usage(name === undefined ? 'Which skill?' : `There is no skill "${name}".`, near ?? names.join(', '))
}
