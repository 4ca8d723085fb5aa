// Messages as a door hands them in. A message is written down with its price frozen before anybody works on it; then it
// runs in this process, behind those that came before it, whether or not anybody listens.

import type { Tables, Turn } from '../ports.ts'
import { StudioError, type Caller, type TurnDesk } from '../service.ts'
import { isOwn, lockOwnSession, need, ownSession } from './callers.ts'
import { freeze } from './charging.ts'
import { priceOfMessage } from './credit-desk.ts'
import { storable } from './ids.ts'
import { countOne } from './limits.ts'
import { mayExport } from './render-submit.ts'
import { planMessage } from './trying.ts'
import { endAborted } from './turn-run.ts'
import { leaseTime, type Runner } from './turn-line.ts'
import { expectVersion } from './versions.ts'
import { topics, wakings } from './waiting.ts'
import type { StudioWorld } from './world.ts'

/** Messages that wait in one session; a client that sends more does not read the answers. */
const longestLine = 20

type Message = Parameters<TurnDesk['send']>[1]

export function openTurns(world: StudioWorld, runner: Runner): TurnDesk {
  const { tables } = world.store
  return {
    send: sentOnce((caller, request) => send(world, runner, caller, request)),
    plan: (caller, session, request) => planMessage(world, caller, session, request),
    find: (caller, id) => ownTurn(tables, caller, id),
    async byKey(caller, session, key) {
      need(caller, 'read')
      return tables.turns.findByKey((await ownSession(tables, caller, session)).id, keyOf(key))
    },
    events: (caller, id, after, signal) => events(world, caller, id, after ?? 0, signal),
    async running(caller, session) {
      need(caller, 'read')
      return (await tables.turns.running((await ownSession(tables, caller, session)).id))[0]
    },
    async cancel(caller, id) {
      need(caller, 'write')
      const turn = await ownTurn(tables, caller, id)
      await world.store.transaction(async (tables) => {
        const session = await tables.sessions.lock(turn.session)
        const now = await tables.turns.find(id)
        if (session !== undefined && now?.state === 'running') await endAborted(world, tables, now, session)
      })
      runner.abort(id)
      return ownTurn(tables, caller, id)
    },
  }
}

function keyOf(sent: string): string {
  return storable(sent).slice(0, 200)
}

async function ownTurn(tables: Tables, caller: Caller, id: string): Promise<Turn> {
  need(caller, 'read')
  const turn = /^[\w-]{1,64}$/.test(id) ? await tables.turns.find(id) : undefined
  if (turn === undefined || !isOwn(caller, turn)) throw new StudioError('turn-unknown', `There is no turn ${JSON.stringify(id.slice(0, 80))}.`)
  return turn
}

type Send = (caller: Caller, request: Message) => Promise<{ readonly turn: Turn; readonly replayed: boolean }>

/**
 * The same message that comes while the first one is still being written down is that one. Without this a short turn could
 * be over before the second was looked at, and the second would be a turn of its own.
 */
function sentOnce(send: Send): Send {
  const coming = new Map<string, ReturnType<Send>>()
  return async (caller, request) => {
    const { session, text, idempotencyKey, expectedVersion, language } = request
    const name = JSON.stringify([caller.tokenHash, caller.attribution, session, text, idempotencyKey, expectedVersion, language])
    const first = coming.get(name)
    if (first !== undefined) return { ...await first, replayed: true }
    const sent = send(caller, request).finally(() => coming.delete(name))
    coming.set(name, sent)
    return sent
  }
}

async function send(world: StudioWorld, runner: Runner, caller: Caller, request: Message): Promise<{ readonly turn: Turn; readonly replayed: boolean }> {
  need(caller, 'write')
  const text = readText(world, request.text)
  const key = request.idempotencyKey === undefined ? undefined : keyOf(request.idempotencyKey)
  const { id } = await ownSession(world.store.tables, caller, request.session)
  const again = await sameMessage(world.store.tables, id, text, key)
  if (again !== undefined) return { turn: again, replayed: true }
  const price = await priceOfMessage(world, world.store.tables, id, text, request.language, caller.attribution)
  const sent = await world.store.transaction((tables) => write(world, tables, caller, { ...request, session: id, text, price, ...(key !== undefined && { idempotencyKey: key }) }))
  if (!sent.replayed) runner.start(sent.turn, { language: request.language, mayExport: mayExport(world, caller) })
  return sent
}

function readText({ settings }: StudioWorld, sent: string): string {
  const text = storable(sent).trim()
  if (text === '') throw new StudioError('message-invalid', 'The message is empty.')
  if (text.length > settings.turns.longestText) throw new StudioError('message-invalid', `The message has ${text.length} characters; at most ${settings.turns.longestText} are read. Send a long script as a text file.`)
  return text
}

// Under its key a message is the same for ever; by its words alone only while it runs, and only when it came without a key.
async function sameMessage(tables: Tables, session: string, text: string, key: string | undefined): Promise<Turn | undefined> {
  if (key !== undefined) return tables.turns.findByKey(session, key)
  return (await tables.turns.running(session)).find((turn) => turn.text === text)
}

async function write(world: StudioWorld, tables: Tables, caller: Caller, message: Message & { readonly price: number }): Promise<{ readonly turn: Turn; readonly replayed: boolean }> {
  const { text, idempotencyKey, expectedVersion, price } = message
  const session = await lockOwnSession(tables, caller, message.session)
  const again = await sameMessage(tables, session.id, text, idempotencyKey)
  if (again !== undefined) return { turn: again, replayed: true }
  await expectVersion(tables, session, expectedVersion)
  const line = await tables.turns.running(session.id)
  if (line.length >= longestLine) throw new StudioError('turn-running', `${line.length} messages are waiting in this session already. Let them be answered first.`, { turn: line[0]!.id, retryAfter: 30 })
  await countOne(world, tables, `turns:${caller.user}`, world.settings.turns.perMinute, 60_000, 'Too many messages.')
  const now = world.clock.now()
  const turn: Turn = {
    id: `turn_${world.random.hex(16)}`, session: session.id, user: session.user, text, state: 'running', startedAt: now, leaseUntil: now + leaseTime,
    ...(idempotencyKey !== undefined && { idempotencyKey }), ...(expectedVersion !== undefined && { expectedVersion }), ...(caller.attribution !== undefined && { attribution: caller.attribution }),
  }
  await freeze(tables, { id: turn.id, user: turn.user, session: session.id, turn: turn.id }, price, now)
  await tables.turns.insert(turn)
  await tables.announce(topics.session(session.id))
  return { turn, replayed: false }
}

async function* events(world: StudioWorld, caller: Caller, id: string, after: number, signal?: AbortSignal) {
  const { tables } = world.store
  await ownTurn(tables, caller, id)
  let last = after
  for await (const _ of wakings(world.store, topics.turn(id), signal)) {
    for (const event of await tables.turns.events(id, last)) {
      if (signal?.aborted === true) return
      last = event.sequence
      yield event
      if (event.type === 'end') return
    }
    // Whoever resumes behind the end, or listens to a film that is gone, must not wait for ever.
    const turn = await tables.turns.find(id)
    if (turn === undefined || (turn.state !== 'running' && (await tables.turns.events(id, last)).length === 0)) return
  }
}
