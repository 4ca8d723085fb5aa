// One JSON line per thing worth knowing, without secrets: no Authorization, no cookies, no token in a query or a path.

import { pino, type DestinationStream } from 'pino'

/** What the doors use of a logger. */
export interface Log {
  info(about: Readonly<Record<string, unknown>>, message: string): void
  warn(about: Readonly<Record<string, unknown>>, message: string): void
  error(about: Readonly<Record<string, unknown>>, message: string): void
}

/** `level`: silent, error, warn, info, debug. */
export function createLog(options: { readonly level?: string; readonly destination?: DestinationStream } = {}): Log {
  const settings = { level: options.level ?? 'info', base: undefined, redact: { paths: ['token', 'password', 'authorization', 'cookie', '*.token', '*.password', '*.authorization', '*.cookie'], censor: '[hidden]' } }
  const logger = options.destination === undefined ? pino(settings) : pino(settings, options.destination)
  return {
    info: (about, message) => logger.info(about, message),
    warn: (about, message) => logger.warn(about, message),
    error: (about, message) => logger.error(about, message),
  }
}

// Query parameters and path parts that open something.
const secretQuery = /^(token|nemo_token|ct|key|bind|state|code)$/i
const secretPath = /^\/(f|o)\/[^/]+/

/** A request's target as it may stand in a log. */
export function safeTarget(url: string): string {
  const { pathname, searchParams } = new URL(url, 'http://x')
  const query = [...searchParams].map(([name, value]) => `${name}=${secretQuery.test(name) ? '[hidden]' : encodeURIComponent(value.slice(0, 100))}`).join('&')
  return `${pathname.replace(secretPath, '/$1/[hidden]').slice(0, 300)}${query === '' ? '' : `?${query}`}`
}
