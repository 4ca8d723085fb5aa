// The wiring of the server side: builds store, studio, doors and workers out of a configuration and plugs them together.
// Like main.ts and index.ts it knows every room, through front doors only. Loaded when a command of the server side runs.

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createApi, createLog, createMetrics, createNetwork, defaultApiSettings, openLocalFiles, serveStdio, type ApiSettings, type Log } from './api/index.ts'
import { KinoraError } from './base/index.ts'
import { bytesOf, supervise, type Configuration, type House, type Inventory, type Supervised } from './cli/index.ts'
import { createHttpModel, createMedia, createMusic, createVoice, modelSettings } from './media/index.ts'
import { createPieces, createRenderer } from './render/index.ts'
import { openStudio, type Caller, type LogPort, type ObjectPort, type Studio, type StudioSettings, type StudioWorld } from './studio/index.ts'
import { backupTo, openRandom, openDiskObjects, openEngine, openS3Objects, openStore, restoreFrom, startPostgres, type BackupManifest, type Store } from './store/index.ts'

/** Processes that measured a file wait this long for the next one, ms. */
const examinersStay = 5000
/** How far they stand back behind requests, as of `nice`, but not behind renders: somebody waits for his upload. */
const examinersStandBack = 4
/** Turns that a dead server left are looked for this often, ms. */
const recoverEvery = 3000
/** What has expired goes this often, ms. */
const cleanEvery = 5 * 60_000
/** Where `npm run build` puts the workspace; beside this file, compiled or bundled. */
const workspaceFolder = fileURLToPath(new URL('../web', import.meta.url))
/** Longest wait for running work at the end, ms: a little less than what service managers allow. */
const grace = 20_000

export const house: House = {
  async serve(asked, { signal, onReady }) {
    // Links are made before the first request, so a free port is chosen before anything opens.
    // And a server that will find its port taken must not touch the house of the one that has it.
    const configuration = { ...asked, port: await usablePort(asked) }
    await withPart(configuration, 'server', async (part) => {
      const settings = apiSettings(configuration)
      const api = createApi({ studio: part.studio, settings, log: part.log, metrics: createMetrics(), version: await version(), secret: part.secret, ready: () => readiness(part), page: workspaceFolder })
      const door = await api.listen(configuration)
      const workers = startWorkers(configuration, part.log)
      const timers = [every(recoverEvery, () => part.studio.recover(), part.log), every(cleanEvery, () => part.studio.clean(), part.log)]
      await part.studio.recover()
      onReady({ url: settings.publicUrl, database: part.database })
      await untilAborted(signal)
      for (const timer of timers) clearInterval(timer)
      await Promise.all([door.close(grace), workers.stop(grace)])
    })
  },

  async work(configuration, { signal, onReady }) {
    // The server that started this process is gone: the next one starts its own workers.
    const ended = new AbortController()
    process.once('disconnect', () => ended.abort())
    // A listener for it keeps the process alive as long as the channel is open.
    process.channel?.unref()
    await withPart(configuration, 'worker', async (part) => {
      const engine = await openEngine({ store: part.store, log: (message) => part.log.warn({}, message) })
      await engine.work(part.studio.work, { slots: configuration.workers.slots })
      onReady()
      await untilAborted(AbortSignal.any([signal, ended.signal]))
      await engine.stop({ grace: grace / 2 })
    })
  },

  // Its own engine, so that films get made whether a server runs or not. Standard output belongs to the protocol.
  async mcp(configuration, { folders, signal }) {
    const level = configuration.logLevel === 'info' ? 'warn' : configuration.logLevel
    const log = createLog({ level, destination: { write: (line) => void process.stderr.write(line) } })
    await withPart(configuration, 'agent', async (part) => {
      const files = folders.length === 0 ? undefined : await openLocalFiles({ roots: folders, hidden: [configuration.data] })
      const caller = await ownOperator(configuration.data, part.studio)
      const engine = await openEngine({ store: part.store, log: (message) => log.warn({}, message) })
      await engine.work(part.studio.work, { slots: configuration.workers.slots })
      const timer = every(recoverEvery, () => part.studio.recover(), log)
      try {
        const house = { studio: part.studio, version: await version(), unexpected: (about: object) => log.error({ ...about }, 'unexpected'), ...(files && { files }) }
        await serveStdio({ house, caller, input: process.stdin, output: process.stdout, signal })
      } finally {
        clearInterval(timer)
        await engine.stop({ grace: grace / 2 })
      }
    }, log)
  },

  withStudio: (configuration, task) => withPart(configuration, 'visitor', ({ studio }) => task(studio)),
  backup: (configuration, folder) => withPart(configuration, 'visitor', async ({ store, objects }) => {
    const saved = inventory(await backupTo({ store, objects, output: folder }))
    if (configuration.secret === undefined) await copyFile(secretFile(configuration.data), secretFile(folder))
    return saved
  }),
  restore: (configuration, folder) => withPart(configuration, 'visitor', async ({ store, objects }) => {
    const restored = inventory(await restoreFrom({ store, objects, input: folder }))
    // Links that people have are made with it. A house whose secret is a setting saved none.
    if (configuration.secret === undefined) await copyFile(secretFile(folder), secretFile(configuration.data)).catch(ignoreMissing)
    return restored
  }),
}

function inventory({ tables, objects }: BackupManifest): Inventory {
  return { rows: Object.values(tables).reduce((sum, { rows }) => sum + rows, 0), files: objects.count, bytes: objects.bytes }
}

async function withPart<Result>(configuration: Configuration, role: Role, task: (part: Part) => Promise<Result>, log?: Log): Promise<Result> {
  const part = await openPart(configuration, role, log)
  try {
    return await task(part)
  } finally {
    await part.close()
  }
}

function startWorkers(configuration: Configuration, log: Log): Supervised {
  return supervise({
    program: fileURLToPath(new URL('./main.js', import.meta.url)), args: ['worker'], count: configuration.workers.processes, configuration,
    onEnd: ({ pid, code, signal: by, pause }) => log.warn({ pid, code, signal: by, pause }, 'worker process ended; another begins'),
  })
}

type Role = 'server' | 'worker' | 'agent' | 'visitor'

/** One process's share of a house. */
interface Part {
  readonly studio: Studio
  readonly store: Store
  readonly objects: ObjectPort
  readonly log: Log
  readonly secret: string
  readonly database: string
  close(): Promise<void>
}

async function openPart(configuration: Configuration, role: Role, log: Log = createLog({ level: configuration.logLevel })): Promise<Part> {
  await makeFolder(configuration.data)
  const postgres = configuration.databaseUrl === undefined ? await startPostgres({ folder: configuration.data, log: (message) => log.info({}, message) }) : undefined
  const store = await openStore({ connection: configuration.databaseUrl ?? postgres!.connection, applicationName: `kinora ${role} ${process.pid}` })
  const secret = configuration.secret ?? await ownSecret(configuration.data)
  const cache = join(configuration.data, 'cache')
  const objects = objectsOf(configuration)
  const network = createNetwork({ allowedHosts: configuration.allowedHosts })
  const render = createRenderer({ cache, isolated: true })
  const pieces = createPieces({ cache, cacheLimit: bytesOf(configuration.cacheMegabytes), workers: configuration.workers.slots })
  const media = createMedia({ cacheFolder: cache, idle: examinersStay, standBack: examinersStandBack })
  const studio = openStudio({
    store, objects, network, render, pieces,
    random: openRandom(),
    clock: { now: () => Date.now() },
    schedule: { after: (milliseconds, work) => afterwards(milliseconds, work) },
    media, music: createMusic({ cache, isolated: true }), voice: createVoice({ cache }), ...modelOfEnvironment(),
    settings: studioSettings(configuration),
    secret,
    log: logPort(log),
  })
  return {
    studio, store, objects, log, secret,
    database: postgres === undefined ? `PostgreSQL at ${new URL(configuration.databaseUrl!).host || 'a socket'}` : `private PostgreSQL ${postgres.major}`,
    async close() {
      await studio.close()
      media.close()
      await Promise.all([render.close(), pieces.close()])
      const last = postgres !== undefined && await store.others().then((count) => count === 0, () => false)
      await store.close()
      // The last one out ends the house's database.
      if (last) await postgres.stop()
      else postgres?.release()
    },
  }
}

// Off unless KINORA_MODEL_URL names one; the same variables as on the command line (README).
function modelOfEnvironment(): Pick<StudioWorld, 'model'> {
  const settings = modelSettings()
  return settings === undefined ? {} : { model: { model: createHttpModel(settings.server), clock: { now: () => Date.now() }, limits: settings.limits } }
}

/** Throws when the database or the storage does not answer. */
async function readiness({ store, objects, database }: Part): Promise<Readonly<Record<string, string>>> {
  await store.ping()
  await objects.size('ready/none')
  return { database, storage: 'ok' }
}

function objectsOf({ s3, data }: Configuration): ObjectPort {
  if (s3.endpoint === undefined) return openDiskObjects(join(data, 'objects'))
  if (s3.accessKey === undefined || s3.secretKey === undefined) {
    throw new KinoraError({ code: 'configuration-invalid', message: 'An S3 endpoint is set without s3.accessKey and s3.secretKey.', suggestion: 'Set KINORA_S3_ACCESS_KEY and KINORA_S3_SECRET_KEY.' })
  }
  return openS3Objects({ endpoint: s3.endpoint, bucket: s3.bucket, region: s3.region, accessKey: s3.accessKey, secretKey: s3.secretKey, cacheFolder: join(data, 'copies') })
}

function studioSettings(configuration: Configuration): StudioSettings {
  const { credits, anonymous, requireAttribution, files, turns, renders } = configuration
  return {
    credits, anonymous, requireAttribution, turns, renders, publicUrl: publicUrl(configuration),
    files: { largest: bytesOf(files.largestMegabytes), perUser: bytesOf(files.perUserMegabytes), filmHours: files.filmHours, uploadHours: files.uploadHours },
  }
}

function apiSettings(configuration: Configuration): ApiSettings {
  const usual = defaultApiSettings(publicUrl(configuration))
  const { trustProxy, events, requestsPerMinute, files, metricsToken, allowedHosts } = configuration
  return {
    ...usual, trustProxy, events, allowedHosts,
    perMinute: { ...usual.perMinute, ...requestsPerMinute },
    uploads: { ...usual.uploads, largest: bytesOf(files.largestMegabytes) },
    metrics: metricsToken === undefined ? { open: 'loopback' } : { open: 'token', token: metricsToken },
  }
}

/** Where clients reach us when nothing else is said. */
function publicUrl({ publicUrl: said, host, port }: Configuration): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return (said ?? `http://${name}:${port}`).replace(/\/+$/, '')
}

/** The house's secret: made once, readable by its owner only. Two first starts at once agree on one. */
async function ownSecret(data: string): Promise<string> {
  const path = secretFile(data)
  await writeFile(path, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 }).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code !== 'EEXIST') throw thrown
  })
  return (await readFile(path, 'utf8')).trim()
}

/** What agents of this machine have to spend; whoever runs the house can do anything, so this is only a number that never runs short. */
const operatorCredits = 1_000_000

/** The user that agents of this machine act as: made once for a data folder, its token readable by the owner only. */
async function ownOperator(data: string, { accounts, credits }: Studio): Promise<Caller> {
  const path = join(data, 'agent-token')
  const recognise = async () => accounts.authenticate((await readFile(path, 'utf8')).trim())
  // A file that opens nothing any more: the database was begun anew, or somebody revoked the token.
  const known = await recognise().catch((thrown: { readonly code?: string }) => {
    if (thrown.code !== 'ENOENT' && thrown.code !== 'token-invalid') throw thrown
    return undefined
  })
  if (known !== undefined) {
    if ((await credits.balance(known)).available < operatorCredits / 10) await credits.grant(known.user, operatorCredits, 'admin', `grant:${known.user}:agent:${Date.now()}`)
    return known
  }
  const { token } = await accounts.operator({ name: 'kinora mcp', credits: operatorCredits })
  await writeFile(path, `${token}\n`, { mode: 0o600 })
  return recognise()
}

function secretFile(folder: string): string {
  return join(folder, 'secret')
}

function ignoreMissing(thrown: NodeJS.ErrnoException): void {
  if (thrown.code !== 'ENOENT') throw thrown
}

async function makeFolder(data: string): Promise<void> {
  try {
    await mkdir(data, { recursive: true })
    // Anybody may pass through it (the database may run as another user), nobody else may list it.
    await chmod(data, 0o711)
  } catch (thrown) {
    throw new KinoraError({ code: 'data-unwritable', message: `${data} cannot be written: ${(thrown as Error).message}.`, path: data, suggestion: 'kinora serve --data DIR' })
  }
}

function logPort(log: Log): LogPort {
  return (level, event, about = {}) => log[level](about, event)
}

function every(milliseconds: number, work: () => Promise<void>, log: Log): NodeJS.Timeout {
  let busy = false
  return setInterval(() => {
    if (busy) return
    busy = true
    work().catch((thrown: unknown) => log.error({ error: String(thrown) }, 'regular work failed; tried again later')).finally(() => { busy = false })
  }, milliseconds)
}

function afterwards(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds)
  timer.unref()
  return () => clearTimeout(timer)
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** The port asked for when it is free, any free one for 0. Throws `port-taken`, `address-unusable`. */
async function usablePort({ host, port }: Configuration): Promise<number> {
  const server = createServer()
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw new KinoraError({ code: 'port-taken', message: `Port ${port} of ${host} is taken by another program.`, suggestion: 'kinora serve --port 0' })
    throw new KinoraError({ code: 'address-unusable', message: `Cannot listen on ${host}:${port}: ${message}.`, suggestion: 'kinora serve --host 127.0.0.1 --port 0' })
  }
  const found = (server.address() as AddressInfo).port
  server.close()
  await once(server, 'close')
  return found
}

async function version(): Promise<string> {
  return (JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version
}
