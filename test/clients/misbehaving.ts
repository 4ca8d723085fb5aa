// A server of the skill protocol that misbehaves on purpose, as real ones do: a small HTTP server on loopback whose habits
// a test chooses. It writes down every request, so that a test can count what was sent and what was taken.

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HandTimes } from './hand-times.ts'

/** What happens in a turn, one after the other. */
export type Step =
  /** An event in the hybrid spelling, the flat one, or any object. */
  | { readonly say: string; readonly flat?: true }
  | { readonly event: object }
  /** Half a line. */
  | { readonly half: string }
  /** Nothing for a while, ms of the client's time. */
  | { readonly silence: number }
  /** The film becomes this one. */
  | { readonly film: object }
  /** The line is cut. */
  | { readonly cut: true }
  /** Nothing more, until the client goes; is told when it begins. */
  | { readonly hold: () => void }

export interface Refusal {
  /** `POST /run_sse`; the beginning is enough. */
  readonly at: string
  /** How often; for ever by default. */
  readonly times?: number
  readonly code: number
  /** HTTP status; as the contract says by default. */
  readonly status?: number
  readonly message?: string
}

export interface Habits {
  readonly times: HandTimes
  turn?: readonly Step[]
  film?: object
  refusals?: readonly Refusal[]
  /** So many looks at the state still show the film before. */
  lateLooks?: number
  /** What a render's status is, ask by ask; the last one stays. */
  renders?: readonly ('processing' | 'completed' | 'failed')[]
  /** Where a status stands: at the top, or in `data` only. */
  shape?: 'top' | 'data'
  /** How the film is sent, download by download; the last one stays. */
  downloads?: readonly ('whole' | 'cut' | 'page' | 'slow')[]
  /** The line is cut when such a request arrives: before it was taken, or after. */
  cutAt?: { readonly at: string; readonly taken: boolean }
  /** Links to a film are made. */
  claims?: true
  /** Names of files that are taken in no upload. */
  unusable?: readonly string[]
  /** `user_id` of sessions. */
  user?: string
}

export interface Misbehaving {
  readonly url: string
  readonly habits: Habits
  /** `POST /run_sse`, in order, with the words of messages. */
  readonly requests: readonly string[]
  /** Messages, uploads and renders that the server took. */
  readonly taken: readonly string[]
  /** Headers of the last request to a path. */
  headersOf(at: string): IncomingMessage['headers']
  count(at: string): number
  close(): Promise<void>
}

const statuses: Readonly<Record<number, number>> = { 1001: 401, 1002: 404, 2001: 403, 4001: 415, 4002: 413 }
export const filmBytes = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(4096, 7)])
export const secrets = { token: 'nmv_usr_Zk3Qp9TtLm2VxW8s', session: '5529798706024415232', user: 'anon_9f2c41d07a3be885' }

export async function misbehave(habits: Habits): Promise<Misbehaving> {
  const requests: string[] = []
  const taken: string[] = []
  const headers = new Map<string, IncomingMessage['headers']>()
  const left = new Map<Refusal, number>()
  let film = habits.film ?? {}
  let before = film
  let late = 0
  let [asks, downloads] = [0, 0]
  let files: string[] = []
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = `${request.method} ${request.url!.split('?')[0]}`
    headers.set(at, request.headers)
    const body = Buffer.concat(await request.toArray()).toString('latin1')
    requests.push(at)
    const refusal = habits.refusals?.find((one) => at.startsWith(one.at) && (left.get(one) ?? one.times ?? Infinity) > 0)
    if (refusal !== undefined) {
      left.set(refusal, (left.get(refusal) ?? refusal.times ?? Infinity) - 1)
      return refuse(response, refusal)
    }
    const cut = habits.cutAt !== undefined && at.startsWith(habits.cutAt.at)
    if (cut && !habits.cutAt!.taken) return void response.destroy()
    const given = take(at, body, response)
    if (cut) return void response.destroy()
    if (given !== undefined) send(response, 200, { code: 0, message: 'ok', success: true, ...given, data: given })
  }

  /** What is answered; undefined when the answer is no envelope. */
  function take(at: string, body: string, response: ServerResponse): object | undefined {
    if (at === 'POST /api/auth/anonymous-token') return { token: `${secrets.token}${requests.length}`, user_id: secrets.user, credits: 100 }
    if (at.startsWith('POST /api/tasks/')) return { session_id: secrets.session, task_id: 'task_51c0aaaa', user_id: habits.user ?? secrets.user }
    if (at.startsWith('POST /api/upload-video/')) {
      const sent = [...body.matchAll(/filename="([^"]+)"/g)].map(([, name]) => name!)
      const named = body.startsWith('{') ? (JSON.parse(body).urls as string[]) : sent
      const names = named.filter((name) => !habits.unusable?.includes(name))
      taken.push(`upload ${names.join(' ')}`)
      files = [...files, ...names]
      return { session_state_applied: true, files: names.map((filename) => ({ filename })), failed: named.filter((name) => !names.includes(name)).map((name) => ({ name, message: 'This is no picture.' })) }
    }
    if (at.startsWith('GET /api/state/')) return { state: { draft: late-- > 0 ? before : film, canvas_config: { width: 1920, height: 1080 }, video_infos: files.map((filename) => ({ filename })) } }
    if (at === 'POST /api/auth/claim-token' && habits.claims) return { claim_token: 'clm_8Qm', expires_in: 604800 }
    if (at.startsWith('GET /api/credits/')) return { available: 42, frozen: 0, total: 42 }
    if (at === 'POST /run_sse') return void talk(JSON.parse(Buffer.from(body, 'latin1').toString()), response)
    if (at === 'POST /api/render/proxy/lambda') {
      const { id } = JSON.parse(body)
      taken.push(`render ${id}`)
      asks = 0
      return { id, status: 'pending', progress: 5 }
    }
    if (at.endsWith('/download') || at === 'GET /film.mp4') return void bring(response)
    if (at.startsWith('GET /api/render/proxy/')) return void status(at, response)
    return void send(response, 404, { code: 404, message: 'nothing here' })
  }

  async function talk({ new_message }: any, response: ServerResponse): Promise<void> {
    taken.push(`message ${new_message.parts[0].text}`)
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders()
    for (const step of habits.turn ?? []) {
      if (response.destroyed) return
      if ('cut' in step) return void response.destroy()
      if ('hold' in step) {
        step.hold()
        return void await once(response, 'close')
      }
      if ('film' in step) [before, film, late] = [film, step.film, habits.lateLooks ?? 0]
      else if ('silence' in step) habits.times.advance(step.silence)
      else await new Promise((written) => response.write('half' in step ? step.half : `data: ${JSON.stringify(eventOf(step))}\n\n`, written))
    }
    response.end()
  }

  function status(at: string, response: ServerResponse): void {
    const id = at.split('/').at(-1)!
    if (!taken.includes(`render ${id}`)) return refuse(response, { at, code: 404, status: 404, message: 'no such render' })
    const states = habits.renders ?? ['completed']
    const state = states[Math.min(asks++, states.length - 1)]!
    const job = { id, status: state, progress: 50, ...(state === 'failed' && { error: 'the encoder fell over' }), ...(state === 'completed' && (habits.shape === 'data' ? { outputUrl: `${url}/film.mp4` } : { output: { url: `${url}/film.mp4` } })) }
    send(response, 200, habits.shape === 'data' ? { success: true, data: job } : { code: 0, ...job })
  }

  async function bring(response: ServerResponse): Promise<void> {
    const ways = habits.downloads ?? ['whole']
    const way = ways[Math.min(downloads++, ways.length - 1)]!
    if (way === 'page') return void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Please sign in</html>')
    response.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': filmBytes.length })
    await new Promise((written) => response.write(filmBytes.subarray(0, 100), written))
    if (way === 'cut') return void response.destroy()
    if (way === 'slow') habits.times.advance(250_000)
    response.end(filmBytes.subarray(100))
  }

  return {
    url, habits, requests, taken,
    headersOf: (at) => [...headers].findLast(([path]) => path.startsWith(at))![1],
    count: (at) => requests.filter((one) => one.startsWith(at)).length,
    async close() {
      if (!server.listening) return
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function refuse(response: ServerResponse, { code, status, message }: Refusal): void {
  send(response, status ?? statuses[code] ?? code, { code, message: message ?? `refused ${secrets.session}`, success: false, data: { user_id: secrets.user, detail: secrets.token } })
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}

function eventOf(step: Exclude<Step, { half: string } | { silence: number } | { film: object } | { cut: true } | { hold: () => void }>): object {
  if ('event' in step) return step.event
  return step.flat ? { type: 'text', content: step.say } : { type: 'text', text: step.say, content: { role: 'model', parts: [{ text: step.say }] }, author: 'nemo_agent' }
}
