// The ledger and the accounts, which are the ledger added up. Nothing in the ledger changes or goes; an account moves only
// together with a new entry, under the lock of its row. Must run inside a transaction.

import { sql, type Kysely } from 'kysely'
import { KinoraError } from '../../base/index.ts'
import type { Account, Credits, EntryKind, LedgerEntry } from '../../studio/ports.ts'
import { plain, plainOrNone, type Schema } from '../schema.ts'

/** What one credit of each kind of entry does to the account. */
const moves: Readonly<Record<EntryKind, Omit<Account, 'user'>>> = {
  grant: { available: 1, frozen: 0, granted: 1, consumed: 0 },
  freeze: { available: -1, frozen: 1, granted: 0, consumed: 0 },
  settle: { available: 0, frozen: -1, granted: 0, consumed: 1 },
  refund: { available: 1, frozen: -1, granted: 0, consumed: 0 },
  expire: { available: -1, frozen: 0, granted: 0, consumed: 0 },
}

const sums = ['available', 'frozen', 'granted', 'consumed'] as const

export function creditsTable(database: Kysely<Schema>): Credits {
  const entries = () => database.selectFrom('ledger')
    .select(['key', 'user', 'kind', 'amount', 'session', 'turn', 'render', 'source', 'createdAt', 'expiresAt'])
  return {
    async account(user) {
      const owner = await ownerOf(database, user)
      return await database.selectFrom('accounts').selectAll().where('user', '=', owner).executeTakeFirst() ?? { user: owner, available: 0, frozen: 0, granted: 0, consumed: 0 }
    },
    append: (entry) => append(database, entry),
    find: async (key) => plainOrNone(await entries().where('key', '=', key).executeTakeFirst()),
    async list(user, { offset, limit, from, to, outcomes = false }) {
      const owner = await ownerOf(database, user)
      const within = entries().where('user', '=', owner)
        .$if(from !== undefined, (query) => query.where('createdAt', '>=', from!)).$if(to !== undefined, (query) => query.where('createdAt', '<=', to!))
        .$if(outcomes, (query) => query.where('kind', 'in', ['grant', 'settle', 'expire']).where('amount', '>', 0))
      const { total } = await within.clearSelect().select((row) => row.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
      const rows = await within.orderBy('createdAt', 'desc').orderBy('sequence', 'desc').offset(offset).limit(limit).execute()
      return { total, entries: rows.map(plain) }
    },
    async expiredGrants(now, limit) {
      const rows = await entries().where('kind', '=', 'grant').where('expiresAt', '<=', now)
        .where((row) => row.not(row.exists(row.selectFrom('ledger as closing').select('closing.key').where('closing.key', '=', sql<string>`'expire:' || ledger.key`))))
        .orderBy('expiresAt').limit(limit).execute()
      return rows.map(plain)
    },
    async expiredSince(user, since) {
      return await entries().where('user', '=', await ownerOf(database, user)).where('kind', '=', 'expire').where('createdAt', '>=', since).limit(1).executeTakeFirst() !== undefined
    },
  }
}

async function append(database: Kysely<Schema>, entry: LedgerEntry): Promise<'done' | 'replayed' | 'short'> {
  if (!Number.isSafeInteger(entry.amount) || entry.amount < (entry.kind === 'expire' ? 0 : 1)) {
    throw new KinoraError({ code: 'ledger-amount', message: `Entry ${entry.key} moves ${entry.amount} credits; it must be a whole number, 1 or more.` })
  }
  const account = await lockOwner(database, entry.user)
  const known = await database.selectFrom('ledger').select('key').where('key', '=', entry.key).executeTakeFirst()
  if (known !== undefined) return 'replayed'
  const after = moved(account, entry)
  if (after.available < 0) return 'short'
  if (after.frozen < account.frozen) await requireFrozen(database, entry)
  const { user, ...values } = entry
  const added = await database.insertInto('ledger').values({ ...values, user: account.user })
    .onConflict((conflict) => conflict.column('key').doNothing()).executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 0n) return 'replayed'
  await database.updateTable('accounts').set(after).where('user', '=', account.user).execute()
  return 'done'
}

/** A settlement or refund closes its own freeze (`close:x` and `rest:x` belong to `freeze:x`) and never more than that: other work's credits are not touched. */
async function requireFrozen(database: Kysely<Schema>, { key, amount, user }: LedgerEntry): Promise<void> {
  const name = key.slice(key.indexOf(':') + 1)
  const rows = await database.selectFrom('ledger').select(['kind', 'amount']).where('key', 'in', [`freeze:${name}`, `close:${name}`, `rest:${name}`]).execute()
  const left = rows.reduce((sum, row) => sum + moves[row.kind].frozen * row.amount, 0)
  if (left >= amount) return
  throw new KinoraError({ code: 'ledger-broken', message: `Entry ${key} of ${user} closes ${amount} credits of which ${left} are frozen under freeze:${name}: it was never frozen, or is closed already.` })
}

/** The account after an entry. */
export function moved(account: Account, { kind, amount }: Pick<LedgerEntry, 'kind' | 'amount'>): Account {
  const change = moves[kind]
  return { user: account.user, ...Object.fromEntries(sums.map((sum) => [sum, account[sum] + change[sum] * amount])) } as Account
}

/** The account of a user, or of whoever took that user over, held until the transaction ends. */
async function lockOwner(database: Kysely<Schema>, user: string): Promise<Account> {
  const account = await lockAccount(database, user)
  // Looked at under the lock: a merge that was under way is over now.
  const row = await database.selectFrom('users').select('boundTo').where('id', '=', user).executeTakeFirst()
  return row?.boundTo ? lockOwner(database, row.boundTo) : account
}

export async function lockAccount(database: Kysely<Schema>, user: string): Promise<Account> {
  await database.insertInto('accounts').values({ user, available: 0, frozen: 0, granted: 0, consumed: 0 }).onConflict((conflict) => conflict.doNothing()).execute()
  return database.selectFrom('accounts').selectAll().where('user', '=', user).forUpdate().executeTakeFirstOrThrow()
}

/** Adds all sums of one account to another's; both must be locked. */
export async function moveAccount(database: Kysely<Schema>, from: string, to: string): Promise<void> {
  const source = await lockAccount(database, from)
  const target = await lockAccount(database, to)
  const sum = (factor: (one: 'available' | 'frozen' | 'granted' | 'consumed') => number) => Object.fromEntries(sums.map((one) => [one, factor(one)]))
  await database.updateTable('accounts').set(sum(() => 0)).where('user', '=', from).execute()
  await database.updateTable('accounts').set(sum((one) => source[one] + target[one])).where('user', '=', to).execute()
}

/** Who has what is a user's now: the user, or the one that took the user over. */
async function ownerOf(database: Kysely<Schema>, user: string): Promise<string> {
  const row = await database.selectFrom('users').select('boundTo').where('id', '=', user).executeTakeFirst()
  return row?.boundTo ? ownerOf(database, row.boundTo) : user
}
