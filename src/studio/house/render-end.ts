// How an export ends: finished, failed or cancelled, in one transaction with its charge, the next export of its session
// and the word to whoever asked to be told. Whoever comes second finds it ended and changes nothing.

import type { RenderRow, Tables } from '../ports.ts'
import { close } from './charging.ts'
import { callNext } from './render-submit.ts'
import { topics } from './waiting.ts'
import type { StudioWorld } from './world.ts'

export type RenderEnding =
  /** For people; `cancelled` when somebody wished it. */
  | { readonly error: string }
  | { readonly object: string; readonly bytes: number; readonly report: unknown }

/** True: this call ended it. False: it had ended before, or is gone. */
export async function endRender(world: StudioWorld, id: string, ending: RenderEnding): Promise<boolean> {
  const ended = await world.store.transaction(async (tables) => {
    const found = await tables.renders.find(id)
    if (found === undefined) return undefined
    await tables.sessions.lock(found.session)
    const render = await tables.renders.lock(id)
    if (render === undefined || hasEnded(render)) return undefined
    await writeEnding(world, tables, render, ending)
    return render
  })
  if (ended !== undefined) world.log?.('info', 'render.ended', { render: id, session: ended.session, milliseconds: world.clock.now() - ended.createdAt, ...('error' in ending ? { error: ending.error } : { bytes: ending.bytes }) })
  return ended !== undefined
}

export function hasEnded({ state }: Pick<RenderRow, 'state'>): boolean {
  return state === 'completed' || state === 'failed'
}

async function writeEnding(world: StudioWorld, tables: Tables, render: RenderRow, ending: RenderEnding): Promise<void> {
  const now = world.clock.now()
  const made = 'object' in ending
  await tables.renders.update(render.id, made
    ? { state: 'completed', progress: 100, object: ending.object, bytes: ending.bytes, report: ending.report, completedAt: now, expiresAt: now + world.settings.files.filmHours * 3_600_000 }
    : { state: 'failed', error: ending.error, completedAt: now })
  await close(tables, { id: render.id, user: render.user, session: render.session, render: render.id }, made ? world.settings.credits.export : 0, now)
  await tables.renders.deleteWinners(render.id)
  if (!made) await tables.jobs.cancel(render.id)
  await callNext(tables, render.session)
  if (render.webhook !== undefined) await tables.jobs.send({ kind: 'webhook', render: render.id }, { key: `webhook:${render.id}` })
  await tables.announce(topics.render(render.id))
  await tables.announce(topics.session(render.session))
}

/** Removes the passing objects of an ended export. */
export async function sweepRender({ objects }: StudioWorld, id: string): Promise<void> {
  await objects.deleteAll(`chunks/${id}/`)
}
