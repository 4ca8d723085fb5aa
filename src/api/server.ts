// The server: the router behind a socket, with the limits that keep slow and greedy clients from holding it, and an end
// that lets answers finish.

import { getRequestListener } from '@hono/node-server'
import { createHmac, randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { STATUS_CODES, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Studio } from '../studio/index.ts'
import type { BodyPatience, Env, House } from './core/call.ts'
import { usualPatience } from './core/patience.ts'
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
import { connectionHandlers, oauthHandlers } from './oauth/handlers.ts'
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
  /** How long slow clients are borne. */
  readonly limits?: Partial<ConnectionLimits>
}

/** Milliseconds. */
export interface ConnectionLimits {
  /** Until all headers are there. */
  readonly headers: number
  /** Without a byte in either direction, while the client is the one to be waited for. */
  readonly silence: number
  /** Between two looks at the connections. */
  readonly look: number
  readonly body: BodyPatience
}

const usualLimits: ConnectionLimits = { headers: 30_000, silence: 120_000, look: 5000, body: usualPatience }

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
      const server = openServer(fetch, { ...usualLimits, ...parts.limits })
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
    ...named('skill', skillHandlers), ...named('gateway', gatewayHandlers), ...named('jobs', jobHandlers), ...named('own', { ...accountHandlers, ...connectionHandlers, ...filmHandlers, ...mediaHandlers }), ...named('mcp', mcpHandlers), ...named('oauth', oauthHandlers), ...named('pages', { ...pageHandlers, ...appHandlers, ...houseHandlers }),
  ])
}

function openServer(fetch: Api['fetch'], limits: ConnectionLimits): Server {
  const listener = getRequestListener((request, env) => fetch(request, { ...(env as Env), patience: limits.body }), { overrideGlobalObjects: false, errorHandler: () => malformed() })
  // A body of 500 MB over a slow line may take an hour, and streams have no end of their own, so the request as a whole is
  // bounded generously; how a body trickles in is patience.ts's.
  const server = createServer({ headersTimeout: limits.headers, requestTimeout: 3_600_000, keepAliveTimeout: 15_000, connectionsCheckingInterval: limits.look, maxHeaderSize: 16 * 1024, noDelay: true }, (incoming, outgoing) => {
    answering.set(incoming.socket, outgoing)
    void listener(incoming, outgoing)
  })
  const answering = new WeakMap<Socket, ServerResponse>()
  server.maxHeadersCount = 100
  // Whoever does not fetch what we send is let go; streams send a heartbeat long before that. An answer that is still being
  // thought about is silent through no fault of the client.
  server.setTimeout(limits.silence, (socket: Socket) => {
    const answer = answering.get(socket)
    if (answer === undefined || answer.headersSent || answer.destroyed) socket.destroy()
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy()
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
    const text = notHttp(status)
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`)
  })
  return server
}

/** The body for what is not even a request; it satisfies readers of every family. */
function notHttp(status: 400 | 408 | 431): string {
  const [code, message] = ({
    400: ['body-malformed', 'This is not a request that the server can read.'], 408: ['body-slow', 'The request came so slowly that it was not waited for.'], 431: ['body-too-large', 'The headers of the request are too long.'],
  } as const)[status]
  return JSON.stringify({ code: status, message, success: false, error: { code, message }, data: {} })
}

function malformed(): Response {
  return new Response(notHttp(400), { status: 400, headers: { 'Content-Type': 'application/json', 'X-Content-Type-Options': 'nosniff' } })
}

async function end(server: Server, grace: number): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()))
  server.closeIdleConnections()
  const late = setTimeout(() => server.closeAllConnections(), grace)
  await closed
  clearTimeout(late)
}
