// One catalogue, every document: an operation is changed and another is added, and each document that teaches operations
// must show both, with nobody having touched it. (That the catalogue is what checks: src/draft/operation-schema.test.ts.)

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { runCommandLine } from '../src/cli/index.ts'
import { operationCatalogue } from '../src/draft/index.ts'
import { newcomer, openServer, type Server } from './api/kit.ts'
import { overHttp, type Agent } from './mcp/kit.ts'

const catalogue = operationCatalogue as Record<string, { title: string; description: string; schema: z.ZodObject }>
const title = catalogue['set-title']!
catalogue['set-title'] = { ...title, schema: title.schema.extend({ sparkle: z.number().int().min(3).max(7).describe('How much the title shall sparkle.') }) }
catalogue['set-weather'] = { title: 'Set the weather', description: 'Lets it rain or snow over the whole film.', schema: z.strictObject({ weather: z.enum(['rain', 'snow']) }) }

const lines = ['set-title {title: text, sparkle: 3..7}', 'set-weather {weather: "rain" | "snow"}']

let server: Server
let agent: Agent
before(async () => {
  server = await openServer()
  agent = await overHttp(server.url, (await newcomer(server)).token)
})
after(() => agent.client.close())

/** What a command line prints; nothing but the catalogue is needed for it. */
async function printed(...args: string[]): Promise<string> {
  let out = ''
  const unreachable = (): never => assert.fail('nothing but the catalogue is needed')
  const code = await runCommandLine(args, {
    folder: '/', clock: { now: () => 0 }, signal: new AbortController().signal, environment: {}, workshop: unreachable, diagnose: unreachable, drawSamples: unreachable, house: unreachable,
    terminal: { out: (text) => { out += text }, err: (text) => assert.fail(text), live: false, columns: 80 },
  }, '0')
  assert.equal(code, 0)
  return out
}

/** Schemas that hold what was changed and what was added. */
function shows(schemas: Readonly<Record<string, any>>): void {
  assert.deepEqual({ ...schemas['set-title'].properties.sparkle }, { type: 'integer', minimum: 3, maximum: 7, description: 'How much the title shall sparkle.' })
  assert.ok(schemas['set-title'].required.includes('sparkle'))
  assert.deepEqual(schemas['set-weather'].properties.weather.enum, ['rain', 'snow'])
}

const byName = (list: readonly any[]) => Object.fromEntries(list.map(({ name, schema }) => [name, schema]))

test('the skill that covers everything, and llms.txt', async () => {
  const llms = await (await fetch(`${server.url}/llms.txt`)).text()
  for (const text of [await printed('skill', 'show', 'kinora'), llms]) for (const line of lines) assert.ok(text.includes(line), line)
})

test('the command line: its list, its JSON, and its completions', async () => {
  const list = await printed('ops', 'list')
  for (const line of lines) assert.ok(list.includes(`${line}\n`), line)
  shows(byName(await Promise.all(['set-title', 'set-weather'].map(async (name) => JSON.parse(await printed('ops', 'show', name, '--json'))))))
  for (const shell of ['bash', 'zsh', 'fish']) assert.match(await printed('completion', shell), /set-weather/, shell)
})

test('OpenAPI and the REST catalogue', async () => {
  const { components: { schemas }, paths } = await (await fetch(`${server.url}/openapi.json`)).json() as any
  shows(Object.fromEntries(['set-title', 'set-weather'].map((name) => [name, schemas[`operation.${name}`]])))
  assert.ok(schemas.Operation.oneOf.some(({ $ref }: any) => $ref.endsWith('/operation.set-weather')))
  for (const path of ['operations', 'operations/try']) assert.equal(paths[`/api/v1/sessions/{session}/${path}`].post.requestBody.content['application/json'].schema.properties.operations.items.$ref, '#/components/schemas/Operation')
  shows(byName((await server.good('own.operations')).operations))
})

test('MCP: the list of tools, the schemas that are asked for, and the resource', async () => {
  const { tools } = await agent.client.listTools()
  const apply = tools.find(({ name }) => name === 'apply_operations')! as any
  for (const line of lines) assert.ok(apply.description.includes(`\n${line}`), line)
  assert.ok(apply.inputSchema.properties.operations.items.properties.name.enum.includes('set-weather'))
  shows(byName((await agent.call('describe_operations', { names: ['set-title', 'set-weather'] })).operations))
  const { contents: [catalogue] } = await agent.client.readResource({ uri: 'kinora://operations' }) as any
  shows(byName(JSON.parse(catalogue.text)))
})
