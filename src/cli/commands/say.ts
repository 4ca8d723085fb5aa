// `kinora say`: a message to the current film on a server, heard to its end. With an option that only speech has (-o,
// --lang, --voice, --rate) it speaks the text into a file instead, as `kinora speak` does.

import { randomUUID } from 'node:crypto'
import { KinoraError } from '../../base/index.ts'
import { usage, type Arguments } from '../arguments.ts'
import type { CliWorld, Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { jsonOption } from '../film-options.ts'
import { eventLines } from '../server/event-lines.ts'
import { openRemote, serverOption, sessionOption, type Remote } from '../server/remote.ts'
import { receiptLines, show, snake } from '../server/shown.ts'
import { speak, speechOptions } from './speak.ts'
import { newSession } from './upload.ts'

export const say: Command = {
  name: 'say',
  usage: 'TEXT [--session ID] [--plan] [--json]   or   TEXT -o voice.wav',
  summary: 'tell a film on a server what to make or change; with -o: speak a text into a sound file',
  cancelled: 'Stopped waiting; the server goes on. kinora state shows what came of it.',
  options: [
    sessionOption,
    { name: 'new', meaning: 'begin a film for it, and make it the current one' },
    { name: 'plan', meaning: 'only tell what would be done; nothing is kept or charged' },
    { name: 'no-wait', meaning: 'do not wait for the end; kinora say --turn ID hears the rest' },
    { name: 'turn', value: 'ID', meaning: 'hear a message that was sent before' },
    { name: 'stop', meaning: 'with --turn: stop it' },
    { name: 'key', value: 'TEXT', meaning: 'the same key is the same message: a repetition does nothing twice' },
    { name: 'expected-version', value: 'N', meaning: 'refuse when the film has moved on (exit code 10)' },
    serverOption, ...speechOptions, jsonOption,
  ],
  examples: [
    ['kinora say "make a calm 20 second film with music"', 'the reply when it is done'],
    ['kinora say "remove the third photo" --plan', 'what would happen'],
    ['kinora say "标题改成夏天" --json', 'reply, version and what changed, as one object'],
    ['kinora say "Welcome to Lisbon." --lang en -o welcome.wav', 'a voice in a file; kinora speak does the same'],
  ],
  async run(given, world) {
    if (speechOptions.some(({ name }) => given.has(name))) return speak.run(given, world)
    const text = given.positionals.join(' ').trim()
    const turn = given.text('turn')
    if (text === '' && turn === undefined) throw usage('kinora say needs words.', 'kinora say "make a calm 20 second film with music"')
    const remote = await openRemote(given, world)
    if (turn !== undefined) return given.has('stop') ? stop(remote, turn, given, world) : hear(remote, turn, given, world)
    const film = given.has('new') ? await newSession(remote) : await remote.session()
    if (given.has('plan')) return plan(remote, film, text, given, world)
    const expectedVersion = given.whole('expected-version', 0, 1e9)
    const sent = await remote.ask(`/api/v1/sessions/${film}/turns`, {
      body: { text, ...(expectedVersion !== undefined && { expectedVersion }) }, headers: { 'Idempotency-Key': given.text('key') ?? randomUUID() },
    })
    if (given.has('no-wait')) return show(given, world, sent, `${sent['turn'].id} is running. kinora say --turn ${sent['turn'].id}`)
    return hear(remote, sent['turn'].id, given, world)
  },
}

async function plan(remote: Remote, film: string, text: string, given: Arguments, world: CliWorld): Promise<number> {
  const planned = await remote.ask(`/api/v1/sessions/${film}/plan`, { body: { text } })
  return show(given, world, planned, ['Only planned; nothing was kept.', planned['reply'], planned['summary']].filter((line) => line !== '').join('\n'))
}

async function stop(remote: Remote, id: string, given: Arguments, world: CliWorld): Promise<number> {
  const turn = await remote.ask(`/api/v1/turns/${encodeURIComponent(id)}/cancel`, { post: {} })
  return show(given, world, { turn }, turn['reply'] ?? turn['state'])
}

/** Everything a turn tells until it has ended; the exit code says whether it did what was asked. */
async function hear(remote: Remote, id: string, given: Arguments, world: CliWorld): Promise<number> {
  const events: any[] = []
  const path = `/api/v1/turns/${encodeURIComponent(id)}`
  for await (const event of eventLines(remote, `${path}/events`, ({ type }) => type === 'end', world.signal)) {
    events.push(event)
    if (event.type === 'tool-call' && world.terminal.live) world.terminal.err(`  ${event.name}\n`)
  }
  const turn = await remote.ask(path)
  const last = (type: string) => events.findLast((event) => event.type === type)
  const [receipt, question, error] = [last('receipt'), last('question'), last('error')]
  if (turn['state'] === 'failed' || turn['state'] === 'aborted') throw new KinoraError({ code: error?.code ?? `turn-${turn['state']}`, message: turn['reply'] ?? error?.message ?? 'The message failed.' })
  const version = last('end')?.version
  if (given.has('json')) {
    const told = { turn: id, session: turn['session'], state: turn['state'], reply: turn['reply'] ?? '', version, ...(receipt && { ...receipt.receipt, summary: receipt.summary }), ...(question && { question: { text: question.text, options: question.options } }) }
    world.terminal.out(`${JSON.stringify({ ok: true, ...snake(told) as object })}\n`)
    return exitCodes.ok
  }
  const refused = receiptLines({ refused: receipt?.receipt.refused, notUnderstood: receipt?.receipt.notUnderstood })
  world.terminal.out([turn['reply'] ?? '', ...refused.filter((line) => !String(turn['reply']).includes(line.replace(/^[^:]+: /, ''))), question === undefined ? '' : `Answer with kinora say: ${question.options.join(' / ')}`].filter((line) => line !== '').join('\n') + '\n')
  return exitCodes.ok
}
