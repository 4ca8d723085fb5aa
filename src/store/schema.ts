// The tables of schema `app` as types: rows are the studio's own values, columns bear the names of their fields. Where a
// row of the studio has an absent field the column is null.

import type { Generated } from 'kysely'
import type { Account, App, ChunkWinner, FilmVersion, LedgerEntry, Pass, RenderRow, Session, StoredAsset, StoredHistory, Token, Turn, TurnEvent, UnfinishedUpload, User } from '../studio/ports.ts'

/** Order of insertion, made by the database. */
interface Numbered { readonly sequence: Generated<number> }

export interface Schema {
  users: User
  tokens: Token & Numbered
  apps: App
  passes: Pass
  accounts: Account
  ledger: LedgerEntry & Numbered
  sessions: Session & Numbered & { readonly history?: StoredHistory }
  versions: FilmVersion
  turns: Turn & Numbered
  turnEvents: { readonly turn: string; readonly sequence: number; readonly event: TurnEvent }
  assets: StoredAsset & Numbered & { readonly removedAt?: number }
  uploads: UnfinishedUpload
  renders: RenderRow & Numbered
  winners: ChunkWinner
  limits: { readonly key: string; readonly times: readonly number[]; readonly taken: boolean; readonly until: number }
  audit: { readonly at: number; readonly user?: string; readonly action: string; readonly details?: Readonly<Record<string, unknown>> } & Numbered
}

/** A value for a `json` column. The type `json` keeps the text as it is (`jsonb` would reorder the keys of drafts). */
export function json<Value>(value: Value): Value {
  if (value === undefined) return null as Value
  // As in columns of text; here PostgreSQL would store an escaped character 0, and could not read it back as a row.
  return JSON.stringify(value).replace(/\\\\|\\u0000/g, (found) => (found === '\\u0000' ? '\\ufffd' : found)) as Value
}

/** Text of PostgreSQL holds no character 0, and strangers send it; it becomes the replacement character, as broken UTF-8 does. */
export function withoutZero(text: string): string {
  return text.replaceAll('\0', '\uFFFD')
}

/** A row as the studio wants it: what is null in the database is absent. */
export function plain<Row extends object>(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Row
}

export function plainOrNone<Row extends object>(row: Row | undefined): Row | undefined {
  return row === undefined ? undefined : plain(row)
}

/** Fields of a change as columns: a field that is there but undefined empties its column; Kysely alone would leave it as it was. */
export function changed<Change extends object>(change: Change): Change {
  return Object.fromEntries(Object.entries(change).map(([field, value]) => [field, value === undefined ? null : value])) as Change
}
