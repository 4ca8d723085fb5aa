// The turns that this process runs. Turns of a session go one after another, over all processes: whoever stands first in
// the line runs. A process keeps a lease on its turns; those of a dead one are taken over when their lease is over.

import type { Turn } from '../ports.ts'
import { StudioError } from '../service.ts'
import { failTurn, runTurn, type Asker } from './turn-run.ts'
import { topics, wakings } from './waiting.ts'
import type { StudioWorld } from './world.ts'

/** ms. A turn takes seconds at most; a process that is silent for so long is dead or frozen. */
export const leaseTime = 30_000
/** Moved on so often, ms. */
const renewal = 10_000
/** How often a turn is taken over from a dead process; one that kills its process every time is given up. */
const mostStarts = 3

export interface Runner {
  start(turn: Turn, asker?: Asker): void
  abort(id: string): void
  recover(): Promise<void>
  /** Waits for the running turns. */
  close(): Promise<void>
}

interface Active {
  readonly controller: AbortController
  readonly done: Promise<void>
  /** Still standing in line. */
  waiting: boolean
}

export function createRunner(world: StudioWorld): Runner {
  const active = new Map<string, Active>()
  let closed = false

  function start(turn: Turn, asker?: Asker, recovered = false): void {
    if (closed || active.has(turn.id)) return
    const controller = new AbortController()
    const done = Promise.resolve().then(() => take(turn, controller.signal, asker, recovered))
      .catch((error: unknown) => world.log?.('error', 'turn.lost', { turn: turn.id, error: String(error) }))
      .finally(() => active.delete(turn.id))
    active.set(turn.id, { controller, done, waiting: true })
  }

  async function take(turn: Turn, signal: AbortSignal, asker: Asker | undefined, recovered: boolean): Promise<void> {
    const release = keepLease(world, turn.id)
    try {
      if (!await isNext(world, turn, signal)) return
      active.get(turn.id)!.waiting = false
      const begun = world.clock.now()
      if (!recovered || await mayStartAgain(world, turn)) await runTurn(world, turn, signal, asker)
      else await failTurn(world, turn, new StudioError('unavailable', 'This message could not be worked on, again and again. Nothing was changed and nothing was charged.'))
      world.log?.('info', 'turn.ended', { turn: turn.id, session: turn.session, milliseconds: world.clock.now() - begun, waited: begun - turn.startedAt })
    } finally {
      release()
    }
  }

  return {
    start,
    abort: (id) => active.get(id)?.controller.abort(new StudioError('unavailable', 'The turn was cancelled.')),
    async recover() {
      if (closed) return
      const now = world.clock.now()
      for (const turn of await world.store.tables.turns.takeAbandoned(now, now + leaseTime, 20)) start(turn, undefined, true)
    },
    async close() {
      closed = true
      const waiting = [...active].filter(([, one]) => one.waiting)
      for (const [, { controller }] of waiting) controller.abort(new StudioError('unavailable', 'The server is stopping.'))
      await Promise.all([...active.values()].map(({ done }) => done))
      // Handed back at once, for whoever runs next.
      for (const [id] of waiting) await world.store.tables.turns.update(id, { leaseUntil: 0 }).catch(() => undefined)
    },
  }
}

async function mayStartAgain({ store, clock }: StudioWorld, { id }: Turn): Promise<boolean> {
  return (await store.tables.limits.take(`turn-again:${id}`, mostStarts, 3_600_000, clock.now())).ok
}

/** Waits until a turn is the first of its session. False: it ended meanwhile. */
async function isNext({ store }: StudioWorld, turn: Turn, signal: AbortSignal): Promise<boolean> {
  for await (const _ of wakings(store, topics.session(turn.session), signal)) {
    const line = await store.tables.turns.running(turn.session)
    if (line[0]?.id === turn.id) return true
    if (!line.some(({ id }) => id === turn.id)) return false
  }
  return false
}

function keepLease({ store, schedule, clock, log }: StudioWorld, id: string): () => void {
  let cancel = (): void => undefined
  let over = false
  const next = (): void => { cancel = schedule.after(renewal, renew) }
  function renew(): void {
    store.tables.turns.update(id, { leaseUntil: clock.now() + leaseTime })
      .catch((error: unknown) => log?.('warn', 'turn.lease', { turn: id, error: String(error) }))
      .finally(() => { if (!over) next() })
  }
  next()
  return () => {
    over = true
    cancel()
  }
}
