// The page's way to the server: one typed function over every route of the contract. Bodies, queries and answers are typed
// by the contract's own schemas; method and path come from the table made of it. Keeps no state but the token it is given.

import type { z } from 'zod'
import type { accountRoutes, filmRoutes, mediaRoutes } from '../../api/contract.ts'
import { routes } from './routes.ts'

type Contract = typeof accountRoutes & typeof filmRoutes & typeof mediaRoutes
export type RouteName = keyof Contract & keyof typeof routes

type Names<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type Params<Name extends RouteName> = Readonly<Record<Names<(typeof routes)[Name][1]>, string | number>>
type Body<Name extends RouteName> = Contract[Name] extends { readonly body: { readonly kind: 'json'; readonly schema: infer Schema extends z.ZodType } } ? z.input<Schema> : undefined
type Query<Name extends RouteName> = Contract[Name] extends { readonly query: infer Schema extends z.ZodType } ? z.input<Schema> : undefined
/** What a route answers with, read. */
export type Answer<Name extends RouteName> = Contract[Name] extends { readonly answer: { readonly kind: 'json'; readonly data: infer Schema extends z.ZodType } } ? z.output<Schema> : undefined
/** One event of a route that streams. */
export type StreamEvent<Name extends RouteName> = Contract[Name] extends { readonly answer: { readonly kind: 'events'; readonly event: infer Schema extends z.ZodType } } ? z.output<Schema> : never

/** What one call carries beside its name. */
export interface Asking<Name extends RouteName> {
  readonly params?: Params<Name>
  readonly query?: Query<Name>
  readonly body?: Body<Name>
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** The server said no, or could not be reached (`code` is then `offline`). The message is for people. */
export class ServerRefusal extends Error {
  override readonly name = 'ServerRefusal'
  readonly code: string
  readonly status: number
  readonly suggestion: string | undefined
  readonly details: Readonly<Record<string, unknown>>

  constructor(refusal: { readonly code: string; readonly status: number; readonly message: string; readonly suggestion?: string; readonly details?: Readonly<Record<string, unknown>> }) {
    super(refusal.message)
    this.code = refusal.code
    this.status = refusal.status
    this.suggestion = refusal.suggestion
    this.details = refusal.details ?? {}
  }
}

export interface Client {
  /** Throws `ServerRefusal`. */
  ask<Name extends RouteName>(name: Name, asking?: Asking<Name>): Promise<Answer<Name>>
  /** The raw answer of a route that streams or gives bytes; throws `ServerRefusal` unless it is a success. */
  open<Name extends RouteName>(name: Name, asking?: Asking<Name>): Promise<Response>
  /** The headers by which a request that is not made here says who asks. */
  credentials(): Readonly<Record<string, string>>
}

/** Every client of the protocol says who built it; a house may refuse exports to those that do not. */
const attribution = { 'X-Skill-Source': 'kinora-workspace', 'X-Skill-Version': '1', 'X-Skill-Platform': 'web' } as const

/** A client that speaks with this token, asked for anew at each call; `lost` hears that the server no longer knows it. */
export function createClient(token: () => string | undefined, lost: () => void = () => undefined): Client {
  const credentials = (): Readonly<Record<string, string>> => {
    const key = token()
    return { ...attribution, ...(key !== undefined && { Authorization: `Bearer ${key}` }) }
  }
  const open: Client['open'] = async (name, asking = {}) => {
    const [method, path] = routes[name]
    const response = await reach(addressOf(path, asking), {
      method,
      headers: { ...credentials(), ...(asking.body !== undefined && { 'Content-Type': 'application/json' }), ...asking.headers },
      ...(asking.body !== undefined && { body: JSON.stringify(asking.body) }), ...(asking.signal && { signal: asking.signal }),
    })
    if (response.ok) return response
    const refusal = await refusalOf(response)
    if (refusal.code === 'token-invalid') lost()
    throw refusal
  }
  return {
    open, credentials,
    async ask(name, asking) {
      const response = await open(name, asking)
      return (response.status === 204 ? undefined : await response.json()) as Answer<typeof name>
    },
  }
}

/** Fetch whose failure to connect is a refusal in words. An abort stays an abort. */
export async function reach(address: string, request: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(address, request)
  } catch (thrown) {
    if (request.signal?.aborted === true) throw thrown
    throw new ServerRefusal({ code: 'offline', status: 0, message: 'The server cannot be reached. Check the connection.' })
  }
}

/** A path of the contract with its names and query filled in. */
export function addressOf(path: string, { params = {}, query }: { readonly params?: Readonly<Record<string, string | number>>; readonly query?: unknown }): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')))
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)])
  return pairs.length === 0 ? filled : `${filled}?${new URLSearchParams(pairs).toString()}`
}

/** What an answer that is no success says, whatever its form. */
export async function refusalOf(response: Response): Promise<ServerRefusal> {
  const text = await response.text().catch(() => '')
  const { error, reason, message } = parsed(text)
  const own = typeof error === 'object' && error !== null ? (error as { code?: string; message?: string; suggestion?: string; details?: Record<string, unknown> }) : undefined
  return new ServerRefusal({
    status: response.status, code: own?.code ?? (typeof reason === 'string' ? reason : 'unexpected'), message: own?.message ?? (typeof message === 'string' ? message : `The server answered with status ${response.status}.`),
    ...(own?.suggestion !== undefined && { suggestion: own.suggestion }), ...(own?.details && { details: own.details }),
  })
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
