// One turn from its row to its end. It is thought out without holding anything; then one transaction holds the session,
// sees that the film is still the one that was thought about, and writes version, receipt, events, charge and end
// together. A process that dies before leaves nothing, one that comes late changes nothing.

import { faultOf } from '../../base/index.ts'
import type { Attribution, Session, Tables, Turn } from '../ports.ts'
import { StudioError } from '../service.ts'
import type { TurnInput, TurnResult } from '../turn.ts'
import { turnByWords } from '../turn-with-model.ts'
import { close, priceOfChange } from './charging.ts'
import { materialOf, musicOfObjects, withoutPaths } from './material.ts'
import { exportBlocked, mayExport, presentExport, submitIn } from './render-submit.ts'
import { answerAbout } from './turn-answers.ts'
import { eventsOf, failureEvents, receiptOf } from './turn-events.ts'
import { differencesFor, draftOf, historyOf, isSame, writeVersion } from './versions.ts'
import { topics } from './waiting.ts'
import type { StudioWorld } from './world.ts'

/** By-hand changes that come in between have the turn thought out again; more than so many in a row is somebody else at work. */
const mostRounds = 5

/** What is known of whoever sent the message while its server lives. */
export interface Asker {
  /** Of the answer. */
  readonly language?: string | undefined
  readonly mayExport?: boolean
}

/** Everything a turn is thought out from. */
export async function inputOf(tables: Tables, session: Session, text: string, language?: string, attribution?: Attribution): Promise<TurnInput> {
  const stored = await tables.assets.listOf(session.id)
  const said = language?.slice(0, 2).toLowerCase()
  // Who says something decides; a page that does not say who it is goes on in the way in which the film was begun.
  const skill = attribution?.source ?? session.skill
  return {
    text, history: await historyOf(tables, session), world: { assets: materialOf(stored, session.draft), ...(session.script !== undefined && session.script !== '' && { script: session.script }) },
    ...(session.draft !== undefined && { draft: session.draft }), ...((said === 'zh' || said === 'en') && { language: said }), ...(skill !== undefined && { skill }),
  }
}

/** Runs a turn that is first in its line; does nothing when it has ended meanwhile. */
export async function runTurn(world: StudioWorld, turn: Turn, signal: AbortSignal, asker: Asker = {}): Promise<void> {
  try {
    for (let round = 0; round < mostRounds; round++) if (await tryOnce(world, turn, signal, asker)) return
    await failTurn(world, turn, new StudioError('version-conflict', 'The film was changed by hand again and again meanwhile. Nothing was done for this message; send it once more.'))
  } catch (error) {
    if (signal.aborted) return
    world.log?.('error', 'turn.failed', { turn: turn.id, session: turn.session, error: faultOf(error) })
    await failTurn(world, turn, error)
  }
}

async function tryOnce(world: StudioWorld, turn: Turn, signal: AbortSignal, asker: Asker): Promise<boolean> {
  const { tables } = world.store
  const session = await tables.sessions.find(turn.session)
  if (session === undefined) return true
  const result = await turnByWords(await inputOf(tables, session, wordsOf(turn), asker.language, turn.attribution), { music: musicOfObjects(world.music, world.objects), voice: world.voice, ...(world.model && { model: world.model }) }, signal)
  signal.throwIfAborted()
  return world.store.transaction(async (tables) => {
    const now = await tables.sessions.lock(turn.session)
    const still = await tables.turns.find(turn.id)
    if (now === undefined || still?.state !== 'running') return true
    if (turn.expectedVersion !== undefined && turn.expectedVersion !== now.version) {
      await endFailed(world, tables, turn, now, conflict(session, now))
      return true
    }
    if (now.version !== session.version) return false
    await commit(world, tables, turn, now, result, asker)
    return true
  })
}

// The answers of a client without a person come as `1. <question>: <answer>`; what counts is the answer.
function wordsOf({ text }: Turn): string {
  const lines = text.split('\n')
  return lines.every((line) => /^\d+\. [^:：]{1,200}[:：] ?\S/.test(line)) ? lines.map((line) => line.replace(/^\d+\. [^:：]{1,200}[:：] ?/, '')).join(', ') : text
}

async function commit(world: StudioWorld, tables: Tables, turn: Turn, session: Session, result: TurnResult, asker: Asker): Promise<void> {
  const now = world.clock.now()
  const before = draftOf(session)
  const changed = !isSame(before, result.draft)
  const version = changed ? (await writeVersion(tables, session, {
    draft: result.draft, history: result.history, operations: result.operations, receipt: receiptOf(result), turn: turn.id,
  }, now)).version : session.version
  const price = changed ? priceOfChange(before, result.draft, result.action === 'create', world.settings) : 0
  await close(tables, { id: turn.id, user: turn.user, session: session.id, turn: turn.id }, price, now)
  const reply = await replyOf(world, tables, turn, { ...session, version, draft: result.draft }, result, asker)
  const state = result.question === undefined ? 'done' : 'awaiting_input'
  await tables.turns.addEvents(turn.id, eventsOf(turn.id, result, { state, version, changed, reply }))
  await tables.turns.update(turn.id, { state, reply, endedAt: now })
  await tables.announce(topics.turn(turn.id))
  await tables.announce(topics.session(session.id))
}

async function replyOf(world: StudioWorld, tables: Tables, turn: Turn, session: Session, result: TurnResult, asker: Asker): Promise<string> {
  const reply = await answerAbout(world, tables, turn, session, result, async (wish) => {
    const { plan = 'free' } = await tables.users.find(turn.user) ?? {}
    const allowed = asker.mayExport ?? mayExport(world, { scopes: [], plan, ...(turn.attribution !== undefined && { attribution: turn.attribution }) })
    if (!allowed) throw exportBlocked(turn.user)
    const present = wish.quality === undefined ? await presentExport(world, tables, session, wish.format ?? 'mp4') : undefined
    return present === undefined ? submitIn(world, tables, turn, session, wish) : { render: present, replayed: true }
  })
  return reply.trim() === '' ? (result.plan.language === 'zh' ? '影片没有改动。' : 'Nothing in the film changed.') : reply
}

function conflict(seen: Session, now: Session): StudioError {
  return new StudioError('version-conflict', `The film is at version ${now.version} and no longer at ${seen.version}. Nothing was done for this message.`, { current: now.version, differences: differencesFor(draftOf(seen), draftOf(now)) })
}

/** Ends a turn without anything done and gives all its credits back. */
export async function failTurn(world: StudioWorld, turn: Turn, error: unknown): Promise<void> {
  await world.store.transaction(async (tables) => {
    const session = await tables.sessions.lock(turn.session)
    if (session === undefined || (await tables.turns.find(turn.id))?.state !== 'running') return
    await endFailed(world, tables, turn, session, error)
  })
}

async function endFailed(world: StudioWorld, tables: Tables, turn: Turn, session: Session, error: unknown): Promise<void> {
  const { code, message } = faultOf(error)
  const said = error instanceof StudioError ? message : `That could not be done: ${withoutPaths(message)} Nothing was changed and nothing was charged.`
  await end(world, tables, turn, session, { state: 'failed', code, said, ...(error instanceof StudioError && { details: error.details }) })
}

/** Stops a turn at somebody's wish. The session must be locked, and the turn running. */
export async function endAborted(world: StudioWorld, tables: Tables, turn: Turn, session: Session): Promise<void> {
  await end(world, tables, turn, session, { state: 'aborted', code: 'aborted', said: 'Stopped. Nothing was changed and nothing was charged.' })
}

interface Unhappy {
  readonly state: 'failed' | 'aborted'
  readonly code: string
  readonly said: string
  readonly details?: Readonly<Record<string, unknown>>
}

async function end({ clock }: StudioWorld, tables: Tables, turn: Turn, session: Session, { state, code, said, details }: Unhappy): Promise<void> {
  const now = clock.now()
  await close(tables, { id: turn.id, user: turn.user, session: session.id, turn: turn.id }, 0, now)
  await tables.turns.addEvents(turn.id, failureEvents(code, said, session.version, state, details))
  await tables.turns.update(turn.id, { state, reply: said, endedAt: now })
  await tables.announce(topics.turn(turn.id))
  await tables.announce(topics.session(session.id))
}
