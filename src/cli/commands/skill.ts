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
import { platformOf } from '../client/index.ts'
import { skillDocument, type SkillFacts } from '../skills/document.ts'
import { skillFacts } from '../skills/facts.ts'
import { skillProfiles, type SkillProfile } from '../skills/profiles.ts'

/** Where each agent looks for skills, below the home folder. */
const homes: Readonly<Record<string, string>> = { clawhub: '.clawhub/skills', cursor: '.cursor/skills', claude: '.claude/skills' }

export const skill: Command = {
  name: 'skill',
  usage: 'list | show NAME | install NAME|all --to clawhub|cursor|claude|DIR',
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
    ['kinora skill install all --to cursor', 'all of them, below ~/.cursor/skills'],
  ],
  async run(given, world) {
    const [what, name] = given.positionals
    if (what === 'list') {
      const rows = skillProfiles.map(({ name, displayName, description }) => ({ name, displayName, description }))
      world.terminal.out(given.has('json') ? `${JSON.stringify({ ok: true, skills: rows })}\n` : rows.map((row) => `${row.name}\n    ${row.description}\n`).join(''))
      return exitCodes.ok
    }
    if (what !== 'show' && what !== 'install') throw usage(what === undefined ? 'kinora skill needs to know what to do.' : `kinora skill ${what}: there is no such thing to do.`, 'kinora skill list')
    const facts = await skillFacts(given.text('api-url'))
    if (what === 'show') {
      world.terminal.out(skillDocument(profileNamed(name), facts))
      return exitCodes.ok
    }
    const profiles = name === 'all' ? skillProfiles : [profileNamed(name)]
    const to = given.text('to')
    if (to === undefined) throw usage('kinora skill install needs a place.', `kinora skill install ${name} --to claude`)
    const place = Object.hasOwn(homes, to) ? join(world.environment['HOME'] || homedir(), homes[to]!) : resolve(world.folder, to)
    const paths: string[] = []
    for (const profile of profiles) paths.push(await install(profile, facts, join(place, profile.name)))
    world.terminal.out(given.has('json') ? `${JSON.stringify({ ok: true, skills: profiles.map((profile, index) => ({ skill: profile.name, path: paths[index] })) })}\n` : paths.map((path) => `${path}\n`).join(''))
    return exitCodes.ok
  },
}

async function install(profile: SkillProfile, facts: SkillFacts, folder: string): Promise<string> {
  const path = join(folder, 'SKILL.md')
  try {
    await mkdir(folder, { recursive: true })
    // Where it lies is known here, so the document need not ask its reader.
    await writeFile(path, skillDocument(profile, facts, platformOf(path)))
    return path
  } catch (thrown) {
    throw new KinoraError({ code: 'output-unwritable', message: `${path} cannot be written: ${(thrown as Error).message}.`, path })
  }
}

function profileNamed(name: string | undefined): SkillProfile {
  const profile = skillProfiles.find((candidate) => candidate.name === name)
  if (profile !== undefined) return profile
  const names = skillProfiles.map((candidate) => candidate.name)
  const near = name === undefined ? undefined : nearestName(name, names)
  throw usage(name === undefined ? 'Which skill?' : `There is no skill "${name}".`, near ?? names.join(', '))
}
