// Runs every kind of client against a server: `node dist/test/clients/run.js URL FOLDER PHOTO...`. Prints one line of JSON
// for each film; ends with 1 when a client fails.

import { adk } from './adk.ts'
import { browser } from './browser.ts'
import type { Brought, Client, ClientWorld } from './client.ts'
import { flatSse } from './flat-sse.ts'
import { gatewayCli } from './gateway-cli.ts'
import { longSkill } from './long-skill.ts'
import { shortSkill } from './short-skill.ts'
import { fileURLToPath } from 'node:url'

/** By the names of the wire contract. */
export const clients: Readonly<Record<string, Client>> = { 'short-skill': shortSkill, 'long-skill': longSkill, 'flat-sse': flatSse, adk, 'gateway-cli': gatewayCli, browser }

/** One after the other, each with films of its own; throws the first failure, named. */
export async function runClients(world: ClientWorld, told: (brought: Brought) => void = () => {}): Promise<readonly Brought[]> {
  const all: Brought[] = []
  for (const [name, client] of Object.entries(clients)) {
    const brought = await client(world).catch((thrown: unknown) => {
      throw new Error(`${name}: ${thrown instanceof Error ? thrown.message : String(thrown)}`, { cause: thrown })
    })
    told(brought)
    all.push(brought)
  }
  return all
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [url = '', folder = '.', ...photos] = process.argv.slice(2)
  await runClients({ url: url.replace(/\/$/, ''), folder, photos }, (brought) => console.log(JSON.stringify(brought))).catch((thrown: unknown) => {
    console.error(thrown instanceof Error ? thrown.message : String(thrown))
    process.exitCode = 1
  })
}
