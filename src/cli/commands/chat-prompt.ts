// `kinora chat` at a terminal: a prompt with history, commands in words or behind a slash, and a Ctrl-C that first stops
// waiting and then leaves. Nothing that was sent is lost by either: the server goes on.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { filesInWords, keepsakeFolder, languageOf, sentence, type Conversation, type KeptFilm, type Language } from '../client/index.ts'
import type { CliWorld } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import type { SkillProfile } from '../skills/profiles.ts'

export interface PromptOptions {
  readonly conversation: Conversation
  /** Sent before the first word. */
  readonly files: readonly string[]
  readonly world: CliWorld
  readonly profile: SkillProfile
  /** Files of folders and patterns. Throws for what is not there. */
  find(typed: readonly string[]): Promise<readonly string[]>
}

/** Chinese where the machine speaks Chinese. */
export function languageOfPlace(environment: Readonly<Record<string, string | undefined>>): Language {
  return /^zh/i.test(environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '') ? 'zh' : 'en'
}

const mostHistory = 500

export async function talkAtPrompt(options: PromptOptions): Promise<number> {
  const { conversation, world, files } = options
  const history = join(keepsakeFolder(world.environment), 'history')
  const lines = createInterface({ input: world.input!, output: process.stdout, terminal: true, prompt: bold('› ', world), history: readHistory(history), historySize: mostHistory, removeHistoryDuplicates: true })
  // The sign that something is going on stands where the answer will.
  const clear = world.terminal.live ? '\r\x1b[2K' : ''
  const show = (text: string) => world.terminal.out(`${clear}${text}\n\n`)
  const work = createWork(lines, world, show, conversation)
  show(welcome(options))
  if (files.length > 0) await work.on(async (signal) => show((await conversation.upload(files, signal)).text), 'files')
  try {
    lines.prompt()
    for await (const line of lines) {
      const said = line.trim()
      const command = commandIn(said)
      if (command?.name === 'quit') break
      if (said !== '') await work.on((signal) => answer(options, said, command, signal, show), filesInWords(said, world.folder).words === '' ? 'files' : 'words')
      if (world.signal.aborted) break
      lines.prompt()
    }
  } finally {
    lines.close()
    keepHistory(history, lines)
  }
  const [last] = await conversation.films()
  world.terminal.out(last === undefined ? '' : `${sentence('goodbye', conversation.language())}\n`)
  return exitCodes.ok
}

// ------------------------------------------------------------------------------------------------ what is said

async function answer(options: PromptOptions, said: string, command: Said | undefined, signal: AbortSignal, show: (text: string) => void): Promise<void> {
  const { conversation, world } = options
  const language = languageOf(said.replace(/^\/\w+/, ''), conversation.language())
  if (command !== undefined && command.name !== 'say') return show(await obey(options, command, language, signal))
  const { paths, words } = filesInWords(command?.rest ?? said, world.folder)
  if (paths.length > 0) show((await conversation.upload(await options.find(paths), signal)).text)
  if (words === '' && paths.length > 0) return
  const { text } = await conversation.say(words, signal)
  show(text)
}

interface Said {
  readonly name: 'help' | 'films' | 'film' | 'new' | 'quit' | 'say' | 'unknown'
  readonly rest: string
}

/** Words that mean a command when they are all that is said; behind a slash every command, and the doors of the documents. */
const commandWords: readonly (readonly [Said['name'], RegExp])[] = [
  ['help', /^(?:\/?help|\/\?|\?|what can you do\??|帮助|\/帮助|怎么用[？?]?|你能做什么[？?]?)$/i],
  ['films', /^(?:\/?(?:my )?films|\/list|影片列表|我的影片|以前的影片)$/i],
  ['film', /^(?:\/film|continue film|film|继续第|打开第)\s*(\d{1,2})\s*(?:部|个)?(?:影片)?$/i],
  ['new', /^(?:\/new|(?:start |make )?(?:a )?new film|another film|新影片|新建影片|换一部影片)$/i],
  ['quit', /^\/?(?:exit|quit|bye|q|退出|再见)$/i],
  ['say', /^\/(export(?:\s+\d{3,4}p)?|download|status|credits|undo|redo|导出|状态|积分|撤销)$/i],
  ['say', /^\/upload\s+(.+)$/i],
]

function commandIn(said: string): Said | undefined {
  for (const [name, pattern] of commandWords) {
    const found = pattern.exec(said)
    if (found !== null) return { name, rest: found[1] ?? '' }
  }
  // A path may begin with a slash too.
  return /^\/[a-z]+$/i.test(said) ? { name: 'unknown', rest: said } : undefined
}

async function obey({ conversation, profile }: PromptOptions, { name, rest }: Said, language: Language, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted()
  const films = await conversation.films()
  switch (name) {
    case 'help': return help(profile, language)
    case 'new':
      conversation.beginAnother()
      return sentence('another', language)
    case 'films': return films.length === 0 ? sentence('noFilms', language) : films.slice(0, 10).map((film, index) => `${String(index + 1).padStart(2)}  ${describeFilm(film, language)}`).join('\n')
    case 'film': {
      const film = films[Number(rest) - 1]
      if (film === undefined) return sentence('noSuchFilm', language, { number: rest })
      conversation.goOn(film)
      return sentence(film.words === '' ? 'resumedBare' : 'resumed', language, { words: film.words, files: film.files.length })
    }
    default: return sentence('unknownCommand', language, { word: rest })
  }
}

function describeFilm({ words, files, at }: KeptFilm, language: Language): string {
  const day = new Date(at).toISOString().slice(0, 16).replace('T', ' ')
  const of = files.slice(0, 3).join(', ') + (files.length > 3 ? ', …' : '')
  return language === 'zh' ? `${words === '' ? '（还没说要做什么）' : `“${words.replaceAll('“', '「').replaceAll('”', '」')}”`}  ${of}  ${day}` : `${words === '' ? '(nothing said yet)' : `"${words}"`}  ${of}  ${day}`
}

// ------------------------------------------------------------------------------------------------ what is shown

function welcome({ profile, world, files }: PromptOptions): string {
  const language = languageOfPlace(world.environment)
  const at = language === 'en' ? 0 : 1
  const quote = (words: string) => (language === 'en' ? `"${words}"` : `“${words}”`)
  const [greeting, tries, help] = language === 'en' ? [files.length > 0 ? '' : profile.greeting[0], 'Try:', 'help: what else · Ctrl-D: leave'] : [files.length > 0 ? '' : profile.greeting[1], '可以说：', '帮助：更多用法 · Ctrl-D：退出']
  return [bold(profile.displayName, world), ...(greeting === '' ? [] : [greeting]), ...profile.trySaying.map((one, index) => `${index === 0 ? tries : ' '.repeat(language === 'en' ? 4 : 8)} ${quote(one[at])}`), dim(help, world)].join('\n')
}

function help(profile: SkillProfile, language: Language): string {
  const rows: readonly (readonly [string, string])[] = language === 'en' ? [
    ['anything', `is a wish for the film: "${profile.trySaying[1]![0]}", "undo"`],
    ['~/Pictures/lisbon/ or photo.jpg', 'sends a folder or files (drop them here); *.jpg and https://… too'],
    ['export', 'brings the finished film; "export 720p" a smaller one'],
    ['status · credits', 'what is in the film · what is left'],
    ['new film · films · film 2', 'begins another · lists earlier ones · goes on with one'],
    ['Ctrl-C · Ctrl-D', 'stops waiting (the server goes on) · leaves (the film is kept)'],
  ] : [
    ['随便说', `都是对影片的要求：“${profile.trySaying[1]![1]}”、“撤销”`],
    ['~/照片/里斯本/ 或 photo.jpg', '发送文件夹或文件（可以拖进来），*.jpg 和 https://… 也行'],
    ['导出', '取成片；“导出720p”要小一点的'],
    ['状态 · 积分', '影片里有什么 · 还剩多少'],
    ['新影片 · 影片列表 · 继续第2部', '另做一部 · 列出以前的 · 接着做'],
    ['Ctrl-C · Ctrl-D', '不再等（服务器会继续） · 退出（影片会保留）'],
  ]
  const width = Math.max(...rows.map(([words]) => columnsOf(words)))
  return rows.map(([words, meaning]) => `${words}${' '.repeat(width - columnsOf(words))}  ${meaning}`).join('\n')
}

/** Han characters and full-width marks take two columns. */
function columnsOf(text: string): number {
  return [...text].reduce((sum, one) => sum + (/[\u2e80-\uffef]/u.test(one) ? 2 : 1), 0)
}

function bold(text: string, { terminal }: CliWorld): string {
  return terminal.live ? `\x1b[1m${text}\x1b[22m` : text
}

function dim(text: string, { terminal }: CliWorld): string {
  return terminal.live ? `\x1b[2m${text}\x1b[22m` : text
}

// ------------------------------------------------------------------------------------------------ Ctrl-C and history

/** Runs one thing at a time; Ctrl-C stops waiting for it, or, when there is none, asks once and then leaves. */
function createWork(lines: Interface, world: CliWorld, show: (text: string) => void, conversation: Conversation) {
  let current: AbortController | undefined
  let asked = false
  lines.on('SIGINT', () => {
    if (current !== undefined) return current.abort()
    if (asked && lines.line === '') return lines.close()
    asked = lines.line === ''
    // What was half typed goes away, as in every shell.
    lines.write(null, { ctrl: true, name: 'u' })
    world.terminal.out(asked ? `\n${sentence('pressAgain', conversation.language())}\n` : '\n')
    lines.prompt()
  })
  lines.on('line', () => { asked = false })
  world.signal.addEventListener('abort', () => lines.close(), { once: true })
  return {
    async on(task: (signal: AbortSignal) => Promise<void>, what: 'words' | 'files'): Promise<void> {
      const own = current = new AbortController()
      if (world.terminal.live) world.terminal.err('…')
      try {
        await task(own.signal)
      } catch (thrown) {
        if (world.signal.aborted) return
        show(own.signal.aborted ? sentence(what === 'files' ? 'sendingStopped' : conversation.wasSent() ? 'leftRunning' : 'notSent', conversation.language()) : thrown instanceof Error ? thrown.message : String(thrown))
      } finally {
        current = undefined
      }
    },
  }
}

/** Newest first, as readline wants it. */
function readHistory(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').filter((line) => line !== '').slice(-mostHistory).reverse()
  } catch {
    return []
  }
}

// A folder that cannot be written is no reason not to talk.
function keepHistory(path: string, lines: Interface): void {
  try {
    const { history } = lines as Interface & { readonly history?: readonly string[] }
    if (history !== undefined) writeFileSync(path, `${[...history].reverse().join('\n')}\n`, { mode: 0o600 })
  } catch {
    // Said above.
  }
}
