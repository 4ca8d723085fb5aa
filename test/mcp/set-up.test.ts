// What docs/agents.md tells people to copy is taken from the page and started: command lines and files for a local studio,
// files for a server, and the lines for plain HTTP as a shell runs them. Names of folders, address and token are put in.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { newcomer, openServer } from '../api/kit.ts'
import { program, startHouse } from '../house/house-process.ts'

const page = readFileSync('docs/agents.md', 'utf8')
const blocks = (language: string) => [...page.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, text]) => text!)
const files = blocks('json').map((text) => Object.values(JSON.parse(text).mcpServers)[0] as { readonly command?: string; readonly args?: readonly string[]; readonly url?: string; readonly headers?: Record<string, string> })
const lines = blocks('sh').flatMap((text) => text.split('\n'))

async function toolsOf(transport: StdioClientTransport | StreamableHTTPClientTransport): Promise<readonly string[]> {
  const client = new Client({ name: 'test', version: '1' })
  await client.connect(transport as Parameters<Client['connect']>[0])
  const { tools } = await client.listTools()
  await client.close()
  return tools.map(({ name }) => name)
}

/** Words of a command line as clients hand them on. */
const wordsOf = (text: string) => text.trim().split(/\s+/)

test('a studio of one\'s own: Claude Code, Cursor and OpenClaw start what the page says', async () => {
  const home = await mkdtemp(join(tmpdir(), 'kinora-set-up-'))
  try {
    for (const folder of ['Pictures', 'Videos', 'bin']) mkdirSync(join(home, folder))
    writeFileSync(join(home, 'bin/kinora'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`)
    chmodSync(join(home, 'bin/kinora'), 0o755)
    const claude = wordsOf(lines.find((line) => line.startsWith('claude mcp add kinora -- '))!.split(' -- ')[1]!)
    const openclaw = wordsOf(lines.find((line) => line.startsWith('openclaw mcp add kinora --command '))!)
    const arranged = [openclaw[openclaw.indexOf('--command') + 1]!, ...openclaw.flatMap((word, index) => (openclaw[index - 1] === '--arg' ? [word] : []))]
    const cursor = files.find(({ command }) => command !== undefined)!
    for (const [command, ...args] of [claude, arranged, [cursor.command!, ...cursor.args!]]) {
      const real = args.map((one) => one.replace(/^~/, home).replace('/path/to/photos', join(home, 'Pictures')).replace('/path/to/kinora-data', join(home, '.kinora')))
      const tools = await toolsOf(new StdioClientTransport({ command: command!, args: real, cwd: home, env: { PATH: `${join(home, 'bin')}:${process.env['PATH']}`, HOME: home }, stderr: 'ignore' }))
      assert.ok(tools.includes('upload_local_file') && tools.includes('save_film'), real.join(' '))
    }
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
})

test('a server: the addresses and headers of the page connect', async () => {
  const server = await openServer()
  const { token } = await newcomer(server)
  const put = (text: string) => text.replaceAll('http://127.0.0.1:8787', server.url).replaceAll('$NEMO_TOKEN', token).replaceAll('nmv_usr_…', token)
  const fromFile = files.find(({ url }) => url !== undefined)!
  const headersOf = (line: string) => Object.fromEntries([...put(line).matchAll(/--header "([^:=]+)[:=] ?([^"]+)"/g)].map(([, name, value]) => [name!, value!]))
  const claude = lines.find((line) => line.startsWith('claude mcp add --transport http') && line.includes('--header'))!
  const openclaw = lines.find((line) => line.startsWith('openclaw mcp add') && line.includes('--header'))!
  const ways = [{ url: fromFile.url!, headers: fromFile.headers! }, ...[claude, openclaw].map((line) => ({ url: /http:\S+/.exec(line)![0], headers: headersOf(line) }))]
  for (const { url, headers } of ways) {
    const requestInit = { headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, put(value)])) }
    assert.ok((await toolsOf(new StreamableHTTPClientTransport(new URL(put(url)), { requestInit }))).includes('render_video'), url)
  }
})

test('plain HTTP: the lines of the page make a film', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-set-up-'))
  const house = await startHouse({ data: join(folder, 'data'), environment: { KINORA_LOG_LEVEL: 'error' } })
  try {
    const { token } = await (await fetch(`${house.url}/api/auth/anonymous-token`, { method: 'POST', headers: { 'X-Client-Id': 'set-up' } })).json() as { readonly token: string }
    const block = blocks('sh').find((text) => text.startsWith('call() {'))!
    const [definition, ...calls] = block.replaceAll('http://127.0.0.1:8787', house.url).split(/\n(?=call )/)
    const known: Record<string, string> = {}
    // The last line waits as long as a call may; on a busy machine it is said again, as its answer asks for.
    for (const line of [...calls, ...Array.from({ length: 5 }, () => calls.at(-1)!)]) {
      if (known['status'] === 'completed') break
      const filled = line.replace('"session_id":"…"', `"session_id":"${known['session_id']}"`).replace('project_…', known['project_id'] ?? '')
      const ran = spawnSync('bash', ['-c', `${definition}\n${filled}`], { encoding: 'utf8', env: { ...process.env, NEMO_TOKEN: token } })
      const { result } = JSON.parse(ran.stdout)
      assert.notEqual(result.isError, true, ran.stdout)
      Object.assign(known, result.structuredContent)
    }
    assert.deepEqual([known['status'], Number(known['duration_seconds'])], ['completed', 6])
  } finally {
    await house.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})
