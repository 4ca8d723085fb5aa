// Errors become answers here and only here: whatever was thrown is one row of the contract's table, wrapped for the family
// that asked. What we did not expect is logged in full and told without details.

import { KinoraError } from '../../base/index.ts'
import { StudioError } from '../../studio/index.ts'
import { errorTable, type AnyCode, type DoorCode, type Family } from '../contract.ts'
import { wrapped } from '../contract/envelope.ts'
import type { House } from './call.ts'

/** A failure of the door itself. */
export class DoorError extends KinoraError {
  declare readonly code: DoorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: DoorCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super({ code, message })
    this.name = 'DoorError'
    this.details = details
  }
}

export interface Failure {
  readonly code: AnyCode
  readonly status: number
  readonly message: string
  readonly suggestion?: string
  readonly details: Readonly<Record<string, unknown>>
}

/** What is told of something thrown. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof KinoraError && thrown.code in errorTable) {
    const code = thrown.code as AnyCode
    const details = thrown instanceof StudioError || thrown instanceof DoorError ? thrown.details : {}
    return { code, status: errorTable[code].status, message: thrown.message, ...(thrown.suggestion !== undefined && { suggestion: thrown.suggestion }), details }
  }
  // The library of Node that reads bodies says so when a client hangs up; nobody will read this answer.
  return { code: 'unexpected', status: 500, message: 'Something broke on our side. Try again; if it stays, tell the person who runs this server the request id.', details: {} }
}

// The standard's words for what it has no own word for here.
const oauthWords: Partial<Readonly<Record<AnyCode, string>>> = { 'rate-limited': 'temporarily_unavailable', unavailable: 'temporarily_unavailable', unexpected: 'server_error' }

export interface FailureContext {
  readonly family: Family
  readonly requestId: string
  readonly house: House
  /** Who asked, when that is known. */
  readonly user?: string
}

/** The answer for something thrown. */
export function failureResponse(thrown: unknown, context: FailureContext): Response {
  const failure = failureOf(thrown)
  if (failure.code === 'unexpected') context.house.log.error({ request: context.requestId, error: describe(thrown) }, 'unexpected')
  const headers = new Headers({ 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' })
  if (failure.status === 429 || failure.status === 503) headers.set('Retry-After', String(retryAfter(failure, context.family)))
  if (failure.status === 401) headers.set('WWW-Authenticate', 'Bearer')
  if (failure.code === 'range-invalid') headers.set('Content-Range', `bytes */${String(failure.details['bytes'])}`)
  const allow = failure.details['allow']
  if (failure.code === 'method-unknown' && typeof allow === 'string') headers.set('Allow', allow)
  return new Response(JSON.stringify(failureBody(failure, context)), { status: failure.status, headers })
}

/** The body for a failure, as the family reads it. */
export function failureBody(failure: Failure, { family, requestId, house, user }: FailureContext): unknown {
  const { code, message, suggestion, details } = failure
  if (family === 'own' || family === 'pages' || family === 'house') {
    return { error: { code, message, ...(suggestion !== undefined && { suggestion }), ...(Object.keys(details).length > 0 && { details }), request: requestId } }
  }
  if (family === 'oauth') return { error: typeof details['error'] === 'string' ? details['error'] : oauthWords[code] ?? 'invalid_request', error_description: message }
  const data = { ...details, ...(suggestion !== undefined && { suggestion }), ...(code === 'credits-short' && bindData(house, user)) }
  return { code: numberOf(code, family), message, success: false, error: message, detail: message, reason: code, request_id: requestId, data }
}

/** The number that a family knows a failure by. */
export function numberOf(code: AnyCode, family: Family): number {
  const row = errorTable[code]
  return family === 'gateway' ? row.gateway ?? row.skill : row.skill
}

// Skills build the registration link from these.
function bindData(house: House, user: string | undefined): Readonly<Record<string, string>> {
  if (user === undefined) return {}
  return { user_id: user, register_url: `${house.settings.webUrl ?? house.settings.publicUrl}/register?bind=${encodeURIComponent(user)}` }
}

// Published clients wait 30 s and try exactly once, and the wire contract says 30; the body's data has the whole truth.
function retryAfter({ details }: Failure, family: Family): number {
  const seconds = Math.max(1, Math.ceil(Number(details['retryAfter'] ?? 30) || 30))
  return wrapped.has(family) ? Math.min(30, seconds) : seconds
}

function describe(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return String(thrown)
  return { name: thrown.name, message: thrown.message, stack: thrown.stack, ...(thrown.cause !== undefined && { cause: String(thrown.cause) }) }
}
