// What tests of the Model Context Protocol share: the SDK's own client over both transports, and calls whose answers are
// held against what the tool promised.

import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import assert from 'node:assert/strict'
import { mcpTools } from '../../src/api/index.ts'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../src/main.js', import.meta.url))

export interface Agent {
  readonly client: Client
  /** Calls a tool, which must succeed with what it promised; gives its data. */
  call(name: string, given?: Readonly<Record<string, unknown>>): Promise<any>
  /** The same; gives the whole result. */
  result(name: string, given?: Readonly<Record<string, unknown>>): Promise<CallToolResult>
  /** Calls a tool, which must refuse; gives what it says. */
  refused(name: string, given?: Readonly<Record<string, unknown>>): Promise<string>
  /** Every tool that was called and answered well. */
  readonly worked: ReadonlySet<string>
  /** What the process wrote to standard error. */
  told(): string
}

export async function overHttp(url: string, token: string): Promise<Agent> {
  return agentOf(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers: { Authorization: `Bearer ${token}` } } }))
}

export async function overStdio(args: readonly string[], folder: string, environment: Readonly<Record<string, string>> = {}): Promise<Agent> {
  const transport = new StdioClientTransport({ command: process.execPath, args: [program, 'mcp', ...args], cwd: folder, stderr: 'pipe', env: { ...process.env as Record<string, string>, KINORA_LOG_LEVEL: 'error', ...environment } })
  let told = ''
  transport.stderr!.on('data', (text: Buffer) => { told += String(text) })
  return agentOf(transport, () => told)
}

async function agentOf(transport: StdioClientTransport | StreamableHTTPClientTransport, told = () => ''): Promise<Agent> {
  const client = new Client({ name: 'test', version: '1' })
  // Whatever is not the protocol on a line of the output arrives here.
  const strange: Error[] = []
  const worked = new Set<string>()
  client.onerror = (error) => strange.push(error)
  await client.connect(transport as Parameters<Client['connect']>[0])
  // The client checks every result by the schemas of this list.
  await client.listTools()
  const result = async (name: string, given: Readonly<Record<string, unknown>> = {}) => {
    const answered = await client.callTool({ name, arguments: { ...given } }) as CallToolResult
    assert.deepEqual(strange.map(String), [])
    if (answered.isError !== true) {
      // The list says less than the tool promises; the promise is exact.
      const promised = mcpTools[name]!.output.safeParse(answered.structuredContent)
      assert.ok(promised.success, `${name}: ${JSON.stringify(promised.error?.issues.slice(0, 5))}`)
      worked.add(name)
    }
    return answered
  }
  const textOf = ({ content }: CallToolResult) => content.map((part) => (part.type === 'text' ? part.text : '')).join('')
  return {
    client, told, worked, result: async (name, given) => {
      const answered = await result(name, given)
      assert.notEqual(answered.isError, true, `${name}: ${textOf(answered)}\n${told()}`)
      return answered
    },
    async call(name, given) {
      const answered = await result(name, given)
      assert.notEqual(answered.isError, true, `${name}: ${textOf(answered)}\n${told()}`)
      assert.ok(textOf(answered).length < 6000, `${name} says too much`)
      return answered.structuredContent
    },
    async refused(name, given) {
      const answered = await result(name, given)
      assert.equal(answered.isError, true, `${name} was not refused: ${textOf(answered)}`)
      return textOf(answered)
    },
  }
}
