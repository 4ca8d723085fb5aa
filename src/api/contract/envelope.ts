// How an answer is wrapped: the compatible families send `code`, `message`, `success`, a complete `data`, and the keys of
// `data` once more at the top, since their readers look in different places. Our own REST sends the value itself.

import { z } from 'zod'
import type { Family, Route } from './route.ts'

const reserved: ReadonlySet<string> = new Set(['code', 'message', 'success', 'data'])

export const wrapped: ReadonlySet<Family> = new Set(['skill', 'gateway', 'jobs'])

/** The body of a good answer. */
export function wrap(route: Route, data: unknown): unknown {
  if (!wrapped.has(route.family) || route.answer.kind !== 'json') return data
  const top = Object.fromEntries(Object.entries(data as object).filter(([key]) => !reserved.has(key) && (mirrorOf(route)?.includes(key) ?? true)))
  return { code: 0, message: textOf(data), success: true, ...top, data }
}

/** The schema of the body of a good JSON answer; undefined for other kinds. */
export function answerSchema(route: Route): z.ZodType | undefined {
  if (route.answer.kind !== 'json') return undefined
  if (!wrapped.has(route.family)) return route.answer.data
  const shape = (route.answer.data as z.ZodObject).shape
  const top = Object.fromEntries(Object.entries(shape).filter(([key]) => !reserved.has(key) && (mirrorOf(route)?.includes(key) ?? true)))
  return z.strictObject({ code: z.literal(0), message: z.string(), success: z.literal(true), ...top, data: route.answer.data })
}

function mirrorOf(route: Route): readonly string[] | undefined {
  return route.answer.kind === 'json' ? route.answer.mirror : undefined
}

// A value that has a message of its own (a failed job) shows it where agents look first.
function textOf(data: unknown): string {
  const message = (data as { readonly message?: unknown }).message
  return typeof message === 'string' ? message : 'ok'
}
