// Removing a film with everything that belongs to it: what runs is stopped and paid back first, rows go together, objects
// last, and only those that no other film of the user needs.

import type { Tables } from '../ports.ts'
import { endRender, sweepRender } from './render-end.ts'
import { endAborted } from './turn-run.ts'
import { topics } from './waiting.ts'
import type { StudioWorld } from './world.ts'

/** Files and films of one page; a session with more is removed in several rounds. */
const page = { offset: 0, limit: 1000 }

export async function removeSession(world: StudioWorld, id: string): Promise<void> {
  const { store, objects } = world
  const renders = await store.tables.renders.listOf({ session: id }, page)
  for (const { id: render, state } of renders) if (state === 'pending' || state === 'processing') await endRender(world, render, { error: 'cancelled' })
  const keys = await store.transaction(async (tables) => {
    const session = await tables.sessions.lock(id)
    if (session === undefined) return []
    for (const turn of await tables.turns.running(id)) await endAborted(world, tables, turn, session)
    const assets = await tables.assets.keptOf(id)
    await tables.uploads.endOf(id, 0)
    await tables.sessions.delete(id)
    await tables.audit.add({ at: world.clock.now(), user: session.user, action: 'session.removed', details: { session: id } })
    await tables.announce(topics.session(id))
    return unneeded(tables, assets)
  })
  for (const key of keys) await objects.delete(key)
  for (const { id: render } of renders) {
    await sweepRender(world, render)
    await objects.deleteAll(`films/${render}/`)
  }
}

async function unneeded(tables: Tables, assets: readonly { readonly user: string; readonly hash: string; readonly key: string }[]): Promise<string[]> {
  const keys: string[] = []
  for (const { user, hash, key } of assets) if (await tables.assets.findByHash(user, hash) === undefined) keys.push(key)
  return keys
}
