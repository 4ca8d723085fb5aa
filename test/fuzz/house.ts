// A whole house in this process for requests without a socket: real database, real objects, real intake, no limits on pace
// and no prices, since a stranger who is slowed down or has no credits reaches less of the parsers.

import { join } from 'node:path'
import { createApi, createLog, createNetwork, defaultApiSettings, type Api } from '../../src/api/index.ts'
import { createMedia, createMusic, createVoice } from '../../src/media/index.ts'
import { createPieces, createRenderer } from '../../src/render/index.ts'
import { openDiskObjects, openRandom, openStore } from '../../src/store/index.ts'
import { defaultSettings, openStudio, type StudioWorld } from '../../src/studio/index.ts'
import type { Place } from './target.ts'

export interface FuzzedHouse {
  readonly api: Api
  /** Lines of the log that tell of something unexpected, since last asked. */
  complaints(): string[]
  close(): Promise<void>
}

const publicUrl = 'http://127.0.0.1:8787'

export async function openHouse({ folder, database }: Place): Promise<FuzzedHouse> {
  const cache = join(folder, 'cache')
  const store = await openStore({ connection: await database(), applicationName: 'kinora fuzz', connections: 5 })
  const pieces = createPieces({ cache, workers: 1 })
  const render = createRenderer({ cache })
  const media = createMedia({ cacheFolder: cache, idle: 60_000 })
  const world: StudioWorld = {
    store, pieces, render, media, clock: { now: Date.now }, objects: openDiskObjects(join(folder, 'objects')), random: openRandom(), secret: 'a secret of the fuzzing, long enough for a house',
    settings: { ...defaultSettings, publicUrl, credits: { ...defaultSettings.credits, enabled: false }, anonymous: { ...defaultSettings.anonymous, perClient: 0, perAddress: 0 }, turns: { ...defaultSettings.turns, perMinute: 0 } },
    schedule: { after: (milliseconds, work) => { const timer = setTimeout(work, milliseconds).unref(); return () => clearTimeout(timer) } },
    music: createMusic({ cache }), voice: createVoice({ cache }), network: createNetwork({ allowedHosts: [] }),
  }
  const studio = openStudio(world)
  let complaints: string[] = []
  const api = createApi({
    studio, settings: { ...defaultApiSettings(publicUrl), perMinute: { address: 0, token: 0, wrongTokens: 0 } }, version: '0.0.1', secret: world.secret,
    log: createLog({ destination: { write: (line: string) => { if (/"unexpected"|"level":"?(?:error|fatal|50|60)/.test(line)) complaints.push(line) } } }),
  })
  return {
    api,
    complaints() {
      const lines = complaints
      complaints = []
      return lines
    },
    async close() {
      await studio.close()
      media.close()
      await pieces.close()
      await render.close?.()
      await store.close()
    },
  }
}

export interface Stranger {
  readonly token: string
  readonly session: string
}

/** Somebody new with a film of their own. */
export async function newStranger(api: Api, number: number): Promise<Stranger> {
  const headers = { 'X-Client-Id': `fuzz-${number}`, 'X-Skill-Source': 'fuzz', 'X-Skill-Version': '1', 'X-Skill-Platform': 'terminal', 'Content-Type': 'application/json' }
  const first = await api.fetch(new Request(`${publicUrl}/api/auth/anonymous-token`, { method: 'POST', headers }))
  const { data } = await first.json() as { readonly data: { readonly token: string } }
  const second = await api.fetch(new Request(`${publicUrl}/api/v1/sessions`, { method: 'POST', headers: { ...headers, Authorization: `Bearer ${data.token}` }, body: '{"name":"fuzz"}' }))
  const { id } = await second.json() as { readonly id: string }
  return { token: data.token, session: id }
}
