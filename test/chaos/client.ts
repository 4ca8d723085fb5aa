// A patient client: every request is repeated until the server answers, with keys that make the repetition harmless. It
// knows when something was acknowledged, and nothing else.

import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export interface Client {
  readonly user: string
  /** What every request carries. */
  readonly headers: Record<string, string>
  createSession(): Promise<string>
  upload(session: string, files: readonly string[]): Promise<void>
  /** Says something and waits for the end of the turn; the version that the server acknowledged. */
  say(session: string, text: string, key: string): Promise<number>
  submitRender(session: string, name: string): Promise<void>
  /** Waits until it has ended; downloads the film. */
  finishedRender(name: string): Promise<{ readonly status: string; readonly error?: string; readonly bytes: number; readonly film?: Uint8Array }>
  version(session: string, version: number): Promise<unknown>
}

/** A server that is down for longer than this is lost. */
const patience = 180_000

interface Body {
  readonly [key: string]: unknown
}

export async function createClient(url: string): Promise<Client> {
  const clientId = `chaos-${process.pid}-${Date.now()}`
  const issued = await patiently(() => fetch(`${url}/api/auth/anonymous-token`, { method: 'POST', headers: { 'X-Client-Id': clientId } })) as { data: { token: string; user_id: string } }
  const headers = { 'Authorization': `Bearer ${issued.data.token}`, 'X-Skill-Source': 'chaos', 'X-Skill-Version': '1', 'X-Skill-Platform': 'unknown' }
  const ask = (path: string, init: RequestInit = {}): Promise<Body> => patiently(() => fetch(`${url}${path}`, { ...init, headers: { ...headers, ...init.headers as Record<string, string> } }))
  const post = (path: string, body: unknown, more: Record<string, string> = {}): Promise<Body> => ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...more } })
  return {
    user: issued.data.user_id,
    headers,
    createSession: async () => (await post('/api/v1/sessions', {}))['id'] as string,
    async upload(session, files) {
      for (const file of files) {
        const form = new FormData()
        form.append('files', new Blob([await readFile(file)]), basename(file))
        await ask(`/api/v1/sessions/${session}/files`, { method: 'POST', body: form })
      }
    },
    async say(session, text, key) {
      const { turn } = await post(`/api/v1/sessions/${session}/turns`, { text }, { 'Idempotency-Key': key }) as { turn: { id: string; state: string } }
      for (let now = turn; ; now = await ask(`/api/v1/turns/${turn.id}`) as typeof turn) {
        if (now.state === 'done') return endVersion(await patiently(() => fetch(`${url}/api/v1/turns/${turn.id}/events`, { headers }), 'text'))
        if (now.state !== 'running') throw new Error(`The turn "${text}" ended as ${now.state}.`)
        await pause(100)
      }
    },
    async submitRender(session, name) {
      await post('/api/render/proxy/lambda', { id: name, sessionId: session })
    },
    async finishedRender(name) {
      for (;;) {
        const { status, error, outputUrl } = await ask(`/api/render/proxy/lambda/${name}`) as { status: string; error?: string; outputUrl?: string }
        if (status === 'failed') return { status, error, bytes: 0 }
        if (status === 'completed') {
          const film = new Uint8Array(await patiently(() => fetch(outputUrl!), 'bytes') as unknown as ArrayBuffer)
          return { status, bytes: film.byteLength, film }
        }
        await pause(500)
      }
    },
    version: (session, version) => ask(`/api/v1/sessions/${session}/versions/${version}`),
  }
}

/** The version that the turn's last event names. */
function endVersion(events: unknown): number {
  const lines = String(events).split('\n').filter((line) => line.startsWith('data:')).map((line) => JSON.parse(line.slice(5)) as { type: string; version?: number })
  const end = lines.find((event) => event.type === 'end')
  if (end?.version === undefined) throw new Error(`A turn ended without its end: ${String(events).slice(-500)}`)
  return end.version
}

// A connection that breaks and an answer that blames the server for a moment are tried again; any other answer counts.
async function patiently(request: () => Promise<Response>, as: 'json' | 'text' | 'bytes' = 'json'): Promise<Body> {
  const until = performance.now() + patience
  for (;;) {
    try {
      const answer = await request()
      if (answer.status < 500 && answer.status !== 429) {
        if (!answer.ok) throw new Refused(`${answer.status}: ${(await answer.text()).slice(0, 500)}`)
        return (as === 'json' ? await answer.json() : as === 'text' ? await answer.text() : await answer.arrayBuffer()) as unknown as Body
      }
      if (performance.now() > until) throw new Refused(`${answer.status} for ${patience / 1000} s: ${(await answer.text()).slice(0, 500)}`)
    } catch (thrown) {
      if (thrown instanceof Refused || performance.now() > until) throw thrown
    }
    await pause(200)
  }
}

class Refused extends Error {}
