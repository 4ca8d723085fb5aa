// What a handler is given and what it may give back, typed by its route. Handlers translate; what happens is the studio's.

import type { IncomingMessage } from 'node:http'
import type { z } from 'zod'
import type { Caller, Studio } from '../../studio/index.ts'
import type { Route } from '../contract.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { BuiltPage } from '../pages/built-page.ts'
import type { ApiSettings } from '../settings.ts'

/** Everything the doors stand on. */
export interface House {
  readonly studio: Studio
  readonly settings: ApiSettings
  /** Of Kinora: `0.1.0`. */
  readonly version: string
  readonly log: Log
  readonly metrics: Metrics
  /** What each part of the house says of itself; a part that does not work throws. */
  readonly ready?: () => Promise<Readonly<Record<string, string>>>
  /** The workspace that browsers open; absent: pages drawn here take its place. */
  readonly page?: BuiltPage
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Signs the addresses of previews; the same in every process of a house. */
  readonly sign: (text: string) => string
  /** Aborted when the server is going away: whoever only watches is let go at once. */
  readonly closing: AbortSignal
  /** Runs work after its answer has gone, and is waited for at the end. */
  readonly later: (work: Promise<unknown>) => void
}

/** How long a body is waited for (patience.ts). */
export interface BodyPatience {
  /** Milliseconds without a byte before the first one. */
  readonly first: number
  /** Most milliseconds without a byte, however much came before. */
  readonly most: number
  /** Bytes that buy a second. */
  readonly bytesPerSecond: number
}

export interface Env {
  readonly incoming?: IncomingMessage
  /** With a client's body; absent: it is waited for. */
  readonly patience?: BodyPatience
}

type Names<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type BodyOf<One> = One extends { readonly body: { readonly kind: 'json' | 'form'; readonly schema: infer Schema extends z.ZodType } } ? z.output<Schema> : undefined
type QueryOf<One> = One extends { readonly query: infer Schema extends z.ZodType } ? z.output<Schema> : Readonly<Record<string, never>>
type CallerOf<One> = One extends { readonly access: 'token' | 'viewer' } ? Caller : undefined
type AnswerOf<One> = One extends { readonly answer: { readonly kind: 'json'; readonly data: infer Schema extends z.ZodType } } ? z.input<Schema> | Response : Response

export interface Call<One = Route> {
  readonly house: House
  readonly studio: Studio
  readonly request: Request
  readonly env: Env
  /** Parts of the path, decoded. */
  readonly params: Readonly<Record<One extends { readonly path: infer Path extends string } ? Names<Path> : string, string>>
  readonly query: QueryOf<One>
  readonly body: BodyOf<One>
  readonly caller: CallerOf<One>
  /** Of the client. */
  readonly address: string
  /** Named in answers and in the log. */
  readonly requestId: string
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal
}

export type Handler<One> = (call: Call<One>) => Promise<AnswerOf<One>> | AnswerOf<One>
/** One handler for each route of a list. */
export type Handlers<List> = { readonly [Name in keyof List]: Handler<List[Name]> }
