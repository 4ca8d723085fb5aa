// The server: the router behind a socket, with the limits that keep slow and greedy clients from holding it, and an end
// that lets answers finish.

import { getRequestListener } from '@hono/node-server'
import { createHmac, randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { STATUS_CODES, createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Studio } from '../studio/index.ts'
import type { Env, House } from './core/call.ts'
import { createRouter, type HandlerTable } from './core/router.ts'
import { createUpgrade } from './chat/upgrade.ts'
import { gatewayHandlers } from './gateway/handlers.ts'
import { jobHandlers } from './jobs/handlers.ts'
import { createLog, type Log } from './log.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { accountHandlers } from './own/account-handlers.ts'
import { filmHandlers } from './own/film-handlers.ts'
import { mediaHandlers } from './own/media-handlers.ts'
import { mcpHandlers } from './mcp/handlers.ts'
import { openBuiltPage } from './pages/built-page.ts'
import { houseHandlers } from './pages/house-handlers.ts'
import { appHandlers } from './pages/app-handlers.ts'
import { pageHandlers } from './pages/page-handlers.ts'
import type { ApiSettings } from './settings.ts'
import { skillHandlers } from './skill/handlers.ts'

export interface ApiParts {
  readonly studio: Studio
  readonly settings: ApiSettings
  /** Of Kinora. */
  readonly version: string
  readonly log?: Log
  readonly metrics?: Metrics
  /** What `/readyz` asks: throws when a part does not work. */
  readonly ready?: () => Promise<Readonly<Record<string, string>>>
  /** Folder of the built workspace (`index.html`, `assets/`); absent, or nothing in it: pages drawn here take its place. */
  readonly page?: string
  /** Signs preview addresses; the same for all server processes of a house. Absent: one of this process only. */
  readonly secret?: string
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

export interface Api {
  /** One request, without a socket. */
  fetch(request: Request, env?: Env): Promise<Response>
  /** The way in for WebSockets, when somebody else listens. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Resolves when it listens; port 0 takes any free one. */
  listen(at: { readonly port: number; readonly host: string }): Promise<Listening>
}

export interface Listening {
  readonly server: Server
  /** `http://127.0.0.1:8787` */
  readonly url: string
  /** Takes no more connections, lets answers finish for `grace` ms, then ends them. */
  close(grace?: number): Promise<void>
}

export function createApi(parts: ApiParts): Api {
  const secret = parts.secret ?? randomBytes(32).toString('hex')
  const work = new Set<Promise<unknown>>()
  const closing = new AbortController()
  // Every stream that is open listens for the end.
  setMaxListeners(0, closing.signal)
  const house: House = {
    studio: parts.studio, settings: parts.settings, version: parts.version, log: parts.log ?? createLog(), metrics: parts.metrics ?? createMetrics(), now: parts.now ?? Date.now,
    closing: closing.signal,
    sign: (text) => createHmac('sha256', secret).update(text).digest('base64url'),
    later(promise) {
      work.add(promise)
      void promise.catch(() => undefined).finally(() => work.delete(promise))
    },
    ...(parts.ready && { ready: parts.ready }), ...(parts.page !== undefined && { page: openBuiltPage(parts.page) }),
  }
  const router = createRouter(house, handlerTable())
  const upgrade = createUpgrade(house)
  const fetch = async (request: Request, env: Env = {}): Promise<Response> => router.fetch(request, env)
  return {
    fetch, upgrade,
    async listen({ port, host }) {
      const server = openServer(fetch)
      server.on('upgrade', upgrade)
      await new Promise<void>((done, fail) => {
        server.once('error', fail)
        server.listen(port, host, () => done())
      })
      const { port: taken } = server.address() as AddressInfo
      const close = async (grace = 10_000) => {
        closing.abort()
        upgrade.close()
        await end(server, grace)
        await Promise.allSettled([...work])
      }
      return { server, url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`, close }
    },
  }
}

/** Every handler under the contract's name for its route. */
function handlerTable(): HandlerTable {
  const named = (prefix: string, handlers: object) => Object.entries(handlers).map(([name, handler]) => [`${prefix}.${name}`, handler as HandlerTable[string]] as const)
  return Object.fromEntries([
    ...named('skill', skillHandlers), ...named('gateway', gatewayHandlers), ...named('jobs', jobHandlers), ...named('own', { ...accountHandlers, ...filmHandlers, ...mediaHandlers }), ...named('mcp', mcpHandlers), ...named('pages', { ...pageHandlers, ...appHandlers, ...houseHandlers }),
  ])
}

function openServer(fetch: Api['fetch']): Server {
  const listener = getRequestListener((request, env) => fetch(request, env as Env), { overrideGlobalObjects: false, errorHandler: () => malformed() })
  // Headers that trickle in hold a connection for half a minute; a body of 500 MB over a slow line may take an hour, and
  // streams have no end of their own, so only the request as a whole is bounded, generously.
  const server = createServer({ headersTimeout: 30_000, requestTimeout: 3_600_000, keepAliveTimeout: 15_000, connectionsCheckingInterval: 5_000, maxHeaderSize: 16 * 1024, noDelay: true }, (incoming, outgoing) => void listener(incoming, outgoing))
  server.maxHeadersCount = 100
  // A body that stands still for two minutes is given up; answers that stream send a heartbeat long before that.
  server.setTimeout(120_000)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy()
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(notHttp)}\r\nConnection: close\r\n\r\n${notHttp}`)
  })
  return server
}

/** The body for what is not even a request; it satisfies readers of every family. */
const notHttp = JSON.stringify({ code: 400, message: 'This is not a request that the server can read.', success: false, error: { code: 'body-malformed', message: 'This is not a request that the server can read.' }, data: {} })

function malformed(): Response {
  return new Response(notHttp, { status: 400, headers: { 'Content-Type': 'application/json', 'X-Content-Type-Options': 'nosniff' } })
}

async function end(server: Server, grace: number): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()))
  server.closeIdleConnections()
  const late = setTimeout(() => server.closeAllConnections(), grace)
  await closed
  clearTimeout(late)
}
