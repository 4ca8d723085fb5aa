// Whose credits are spent first. A grant may end, so the ledger is played back: what is reserved comes from the grants that
// end soonest, what is given back returns to where it came from, and a grant that has ended takes with it what returns late.

import type { LedgerEntry, Tables } from '../ports.ts'

export interface GrantLeft {
  readonly key: string
  /** ms since 1970; Infinity: never. */
  readonly ends: number
  /** Neither spent nor reserved nor expired. */
  readonly left: number
  /** Its end stands in the ledger. */
  readonly over: boolean
}

interface Part {
  readonly grant: { left: number }
  amount: number
}

/** Every grant with what is left of it. Entries: oldest first. */
export function grantsLeft(entries: readonly LedgerEntry[]): readonly GrantLeft[] {
  const grants: { readonly key: string; readonly ends: number; left: number; over: boolean }[] = []
  const reserved = new Map<string, Part[]>()
  for (const { kind, key, amount, expiresAt = Infinity } of entries) {
    const work = key.slice(key.indexOf(':') + 1)
    const parts = reserved.get(work)
    if (kind === 'grant') {
      grants.push({ key, ends: expiresAt, left: amount, over: false })
      grants.sort((one, other) => one.ends - other.ends)
    }
    if (kind === 'freeze') reserved.set(work, takeFrom(grants, amount))
    if (kind === 'settle') drain(parts ?? takeFrom(grants, amount), amount)
    if (kind === 'refund') for (const { grant, amount: back } of drain(parts ?? [], amount)) grant.left += back
    if (kind === 'expire') {
      const grant = grants.find((one) => key === endOf(one.key) || key.startsWith(`${endOf(one.key)}:after:`))
      if (grant !== undefined) Object.assign(grant, { over: true, left: Math.max(0, grant.left - amount) })
    }
  }
  return grants
}

function takeFrom(grants: readonly { left: number }[], amount: number): Part[] {
  let open = amount
  return grants.flatMap((grant) => {
    const taken = Math.min(grant.left, open)
    grant.left -= taken
    open -= taken
    return taken === 0 ? [] : [{ grant, amount: taken }]
  })
}

/** Takes so much out of the parts, the soonest first; gives what was taken. */
function drain(parts: readonly Part[], amount: number): Part[] {
  let open = amount
  return parts.flatMap((part) => {
    const taken = Math.min(part.amount, open)
    part.amount -= taken
    open -= taken
    return taken === 0 ? [] : [{ grant: part.grant, amount: taken }]
  })
}

function endOf(grant: string): string {
  return `expire:${grant}`
}

/** Ends a grant whose time is over: what nobody has reserved of it is gone. What is reserved stays its work's. */
export async function endGrant(tables: Tables, { user, key }: Pick<LedgerEntry, 'user' | 'key'>, now: number): Promise<void> {
  const left = grantsLeft(await wholeLedger(tables, user)).find((grant) => grant.key === key)?.left ?? 0
  const { available } = await tables.credits.account(user)
  await tables.credits.append({ key: endOf(key), user, kind: 'expire', amount: Math.min(available, left), createdAt: now })
}

/** After work gave credits back: what came from a grant that has ended since `reservedAt` ends now. */
export async function endReturned(tables: Tables, { user, work, reservedAt }: { readonly user: string; readonly work: string; readonly reservedAt: number }, now: number): Promise<void> {
  // Nearly always there is none, and the ledger need not be read.
  if (!await tables.credits.expiredSince(user, reservedAt)) return
  for (const { key, left, over } of grantsLeft(await wholeLedger(tables, user))) {
    if (over && left > 0) await tables.credits.append({ key: `${endOf(key)}:after:${work}`, user, kind: 'expire', amount: left, createdAt: now })
  }
}

async function wholeLedger(tables: Tables, user: string): Promise<readonly LedgerEntry[]> {
  const entries: LedgerEntry[] = []
  for (;;) {
    const page = await tables.credits.list(user, { offset: entries.length, limit: 1000 })
    entries.push(...page.entries)
    if (page.entries.length === 0 || entries.length >= page.total) return entries.reverse()
  }
}
