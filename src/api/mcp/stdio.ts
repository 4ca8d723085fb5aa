// The Model Context Protocol over a pair of streams, for clients that start `kinora mcp` themselves. Nothing but the
// protocol is ever written to the output.

import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import type { Readable, Writable } from 'node:stream'
import type { Caller } from '../../studio/index.ts'
import { createProtocol } from './protocol.ts'
import type { McpHouse } from './tool.ts'

/** Bytes of one message; whoever sends more is cut off. */
const longestMessage = 8 * 1024 * 1024
/** Time that running calls get when the input has ended, ms. */
const grace = 60_000

export interface StdioOptions {
  readonly house: McpHouse
  readonly caller: Caller
  readonly input: Readable
  readonly output: Writable
  readonly signal: AbortSignal
}

/** Serves until the input ends (calls that run are answered first), the client cuts off, or `signal` aborts. */
export async function serveStdio({ house, caller, input, output, signal }: StdioOptions): Promise<void> {
  const server = createProtocol(house, caller)
  const transport = new StdioServerTransport(input, output, { maxBufferSize: longestMessage })
  const closed = new Promise<void>((resolve) => { server.onclose = () => resolve() })
  const unanswered = new Set<string | number>()
  let answered: () => void = () => undefined
  await server.connect(transport)
  watch()
  const ended = new Promise<void>((resolve) => input.once('end', () => resolve()).once('close', () => resolve()))
  const aborted = new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })))
  await Promise.race([closed, aborted, ended.then(quiet)])
  await server.close()

  // Between the transport and the server: who has asked and has no answer yet.
  function watch(): void {
    const [receive, send] = [transport.onmessage, transport.send.bind(transport)]
    transport.onmessage = (message) => {
      if ('method' in message && 'id' in message) unanswered.add(message.id)
      receive?.(message)
    }
    transport.send = async (message) => {
      await send(message)
      if (!('method' in message) && message.id !== undefined) unanswered.delete(message.id)
      if (unanswered.size === 0) answered()
    }
  }

  async function quiet(): Promise<void> {
    if (unanswered.size === 0) return
    await new Promise<void>((resolve) => {
      answered = resolve
      setTimeout(resolve, grace).unref()
    })
  }
}
