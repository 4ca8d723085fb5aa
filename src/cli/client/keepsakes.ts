// What the client keeps between two conversations, in ~/.config/kinora: the id of this machine, and the anonymous token
// of each server, because a server gives one per id and week. Files that only their owner can read.

import { randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

export interface KeptToken {
  readonly token: string
  readonly user: string
}

export interface Keepsakes {
  /** A UUID, made once. */
  clientId(): Promise<string>
  token(server: string): Promise<KeptToken | undefined>
  /** Undefined forgets. */
  keepToken(server: string, token: KeptToken | undefined): Promise<void>
}

export function keepsakesIn(folder: string): Keepsakes {
  const tokens = join(folder, 'tokens.json')
  return {
    async clientId() {
      const path = join(folder, 'client-id')
      const kept = (await readFile(path, 'utf8').catch(() => '')).trim()
      if (kept !== '') return kept.slice(0, 64)
      const made = randomUUID()
      await keep(folder, path, `${made}\n`)
      return made
    },
    token: async (server) => (await readTokens(tokens))[server],
    async keepToken(server, token) {
      const { [server]: _, ...others } = await readTokens(tokens)
      await keep(folder, tokens, `${JSON.stringify(token === undefined ? others : { ...others, [server]: token })}\n`)
    },
  }
}

/** `~/.config/kinora`, or below XDG_CONFIG_HOME. */
export function keepsakeFolder(environment: Readonly<Record<string, string | undefined>>): string {
  return join(environment['XDG_CONFIG_HOME'] || join(environment['HOME'] || homedir(), '.config'), 'kinora')
}

async function readTokens(path: string): Promise<Readonly<Record<string, KeptToken>>> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Record<string, KeptToken>
  } catch {
    return {}
  }
}

// A folder that cannot be written is no reason not to talk: the next conversation is then a newcomer's.
async function keep(folder: string, path: string, text: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(path, text, { mode: 0o600 })
  } catch {
    // Said above.
  }
}
