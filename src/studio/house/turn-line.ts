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
/** Beginnings of one turn; a turn that kills its process every time is given up. */
const mostStarts = 4

export interface Runner {
  start(turn: Turn, asker?: Asker): void
  abort(id: string): void
  recover(): Promise<void>
  /** Waits for the running turns. */
  close(): Promise<void>
}

export function createRunner(world: StudioWorld): Runner {
  const active = new Map<string, { readonly controller: AbortController; readonly done: Promise<void> }>()
  let closed = false

  function start(turn: Turn, asker?: Asker): void {
    if (closed || active.has(turn.id)) return
    const controller = new AbortController()
    const done = take(world, turn, controller.signal, asker)
      .catch((error: unknown) => world.log?.('error', 'turn.lost', { turn: turn.id, error: String(error) }))
      .finally(() => active.delete(turn.id))
    active.set(turn.id, { controller, done })
  }

  return {
    start,
    abort: (id) => active.get(id)?.controller.abort(new StudioError('unavailable', 'The turn was cancelled.')),
    async recover() {
      if (closed) return
      const now = world.clock.now()
      for (const turn of await world.store.tables.turns.takeAbandoned(now, now + leaseTime, 20)) start(turn)
    },
    async close() {
      closed = true
      await Promise.all([...active.values()].map(({ done }) => done))
    },
  }
}

async function take(world: StudioWorld, turn: Turn, signal: AbortSignal, asker: Asker | undefined): Promise<void> {
  const release = keepLease(world, turn.id)
  try {
    if (!await isNext(world, turn, signal)) return
    const { ok } = await world.store.tables.limits.take(`turn-start:${turn.id}`, mostStarts, 3_600_000, world.clock.now())
    if (ok) await runTurn(world, turn, signal, asker)
    else await failTurn(world, turn, new StudioError('unavailable', 'This message could not be worked on, again and again. Nothing was changed and nothing was charged.'))
  } finally {
    release()
  }
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
