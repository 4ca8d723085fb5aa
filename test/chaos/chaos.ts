// Renders and edits in flight, processes killed at random moments, and the audit afterwards. Everything goes over HTTP as
// a client would; the audit also reads the tables. Pauses are drawn from seeded dice, so a bad run can be repeated.

import { setTimeout as pause } from 'node:timers/promises'
import { createDice, type Dice } from '../../src/base/index.ts'
import { drawSamples } from '../../src/index.ts'
import { openStore } from '../../src/store/index.ts'
import { createClient, type Client } from './client.ts'
import { isAlive, startHouse, type HouseProcess } from '../house/house-process.ts'

export interface ChaosOptions {
  /** For the house and its samples; nothing of it is deleted. */
  readonly folder: string
  readonly kills: number
  readonly renders: number
  readonly edits: number
  readonly seed: string
  readonly tell: (line: string) => void
}

export interface ChaosReport {
  readonly kills: Readonly<Record<'server' | 'worker' | 'postgres', number>>
  readonly renders: number
  readonly edits: number
  readonly seconds: number
  /** Empty: nothing was lost, nothing was done twice. */
  readonly faults: readonly string[]
}

/** Sessions that are edited while others render. */
const editedSessions = 3

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const begun = performance.now()
  const dice = createDice(options.seed)
  const house = await startHouse({ data: `${options.folder}/house`, environment: { KINORA_CREDITS_EXPORT: '2', KINORA_CREDITS_GRANT: '10000', KINORA_RENDERS_QUALITY: 'draft' } })
  const client = await createClient(house.url)
  try {
    const pictures = await drawSamples(`${options.folder}/samples`)
    const films = await Promise.all(Array.from({ length: options.renders }, (_, index) => firstFilm(client, pictures, index)))
    const kills = { server: 0, worker: 0, postgres: 0 }
    const edited = films.slice(0, editedSessions)
    const work = Promise.all([submitAll(client, films), editAll(client, edited, options.edits)])
    const killing = (async () => {
      for (let kill = 0; kill < options.kills; kill++) {
        kills[await killSomething(house, dice)]++
        if ((kill + 1) % 10 === 0) options.tell(`${kill + 1} kills`)
      }
    })()
    const [renders, acknowledged] = await work
    await killing
    await house.restart()
    const faults = [...await auditRenders(client, renders), ...await auditVersions(client, acknowledged), ...await auditLedger(house, client.user)]
    return { kills, renders: renders.length, edits: acknowledged.length, seconds: Math.round((performance.now() - begun) / 1000), faults }
  } finally {
    await house.restart().catch(() => {})
    await house.stop()
  }
}

// Between two kills something must be able to happen: from nothing at all to about as long as a restart takes.
async function killSomething(house: HouseProcess, dice: Dice): Promise<'server' | 'worker' | 'postgres'> {
  await pause(dice.below(2500))
  const family = house.family()
  const victim = dice.pick(['server', 'worker', 'worker', 'postgres'] as const)
  const pid = victim === 'server' ? family.server : victim === 'postgres' ? family.postgres : family.workers[0]
  if (pid === undefined) return killSomething(house, dice)
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    return killSomething(house, dice)
  }
  if (victim === 'server') {
    await untilGone(pid)
    await house.restart()
  }
  return victim
}

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await pause(10)
}

async function firstFilm(client: Client, pictures: readonly string[], index: number): Promise<string> {
  const session = await client.createSession()
  await client.upload(session, pictures.slice(index % 5, index % 5 + 3))
  await client.say(session, 'make a 6 second slideshow with calm music, 640x360', `first-${index}`)
  return session
}

async function submitAll(client: Client, sessions: readonly string[]): Promise<readonly string[]> {
  return Promise.all(sessions.map(async (session, index) => {
    const name = `chaos-${index}`
    await client.submitRender(session, name)
    return name
  }))
}

interface Acknowledged {
  readonly session: string
  readonly version: number
  readonly title: string
}

/** Edits one after the other in each session; each is acknowledged before the next begins. */
async function editAll(client: Client, sessions: readonly string[], count: number): Promise<readonly Acknowledged[]> {
  const each = Math.ceil(count / sessions.length)
  const done = await Promise.all(sessions.map(async (session) => {
    const list: Acknowledged[] = []
    for (let edit = 0; edit < each; edit++) {
      const title = `Take ${edit + 1}`
      list.push({ session, title, version: await client.say(session, `change the title to "${title}"`, `edit-${session}-${edit}`) })
      await pause(1000)
    }
    return list
  }))
  return done.flat()
}

async function auditRenders(client: Client, names: readonly string[]): Promise<string[]> {
  const states = await Promise.all(names.map(async (name) => ({ name, ...await client.finishedRender(name) })))
  return states.flatMap(({ name, status, error, bytes }) => (status === 'completed' && bytes > 10_000 ? [] : [`render ${name} is ${status} with ${bytes} bytes: ${error ?? 'no reason'}`]))
}

async function auditVersions(client: Client, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const faults: string[] = []
  for (const { session, version, title } of acknowledged) {
    const text = JSON.stringify(await client.version(session, version))
    if (!text.includes(title)) faults.push(`version ${version} of ${session} was acknowledged with the title ${title} and does not hold it`)
  }
  for (const session of new Set(acknowledged.map((one) => one.session))) {
    const versions = acknowledged.filter((one) => one.session === session).map((one) => one.version)
    if (new Set(versions).size !== versions.length) faults.push(`two edits of ${session} share a version: ${versions.join(', ')}`)
  }
  return faults
}

async function auditLedger(house: HouseProcess, user: string): Promise<string[]> {
  const store = await openStore({ connection: house.database })
  try {
    const account = await store.tables.credits.account(user)
    const { entries } = await store.tables.credits.list(user, { offset: 0, limit: 100_000 })
    const sum = (kind: string): number => entries.filter((entry) => entry.kind === kind).reduce((total, entry) => total + entry.amount, 0)
    const frozen = sum('freeze') - sum('settle') - sum('refund')
    const available = sum('grant') - sum('freeze') + sum('refund') - sum('expire')
    const open = entries.filter((entry) => entry.kind === 'freeze' && !entries.some((other) => other.key === entry.key.replace(/^freeze:/, 'close:')))
    const keys = new Set(entries.map((entry) => entry.key))
    return [
      ...(account.frozen === frozen && account.available === available ? [] : [`the account says ${account.available} + ${account.frozen}, the ledger ${available} + ${frozen}`]),
      ...(open.length === 0 ? [] : [`never closed: ${open.map((entry) => entry.key).join(', ')}`]),
      ...(keys.size === entries.length ? [] : ['a key stands twice in the ledger']),
    ]
  } finally {
    await store.close()
  }
}
