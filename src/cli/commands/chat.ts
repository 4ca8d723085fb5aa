// `kinora chat`: a conversation with a server of the skill protocol, the way an agent with a skill would have it. Typed at
// a prompt, given with --say, or read line by line from a pipe. The client itself is in client/; here it gets a face.

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { nearestName } from '../../draft/index.ts'
import { usage, type Arguments } from '../arguments.ts'
import { filesInWords, keepsakeFolder, keepsakesIn, platformOf, realTimes, startConversation, type Conversation, type Reply } from '../client/index.ts'
import type { CliWorld, Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { jsonOption } from '../film-options.ts'
import { chosenOutput, defaultOutput, requireFolder } from '../output-file.ts'
import { skillFacts } from '../skills/facts.ts'
import { skillProfiles, type SkillProfile } from '../skills/profiles.ts'

export const chat: Command = {
  name: 'chat',
  usage: '[FILES…] [--say TEXT]… [--skill NAME] [--api-url URL] [-o film.mp4]',
  summary: 'talk with a server as an agent with a skill does',
  options: [
    { name: 'say', value: 'TEXT', meaning: 'a message; may stand several times, in order (default: typed, or lines of a pipe)' },
    { name: 'skill', value: 'NAME', meaning: 'whose rules and name, one of kinora skill list (default kinora)' },
    { name: 'api-url', value: 'URL', meaning: 'the server (default NEMO_API_URL, else http://127.0.0.1:8787)' },
    { name: 'output', short: 'o', value: 'OUT', meaning: 'where the first exported film goes (default kinora-film.mp4)' },
    jsonOption,
  ],
  examples: [
    ['kinora chat photos/*.jpg', 'sends the photos and asks what to make of them'],
    ['kinora chat a.jpg b.jpg --say "make a 20 second video" --say export -o trip.mp4', 'a whole film from a script'],
    ['kinora chat --skill highlight-editor-photo *.jpg --say "做成精彩集锦，然后导出"', 'by the rules of one skill, in Chinese'],
    ['kinora chat --json < messages.txt', 'a message per line; one object per answer'],
  ],
  async run(given, world) {
    const profile = profileNamed(given.text('skill') ?? 'kinora')
    const files = given.positionals.map((path) => resolve(world.folder, path))
    const missing = files.find((path) => !existsSync(path))
    if (missing !== undefined) throw usage(`There is no file ${missing}.`)
    const conversation = await openConversation(given, world, profile, files)
    return talk(conversation, files, given, world, profile)
  },
}

async function openConversation(given: Arguments, world: CliWorld, profile: SkillProfile, files: readonly string[]): Promise<Conversation> {
  const { environment } = world
  const facts = await skillFacts()
  const typed = given.text('output')
  let wanted = typed === undefined ? undefined : chosenOutput(typed, world.folder, files, 'film')
  if (wanted !== undefined) requireFolder(wanted)
  const webUrl = environment['NEMO_WEB_URL']
  return startConversation({
    apiUrl: serverAddress(given.text('api-url') ?? environment['NEMO_API_URL'] ?? facts.apiUrl), ...(webUrl && { webUrl }),
    skill: {
      attribution: { source: profile.name, version: facts.version, platform: platformOf(import.meta.url) },
      largestFile: profile.largestFile, formats: facts.formats, ...(profile.always && { always: profile.always }),
    },
    access: { token: environment['NEMO_TOKEN'] || undefined, clientId: environment['NEMO_CLIENT_ID'] || undefined, keepsakes: keepsakesIn(keepsakeFolder(environment)) },
    times: world.times ?? realTimes, random: () => randomBytes(4).toString('hex'), signal: world.signal,
    filmPath() {
      const path = wanted ?? defaultOutput(world.folder, 'film')
      wanted = undefined
      return path
    },
    onNote: (note) => world.terminal.err(`${note}\n`),
  })
}

/** Files first, then every message; the exit code says whether all of it worked. */
async function talk(conversation: Conversation, files: readonly string[], given: Arguments, world: CliWorld, profile: SkillProfile): Promise<number> {
  const show = (said: string, reply: Reply) => world.terminal.out(given.has('json') ? `${JSON.stringify({ said, ...reply })}\n` : `${reply.text}\n`)
  let good = true
  const hear = async (said: string): Promise<void> => {
    const { paths, words } = filesInWords(said, world.folder)
    if (paths.length > 0) await take(paths)
    if (words === '' && paths.length > 0) return
    const reply = await conversation.say(words)
    good &&= reply.ok
    show(said, reply)
  }
  const take = async (paths: readonly string[]): Promise<void> => {
    const reply = await conversation.upload(paths)
    good &&= reply.ok
    show('', reply)
  }
  const prompt = given.texts('say').length === 0 && world.input?.isTTY === true
  if (prompt) world.terminal.out(`${profile.displayName}. ${profile.greeting[0]}\nTry: ${profile.trySaying.map(([en]) => `"${en}"`).join(', ')}\n`)
  if (files.length > 0) await take(files)
  for await (const line of messages(given, world, prompt)) {
    if (/^(?:exit|quit|bye|退出|再见)$/i.test(line.trim())) break
    if (line.trim() !== '') await hear(line.trim())
    world.signal.throwIfAborted()
  }
  return good || prompt ? exitCodes.ok : exitCodes.failed
}

/** The messages of --say, or the lines of standard input with a prompt when somebody types them. */
async function* messages(given: Arguments, world: CliWorld, prompt: boolean): AsyncGenerator<string> {
  const said = given.texts('say')
  if (said.length > 0 || world.input === undefined) return yield* said
  const lines = createInterface({ input: world.input, terminal: prompt, ...(prompt && { output: process.stdout, prompt: '› ', historySize: 200 }) })
  const stop = () => lines.close()
  lines.on('SIGINT', stop)
  world.signal.addEventListener('abort', stop, { once: true })
  try {
    if (prompt) lines.prompt()
    for await (const line of lines) {
      yield line
      if (prompt) lines.prompt()
    }
  } finally {
    world.signal.removeEventListener('abort', stop)
    lines.close()
  }
}

function serverAddress(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text
  throw usage(`--api-url ${text}: expected an address that begins with http:// or https://.`, 'http://127.0.0.1:8787')
}

function profileNamed(name: string): SkillProfile {
  const profile = skillProfiles.find((candidate) => candidate.name === name)
  if (profile !== undefined) return profile
  const names = skillProfiles.map((candidate) => candidate.name)
  throw usage(`There is no skill "${name}".`, nearestName(name, names) ?? names.join(', '))
}
