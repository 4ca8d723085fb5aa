// The studio as its doors see it: what a caller can ask of a server that serves many. REST, streams, sockets, MCP and
// workers all call this one interface; behaviour that exists in one of them only is in the wrong room. Failures are
// StudioErrors with the codes below; a thing of another tenant is answered exactly as if it did not exist.

import { KinoraError, type Fault } from '../base/index.ts'
import type { Asset, Composition, Draft, Mood, Operation, Sentence, WireDraft } from '../draft/index.ts'
import type { Format, Quality } from './film-format.ts'
import type { App, AppScope } from './app-ports.ts'
import type { AppTokens, FileProblem, FilmFile, HeardFilm, MadeSound, Planned, SoundWish, Tried } from './service-answers.ts'
import type { FileReport, KnownVoice } from './ports.ts'
import type { JobContext } from './world-ports.ts'
import type { Job } from './job-ports.ts'
import type { Account, Attribution, FilmVersion, LedgerEntry, Receipt, RenderState, Scope, Session, StoredAsset, Turn, TurnEvent, TurnState } from './store-ports.ts'
import type { UnfinishedUpload } from './upload-ports.ts'

/** What can go wrong at the studio's door, for programs; each door has its own numbers for them. */
export type StudioCode =
  | 'token-invalid' | 'scope-missing' | 'client-id-missing' | 'rate-limited' | 'login-failed' | 'email-taken' | 'password-weak'
  | 'session-unknown' | 'version-unknown' | 'turn-unknown' | 'asset-unknown' | 'render-unknown' | 'claim-unknown'
  | 'credits-short' | 'export-blocked'
  | 'file-unsupported' | 'file-too-large' | 'storage-full' | 'address-forbidden' | 'download-failed' | 'upload-empty'
  | 'draft-missing' | 'draft-invalid' | 'operation-invalid' | 'version-conflict' | 'render-taken' | 'render-not-ready' | 'message-invalid' | 'turn-running'
  | 'render-failed' | 'unavailable' | 'oauth-refused' | 'connection-unknown' | 'upload-unknown' | 'upload-offset'

export class StudioError extends KinoraError {
  declare readonly code: StudioCode
  /** Plain values for the answer: `{ user, retryAfter (s), faults, current, differences }`. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: StudioCode, message: string, details: Readonly<Record<string, unknown>> = {}, options?: { readonly cause?: unknown; readonly suggestion?: string }) {
    super({ code, message, ...(options?.suggestion !== undefined && { suggestion: options.suggestion }) }, options)
    this.name = 'StudioError'
    this.details = details
  }
}

/** Who asks. Doors make it with `accounts.authenticate`. */
export interface Caller {
  readonly user: string
  readonly kind: 'anonymous' | 'registered' | 'operator'
  readonly plan: 'free' | 'paid'
  readonly scopes: readonly Scope[]
  /** Of the token, for rate limits and audit. */
  readonly tokenHash: string
  readonly attribution?: Attribution
  /** Network address of the client. */
  readonly address?: string
  /** What its owner agreed to, when a program acts for them; absent: they act themselves. */
  readonly appScopes?: readonly AppScope[]
  /** The only film that the token opens (a claim link's); absent: all of the user's. */
  readonly session?: string
}

export interface Studio {
  readonly accounts: Accounts
  readonly apps: AppDesk
  readonly credits: CreditDesk
  readonly sessions: SessionDesk
  readonly turns: TurnDesk
  readonly uploads: UploadDesk
  readonly sounds: SoundDesk
  readonly renders: RenderDesk
  readonly previews: PreviewDesk
  readonly listening: ListeningDesk
  /** The working side, for worker processes. */
  readonly work: { run(job: Job, context: JobContext): Promise<void>; dead(job: Job, reason: string): Promise<void> }
  /** Takes over turns that a dead server left; call at start and every few seconds. */
  recover(): Promise<void>
  /** Expires grants, tokens, files and old objects. */
  clean(): Promise<void>
  /** Waits for running turns, then frees what it holds. */
  close(): Promise<void>
}

/** Prices, grants and limits; the configuration fills it, `defaultSettings` has the product's own values. */
export interface StudioSettings {
  readonly credits: {
    /** false: a house without credits; nothing is charged and nothing runs short. */
    readonly enabled: boolean
    /** Of a new account; expires after `grantDays`. */
    readonly grant: number
    readonly grantDays: number
    /** A turn that makes a film; a turn that changes one; an export. Turns that change nothing cost nothing. */
    readonly create: number
    readonly edit: number
    readonly export: number
    /** A direct operation, undo or put draft: done by hand, so nobody had to think. */
    readonly operation: number
  }
  readonly anonymous: {
    readonly enabled: boolean
    /** Days an anonymous token lives; also the window of the two limits below. */
    readonly days: number
    /** Tokens per client id and window; 0: no limit. */
    readonly perClient: number
    readonly perAddress: number
    /** Of requests that a page of another origin makes from a browser: whoever looks at it may not know of them. */
    readonly perPage: number
  }
  /** Whether exports of free accounts need the three attribution headers (wire contract §3.1). */
  readonly requireAttribution: boolean
  readonly files: {
    /** Bytes of one file; of all files of one user. */
    readonly largest: number
    readonly perUser: number
    /** Hours that a finished film and the files of an anonymous session are kept. */
    readonly filmHours: number
    /** Hours that an unfinished upload waits for its next part. */
    readonly uploadHours: number
  }
  readonly turns: { readonly longestText: number; readonly perMinute: number }
  readonly renders: { readonly quality: Quality; readonly queued: number }
  /** Address that clients reach us at, without trailing slash: `http://127.0.0.1:8787`. */
  readonly publicUrl: string
}

export interface Accounts {
  /** A new anonymous user with its welcome grant. `rate-limited` with `retryAfter`. */
  anonymous(request: { readonly clientId: string; readonly address: string; /** Asked by a page of another origin. */ readonly fromPage?: boolean }): Promise<IssuedToken & { readonly credits: number }>
  /** E-mail and password (10..200 characters); with `bind` everything of that anonymous user becomes the new user's. */
  register(request: { readonly email: string; readonly password: string; readonly bind?: string; readonly bindToken?: string; readonly address: string }): Promise<IssuedToken>
  login(request: { readonly email: string; readonly password: string; readonly address: string; readonly bind?: string; readonly bindToken?: string }): Promise<IssuedToken>
  /** Made by the person who runs the house (`kinora user add`). */
  operator(request: { readonly name: string; readonly credits?: number; readonly scopes?: readonly Scope[] }): Promise<IssuedToken>
  /** `token-invalid` when missing, unknown, expired, revoked, or a claim token. */
  authenticate(token: string | undefined, about?: { readonly attribution?: Attribution; readonly address?: string }): Promise<Caller>
  /** Whoever holds an address that shows this one film, for as long as the house signed it; its owner may change meanwhile. `session-unknown`. */
  viewer(session: string, about?: { readonly address?: string }): Promise<Caller>
  /** `scope-missing` unless the caller may. */
  createToken(caller: Caller, request: { readonly name: string; readonly scopes: readonly Scope[]; readonly days?: number }): Promise<IssuedToken>
  tokens(caller: Caller): Promise<readonly { readonly id: string; readonly name?: string; readonly scopes: readonly Scope[]; readonly createdAt: number; readonly expiresAt?: number }[]>
  revoke(caller: Caller, id: string): Promise<void>
  /** A link's key to one film: 7 days, reusable, no API access. The same key while it lives. */
  claimToken(caller: Caller, session: string, how?: { /** Whoever opens it may look, and neither change nor export. */ readonly readOnly?: boolean }): Promise<{ readonly token: string; readonly expiresIn: number }>
  /** Opens a claim link: the film it leads to and an access token of its owner for this film (read, write, upload, render; of a link for looking: read) limited to 1 day. */
  redeemClaim(token: string): Promise<IssuedToken & { readonly session: string; readonly task: string }>
  /** Whether an id is that of an anonymous user whom the caller's account has taken over. */
  wasMe(caller: Caller, user: string): Promise<boolean>
  profile(caller: Caller): Promise<{ readonly user: string; readonly kind: Caller['kind']; readonly email?: string; readonly plan: Caller['plan']; readonly createdAt: number }>
}

/** Programs that act for people who agreed to it. Refusals are `oauth-refused` with the standard's own word in `details.error`. */
export interface AppDesk {
  /** A program makes itself known; it holds no secret. `rate-limited`. */
  register(request: { readonly name: string; readonly redirects: readonly string[]; readonly address: string }): Promise<App>
  find(id: string): Promise<App | undefined>
  /** A person agrees; gives a code, good for a minute and once. `scope-missing` when the person may do none of it. */
  consent(caller: Caller, request: { readonly app: App; readonly redirect: string; readonly challenge: string; readonly scopes: readonly AppScope[]; readonly resource: string }): Promise<string>
  /** `challenge`: made of the verifier that came with the code. */
  exchange(request: { readonly code: string; readonly app: string; readonly redirect: string; readonly challenge: string; readonly resource?: string }): Promise<AppTokens>
  refresh(request: { readonly token: string; readonly app: string; readonly scopes?: readonly AppScope[]; readonly resource?: string }): Promise<AppTokens>
  /** The caller of a token for exactly this resource. `token-invalid`. */
  authenticate(token: string, resource: string, about?: { readonly attribution?: Attribution; readonly address?: string }): Promise<Caller>
  /** Ends everything that came of the same consent; silent about what it does not know. */
  revoke(token: string): Promise<void>
  /** What the caller agreed to and has not ended. */
  list(caller: Caller): Promise<readonly { readonly id: string; readonly app: string; readonly scopes: readonly AppScope[]; readonly renewedAt: number; readonly expiresAt: number }[]>
  /** `connection-unknown`. */
  end(caller: Caller, id: string): Promise<void>
}

export interface IssuedToken {
  /** `nmv_usr_` and 43 characters; told once, stored only as a hash. */
  readonly token: string
  readonly user: string
  readonly scopes: readonly Scope[]
  readonly expiresAt?: number
  /** Seconds. */
  readonly expiresIn?: number
}

export interface CreditDesk {
  balance(caller: Caller): Promise<Account>
  /** `outcomes`: only what was spent, given and lost; reserving and giving back are steps on the way. */
  usage(caller: Caller, page: { readonly offset: number; readonly limit: number; readonly from?: number; readonly to?: number; readonly outcomes?: boolean }): Promise<{ readonly total: number; readonly items: readonly UsageItem[] }>
  /** What a message or an export would cost now, without doing it. */
  estimate(caller: Caller, what: { readonly session: string; readonly text: string } | { readonly session: string; readonly export: true }): Promise<{ readonly credits: number; readonly available: number; readonly enough: boolean }>
  /** For operators: `kinora user grant`. */
  grant(user: string, amount: number, source: string, key: string, days?: number): Promise<void>
}

/** A line of the usage history: the ledger's entry with the words it was about. */
export interface UsageItem {
  readonly entry: LedgerEntry
  readonly turn?: Pick<Turn, 'id' | 'text'>
  readonly project?: string
}

export interface SessionDesk {
  create(caller: Caller, request: { readonly name?: string; readonly language?: string }): Promise<Session>
  /** By session, task or project id; `session-unknown` for what is another's. */
  find(caller: Caller, id: string): Promise<Session>
  list(caller: Caller, page: { readonly offset: number; readonly limit: number }): Promise<readonly Session[]>
  rename(caller: Caller, id: string, name: string): Promise<Session>
  remove(caller: Caller, id: string): Promise<void>
  /** The same with everything that was sent to it. */
  findWithAssets(caller: Caller, id: string): Promise<{ readonly session: Session; readonly assets: readonly StoredAsset[] }>
  /** Everything that was sent to it. */
  assets(caller: Caller, id: string): Promise<readonly StoredAsset[]>
  /** The same, judged: weak ones, doubles, what the film uses. */
  files(caller: Caller, id: string): Promise<{ readonly session: Session; readonly files: readonly FilmFile[] }>
  /** The film in the short keys that clients know, with links to its material; no draft: nothing was made yet. `version-unknown`. */
  wireDraft(caller: Caller, id: string, version?: number): Promise<{ readonly version: number; readonly draft?: WireDraft }>
  /** The words of a version as a subtitle file, and what to call it. `asset-unknown`: it has none. */
  subtitles(caller: Caller, id: string, request: { readonly version?: number; readonly format: 'srt' | 'vtt' }): Promise<{ readonly name: string; readonly text: string }>
  versions(caller: Caller, id: string, page: { readonly offset: number; readonly limit: number }): Promise<readonly Omit<FilmVersion, 'draft'>[]>
  /** `version-unknown`. */
  version(caller: Caller, id: string, version: number): Promise<FilmVersion>
  /** Direct operations of the catalogue (a page's gestures). `version-conflict` with `{ current, differences }`, `operation-invalid` with faults. */
  operate(caller: Caller, id: string, request: { readonly operations: readonly unknown[]; readonly expectedVersion?: number; readonly idempotencyKey?: string }): Promise<FilmVersion & { readonly replayed: boolean }>
  /** The same, told and dropped: nothing is written or charged. `operation-invalid`, `version-conflict`. */
  tryOperations(caller: Caller, id: string, request: { readonly operations: readonly unknown[]; readonly expectedVersion?: number }): Promise<Tried>
  undo(caller: Caller, id: string, expectedVersion?: number): Promise<FilmVersion>
  redo(caller: Caller, id: string, expectedVersion?: number): Promise<FilmVersion>
  /** The film becomes again as it was in a version; that is a new version. */
  restore(caller: Caller, id: string, version: number, expectedVersion?: number): Promise<FilmVersion>
  /** Replaces the film by a draft that came from a client (wire form or ours, object or JSON text); validated like any stranger's. */
  putDraft(caller: Caller, id: string, draft: unknown, expectedVersion?: number): Promise<FilmVersion>
  messages(caller: Caller, id: string, page: { readonly offset: number; readonly limit: number }): Promise<readonly Turn[]>
  /** How the film stands, then what becomes of it, whoever does it, until it is removed or `signal` aborts. */
  follow(caller: Caller, id: string, signal?: AbortSignal): AsyncIterable<FilmNews>
}

/** What somebody beside a film hears of. */
export type FilmNews =
  /** How it stands: always the first, and again for whoever reads too slowly. `turn` runs; `renders` are under way. */
  | { readonly type: 'film'; readonly version: number; readonly name: string; readonly files: number; readonly turn?: string; readonly renders: readonly string[] }
  /** The newest one; several at once are told as one. */
  | { readonly type: 'version'; readonly version: number; readonly changes: readonly string[]; readonly turn?: string }
  | { readonly type: 'turn'; readonly turn: string; readonly state: TurnState }
  | { readonly type: 'render'; readonly render: RenderView }
  | { readonly type: 'files'; readonly added: readonly string[]; readonly removed: readonly string[] }
  | { readonly type: 'name'; readonly name: string }
  /** Always the last one. */
  | { readonly type: 'removed' }

export interface TurnDesk {
  /**
   * Takes a message. Known `id` or `idempotencyKey`, or the same words while such a turn runs: attaches to that turn
   * (`replayed`) and charges nothing. Another turn running in the session: waits in line behind it. The turn goes on when
   * nobody listens. `credits-short`, `message-invalid`, `version-conflict`.
   */
  send(caller: Caller, request: { readonly session: string; readonly text: string; readonly idempotencyKey?: string; readonly expectedVersion?: number; readonly language?: string }): Promise<{ readonly turn: Turn; readonly replayed: boolean }>
  /** What a message would do to the film as it is, by the built-in planner; nothing is written or charged. `message-invalid`, `rate-limited`. */
  plan(caller: Caller, session: string, request: { readonly text: string; readonly language?: string }): Promise<Planned>
  find(caller: Caller, id: string): Promise<Turn>
  /** The turn that was sent to a film of the caller under this key; undefined: none was. */
  byKey(caller: Caller, session: string, idempotencyKey: string): Promise<Turn | undefined>
  /** Everything the turn told after `after`, then what it tells, until its `end`. Ends early, without an error, when `signal` aborts. */
  events(caller: Caller, id: string, after?: number, signal?: AbortSignal): AsyncIterable<TurnEvent & { readonly sequence: number }>
  running(caller: Caller, session: string): Promise<Turn | undefined>
  cancel(caller: Caller, id: string): Promise<Turn>
}

export interface UploadDesk {
  /** Streams one file in, looks at it, and makes it known to the session. `file-unsupported`, `file-too-large`, `storage-full`, `upload-empty`. */
  receive(caller: Caller, session: string, file: { readonly name: string; readonly bytes: AsyncIterable<Uint8Array>; readonly signal?: AbortSignal; /** The same key is the same file of the session. */ readonly key?: string }): Promise<StoredAsset>
  /** What was received under a key. */
  byKey(caller: Caller, session: string, key: string): Promise<StoredAsset | undefined>
  /** Streams one file in whose session is not known yet: `receive` its bytes later, then drop it in any case. What nobody drops goes after two days. */
  hold(caller: Caller, file: { readonly name: string; readonly bytes: AsyncIterable<Uint8Array>; readonly signal?: AbortSignal }): Promise<HeldFile>
  /** From an address; `address-forbidden`, `download-failed`. */
  fetch(caller: Caller, session: string, url: string): Promise<StoredAsset>
  /** A file that only older versions use stays for them, out of sight; one that the film uses now is `operation-invalid`. */
  remove(caller: Caller, id: string): Promise<void>
  /** Adds sample pictures of our own to a film; those that it has already stay as they are. */
  samples(caller: Caller, session: string): Promise<void>
  /** A small picture of a photo or clip, WebP. `at`: ms of a clip's own time. `asset-unknown` also for what has no picture; `render-failed`. */
  thumbnail(caller: Caller, id: string, wish: { readonly height?: number; readonly at?: number; /** The viewer has gone. */ readonly signal?: AbortSignal }): Promise<Uint8Array>
  /** A large file that comes in parts, over any number of connections. `file-too-large`, `storage-full`, `upload-empty`. */
  begin(caller: Caller, session: string, file: { readonly name: string; readonly length: number }): Promise<UnfinishedUpload>
  /** `upload-unknown` also for what is another's or over. */
  unfinished(caller: Caller, id: string): Promise<UnfinishedUpload>
  /** Takes what comes, also when the connection breaks; `file` once all of it is there and fine. `upload-offset`, and as `receive`. */
  append(caller: Caller, id: string, part: { readonly offset: number; readonly bytes: AsyncIterable<Uint8Array>; readonly signal?: AbortSignal }): Promise<{ readonly upload: UnfinishedUpload; readonly file?: StoredAsset }>
  drop(caller: Caller, id: string): Promise<void>
  /** By the unguessable part of a file link; no caller: the link is the key. `asset-unknown`. */
  open(secret: string): Promise<StoredFile>
}

export interface SoundDesk {
  /** Makes a sound file of a session; under one key once. `message-invalid`, `unavailable` (no voice), `rate-limited`, `storage-full`. */
  make(caller: Caller, request: { readonly session: string; readonly key: string; readonly name?: string; readonly wish: SoundWish }): Promise<MadeSound>
  /** A sound of the caller by its file id. `asset-unknown`. */
  find(caller: Caller, id: string): Promise<StoredAsset>
}

export interface HeldFile { readonly bytes: AsyncIterable<Uint8Array>; drop(): Promise<void> }

/** Bytes for a download with Range. */
export interface StoredFile {
  readonly name: string
  readonly mimeType: string
  readonly bytes: number
  /** `end` is inclusive. */
  read(range?: { readonly start: number; readonly end: number }): Promise<AsyncIterable<Uint8Array>>
}

export interface RenderView {
  /** As the client named it. */
  readonly id: string
  readonly session: string
  readonly version: number
  readonly state: RenderState
  readonly progress: number
  readonly secondsLeft?: number
  readonly error?: string
  readonly output: { readonly format: Format; readonly quality: Quality; readonly height?: number }
  /** When completed. */
  readonly file?: { readonly url: string; readonly name: string; readonly bytes: number; readonly report: FileReport }
  /** Place in the queue of its session, 0 when it runs. */
  readonly position: number
  readonly createdAt: number
  readonly completedAt?: number
  readonly expiresAt?: number
}

export interface RenderDesk {
  /**
   * One transaction: freeze, row, enqueue. `name` absent: a new one. A known name of the same session gives that render,
   * of another session `render-taken`. `draft` absent or empty: the session's film; `draft-missing`, `draft-invalid`,
   * `export-blocked` (free accounts without attribution), `credits-short`. `webhookSecret`: what a webhook that came without
   * a secret is signed with; told here and never again by any other answer.
   */
  submit(caller: Caller, request: {
    readonly session: string; readonly name?: string; readonly draft?: unknown; readonly format?: string; readonly quality?: string
    readonly resolution?: string; readonly fps?: number; readonly webhook?: { readonly url: string; readonly secret?: string }
  }): Promise<{ readonly render: RenderView; readonly replayed: boolean; readonly webhookSecret?: string }>
  /** Throws what `submit` would because of who asks: `scope-missing`, `export-blocked`. */
  allow(caller: Caller): void
  find(caller: Caller, name: string): Promise<RenderView>
  list(caller: Caller, of: { readonly session?: string }, page: { readonly offset: number; readonly limit: number }): Promise<readonly RenderView[]>
  /** A finished one stays as it is. */
  cancel(caller: Caller, name: string): Promise<RenderView>
  /** Each change of the render, the present one first, until it is completed or failed. */
  watch(caller: Caller, name: string, signal?: AbortSignal): AsyncIterable<RenderView>
  /** `render-not-ready`. */
  open(caller: Caller, name: string): Promise<StoredFile>
  /** By the unguessable part of the link. `render-unknown`. */
  openLink(secret: string): Promise<StoredFile>
}

/** Pictures of a version before any render. `version` absent: the current one. */
export interface PreviewDesk {
  frame(caller: Caller, session: string, request: { readonly version?: number; readonly at: number; readonly height?: number; readonly format?: 'jpeg' | 'webp' | 'png'; /** The viewer has gone. */ readonly signal?: AbortSignal }): Promise<Uint8Array>
  sheet(caller: Caller, session: string, request: { readonly version?: number; readonly columns?: number; readonly count?: number; readonly width?: number }): Promise<Uint8Array>
  /** Frames side by side. `from` and `step` in ms; `step` absent: so many over the whole film, each from the middle of its part. */
  strip(caller: Caller, session: string, request: { readonly version?: number; readonly count: number; readonly height: number; readonly columns?: number; readonly from?: number; readonly step?: number; readonly signal?: AbortSignal }): Promise<Uint8Array>
  /** What a player needs: times of the segments, ms. */
  stream(caller: Caller, session: string, version?: number): Promise<{ readonly version: number; readonly duration: number; readonly segments: readonly { readonly start: number; readonly duration: number }[]; readonly hasSound: boolean }>
  /** `header`: the initialisation part. `signal`: the viewer has gone. */
  segment(caller: Caller, session: string, request: { readonly version: number; readonly track: 'picture' | 'sound'; readonly part: number | 'header'; readonly signal?: AbortSignal }): Promise<Uint8Array>
  /** What a timeline draws under the film. `wave` false: without waiting for the mix. */
  heard(caller: Caller, session: string, request: { readonly version?: number; readonly wave?: boolean }): Promise<HeardFilm>
}

/** Music and voices to choose from, and how they sound: the same for everybody, so nobody is asked who he is. */
export interface ListeningDesk {
  moods(): readonly { readonly mood: Mood; readonly title: Sentence; readonly beatsPerMinute: number }[]
  /** Composed music of so many seconds (5..60), AAC in MP4. `asset-unknown`: no such mood or seed; `rate-limited`: others wait already. */
  music(mood: string, seed: number, seconds: number): Promise<Uint8Array>
  voices(): Promise<readonly KnownVoice[]>
  /** A sentence in one of its languages; absent: its first. `asset-unknown`, `render-failed`, `rate-limited`. */
  voice(voice: string, language?: string): Promise<Uint8Array>
}

export type { App, AppScope, Asset, Draft, Fault, Operation, Receipt }
export type { AppTokens, FileProblem, FilmFile, HeardFilm, MadeSound, Planned, SoundWish, Tried }
