// What a test of the studio that serves many needs: the real thing over a fresh database, real objects in a folder, real
// media and drawing parts, a clock turned by hand, and a network that writes down what was sent to it.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { createMedia, createMusic, createVoice } from '../../src/media/index.ts'
import { createPieces, createRenderer } from '../../src/render/index.ts'
import { openDiskObjects, openRandom, type Store } from '../../src/store/index.ts'
import { openTestStore, testDatabase } from '../../src/store/database.fixture.ts'
import { defaultSettings, openStudio, type Caller, type Scope, type Studio, type StudioSettings, type StudioWorld, type TurnEvent } from '../../src/studio/index.ts'
import { paint } from '../journeys/kit.ts'

export interface House {
  readonly studio: Studio
  readonly world: StudioWorld
  readonly store: Store
  readonly clock: { now(): number; turn(milliseconds: number): void }
  readonly posts: { readonly url: string; readonly body: string; readonly headers: Readonly<Record<string, string>> }[]
  readonly folder: string
  /** One more process on the same database and objects, with a chunk folder of its own. */
  another(): Promise<House>
}

export type Change = { readonly [Part in keyof StudioSettings]?: StudioSettings[Part] extends object ? Partial<StudioSettings[Part]> : StudioSettings[Part] }

const endings: (() => Promise<unknown>)[] = []
after(async () => {
  for (const end of endings.reverse()) await end()
})

export const day = 86_400_000

/** A house of its own. Limits that count requests are off unless a test turns them on. */
export async function openHouse(change: Change = {}): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-house-'))
  endings.push(() => rm(folder, { recursive: true, force: true }))
  let time = Date.UTC(2026, 10, 21, 12)
  const clock = { now: () => time, turn: (milliseconds: number) => { time += milliseconds } }
  const connection = await testDatabase()
  const settings = Object.fromEntries(Object.entries({ ...defaultSettings, anonymous: { ...defaultSettings.anonymous, perClient: 0, perAddress: 0 }, turns: { ...defaultSettings.turns, perMinute: 0 } }).map(([part, value]) => {
    const wished = change[part as keyof Change]
    return [part, typeof value === 'object' ? { ...value, ...wished as object } : wished ?? value]
  })) as unknown as StudioSettings
  return openProcess({ folder, clock, connection, settings, number: 0 })
}

interface Place {
  readonly folder: string
  readonly clock: House['clock']
  readonly connection: string
  readonly settings: StudioSettings
  readonly number: number
}

async function openProcess(place: Place): Promise<House> {
  const { folder, clock, connection, settings, number } = place
  const cache = join(folder, `chunks-${number}`)
  const posts: House['posts'] = []
  const store = await openTestStore(connection)
  const pieces = createPieces({ cache, workers: 1 })
  const render = createRenderer({ cache })
  const media = createMedia({ cacheFolder: cache, idle: 5000 })
  const world: StudioWorld = {
    store, clock, settings, pieces, render, objects: openDiskObjects(join(folder, 'objects')), random: openRandom(), secret: 'a secret of the tests, long enough for a house',
    schedule: { after: (milliseconds, work) => { const timer = setTimeout(work, milliseconds).unref(); return () => clearTimeout(timer) } },
    media, music: createMusic({ cache }), voice: createVoice({ cache }),
    network: {
      download: async (url) => { throw new Error(`no network in tests: ${url}`) },
      post: async (url, body, headers) => { posts.push({ url, body, headers }); return url.endsWith('/refuses') ? 500 : 200 },
    },
  }
  const studio = openStudio(world)
  endings.push(async () => { await studio.close(); media.close(); await pieces.close(); await render.close?.() })
  return { studio, world, store, clock, posts, folder, another: () => openProcess({ ...place, number: number + 1 }) }
}

/** A new anonymous user with its own token. */
export async function anonymous({ studio, world }: House, client = world.random.hex(12)): Promise<Caller> {
  const { token } = await studio.accounts.anonymous({ clientId: client, address: '127.0.0.1' })
  return studio.accounts.authenticate(token, { attribution: { source: 'test', version: '1', platform: 'terminal' } })
}

/** A user of the house with these scopes and credits. */
export async function operator({ studio }: House, credits = 1000, scopes: readonly Scope[] = ['*']): Promise<Caller> {
  return studio.accounts.authenticate((await studio.accounts.operator({ name: 'test', credits, scopes })).token)
}

export async function* bytesOf(content: Uint8Array | string): AsyncIterable<Uint8Array> {
  yield typeof content === 'string' ? new TextEncoder().encode(content) : content
}

/** Sends painted pictures to a session. */
export async function sendPictures({ studio }: House, caller: Caller, session: string, count: number, width = 320, height = 240) {
  const sent = []
  for (let number = 0; number < count; number++) sent.push(await studio.uploads.receive(caller, session, { name: `p${number + 1}.png`, bytes: bytesOf(paint(width, height, number)) }))
  return sent
}

/** Says something and waits for the end of the turn. */
export async function say(house: House, caller: Caller, session: string, text: string, more: { readonly idempotencyKey?: string; readonly expectedVersion?: number } = {}) {
  const { turn, replayed } = await house.studio.turns.send(caller, { session, text, ...more })
  const events = await allOf(house.studio.turns.events(caller, turn.id))
  return { turn: await house.studio.turns.find(caller, turn.id), replayed, events, end: events.at(-1) as Extract<TurnEvent, { type: 'end' }>, words: events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join('') }
}

export async function allOf<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

export async function text(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  return Buffer.concat(await allOf(bytes)).toString()
}

/** The code of what a promise is refused with. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  return promise.then(() => 'accepted', (error: unknown) => (error as { readonly code?: string }).code ?? String(error))
}
