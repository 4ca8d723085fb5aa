// The WebSocket's door: token and session from the query, refusals as HTTP answers with a body or as the close codes that
// the command line knows, limits on frames, and a heartbeat that finds dead connections.

import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { STATUS_CODES } from 'node:http'
import { WebSocketServer, type WebSocket } from 'ws'
import type { House } from '../core/call.ts'
import { failureBody, failureOf, DoorError } from '../core/failures.ts'
import { addressOf, attributionOf, needScope } from '../core/guard.ts'
import { createPace } from '../core/pace.ts'
import { randomUUID } from 'node:crypto'
import { StudioError } from '../../studio/index.ts'
import { converse, type Unfinished } from './conversation.ts'

const longestFrame = 256 * 1024
const heartbeat = 30_000

export interface Upgrade {
  (request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

export function createUpgrade(house: House): Upgrade {
  const server = new WebSocketServer({ noServer: true, maxPayload: longestFrame, perMessageDeflate: false, clientTracking: true })
  const unfinished: Unfinished = new Map()
  const paces = { address: createPace(house.settings.perMinute.address, house.now), wrong: createPace(house.settings.perMinute.wrongTokens, house.now), message: createPace(120, house.now) }

  async function admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://kinora')
    if (url.pathname !== '/ws/chat') throw new DoorError('path-unknown', 'The only WebSocket is /ws/chat.')
    const web = new Request('http://kinora/ws/chat', { headers: Object.entries(request.headers).filter((pair): pair is [string, string] => typeof pair[1] === 'string') })
    const address = addressOf({ incoming: request }, web, house.settings)
    if (paces.address.take(address) !== undefined) throw new StudioError('rate-limited', 'Too many connections. Wait 30 seconds and try again.', { retryAfter: 30 })
    const attribution = attributionOf(web.headers)
    const caller = await house.studio.accounts.authenticate(url.searchParams.get('token') ?? undefined, { address, ...(attribution && { attribution }) }).catch((thrown: unknown) => {
      if (thrown instanceof StudioError && thrown.code === 'token-invalid' && paces.wrong.take(address) !== undefined) throw new StudioError('rate-limited', 'Too many wrong tokens. Wait 30 seconds and try again.', { retryAfter: 30 })
      throw thrown
    })
    needScope(caller, { scopes: ['write'] })
    const id = url.searchParams.get('session_id') ?? ''
    const session = await house.studio.sessions.find(caller, id).catch((thrown: unknown) => {
      if (thrown instanceof StudioError && thrown.code === 'session-unknown') return undefined
      throw thrown
    })
    if (socket.destroyed) return
    server.handleUpgrade(request, socket, head, (client) => {
      // The command line knows a missing session by this close code only.
      if (session === undefined) client.close(4002, 'session not found')
      else talk(client, caller.tokenHash, (chat) => converse(house, caller, session, chat, unfinished))
    })
  }

  function talk(client: WebSocket, token: string, begin: (chat: Parameters<typeof converse>[3]) => ReturnType<typeof converse>): void {
    const ended = house.metrics.began('socket')
    const closed = new AbortController()
    let alive = true
    const beat = setInterval(() => {
      if (!alive) return client.terminate()
      alive = false
      client.ping()
    }, heartbeat)
    client.on('pong', () => { alive = true })
    client.on('error', () => client.terminate())
    client.on('close', () => {
      clearInterval(beat)
      closed.abort()
      ended()
    })
    const chat = begin({ closed: closed.signal, send: (event) => { if (client.readyState === client.OPEN) client.send(JSON.stringify(event)) } })
    client.on('message', (data, binary) => {
      alive = true
      if (paces.message.take(token) !== undefined) return client.close(4008, 'too many messages')
      if (!binary) chat.hear(String(data))
    })
  }

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy())
    admit(request, socket, head).catch((thrown: unknown) => refuse(house, socket, thrown))
  }
  return Object.assign(upgrade, {
    close() {
      for (const client of server.clients) client.close(1001, 'the server is going away')
      server.close()
    },
  })
}

function refuse(house: House, socket: Duplex, thrown: unknown): void {
  const failure = failureOf(thrown)
  const requestId = randomUUID()
  if (failure.code === 'unexpected') house.log.error({ request: requestId, error: String(thrown) }, 'socket refused')
  const body = JSON.stringify(failureBody(failure, { family: 'gateway', requestId, house }))
  if (socket.destroyed) return
  socket.end(`HTTP/1.1 ${failure.status} ${STATUS_CODES[failure.status] ?? ''}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\nX-Content-Type-Options: nosniff\r\n\r\n${body}`)
}
