// The desk on which refiners work: the clauses of one message, and the plan as it grows.

import type { Clause } from './clause.ts'
import type { FilmFacts } from './facts.ts'
import type { Gap, Intent, IntentName, Refusal, Slot } from './plan.ts'

export interface Request {
  readonly text: string
  readonly plain: string
  readonly clauses: readonly Clause[]
  readonly facts: FilmFacts
  readonly intents: Intent[]
  readonly gaps: Gap[]
  readonly refused: Refusal[]
  /** What was spoken of last, for "it" and for bare follow-ups. */
  topic?: 'music' | 'logo' | 'title' | 'subtitles' | 'film'
}

/** Reads one clause and adds what it means to the request. */
export type Refiner = (request: Request, clause: Clause) => void

export function add(request: Request, name: IntentName, slots: Readonly<Record<string, Slot | undefined>> = {}): void {
  const filled = Object.fromEntries(Object.entries(slots).filter((entry): entry is [string, Slot] => entry[1] !== undefined))
  request.intents.push({ name, slots: filled })
}

/** Adds to an intent of that name when there is one, else makes it. */
export function extend(request: Request, name: IntentName, slots: Readonly<Record<string, Slot | undefined>>): void {
  const at = request.intents.findIndex((intent) => intent.name === name)
  if (at < 0) return add(request, name, slots)
  const filled = Object.fromEntries(Object.entries(slots).filter((entry): entry is [string, Slot] => entry[1] !== undefined))
  request.intents[at] = { name, slots: { ...request.intents[at]!.slots, ...filled } }
}

export function gap(request: Request, what: Gap['what']): void {
  if (!request.gaps.some((one) => one.what === what)) request.gaps.push({ what })
}

export function refuse(request: Request, what: string, text: string): void {
  if (!request.refused.some((one) => one.what === what)) request.refused.push({ what, text })
}

export function hasIntent(request: Request, ...names: IntentName[]): boolean {
  return request.intents.some((intent) => names.includes(intent.name))
}
