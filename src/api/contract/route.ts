// What one route of the server is, as data: the router is built from it, OpenAPI is printed from it, tests walk it. Nothing
// here runs; handlers stand elsewhere and are typed by these values.

import type { z } from 'zod'
import type { Scope, StudioCode } from '../../studio/index.ts'

/** Who speaks it; decides how answers and errors are wrapped. */
export type Family = 'skill' | 'gateway' | 'jobs' | 'own' | 'oauth' | 'pages' | 'house'

/** What can go wrong before the studio is asked. */
export type DoorCode =
  | 'path-unknown' | 'method-unknown' | 'body-malformed' | 'body-invalid' | 'body-too-large' | 'body-type' | 'body-slow' | 'query-invalid'
  | 'upload-version' | 'link-expired' | 'range-invalid' | 'unexpected'

export type AnyCode = StudioCode | DoorCode

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

export type RequestBody =
  | { readonly kind: 'json'; readonly schema: z.ZodType; /** Bytes; 1 MB when absent. */ readonly limit?: number }
  /** Multipart files or a JSON list of addresses; streamed. */
  | { readonly kind: 'files'; readonly schema: z.ZodType }
  /** A form of a page. */
  | { readonly kind: 'form'; readonly schema: z.ZodType }
  /** Raw bytes; streamed. */
  | { readonly kind: 'bytes' }

export type Answer =
  | {
      readonly kind: 'json'
      /** What the handler gives; in the compatible families it becomes `data` of the envelope. */
      readonly data: z.ZodType
      /** Keys of `data` that are repeated at the top of the envelope; all when absent. */
      readonly mirror?: readonly string[]
      /** 200 when absent. */
      readonly status?: 200 | 201 | 202
    }
  /** Server-sent events; `event` is the JSON of one data line. */
  | { readonly kind: 'events'; readonly event: z.ZodType }
  /** Bytes of one of these types. */
  | { readonly kind: 'bytes'; readonly types: readonly string[] }
  | { readonly kind: 'page' }
  | { readonly kind: 'redirect' }
  | { readonly kind: 'socket' }
  /** Status 204, or the status and headers of another standard (tus). */
  | { readonly kind: 'empty' }

export interface Route {
  readonly method: Method
  /** `/a/{name}`; names are whole path segments. */
  readonly path: string
  readonly family: Family
  readonly title: string
  /** For the docs page: anything a caller must know. */
  readonly about?: string
  /**
   * open: anybody; token: a bearer token; key: an unguessable part of the address or query; viewer: a bearer token, or
   * `?key=` as signed by the preview route, since players and pictures on a page cannot send headers.
   */
  readonly access: 'open' | 'token' | 'key' | 'viewer'
  /** One of these scopes (or `*`) is needed. */
  readonly scopes?: readonly Scope[]
  /** Also takes tokens of programs that act for people (OAuth), made for this route's address. */
  readonly forApps?: true
  readonly query?: z.ZodObject
  readonly body?: RequestBody
  readonly answer: Answer
  /** Beside those that every route may give. */
  readonly errors?: readonly AnyCode[]
  /** Never slowed down: polls and health. */
  readonly unlimited?: boolean
  readonly example?: { readonly body?: unknown; readonly answer?: unknown }
}

/** A route with its exact types. */
export function route<const One extends Route>(one: One): One {
  return one
}

export function json<const Schema extends z.ZodType, const Keys extends readonly string[] | undefined = undefined>(data: Schema, options: { readonly mirror?: Keys; readonly status?: 200 | 201 | 202 } = {}) {
  return { kind: 'json', data, ...options } as const
}

/** Names in braces, in order. */
export function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
}
