// `kinora chat`: a conversation with a server of the skill protocol, the way an agent with a skill would have it. Typed at
// a prompt (chat-prompt.ts), given with --say, or read line by line from a pipe; or several films at once, each of its own
// material. The client itself is in client/; here it gets a face.

import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { nearestName } from '../../draft/index.ts'
import { usage, type Arguments } from '../arguments.ts'
import { filesInWords, isAddress, keepsakeFolder, keepsakesIn, platformOf, realTimes, sentence, startConversation, type Conversation, type Language, type Reply } from '../client/index.ts'
import type { CliWorld, Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { findMaterial, nameOfPile } from '../files.ts'
import { jsonOption } from '../film-options.ts'
import { chosenOutput, defaultOutput, requireFolder } from '../output-file.ts'
import { skillFacts } from '../skills/facts.ts'
import { skillProfiles, type SkillProfile } from '../skills/profiles.ts'
import { showShare } from '../progress.ts'
import { languageOfPlace, talkAtPrompt } from './chat-prompt.ts'

export const chat: Command = {
  name: 'chat',
  usage: '[FILES…|FOLDERS…|URLS…] [--say TEXT]… [--continue] [--each] [--skill NAME] [-o film.mp4]',
  summary: 'talk with a server as an agent with a skill does',
  options: [
    { name: 'say', value: 'TEXT', meaning: 'a message; may stand several times, in order (default: typed, or lines of a pipe)' },
    { name: 'continue', meaning: 'goes on with the last film on this server instead of beginning one' },
    { name: 'each', meaning: 'one film for each file or folder given; each gets its own render (needs --say)' },
    { name: 'skill', value: 'NAME', meaning: 'whose rules and name, one of kinora skill list (default kinora)' },
    { name: 'api-url', value: 'URL', meaning: 'the server (default NEMO_API_URL, else http://127.0.0.1:8787)' },
    { name: 'output', short: 'o', value: 'OUT', meaning: 'where the first exported film goes (default kinora-film.mp4); with --each a folder' },
    jsonOption,
  ],
  examples: [
    ['kinora chat photos/*.jpg', 'sends the photos and asks what to make of them'],
    ['kinora chat a.jpg b.jpg --say "make a 20 second video" --say export -o trip.mp4', 'a whole film from a script'],
    ['kinora chat --skill highlight-editor-photo *.jpg --say "做成精彩集锦，然后导出"', 'by the rules of one skill, in Chinese'],
    ['kinora chat --continue', 'goes on with the last film, in a new conversation'],
    ['kinora chat --each trips/* --say "a 30 second film with calm music" -o films/', 'a film of every folder; all of them are rendered at once'],
    ['kinora chat --json < messages.txt', 'a message per line; one object per answer'],
  ],
  cancelled: 'Left. What was sent goes on at the server; kinora chat --continue finds it.',
  async run(given, world) {
    const profile = profileNamed(given.text('skill') ?? 'kinora')
    if (given.has('each')) return talkToEach(given, world, profile)
    const files = await materialOf(given.positionals, world.folder)
    const typed = given.text('output')
    const wanted = typed === undefined ? undefined : chosenOutput(typed, world.folder, files, 'film')
    if (wanted !== undefined) requireFolder(wanted)
    const conversation = await openConversation(given, world, profile, wanted)
    if (given.has('continue')) await goOn(conversation, world)
    const atPrompt = given.texts('say').length === 0 && world.input?.isTTY === true && !given.has('json')
    return atPrompt ? talkAtPrompt({ conversation, files, world, profile, find: (typed) => materialOf(typed, world.folder) }) : talk(conversation, files, given, world)
  },
}

/** Files, what lies in folders and under patterns, and addresses as they are. Throws a usage error for what is not there. */
async function materialOf(typed: readonly string[], folder: string): Promise<string[]> {
  const { files } = await findMaterial(typed.filter((one) => !isAddress(one)), folder)
  const missing = files.find((path) => !existsSync(path))
  if (missing !== undefined) throw usage(`There is no file ${missing}.`)
  return [...files, ...typed.filter(isAddress)]
}

async function goOn(conversation: Conversation, world: CliWorld): Promise<void> {
  const [last] = await conversation.films()
  const language = languageOfPlace(world.environment)
  if (last === undefined) throw usage(sentence('noFilms', language), 'kinora chat FILES…')
  conversation.goOn(last)
  world.terminal.err(`${sentence(last.words === '' ? 'resumedBare' : 'resumed', language, { words: last.words, files: last.files.length })}\n`)
}

async function openConversation(given: Arguments, world: CliWorld, profile: SkillProfile, film: string | undefined, quiet = false): Promise<Conversation> {
  const { environment } = world
  const facts = await skillFacts()
  let wanted = film
  const webUrl = environment['NEMO_WEB_URL']
  const share = showShare(world.terminal)
  return startConversation({
    apiUrl: serverAddress(given.text('api-url') ?? environment['NEMO_API_URL'] ?? facts.apiUrl), ...(webUrl && { webUrl }),
    skill: {
      attribution: { source: profile.name, version: facts.version, platform: platformOf(import.meta.url) },
      largestFile: profile.largestFile, formats: facts.formats, ...(profile.always && { always: profile.always }),
    },
    access: { token: environment['NEMO_TOKEN'] || undefined, clientId: environment['NEMO_CLIENT_ID'] || undefined, keepsakes: keepsakesIn(keepsakeFolder(environment)) },
    times: world.times ?? realTimes, random: () => randomBytes(4).toString('hex'), signal: world.signal, language: languageOfPlace(environment),
    filmPath() {
      const path = wanted ?? defaultOutput(world.folder, 'film')
      wanted = undefined
      return path
    },
    onNote: (note) => world.terminal.err(`${world.terminal.live ? '\r\x1b[2K' : ''}${note}\n`),
    ...(!quiet && world.terminal.live && { onProgress: (_what: 'upload' | 'export', done: number) => share(done) }),
  })
}

/** Files first, then every message; the exit code says whether all of it worked. */
async function talk(conversation: Conversation, files: readonly string[], given: Arguments, world: CliWorld): Promise<number> {
  let good = true
  const show = (said: string, reply: Reply) => {
    good &&= reply.ok
    world.terminal.out(given.has('json') ? `${JSON.stringify({ said, ...reply })}\n` : `${reply.text}\n`)
  }
  if (files.length > 0) show('', await conversation.upload(files))
  for await (const line of messages(given, world)) {
    if (/^(?:exit|quit|bye|退出|再见)$/i.test(line.trim())) break
    const { paths, words } = filesInWords(line.trim(), world.folder)
    if (paths.length > 0) show('', await conversation.upload(await materialOf(paths, world.folder)))
    if (words !== '') show(line.trim(), await conversation.say(words))
    world.signal.throwIfAborted()
  }
  return good ? exitCodes.ok : exitCodes.failed
}

/** The messages of --say, or the lines of standard input. */
async function* messages(given: Arguments, world: CliWorld): AsyncGenerator<string> {
  const said = given.texts('say')
  if (said.length > 0 || world.input === undefined) return yield* said
  const lines = createInterface({ input: world.input })
  const stop = () => lines.close()
  world.signal.addEventListener('abort', stop, { once: true })
  try {
    yield* lines
  } finally {
    world.signal.removeEventListener('abort', stop)
    lines.close()
  }
}

/** One film of each file or folder: made one after the other, rendered together. One that fails leaves the others alone. */
async function talkToEach(given: Arguments, world: CliWorld, profile: SkillProfile): Promise<number> {
  const said = given.texts('say')
  if (given.positionals.length === 0 || said.length === 0) throw usage('--each needs files or folders and what to make of each of them.', 'kinora chat --each trips/* --say "a 30 second film"')
  if (given.has('continue')) throw usage('--each begins films; it cannot go on with one. Leave --continue out.')
  const folder = resolve(world.folder, given.text('output') ?? '.')
  mkdirSync(folder, { recursive: true })
  const films: { readonly name: string; readonly conversation: Conversation; readonly made: boolean }[] = []
  const language = languageOfPlace(world.environment)
  const show = (name: string, words: string, reply: Reply) => world.terminal.out(given.has('json') ? `${JSON.stringify({ of: name, said: words, ...reply })}\n` : `${name}: ${reply.text.replaceAll('\n', '\n  ')}\n`)
  for (const pile of piles(given.positionals, world.folder)) {
    const conversation = await openConversation(given, world, profile, freeName(folder, pile.name, films.length), true)
    const made = await makeOne(conversation, pile, said, world, (words, reply) => show(pile.name, words, reply))
    films.push({ name: pile.name, conversation, made })
  }
  const brought = await Promise.all(films.map(async ({ name, conversation, made }) => {
    if (!made) return false
    const reply = await conversation.say(exportWord[language])
    show(name, exportWord[language], reply)
    return reply.ok
  }))
  return brought.every((good) => good) ? exitCodes.ok : exitCodes.failed
}

const exportWord: Readonly<Record<Language, string>> = { en: 'export', zh: '导出' }

async function makeOne(conversation: Conversation, { typed }: Pile, said: readonly string[], { folder }: CliWorld, show: (words: string, reply: Reply) => void): Promise<boolean> {
  const sent = await conversation.upload(await materialOf([typed], folder))
  show('', sent)
  if (!sent.ok && sent.code !== undefined) return false
  for (const words of said) {
    const reply = await conversation.say(words)
    show(words, reply)
    if (!reply.ok) return false
  }
  return true
}

interface Pile {
  readonly typed: string
  readonly name: string
}

function piles(typed: readonly string[], folder: string): readonly Pile[] {
  return typed.map((one) => ({ typed: one, name: nameOfPile([one], folder) || one.replace(/\/+$/, '').split('/').at(-1)!.replace(/[?#].*$/, '').replace(/\.\w+$/, '') }))
}

/** `films/kinora-lisbon.mp4`; two folders of one name get a number, a file that is there stays. */
function freeName(folder: string, name: string, place: number): string {
  const plain = join(folder, `kinora-${name}.mp4`)
  return existsSync(plain) ? join(folder, `kinora-${name}-${place + 1}-${randomBytes(2).toString('hex')}.mp4`) : plain
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
