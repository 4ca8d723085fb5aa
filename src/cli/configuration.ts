// The settings of a server: a JSON file, then the environment, then the command line, each winning over the one before.
// One schema holds them all, so the environment's names and the page `kinora config` prints cannot drift from it.
// Bad values are refused by name; nothing is guessed.

import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'
import { KinoraError } from '../base/index.ts'

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most)
// z.coerce.boolean would take the text "false" for true.
const yesNo = z.union([z.boolean(), z.enum(['true', 'false', 'on', 'off', '1', '0']).transform((word) => ['true', 'on', '1'].includes(word))])
const megabyte = 1024 * 1024

const schema = z.strictObject({
  host: z.string().default('127.0.0.1').describe('Address to listen on. Anything but a loopback address opens the studio to the network.'),
  port: whole(0, 65535).default(8787).describe('Port to listen on; 0 takes a free one.'),
  publicUrl: z.url({ protocol: /^https?$/ }).optional().describe('Address that clients reach the server at, when it is not http://HOST:PORT (behind a proxy, say).'),
  data: z.string().min(1).default('kinora-data').describe('Folder of everything that is kept: the private database, files, films, finished chunks.'),
  databaseUrl: z.string().regex(/^postgres(ql)?:\/\//, 'expected postgres://…').optional().describe('A PostgreSQL of your own (15 or newer) instead of the private one.'),
  secret: z.string().min(32).optional().describe('Random text that all processes of a house share (32 characters or more); without it one is made in the data folder.'),
  trustProxy: yesNo.default(false).describe('Whether X-Forwarded-For tells the client\'s address. Only behind a proxy of your own.'),
  logLevel: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info').describe('How much is written to the log (JSON lines on standard error).'),
  requestsPerMinute: z.strictObject({
    address: whole(0, 1e9).default(3000).describe('Requests of one network address in a minute; 0: no limit. Polls are never slowed down.'),
    token: whole(0, 1e9).default(1200).describe('Requests with one token in a minute; 0: no limit.'),
  }).prefault({}),
  events: z.enum(['hybrid', 'flat', 'adk']).default('hybrid').describe('Form of streamed events when the client asks for none.'),
  allowedHosts: z.union([z.array(z.string()), z.string().transform((text) => text.split(',').map((host) => host.trim()).filter((host) => host !== ''))]).default([])
    .describe('Private addresses (host or host:port, with commas) that uploads by URL and webhooks may reach.'),
  metricsToken: z.string().min(16).optional().describe('Bearer token for /metrics; without it only loopback may read them.'),
  s3: z.strictObject({
    endpoint: z.url({ protocol: /^https?$/ }).optional().describe('Address of an S3 store for files and films; without it they lie in the data folder.'),
    bucket: z.string().min(1).default('kinora').describe('Bucket; it must exist.'),
    region: z.string().min(1).default('us-east-1').describe('Region name to sign with.'),
    accessKey: z.string().optional().describe('Access key.'),
    secretKey: z.string().optional().describe('Secret key.'),
  }).prefault({}),
  workers: z.strictObject({
    processes: whole(0, 64).default(1).describe('Worker processes that the server starts; 0: only `kinora worker` elsewhere.'),
    slots: whole(1, 256).default(availableParallelism()).describe('Chunks that one worker process encodes at a time.'),
  }).prefault({}),
  cacheMegabytes: whole(64, 4_000_000).default(4096).describe('Finished chunks that one machine keeps, so that an edit re-encodes only what changed.'),
  credits: z.strictObject({
    enabled: yesNo.default(true).describe('false: a house without credits; nothing is charged.'),
    grant: whole(0, 1e9).default(100).describe('Credits of a new account.'),
    grantDays: whole(1, 3650).default(7).describe('Days until what is left of them expires.'),
    create: whole(0, 1e9).default(5).describe('Price of a turn that makes a film.'),
    edit: whole(0, 1e9).default(1).describe('Price of a turn that changes one. Turns that change nothing are free.'),
    export: whole(0, 1e9).default(0).describe('Price of a finished file.'),
    operation: whole(0, 1e9).default(0).describe('Price of a change by hand.'),
  }).prefault({}),
  anonymous: z.strictObject({
    enabled: yesNo.default(true).describe('Whether strangers get a token of their own.'),
    days: whole(1, 365).default(7).describe('Life of such a token, and the window of the two limits.'),
    perClient: whole(0, 1e6).default(1).describe('Tokens for one client id in that window; 0: no limit.'),
    perAddress: whole(0, 1e6).optional().describe('Tokens for one network address in that window; 0: no limit. Without it: 10, or no limit while only this machine can reach the server.'),
    perPage: whole(0, 1e6).optional().describe('The same for requests that pages of other origins make from a browser. Without it: as perAddress, but 10 where that is not set.'),
  }).prefault({}),
  requireAttribution: yesNo.default(true).describe('Whether exports of free accounts need the three X-Skill headers.'),
  files: z.strictObject({
    largestMegabytes: whole(1, 100_000).default(500).describe('One uploaded file.'),
    perUserMegabytes: whole(1, 10_000_000).default(10_240).describe('All files of one user.'),
    filmHours: whole(1, 100_000).default(24 * 7).describe('Hours that a finished film can be downloaded.'),
    uploadHours: whole(1, 1000).default(24).describe('Hours that an unfinished upload (tus) is kept.'),
  }).prefault({}),
  turns: z.strictObject({
    longestText: whole(100, 1_000_000).default(20_000).describe('Characters of one message.'),
    perMinute: whole(1, 100_000).default(30).describe('Messages of one user in a minute.'),
  }).prefault({}),
  renders: z.strictObject({
    quality: z.enum(['draft', 'standard', 'high']).default('standard').describe('Quality of a film when the request names none.'),
    queued: whole(1, 10_000).default(20).describe('Unfinished renders of one session.'),
  }).prefault({}),
})

type Read = z.infer<typeof schema>

export type Configuration = Omit<Read, 'anonymous'> & { readonly anonymous: Required<Read['anonymous']> }

/** Bytes for the settings that people write in megabytes. */
export function bytesOf(megabytes: number): number {
  return megabytes * megabyte
}

export interface ConfigurationSources {
  /** Of relative paths. */
  readonly folder: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Path of a JSON file; absent: none is read. */
  readonly file?: string
  /** From the command line, by dotted name. */
  readonly given?: Readonly<Record<string, unknown>>
}

/** All settings, checked. Throws a KinoraError `configuration-invalid` that names each bad one and where it came from. */
export async function readConfiguration({ folder, environment, file, given = {} }: ConfigurationSources): Promise<Configuration> {
  const tree: Record<string, unknown> = file === undefined ? {} : await readTree(resolve(folder, file))
  const origin = new Map<string, string>()
  for (const { name, variable } of settingsList()) {
    const value = given[name] ?? environment[variable]
    if (value === undefined || value === '') continue
    put(tree, name, value)
    origin.set(name, given[name] === undefined ? variable : `--${name}`)
  }
  const read = schema.safeParse(tree)
  if (!read.success) throw invalid(read.error.issues, origin, file)
  const { anonymous } = read.data
  return { ...read.data, data: resolve(folder, read.data.data), anonymous: { ...anonymous, perAddress: anonymous.perAddress ?? (isOnlyHere(read.data) ? 0 : usualPerAddress), perPage: anonymous.perPage ?? anonymous.perAddress ?? usualPerAddress } }
}

/** As the published clients expect. */
const usualPerAddress = 10

// There, every conversation of every agent comes from one address. Behind a proxy strangers do, too, and so does any page that
// somebody of this machine happens to look at.
function isOnlyHere({ host, publicUrl, trustProxy }: Read): boolean {
  const isLoopback = (name: string) => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(name)
  return isLoopback(host) && !trustProxy && (publicUrl === undefined || isLoopback(new URL(publicUrl).hostname))
}

/** The same settings as variables, for a child process. */
export function environmentOf(configuration: Configuration): Record<string, string> {
  return Object.fromEntries(settingsList().flatMap(({ name, variable }) => {
    const value = name.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], configuration)
    return value === undefined ? [] : [[variable, String(value)] as const]
  }))
}

export interface Setting {
  /** `credits.grant` */
  readonly name: string
  /** `KINORA_CREDITS_GRANT` */
  readonly variable: string
  readonly meaning: string
  readonly fallback: unknown
}

/** Every setting with its environment variable, for help and documentation. */
export function settingsList(): readonly Setting[] {
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  const defaults = schema.parse({}) as Record<string, unknown>
  return leaves(described, [], defaults)
}

interface JsonSchema { readonly properties?: Readonly<Record<string, JsonSchema>>; readonly description?: string }

function leaves(node: JsonSchema, path: readonly string[], value: unknown): Setting[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]): Setting[] => {
    const below = (value as Record<string, unknown> | undefined)?.[key]
    const here = [...path, key]
    if (child.properties !== undefined) return leaves(child, here, below)
    return [{ name: here.join('.'), variable: variableOf(here), meaning: child.description ?? '', fallback: below }]
  })
}

function variableOf(path: readonly string[]): string {
  if (path.join('.') === 'databaseUrl') return 'DATABASE_URL'
  return `KINORA_${path.map((part) => part.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()).join('_')}`
}

function put(tree: Record<string, unknown>, name: string, value: unknown): void {
  const path = name.split('.')
  const last = path.pop()!
  const home = path.reduce<Record<string, unknown>>((node, key) => (node[key] ??= {}) as Record<string, unknown>, tree)
  home[last] = value
}

async function readTree(path: string): Promise<Record<string, unknown>> {
  const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    throw new KinoraError({ code: 'configuration-unreadable', message: `${path} cannot be read: ${thrown.code === 'ENOENT' ? 'there is no such file' : thrown.message}.`, path })
  })
  try {
    const tree: unknown = JSON.parse(text)
    if (tree !== null && typeof tree === 'object' && !Array.isArray(tree)) return tree as Record<string, unknown>
    throw new SyntaxError('it must hold one object')
  } catch (thrown) {
    throw new KinoraError({ code: 'configuration-invalid', message: `${path} is not a JSON file of settings: ${(thrown as Error).message}.`, path })
  }
}

function invalid(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string; readonly code?: string }[], origin: ReadonlyMap<string, string>, file: string | undefined): KinoraError {
  const lines = issues.map((issue) => {
    const name = issue.path.join('.')
    return `${origin.get(name) ?? (name === '' ? file : `${name} in ${file ?? 'the settings'}`)}: ${issue.message}`
  })
  return new KinoraError({ code: 'configuration-invalid', message: `The settings do not fit. ${lines.join('; ')}.`, suggestion: 'kinora config    lists every setting with its meaning' })
}
