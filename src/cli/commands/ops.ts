// `kinora ops`: the operations that change a film exactly, from the catalogue: what there is, what each takes, and applying
// them to the current film on a server.

import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { text as readAll } from 'node:stream/consumers'
import { nearestName, operationCatalogue, operationJsonSchema, operationSignature, taughtOperations, type OperationName } from '../../draft/index.ts'
import { usage, type Arguments } from '../arguments.ts'
import type { Action, CliWorld, Command } from '../command.ts'
import { jsonOption } from '../film-options.ts'
import { actionOf } from '../server/action.ts'
import { openRemote, serverOption, sessionOption } from '../server/remote.ts'
import { receiptLines, show, versionText } from '../server/shown.ts'

export const ops: Command = {
  name: 'ops',
  usage: 'list | show NAME | apply JSON|FILE.json|-',
  summary: 'exact operations on a film: the catalogue, and applying them',
  get actions(): readonly Action[] {
    return [
      { name: 'list', summary: 'every operation with what it takes' },
      { name: 'show', usage: 'NAME', summary: 'one with its schema', words: taughtOperations() },
      { name: 'apply', usage: 'JSON', summary: 'apply one or several, all or none, to the film on a server' },
    ]
  },
  cancelled: 'Cancelled. kinora state shows whether it was done.',
  options: [
    { name: 'dry-run', meaning: 'apply: only tell what would change' },
    { name: 'expected-version', value: 'N', meaning: 'apply: refuse when the film has moved on (exit code 10)' },
    { name: 'key', value: 'TEXT', meaning: 'apply: the same key is the same edit: a repetition does nothing twice' },
    sessionOption, serverOption, jsonOption,
  ],
  examples: [
    ['kinora ops list', 'fifty operations on a line each'],
    ['kinora ops show set-transition', 'what it does and its JSON Schema'],
    [`kinora ops apply '{"name":"set-title","title":"Lisbon"}'`, 'changes the current film'],
    ['kinora ops apply edits.json --dry-run', 'a list of operations from a file; - reads standard input'],
  ],
  async run(given, world) {
    const { name, rest } = actionOf(ops, given, 'list')
    if (name === 'list') return list(given, world)
    if (name === 'show') return describe(rest[0], given, world)
    return apply(rest, given, world)
  },
}

function list(given: Arguments, world: CliWorld): number {
  const names = taughtOperations()
  const operations = names.map((name) => ({ name, title: operationCatalogue[name].title, signature: operationSignature(name) }))
  return show(given, world, { catalogue: operations }, operations.map(({ signature, title }) => `${signature}\n    ${title}`).join('\n'))
}

function describe(name: string | undefined, given: Arguments, world: CliWorld): number {
  if (name === undefined || !Object.hasOwn(operationCatalogue, name)) throw unknownOperation(name)
  const { title, description } = operationCatalogue[name as OperationName]
  const schema = operationJsonSchema(name)
  return show(given, world, { name, title, description, signature: operationSignature(name), schema }, `${operationSignature(name)}\n\n${title}. ${description}\n\n${JSON.stringify(schema, null, 2)}`)
}

function unknownOperation(name: string | undefined) {
  const near = name === undefined ? undefined : nearestName(name, taughtOperations())
  return usage(name === undefined ? 'Which operation?' : `There is no operation "${name}".`, near === undefined ? 'kinora ops list' : `kinora ops show ${near}`)
}

async function apply(rest: readonly string[], given: Arguments, world: CliWorld): Promise<number> {
  const operations = (await Promise.all(rest.map((one) => readOperations(one, world)))).flat()
  if (operations.length === 0) throw usage('kinora ops apply needs operations as JSON.', `kinora ops apply '{"name":"set-title","title":"Lisbon"}'`)
  const wrong = operations.map(({ name }) => name).find((name) => typeof name !== 'string' || !Object.hasOwn(operationCatalogue, name))
  if (wrong !== undefined || operations.some(({ name }) => name === undefined)) throw unknownOperation(typeof wrong === 'string' ? wrong : undefined)
  const remote = await openRemote(given, world)
  const expectedVersion = given.whole('expected-version', 0, 1e9)
  const body = { operations, ...(expectedVersion !== undefined && { expectedVersion }) }
  const path = `/api/v1/sessions/${await remote.session()}/operations`
  if (given.has('dry-run')) {
    const tried = await remote.ask(`${path}/try`, { body })
    return show(given, world, { ...tried, dryRun: true }, ['Only tried; nothing was kept.', ...receiptLines(tried['receipt']), tried['summary']].join('\n'))
  }
  const { draft: _, ...made } = await remote.ask(path, { body, headers: { 'Idempotency-Key': given.text('key') ?? randomUUID() } })
  return show(given, world, made, versionText(made))
}

/** One operation or a list, as typed, from a file, or from standard input. */
async function readOperations(typed: string, world: CliWorld): Promise<readonly { readonly name?: unknown }[]> {
  const text = typed === '-' ? await readAll(world.input ?? Readable.from([])) : /^\s*[[{]/.test(typed) ? typed : await readFile(resolve(world.folder, typed), 'utf8').catch((thrown: Error) => { throw usage(`${typed} cannot be read: ${thrown.message}.`) })
  try {
    const value: unknown = JSON.parse(text)
    const found = Array.isArray(value) ? value : [(value as { readonly operations?: unknown }).operations ?? value].flat()
    if (found.every((one) => typeof one === 'object' && one !== null)) return found as readonly object[]
  } catch {
    // Said below.
  }
  throw usage(`${typed.slice(0, 60)} is no JSON of operations.`, `'{"name":"set-title","title":"Lisbon"}'`)
}
