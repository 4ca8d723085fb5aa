// What the studio needs of a database, in its own words; the room store fits itself to this. Rows are plain values; times
// are milliseconds since 1970 (UTC); absent is undefined.

import type { Asset, Draft, Operation } from '../draft/index.ts'
import type { Apps, Passes } from './app-ports.ts'
import type { Format, Quality } from './film-format.ts'
import type { StoredHistory } from './house/stored-history.ts'
import type { Jobs } from './job-ports.ts'
import type { Uploads } from './upload-ports.ts'

export type { StoredHistory }

/** The database. One transaction spans every table and the job queue. */
export interface StorePort {
  /** Everything in `work` happens, or nothing. Tried again after a deadlock or a lost connection before commit, so `work` must not touch the world. */
  transaction<Result>(work: (tables: Tables) => Promise<Result>): Promise<Result>
  /** The same tables, each call on its own. */
  readonly tables: Tables
  /**
   * Calls `listener` soon (usually within 20 ms; within about ten seconds when the news was lost on the way) after any process called `tables.announce(topic)` in a
   * transaction that committed. May call too often, never too seldom. Returns the end of the subscription.
   */
  listen(topic: string, listener: () => void): () => void
  /** Throws when the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

export interface Tables {
  readonly users: Users
  readonly tokens: Tokens
  readonly apps: Apps
  readonly passes: Passes
  readonly credits: Credits
  readonly sessions: Sessions
  readonly turns: Turns
  readonly assets: Assets
  readonly uploads: Uploads
  readonly renders: Renders
  readonly limits: Limits
  readonly audit: Audit
  readonly jobs: Jobs
  /** Wakes the listeners of a topic, in every process, when this transaction commits. */
  announce(topic: string): Promise<void>
}

export interface User {
  /** `anon_…` or `user_…`. */
  readonly id: string
  readonly kind: 'anonymous' | 'registered' | 'operator'
  readonly email?: string
  readonly passwordHash?: string
  readonly plan: 'free' | 'paid'
  /** Of an anonymous user. */
  readonly clientId?: string
  /** The user that took over everything of this one. */
  readonly boundTo?: string
  readonly createdAt: number
}

export interface Users {
  insert(user: User): Promise<void>
  find(id: string): Promise<User | undefined>
  /** Case-insensitive. */
  findByEmail(email: string): Promise<User | undefined>
  /** Whose a film is. */
  findOwner(session: string): Promise<Pick<User, 'id' | 'kind' | 'plan'> | undefined>
  update(id: string, change: Partial<Pick<User, 'email' | 'passwordHash' | 'plan' | 'kind' | 'boundTo'>>): Promise<void>
  /** Moves sessions, assets, renders, turns, tokens, ledger and account of one user to another, who keeps both sums. */
  mergeInto(from: string, to: string): Promise<void>
}

export type Scope = 'read' | 'write' | 'upload' | 'render' | '*'

/** Only the SHA-256 (hex) of a token is ever stored. */
export interface Token {
  readonly hash: string
  readonly user: string
  readonly kind: 'access' | 'claim'
  readonly scopes: readonly Scope[]
  /** Of a claim token: what it opens. */
  readonly session?: string
  /** Shown in lists: `laptop`, or the client's id. */
  readonly name?: string
  readonly createdAt: number
  readonly expiresAt?: number
  readonly revokedAt?: number
}

export interface Tokens {
  insert(token: Token): Promise<void>
  find(hash: string): Promise<Token | undefined>
  /** A token with the user whose it is, in one question: every request asks it. */
  findBearer(hash: string): Promise<{ readonly token: Token; readonly user: Pick<User, 'kind' | 'plan'> } | undefined>
  listOf(user: string): Promise<readonly Token[]>
  revoke(hash: string, at: number): Promise<void>
  deleteExpired(before: number): Promise<number>
}

export interface Account {
  readonly user: string
  readonly available: number
  /** Reserved by running work. total = available + frozen. */
  readonly frozen: number
  readonly granted: number
  readonly consumed: number
}

export type EntryKind = 'grant' | 'freeze' | 'settle' | 'refund' | 'expire'

/** One line of the ledger; nothing is ever changed or deleted. */
export interface LedgerEntry {
  /** Unique over all time: `grant:<user>:welcome`, `freeze:<turn>`, `close:<turn>` (settle and refund share it, so only one can happen). */
  readonly key: string
  readonly user: string
  readonly kind: EntryKind
  /** Whole credits, positive (an expire entry may be 0: the grant was used up and is done with); what it does follows from the kind: freeze moves available to frozen, settle consumes frozen, refund moves back. */
  readonly amount: number
  readonly session?: string
  readonly turn?: string
  readonly render?: string
  /** `welcome`, `admin`, ...; of grants. */
  readonly source?: string
  readonly createdAt: number
  /** Of a grant: what is left of it then expires. */
  readonly expiresAt?: number
}

export interface Credits {
  account(user: string): Promise<Account>
  /** Appends and moves the account in one step. `replayed`: the key is known, nothing moved. `short`: not enough available, nothing moved. */
  append(entry: LedgerEntry): Promise<'done' | 'replayed' | 'short'>
  find(key: string): Promise<LedgerEntry | undefined>
  /** Newest first. `from`, `to`: createdAt bounds. `outcomes`: only what was spent, given and lost, and nothing of 0. */
  list(user: string, page: { readonly offset: number; readonly limit: number; readonly from?: number; readonly to?: number; readonly outcomes?: boolean }): Promise<{ readonly total: number; readonly entries: readonly LedgerEntry[] }>
  /** Grants whose time is over and that have no `expire:<key>` entry yet. */
  expiredGrants(now: number, limit: number): Promise<readonly LedgerEntry[]>
  /** Whether a grant of the user has ended at that time or later. */
  expiredSince(user: string, since: number): Promise<boolean>
}

/** One film with its conversation. Known outside as session, task and project. */
export interface Session {
  /** 19 digits. */
  readonly id: string
  /** `task_…` */
  readonly task: string
  /** `project_…` */
  readonly project: string
  readonly user: string
  readonly name: string
  readonly language?: string
  /** The skill through which it was begun (`X-Skill-Source`). */
  readonly skill?: string
  /** Of the film; 0: nothing was made yet. */
  readonly version: number
  readonly draft?: Draft
  /** A script that was sent as a file or by words. */
  readonly script?: string
  readonly createdAt: number
  readonly updatedAt: number
}

/** One version of a film; never changed once written. */
export interface FilmVersion {
  readonly session: string
  readonly version: number
  readonly draft: Draft
  readonly operations: readonly Operation[]
  /** What changed, was assumed, was not understood: for people. */
  readonly receipt: Receipt
  /** The turn that made it; absent: a direct operation. */
  readonly turn?: string
  /** Of a direct operation; unique within a session when given by the client. */
  readonly idempotencyKey?: string
  readonly createdAt: number
}

export interface Receipt {
  readonly changes: readonly string[]
  readonly assumed: readonly string[]
  readonly notUnderstood: readonly string[]
  readonly refused: readonly string[]
}

/** How a film stands, in little: what changes of it can be told apart by. */
export interface FilmPulse {
  readonly name: string
  readonly version: number
  /** Ids, in their order. */
  readonly files: readonly string[]
  /** The newest ones, oldest first. */
  readonly turns: readonly { readonly id: string; readonly state: TurnState }[]
  readonly renders: readonly { readonly id: string; readonly name: string; readonly state: RenderState; readonly progress: number; readonly secondsLeft?: number | null }[]
}

export interface Sessions {
  /** One small question, without drafts. */
  pulse(id: string): Promise<FilmPulse | undefined>
  insert(session: Session): Promise<void>
  find(id: string): Promise<Session | undefined>
  findByTask(task: string): Promise<Session | undefined>
  findByProject(project: string): Promise<Session | undefined>
  /** Holds the row against other writers until the transaction ends. */
  lock(id: string): Promise<Session | undefined>
  listOf(user: string, page: { readonly offset: number; readonly limit: number }): Promise<readonly Session[]>
  update(id: string, change: Partial<Pick<Session, 'name' | 'language' | 'version' | 'draft' | 'script' | 'updatedAt'>> & { readonly history?: StoredHistory }): Promise<void>
  /** The undo history that goes with the draft, plain JSON; apart from the rest because it is large and seldom needed. */
  history(id: string): Promise<StoredHistory | undefined>
  /** Sessions of anonymous users that nobody has changed since, longest untouched first. */
  abandoned(since: number, limit: number): Promise<readonly string[]>
  delete(id: string): Promise<void>
  addVersion(version: FilmVersion): Promise<void>
  version(session: string, version: number): Promise<FilmVersion | undefined>
  versionByKey(session: string, idempotencyKey: string): Promise<FilmVersion | undefined>
  /** Whether a version of the film, or a running export, shows or plays an asset (by its id in the draft). */
  everUsed(session: string, asset: string): Promise<boolean>
  /** Newest first, without drafts. */
  versions(session: string, page: { readonly offset: number; readonly limit: number }): Promise<readonly Omit<FilmVersion, 'draft'>[]>
}

export type TurnState = 'running' | 'awaiting_input' | 'done' | 'failed' | 'aborted'

export interface Turn {
  readonly id: string
  readonly session: string
  readonly user: string
  readonly text: string
  /** Unique within a session when given by the client. */
  readonly idempotencyKey?: string
  readonly expectedVersion?: number
  readonly state: TurnState
  readonly reply?: string
  /** Where the client came from: the attribution headers. */
  readonly attribution?: Attribution
  readonly startedAt: number
  readonly endedAt?: number
  /** The process that runs it says so by moving this on; in the past: nobody runs it. */
  readonly leaseUntil: number
}

export interface Attribution {
  readonly source?: string
  readonly version?: string
  readonly platform?: string
}

/** What a turn tells while it runs, in order; `sequence` counts from 1. */
export type TurnEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tool-call'; readonly call: string; readonly name: string; readonly arguments: unknown }
  | { readonly type: 'tool-result'; readonly call: string; readonly name: string; readonly result: unknown }
  | { readonly type: 'question'; readonly id: string; readonly text: string; readonly options: readonly string[]; readonly default: string }
  | { readonly type: 'receipt'; readonly version: number; readonly receipt: Receipt; readonly summary: string }
  | { readonly type: 'error'; readonly code: string; readonly message: string; readonly details?: Readonly<Record<string, unknown>> }
  /** Always the last one. */
  | { readonly type: 'end'; readonly state: TurnState; readonly version: number }

export interface Turns {
  insert(turn: Turn): Promise<void>
  find(id: string): Promise<Turn | undefined>
  findByKey(session: string, idempotencyKey: string): Promise<Turn | undefined>
  /** The turns of a session in state `running`, in the order of their insertion: the first one runs, the others wait for it. */
  running(session: string): Promise<readonly Turn[]>
  update(id: string, change: Partial<Pick<Turn, 'state' | 'reply' | 'endedAt' | 'leaseUntil'>>): Promise<void>
  /** Oldest first. */
  listOf(session: string, page: { readonly offset: number; readonly limit: number }): Promise<readonly Turn[]>
  /** Takes over turns whose lease is over, moving it to `until`: each is given to one caller only. */
  takeAbandoned(now: number, until: number, limit: number): Promise<readonly Turn[]>
  addEvents(turn: string, events: readonly TurnEvent[]): Promise<void>
  events(turn: string, after: number): Promise<readonly (TurnEvent & { readonly sequence: number })[]>
}

/** A file that somebody sent, stored once for each user and content. */
export interface StoredAsset {
  /** `file_…` */
  readonly id: string
  readonly user: string
  readonly session: string
  /** SHA-256 of the bytes, hex. */
  readonly hash: string
  readonly name: string
  readonly mimeType: string
  readonly bytes: number
  /** Of the object. */
  readonly key: string
  /** Unguessable name in file links. */
  readonly secret: string
  /** As the draft knows it, with its facts; absent: a script. */
  readonly asset?: Asset
  readonly text?: string
  readonly warnings: readonly string[]
  readonly createdAt: number
}

export interface Assets {
  insert(asset: StoredAsset): Promise<void>
  find(id: string): Promise<StoredAsset | undefined>
  findBySecret(secret: string): Promise<StoredAsset | undefined>
  /** The same content that the same user sent before, in any session. */
  findByHash(user: string, hash: string): Promise<StoredAsset | undefined>
  listOf(session: string): Promise<readonly StoredAsset[]>
  delete(id: string): Promise<void>
  /** Takes a file out of its session's list, out of `find` and `findBySecret`; its bytes stay for old versions of the film. */
  hide(id: string, at: number): Promise<void>
  /** Brings hidden files of a session back: those of drafts, by their ids in the draft, or the one with this content. */
  unhide(session: string, which: { readonly assets: readonly string[] } | { readonly hash: string }): Promise<void>
  /** Everything that a session keeps, hidden files too. */
  keptOf(session: string): Promise<readonly Pick<StoredAsset, 'user' | 'hash' | 'key'>[]>
  /** Bytes that a user keeps, hidden files too; equal contents count once. */
  bytesOf(user: string): Promise<number>
}

export type RenderState = 'pending' | 'processing' | 'completed' | 'failed'

export interface RenderRow {
  /** Inside: `rnd_…`, never chosen by a client. */
  readonly id: string
  /** As the client named it; unique within its user. */
  readonly name: string
  readonly session: string
  readonly user: string
  /** Frozen at submission. */
  readonly draft: Draft
  readonly version: number
  readonly output: { readonly format: Format; readonly quality: Quality; readonly height?: number }
  readonly state: RenderState
  /** 0..100 */
  readonly progress: number
  readonly secondsLeft?: number
  /** For people. `cancelled` when somebody cancelled it. */
  readonly error?: string
  /** How many pieces it is made of: its chunks and its sound; 0: it is made in one piece. Known after planning. */
  readonly chunks?: number
  /** Of the finished file. */
  readonly object?: string
  readonly secret: string
  readonly bytes?: number
  /** FileReport and checks of the finished film. */
  readonly report?: unknown
  readonly webhook?: { readonly url: string; readonly secret?: string }
  /** Counts attempts at planning and joining, so that a late worker can be told from the current one. */
  readonly attempt: number
  readonly createdAt: number
  readonly startedAt?: number
  readonly completedAt?: number
  readonly expiresAt?: number
}

export interface ChunkWinner {
  readonly render: string
  /** Of the chunk; -1: the film's sound. */
  readonly index: number
  /** Content name of the piece (the renderer's). */
  readonly chunk: string
  /** Of the object: `chunks/<render>/<index or sound>/<attempt>`. */
  readonly object: string
  readonly bytes: number
}

export interface Renders {
  insert(render: RenderRow): Promise<void>
  find(id: string): Promise<RenderRow | undefined>
  /** The same without its draft, for whoever only follows it. */
  findLine(id: string): Promise<Omit<RenderRow, 'draft'> | undefined>
  findByName(user: string, name: string): Promise<RenderRow | undefined>
  findBySecret(secret: string): Promise<RenderRow | undefined>
  lock(id: string): Promise<RenderRow | undefined>
  update(id: string, change: Partial<Omit<RenderRow, 'id' | 'name' | 'session' | 'user' | 'draft' | 'createdAt'>>): Promise<void>
  /** Newest first. */
  listOf(owner: { readonly user: string } | { readonly session: string }, page: { readonly offset: number; readonly limit: number }): Promise<readonly Omit<RenderRow, 'draft'>[]>
  /** The oldest pending render of a session that has none processing; undefined otherwise. Call with the session locked. */
  nextOf(session: string): Promise<RenderRow | undefined>
  /** First one wins; false: this chunk has a winner already. */
  addWinner(winner: ChunkWinner): Promise<boolean>
  winners(render: string): Promise<readonly ChunkWinner[]>
  deleteWinners(render: string): Promise<void>
  /** Finished renders whose file's time is over. */
  expired(now: number, limit: number): Promise<readonly RenderRow[]>
}

/** Counting windows that all processes share. */
export interface Limits {
  /** Counts one more under `key` unless `most` were counted in the last `window` ms. */
  take(key: string, most: number, window: number, now: number): Promise<{ readonly ok: true } | { readonly ok: false; readonly retryAt: number }>
}

export interface Audit {
  add(entry: { readonly at: number; readonly user?: string; readonly action: string; readonly details?: Readonly<Record<string, unknown>> }): Promise<void>
  list(page: { readonly offset: number; readonly limit: number; readonly user?: string }): Promise<readonly { readonly at: number; readonly user?: string; readonly action: string; readonly details?: Readonly<Record<string, unknown>> }[]>
}
