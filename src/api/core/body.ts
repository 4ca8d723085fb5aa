// Bodies of requests: JSON of strangers, read with a limit, cleaned of what no database takes, never deeper than anybody
// needs. An empty body is no error: several clients send none.

import { Readable } from 'node:stream'
import type { z } from 'zod'
import { DoorError } from './failures.ts'
import { patiently } from './patience.ts'
import type { Env } from './call.ts'

const usualLimit = 1024 * 1024
/** A draft is about 8 deep. */
const deepest = 64

/** The bytes of a body as they come; undefined: there is none. Whoever stops reading leaves the request open: the client must still be able to read why. */
export function bodyBytes(request: Request, env: Env): AsyncIterable<Buffer> | undefined {
  const stream = env.incoming ?? (request.body === null ? undefined : Readable.fromWeb(request.body as import('node:stream/web').ReadableStream))
  const bytes = stream?.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer> | undefined
  return bytes === undefined || env.patience === undefined ? bytes : patiently(bytes, env.patience)
}

export interface JsonReading {
  /** Bytes. */
  readonly limit?: number
  /** Names that clients use for fields of ours. What is misspelt is passed over, and some things must not be: a change that was to be refused would be made. */
  readonly otherNames?: Readonly<Record<string, string>>
}

/** JSON of a body, checked by a schema. */
export async function readJson(request: Request, env: Env, schema: z.ZodType, { limit = usualLimit, otherNames = {} }: JsonReading = {}): Promise<unknown> {
  if (/^multipart\//i.test(request.headers.get('content-type') ?? '')) throw new DoorError('body-type', 'This path reads JSON, not a form with files.')
  const text = await readText(request, env, limit)
  return check(schema, text.trim() === '' ? {} : renamed(clean(parse(text)), otherNames))
}

function renamed(value: unknown, otherNames: Readonly<Record<string, string>>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => {
    const name = Object.hasOwn(otherNames, key) ? otherNames[key]! : key
    return name !== key && name in value ? [] : [[name, one]]
  }))
}

/** Fields of an HTML form, checked by a schema. */
export async function readForm(request: Request, env: Env, schema: z.ZodType): Promise<unknown> {
  const text = await readText(request, env, 64 * 1024)
  return check(schema, clean(Object.fromEntries(new URLSearchParams(text))))
}

/** A value by its schema, or a failure that says what is wrong where. */
export function check(schema: z.ZodType, value: unknown, code: 'body-invalid' | 'query-invalid' = 'body-invalid'): unknown {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const faults = result.error.issues.slice(0, 20).map((issue) => ({ code: issue.code, path: `/${issue.path.map(String).join('/')}`, message: issue.message }))
  const first = faults[0]!
  throw new DoorError(code, `${code === 'body-invalid' ? 'The body' : 'The query'} is not as described: ${first.path === '/' ? '' : `${first.path}: `}${first.message}.`, { faults })
}

async function readText(request: Request, env: Env, limit: number): Promise<string> {
  const tooLarge = () => new DoorError('body-too-large', `The body is larger than ${limit} bytes.`, { limit })
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge()
  const body = bodyBytes(request, env)
  if (body === undefined) return ''
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of body) {
    bytes += part.length
    if (bytes > limit) throw tooLarge()
    parts.push(part)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
  } catch {
    throw new DoorError('body-malformed', 'The body is not UTF-8.')
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new DoorError('body-malformed', `The body is not JSON: ${error instanceof Error ? error.message : String(error)}`.slice(0, 300))
  }
}

/** The same value without NUL characters and half surrogate pairs, which PostgreSQL refuses. */
export function clean(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > deepest) throw new DoorError('body-invalid', `The body is nested more than ${deepest} deep.`)
  if (Array.isArray(value)) return value.map((one) => clean(one, depth + 1))
  // Own plain properties only: `__proto__` in JSON is a key like any other, and is dropped.
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== '__proto__').map(([key, one]) => [cleanText(key), clean(one, depth + 1)]))
}

/** One text that any database takes. */
export function cleanText(text: string): string {
  const whole = text.includes('\0') ? text.replaceAll('\0', '') : text
  return (whole as string & { toWellFormed(): string }).toWellFormed()
}
