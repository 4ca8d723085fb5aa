// How the tables came to be, step by step; one list, each step run once and never changed afterwards. Two versions of Kinora may
// run on one database while machines are exchanged, so a step only adds; what a release no longer uses is removed by a
// later release. Several processes may migrate at once: Kysely takes a lock.

import { Migrator, sql, type Kysely, type Migration } from 'kysely'
import { KinoraError } from '../base/index.ts'

/** In the order of their names. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': { up: (database: Kysely<never>) => run(database, firstStatements) },
  '0002-unfinished-uploads': { up: (database: Kysely<never>) => run(database, uploadStatements) },
  '0003-skill-of-a-session': { up: (database: Kysely<never>) => run(database, 'alter table app.sessions add column skill text') },
  '0004-apps': { up: (database: Kysely<never>) => run(database, appStatements) },
}

/** Brings schema `app` up to date. Throws `store-migration`. */
export async function migrate(database: Kysely<never>): Promise<void> {
  if (await isUpToDate(database)) return
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations }, migrationTableSchema: 'app' })
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return
  throw new KinoraError({ code: 'store-migration', message: `The tables could not be brought up to date: ${(error as Error).message}. Nothing was changed; back up the database and try the newest version of Kinora.` }, { cause: error })
}

// An older Kinora beside a newer one finds steps that it does not know; Kysely would call that damage, to us it is fine.
async function isUpToDate(database: Kysely<never>): Promise<boolean> {
  const { rows: [table] } = await sql<{ there: boolean }>`select to_regclass('app.kysely_migration') is not null as there`.execute(database)
  if (table?.there !== true) return false
  const { rows } = await sql<{ name: string }>`select name from app.kysely_migration`.execute(database)
  const done = new Set(rows.map(({ name }) => name))
  return Object.keys(migrations).every((name) => done.has(name))
}

async function run(database: Kysely<never>, statements: string): Promise<void> {
  for (const statement of statements.split(';').map((text) => text.trim()).filter((text) => text !== '')) await sql.raw(statement).execute(database)
}

const firstStatements = `
create table app.users (
  id text primary key, kind text not null, email text, "passwordHash" text, plan text not null, "clientId" text, "boundTo" text, "createdAt" int8 not null);
create unique index users_email on app.users (lower(email));

create table app.tokens (
  hash text primary key, "user" text not null, kind text not null, scopes text[] not null, session text, name text,
  "createdAt" int8 not null, "expiresAt" int8, "revokedAt" int8, sequence int8 generated always as identity);
create index tokens_user on app.tokens ("user");
create index tokens_expiry on app.tokens ("expiresAt");

create table app.accounts (
  "user" text primary key, available int8 not null default 0, frozen int8 not null default 0, granted int8 not null default 0, consumed int8 not null default 0,
  constraint account_never_negative check (available >= 0 and frozen >= 0 and granted >= 0 and consumed >= 0));

create table app.ledger (
  sequence int8 generated always as identity primary key, key text not null unique, "user" text not null,
  kind text not null check (kind in ('grant', 'freeze', 'settle', 'refund', 'expire')), amount int8 not null check (amount > 0 or kind = 'expire' and amount = 0),
  session text, turn text, render text, source text, "createdAt" int8 not null, "expiresAt" int8);
create index ledger_user on app.ledger ("user", "createdAt" desc, sequence desc);
create index ledger_expiry on app.ledger ("expiresAt") where kind = 'grant' and "expiresAt" is not null;

create table app.sessions (
  id text primary key, task text not null unique, project text not null unique, "user" text not null, name text not null, language text,
  version int8 not null, draft json, history json, script text, "createdAt" int8 not null, "updatedAt" int8 not null, sequence int8 generated always as identity);
create index sessions_user on app.sessions ("user", "updatedAt" desc, sequence desc);

create table app.versions (
  session text not null references app.sessions on delete cascade, version int8 not null, draft json not null, operations json not null, receipt json not null,
  turn text, "idempotencyKey" text, "createdAt" int8 not null, primary key (session, version), unique (session, "idempotencyKey"));

create table app.turns (
  id text primary key, session text not null references app.sessions on delete cascade, "user" text not null, text text not null,
  "idempotencyKey" text, "expectedVersion" int8, state text not null, reply text, attribution json, "startedAt" int8 not null, "endedAt" int8, "leaseUntil" int8 not null,
  sequence int8 generated always as identity, unique (session, "idempotencyKey"));
create index turns_session on app.turns (session, sequence);
create index turns_user on app.turns ("user");
create index turns_running on app.turns ("leaseUntil") where state = 'running';

create table app."turnEvents" (
  turn text not null references app.turns on delete cascade, sequence int8 not null, event json not null, primary key (turn, sequence));

create table app.assets (
  id text primary key, "user" text not null, session text not null references app.sessions on delete cascade, hash text not null, name text not null,
  "mimeType" text not null, bytes int8 not null, key text not null, secret text not null unique, asset json, text text, warnings json not null,
  "createdAt" int8 not null, sequence int8 generated always as identity);
create index assets_session on app.assets (session, sequence);
create index assets_user on app.assets ("user", hash);

create table app.renders (
  id text primary key, name text not null, session text not null references app.sessions on delete cascade, "user" text not null, draft json not null,
  version int8 not null, output json not null, state text not null, progress float8 not null, "secondsLeft" float8, error text, chunks int8, object text,
  secret text not null unique, bytes int8, report json, webhook json, attempt int8 not null,
  "createdAt" int8 not null, "startedAt" int8, "completedAt" int8, "expiresAt" int8, sequence int8 generated always as identity, unique ("user", name));
create index renders_session on app.renders (session, sequence);
create index renders_expiry on app.renders ("expiresAt") where object is not null;

create table app.winners (
  render text not null references app.renders on delete cascade, index int8 not null, chunk text not null, object text not null, bytes int8 not null,
  primary key (render, index));

create table app.limits (key text primary key, times int8[] not null, taken boolean not null, until int8 not null);
create index limits_until on app.limits (until);

create table app.audit (sequence int8 generated always as identity primary key, at int8 not null, "user" text, action text not null, details json);
create index audit_user on app.audit ("user", sequence);
`

// Files that are removed while old versions show them stay as rows with a time of removal.
const uploadStatements = `
create table app.uploads (
  id text primary key, "user" text not null, session text not null, name text not null, length int8 not null, "offset" int8 not null, parts json not null, until int8 not null);
create index uploads_user on app.uploads ("user");
create index uploads_session on app.uploads (session);
create index uploads_until on app.uploads (until);
alter table app.assets add column "removedAt" int8;
`

// Programs that act for people. A pass outlives the program that it was given to by a moment at most.
const appStatements = `
create table app.apps (id text primary key, name text not null, redirects json not null, "createdAt" int8 not null);
create table app.passes (
  hash text primary key, kind text not null check (kind in ('code', 'access', 'refresh')), consent text not null, app text not null, "user" text not null, scopes text[] not null,
  resource text not null, redirect text, challenge text, "createdAt" int8 not null, "expiresAt" int8 not null, "usedAt" int8);
create index passes_consent on app.passes (consent);
create index passes_app on app.passes (app);
create index passes_user on app.passes ("user");
create index passes_expiry on app.passes ("expiresAt");
`
