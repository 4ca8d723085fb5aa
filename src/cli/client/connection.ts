// Requests to a server of the skill protocol. One reader for all shapes of answers: `data`, the top level, or both.
// It never repeats a request by itself.

import { LineBroken, Refused, lineBroken } from './trouble.ts'

export interface Connection {
  /** Without a slash at the end. */
  readonly url: string
  /** A request with the token; the answer with `data` and top level as one. Throws Refused or LineBroken. */
  ask(path: string, request?: Request): Promise<Answer>
  /** The same, but the answer is a stream that has begun. */
  open(path: string, request: Request): Promise<Response>
}

export type Answer = Readonly<Record<string, any>>

export interface Request {
  /** Sent as JSON, and makes it a POST. */
  readonly body?: unknown
  /** Another method than GET or the POST that a body makes of it. */
  readonly method?: 'PATCH' | 'PUT' | 'DELETE'
  /** A POST without a body, or with a body of its own kind. */
  readonly post?: { readonly content?: AsyncIterable<Uint8Array>; readonly type?: string }
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

export function connect(url: string, standing: () => Readonly<Record<string, string>>): Connection {
  const base = url.replace(/\/+$/, '')
  async function send(path: string, { body, post, method, headers, signal }: Request = {}): Promise<Response> {
    const { content, type } = post ?? {}
    try {
      return await fetch(`${base}${path}`, {
        method: method ?? (body === undefined && post === undefined ? 'GET' : 'POST'),
        headers: { ...standing(), ...(body !== undefined && { 'Content-Type': 'application/json' }), ...(type !== undefined && { 'Content-Type': type }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        // A body that is read while it is sent.
        ...(content !== undefined && { body: content as unknown as BodyInit, duplex: 'half' }),
        signal,
      } as RequestInit)
    } catch (thrown) {
      signal?.throwIfAborted()
      throw lineBroken(thrown)
    }
  }
  return {
    url: base,
    ask: async (path, request) => readAnswer(await send(path, request)),
    async open(path, request) {
      const response = await send(path, request)
      // Refusals come as JSON instead of a stream, some with status 200.
      if (!response.ok || response.headers.get('content-type')?.includes('json') === true) {
        await readAnswer(response)
        throw new Refused(response.status, 'The server answered with something else than a stream.')
      }
      return response
    },
  }
}

async function readAnswer(response: Response): Promise<Answer> {
  let text: string
  try {
    text = await response.text()
  } catch (thrown) {
    throw new LineBroken(true, thrown)
  }
  const body = parsed(text)
  const code = typeof body['code'] === 'number' ? body['code'] : body['success'] === false ? response.status : 0
  const data = typeof body['data'] === 'object' && body['data'] !== null ? body['data'] as Answer : {}
  if (!response.ok || code !== 0) {
    const own = ownError(body)
    const reason = own?.reason ?? body['reason']
    throw new Refused(code !== 0 ? numberOf(code) : numberOf(response.status), own?.message ?? String(body['message'] ?? body['error'] ?? body['detail'] ?? ''), { ...data, ...own?.details, ...(typeof reason === 'string' && { reason }) })
  }
  return { ...body, ...data }
}

/** `{ error: { code, message, suggestion, details } }`, as Kinora's own REST says it. */
function ownError({ error }: Readonly<Record<string, any>>) {
  if (typeof error !== 'object' || error === null || typeof error.code !== 'string') return undefined
  return { reason: error.code as string, message: String(error.message ?? ''), details: { ...error.details, ...(typeof error.suggestion === 'string' && { suggestion: error.suggestion as string }) } as Answer }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value as Record<string, unknown> : {}
  } catch {
    return {}
  }
}

/** Servers that know only HTTP's own numbers mean the same things. */
function numberOf(code: number): number {
  const meanings: Readonly<Record<number, number>> = { 401: 1001, 1010: 1001, 1011: 1001, 404: 1002, 413: 4002, 415: 4001 }
  return meanings[code] ?? code
}
