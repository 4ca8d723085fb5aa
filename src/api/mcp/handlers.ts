// The Model Context Protocol as Streamable HTTP: one request, one server of the caller, one answer. Nothing is kept between
// requests, so any process of a house can answer any of them and a restart breaks no client.

import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import { mcpRoutes } from '../contract/mcp.ts'
import type { Handlers, House } from '../core/call.ts'
import { makeViewKey } from '../core/view-key.ts'
import { createProtocol } from './protocol.ts'
import type { McpHouse } from './tool.ts'

export const mcpHandlers: Handlers<typeof mcpRoutes> = {
  async message({ house, caller, request, body, requestId }) {
    const server = createProtocol(mcpHouse(house, requestId, AbortSignal.any([house.closing, request.signal])), caller)
    // A client that asked to be told how far it is gets a stream, any other plain JSON.
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: !wantsProgress(body), keepAliveMs: house.settings.heartbeat * 1000 })
    await server.connect(transport as Parameters<typeof server.connect>[0])
    return transport.handleRequest(request, { parsedBody: body })
  },
}

function mcpHouse(house: House, request: string, ending: AbortSignal): McpHouse {
  return {
    studio: house.studio, version: house.version, ending,
    unexpected: (about) => house.log.error({ request, ...about }, 'unexpected'),
    addresses(session, version) {
      const { key, expiresAt } = makeViewKey(house, session)
      const base = `${house.settings.publicUrl}/api/v1/sessions/${session}/versions/${version}`
      return { frame: `${base}/frame?key=${key}`, sheet: `${base}/sheet?key=${key}`, stream: `${base}/stream.m3u8?key=${key}`, expiresAt }
    },
  }
}

function wantsProgress(body: unknown): boolean {
  return [body].flat().some((one) => (one as { readonly params?: { readonly _meta?: { readonly progressToken?: unknown } } } | null)?.params?._meta?.progressToken !== undefined)
}
