// The Model Context Protocol's one route. What can be said there is the protocol's own: tools/list tells it.

import { z } from 'zod'
import { route } from './route.ts'

const message = z.looseObject({ jsonrpc: z.literal('2.0') })

export const mcpRoutes = {
  message: route({
    family: 'own', access: 'token', forApps: true, method: 'POST', path: '/mcp', title: 'Model Context Protocol (Streamable HTTP)',
    about: 'For agents. One JSON-RPC message each, with Accept: application/json, text/event-stream; nothing is kept between requests. Tools need the scopes that the same things need elsewhere. docs/agents.md shows how clients are set up.',
    body: { kind: 'json', schema: z.union([message, z.array(message).min(1).max(20)]), limit: 4 * 1024 * 1024 }, answer: { kind: 'bytes', types: ['application/json', 'text/event-stream'] },
    example: { body: { jsonrpc: '2.0', id: 1, method: 'tools/list' } },
  }),
}
