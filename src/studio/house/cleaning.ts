// What time takes away: grants, tokens, finished films. Run every few minutes by one process at a time or by several;
// everything is written so that twice does no harm.

import { endGrant } from './grants.ts'
import { removeSession } from './removing.ts'
import { dropUpload } from './unfinished.ts'
import { incomingOf } from './uploads.ts'
import type { StudioWorld } from './world.ts'

const day = 86_400_000
/** Tokens are kept a while after their end, so that a late client gets "expired" in the log and not a riddle. */
const tokenDaysAfter = 7
/** A program that nobody has agreed to, or whose every token is over, makes itself known again. */
const appDays = 7
/** A link to a film may have been made on a token's last day. */
const linkDays = 7
/** At a time; the next run takes the next. */
const batch = 200

export async function clean(world: StudioWorld): Promise<void> {
  const now = world.clock.now()
  await expireGrants(world, now)
  await world.store.tables.tokens.deleteExpired(now - tokenDaysAfter * day)
  await world.store.tables.passes.deleteExpired(now - day)
  await world.store.tables.apps.deleteUnused(now - appDays * day)
  await removeOldFilms(world, now)
  await removeUnfinished(world, now)
  await removeAbandoned(world, now)
}

// Nobody can reach them any more: the token of an anonymous user has ended by then, and so has every link.
async function removeAbandoned(world: StudioWorld, now: number): Promise<void> {
  const { files, anonymous } = world.settings
  const kept = Math.max(files.filmHours * 3_600_000, (anonymous.days + linkDays) * day)
  for (const id of await world.store.tables.sessions.abandoned(now - kept, batch)) await removeSession(world, id)
}

// Uploads that nobody goes on with, and files that a process was looking at when it died.
async function removeUnfinished(world: StudioWorld, now: number): Promise<void> {
  for (const upload of await world.store.tables.uploads.ended(now, batch)) await dropUpload(world, upload)
  for (let days = 2; days <= 8; days++) await world.objects.deleteAll(incomingOf(now - days * day))
}

async function expireGrants({ store }: StudioWorld, now: number): Promise<void> {
  for (const grant of await store.tables.credits.expiredGrants(now, batch)) await store.transaction((tables) => endGrant(tables, grant, now))
}

async function removeOldFilms({ store, objects, log }: StudioWorld, now: number): Promise<void> {
  for (const { id, object } of await store.tables.renders.expired(now, batch)) {
    await store.transaction(async (tables) => {
      await tables.renders.lock(id)
      // An empty key: there was a film and its time is over.
      await tables.renders.update(id, { object: undefined })
    })
    if (object !== undefined) await objects.delete(object).catch((error: unknown) => log?.('warn', 'film.not-deleted', { object, error: String(error) }))
    await objects.deleteAll(`films/${id}/`).catch(() => undefined)
  }
}
