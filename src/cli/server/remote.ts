// A server as the commands of a shell see it: its address, who is asking, and which film is meant. Built on the skill
// client's connection and its store, but it speaks the house's own REST, whose answers have words for what went wrong.

import { KinoraError } from '../../base/index.ts'
import { usage, type Arguments, type Option } from '../arguments.ts'
import { attributionHeaders, connect, createAccess, keepsakeFolder, keepsakesIn, LineBroken, Refused, type Answer, type Connection, type Keepsakes, type Request } from '../client/index.ts'
import type { CliWorld } from '../command.ts'
import { skillFacts } from '../skills/facts.ts'

export const serverOption: Option = { name: 'api-url', value: 'URL', meaning: 'the server (default NEMO_API_URL, else http://127.0.0.1:8787)' }
export const sessionOption: Option = { name: 'session', value: 'ID', meaning: 'which film (default KINORA_SESSION, else the current one)' }

export interface Remote {
  /** Without a slash at the end. */
  readonly url: string
  readonly keepsakes: Keepsakes
  /** A task of the skill client with the same rules about tokens and words for refusals. */
  withConnection<Value>(task: (connection: Connection) => Promise<Value>): Promise<Value>
  /** One request of the house's own REST. Throws KinoraErrors with the server's words. */
  ask(path: string, request?: Request & { readonly query?: Readonly<Record<string, string | number | undefined>> }): Promise<Answer>
  /** The same for bytes and streams. */
  open(path: string, request?: Request): Promise<Response>
  /** The film that is meant. Throws a usage error when none is. */
  session(): Promise<string>
  /** Whoever asks has an account or a token of their own; false: an anonymous one that is taken when needed. */
  readonly registered: boolean
}

export async function openRemote(given: Arguments, world: CliWorld): Promise<Remote> {
  const { environment } = world
  const facts = await skillFacts()
  const url = serverAddress(given.text('api-url') ?? environment['NEMO_API_URL'] ?? facts.apiUrl).replace(/\/+$/, '')
  const keepsakes = keepsakesIn(keepsakeFolder(environment))
  const token = environment['NEMO_TOKEN'] || undefined
  const access = createAccess({ token, clientId: environment['NEMO_CLIENT_ID'] || undefined, keepsakes })
  const attribution = attributionHeaders({ source: 'kinora', version: facts.version, platform: 'terminal' })
  const connection = connect(url, () => ({ ...access.headers(), ...attribution }))
  const registered = token !== undefined || (await keepsakes.token(url))?.user.startsWith('anon_') === false

  /** An anonymous token that has run out is replaced once; one that somebody chose never is. */
  async function entered<Value>(task: () => Promise<Value>): Promise<Value> {
    try {
      await access.enter(connection)
      return await task()
    } catch (thrown) {
      if (registered || !(thrown instanceof Refused) || thrown.number !== 1001) throw explained(thrown, url, registered)
    }
    try {
      await access.renew(connection)
      return await task()
    } catch (thrown) {
      throw explained(thrown, url, registered)
    }
  }

  return {
    url, keepsakes, registered,
    withConnection: (task) => entered(() => task(connection)),
    ask: (path, { query, ...request } = {}) => entered(() => connection.ask(`${path}${queryText(query)}`, { signal: world.signal, ...request })),
    open: (path, request = {}) => entered(() => connection.open(path, { signal: world.signal, ...request })),
    async session() {
      const chosen = given.text('session') ?? environment['KINORA_SESSION'] ?? await keepsakes.session(url)
      if (chosen !== undefined && /^[\w-]{1,80}$/.test(chosen)) return chosen
      throw usage(chosen === undefined ? `Which film? There is no current one on ${url}.` : `${chosen.slice(0, 80)} is no id of a film.`, 'kinora session new, or kinora session list and kinora session use ID')
    },
  }
}

export function serverAddress(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text
  throw usage(`--api-url ${text}: expected an address that begins with http:// or https://.`, 'http://127.0.0.1:8787')
}

function queryText(query: Readonly<Record<string, string | number | undefined>> = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

/** The server's refusal under its own word, with what a person at a shell can do about it. */
function explained(thrown: unknown, url: string, registered: boolean): unknown {
  if (thrown instanceof LineBroken) {
    return thrown.reached
      ? new KinoraError({ code: 'line-broken', message: `The connection to ${url} broke.`, suggestion: 'kinora state shows what the server has done' }, { cause: thrown })
      : new KinoraError({ code: 'server-unreachable', message: `No server answers at ${url}.`, suggestion: 'kinora serve, or --api-url URL' }, { cause: thrown })
  }
  if (!(thrown instanceof Refused)) return thrown
  const { reason, suggestion, faults } = thrown.details as { readonly reason?: string; readonly suggestion?: string; readonly faults?: readonly { readonly message: string }[] }
  const code = reason ?? (thrown.number === 1001 ? 'token-invalid' : thrown.number === 1002 ? 'path-unknown' : thrown.code)
  const further = (faults ?? []).slice(0, 5).map(({ message }) => message).filter((message) => message !== thrown.message)
  const advice = suggestion ?? advices[code]?.(url, registered)
  return new KinoraError({ code, message: [thrown.message === '' ? `The server refused (${thrown.number}).` : thrown.message, ...further].join('\n  '), ...(advice !== undefined && { suggestion: advice }) }, { cause: thrown })
}

const advices: Readonly<Record<string, (url: string, registered: boolean) => string>> = {
  'token-invalid': (_, registered) => (registered ? 'another NEMO_TOKEN, or kinora token login; kinora token logout takes an anonymous one again' : 'kinora token login'),
  'scope-missing': () => 'a token with more scopes: kinora token new NAME --scopes read,write,upload,render',
  'session-unknown': () => 'kinora session list',
  'version-unknown': () => 'kinora session versions',
  'version-conflict': () => 'kinora state, then again',
  'render-unknown': () => 'kinora renders list',
  'render-not-ready': () => 'kinora renders wait ID',
  'draft-missing': () => 'kinora say "make a 20 second film"',
  'credits-short': (url, registered) => (registered ? 'ask whoever runs the server: kinora user grant' : `register at ${url}/register`),
  'export-blocked': (url) => `register at ${url}/register`,
  'operation-invalid': () => 'kinora ops show NAME',
  'rate-limited': () => 'wait half a minute, then again',
}
