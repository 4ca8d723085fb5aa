// Credits in motion, always inside the transaction of the work they pay for: frozen when it is promised, then settled or
// given back, once. A house without credits moves nothing.

import type { Draft } from '../../draft/index.ts'
import type { Tables } from '../ports.ts'
import { StudioError, type StudioSettings } from '../service.ts'
import { endReturned } from './grants.ts'
import { isSame } from './versions.ts'

/** What the credits are for. */
export interface Charge {
  /** Of the turn, the render or the version: names the ledger's entries. */
  readonly id: string
  readonly user: string
  readonly session: string
  readonly turn?: string
  readonly render?: string
}

/** What a change of the film costs: making one, changing one, or nothing when nothing changed. */
export function priceOfChange(before: Draft, after: Draft, made: boolean, settings: StudioSettings): number {
  return isSame(before, after) ? 0 : priceOfAny(before, made, settings)
}

/** The same for a change that nobody has seen yet. */
export function priceOfAny(before: Draft, made: boolean, { credits }: StudioSettings): number {
  if (!credits.enabled) return 0
  return made || before.picture.segments.length === 0 ? credits.create : credits.edit
}

/** Reserves credits. Throws `credits-short` with what there is; nothing has moved then. */
export async function freeze(tables: Tables, charge: Charge, amount: number, now: number): Promise<void> {
  if (amount <= 0) return
  const done = await tables.credits.append({ key: `freeze:${charge.id}`, kind: 'freeze', amount, createdAt: now, ...entryOf(charge) })
  if (done !== 'short') return
  const { available } = await tables.credits.account(charge.user)
  throw new StudioError('credits-short', `This costs ${amount} credits and ${available} are left.`, { user: charge.user, needed: amount, available })
}

/**
 * Ends what was frozen: `spent` of it is consumed, the rest given back. Settling and giving back everything share one
 * key, so only the first of them happens, whoever comes late.
 */
export async function close(tables: Tables, charge: Charge, spent: number, now: number): Promise<void> {
  const freezing = await tables.credits.find(`freeze:${charge.id}`)
  if (freezing === undefined) return
  const { amount: frozen, createdAt: reservedAt } = freezing
  const settled = Math.min(spent, frozen)
  const entry = { ...entryOf(charge), createdAt: now }
  const done = await tables.credits.append({ ...entry, key: `close:${charge.id}`, kind: settled > 0 ? 'settle' : 'refund', amount: settled > 0 ? settled : frozen })
  if (done !== 'done' || settled === frozen) return
  if (settled > 0) await tables.credits.append({ ...entry, key: `rest:${charge.id}`, kind: 'refund', amount: frozen - settled })
  await endReturned(tables, { user: charge.user, work: charge.id, reservedAt }, now)
}

/** Consumes at once what needs no waiting. */
export async function charge(tables: Tables, of: Charge, amount: number, now: number): Promise<void> {
  await freeze(tables, of, amount, now)
  await close(tables, of, amount, now)
}

function entryOf({ user, session, turn, render }: Charge) {
  return { user, session, ...(turn !== undefined && { turn }), ...(render !== undefined && { render }) }
}
