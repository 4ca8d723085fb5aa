// What the client keeps between two conversations, in ~/.config/kinora: the id of this machine, the token of each server
// (a server gives an anonymous one per id and week), and the film that commands of a shell are about. Files that only their
// owner can read, replaced whole, so that a reader never sees half of one and a file that was open to others is no longer.

import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

export interface KeptToken {
  readonly token: string
  readonly user: string
}

/** A film of an earlier conversation. */
export interface KeptFilm {
  readonly session: string
  /** Needed for a link; a server that gives none has none. */
  readonly task?: string
  /** Its first message, cut short. */
  readonly words: string
  /** Names of what was sent. */
  readonly files: readonly string[]
  /** Last spoken to, ms since 1970. */
  readonly at: number
}

export interface Keepsakes {
  /** A UUID, made once. */
  clientId(): Promise<string>
  token(server: string): Promise<KeptToken | undefined>
  /** Undefined forgets. */
  keepToken(server: string, token: KeptToken | undefined): Promise<void>
  /** The film that commands of a shell are about. */
  session(server: string): Promise<string | undefined>
  /** Undefined forgets. */
  keepSession(server: string, session: string | undefined): Promise<void>
  /** Films of conversations, the last one first. */
  films(server: string): Promise<readonly KeptFilm[]>
  /** Puts it first; one of the same session is replaced. */
  keepFilm(server: string, film: KeptFilm): Promise<void>
}

const mostFilms = 30

export function keepsakesIn(folder: string): Keepsakes {
  const tokens = join(folder, 'tokens.json')
  const sessions = join(folder, 'sessions.json')
  const films = join(folder, 'films.json')
  return {
    async clientId() {
      const path = join(folder, 'client-id')
      const kept = (await readFile(path, 'utf8').catch(() => '')).trim()
      if (kept !== '') return kept.slice(0, 64)
      const made = randomUUID()
      await keep(folder, path, `${made}\n`)
      return made
    },
    token: async (server) => (await readKept<KeptToken>(tokens))[server],
    keepToken: (server, token) => keepOne(folder, tokens, server, token),
    session: async (server) => (await readKept<string>(sessions))[server],
    keepSession: (server, session) => keepOne(folder, sessions, server, session),
    films: async (server) => (await readKept<readonly KeptFilm[]>(films))[server] ?? [],
    async keepFilm(server, film) {
      const others = ((await readKept<readonly KeptFilm[]>(films))[server] ?? []).filter(({ session }) => session !== film.session)
      await keepOne(folder, films, server, [film, ...others].slice(0, mostFilms))
    },
  }
}

/** `~/.config/kinora`, or below XDG_CONFIG_HOME. */
export function keepsakeFolder(environment: Readonly<Record<string, string | undefined>>): string {
  return join(environment['XDG_CONFIG_HOME'] || join(environment['HOME'] || homedir(), '.config'), 'kinora')
}

async function readKept<Value>(path: string): Promise<Readonly<Record<string, Value>>> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Record<string, Value>
  } catch {
    return {}
  }
}

async function keepOne<Value>(folder: string, path: string, server: string, value: Value | undefined): Promise<void> {
  const { [server]: _, ...others } = await readKept<Value>(path)
  await keep(folder, path, `${JSON.stringify(value === undefined ? others : { ...others, [server]: value })}\n`)
}

// A folder that cannot be written is no reason not to talk: the next conversation is then a newcomer's.
async function keep(folder: string, path: string, text: string): Promise<void> {
  const passing = `${path}.${process.pid}.part`
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(passing, text, { mode: 0o600, flag: 'wx' })
    await rename(passing, path)
  } catch {
    await rm(passing, { force: true }).catch(() => undefined)
  }
}
