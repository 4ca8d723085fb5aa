// Versions of a film as a value: what was, what is undone, and what each step was about, so that "undo", "redo" and
// "go back to before the music" are looked up and never computed.

import type { Draft } from '../draft/index.ts'

export interface Version {
  /** The draft before the step. */
  readonly draft: Draft
  /** What the step was about: intent names of the turn. */
  readonly about: readonly string[]
  readonly words: string
}

/** Newest last. Whole drafts: they share all their unchanged parts, so a version costs what changed. */
export interface History {
  readonly past: readonly Version[]
  readonly future: readonly Version[]
}

export const emptyHistory: History = { past: [], future: [] }

/** Versions kept; a person does not go back further, and a session must not grow for ever. */
const mostVersions = 200

export function remember(history: History, before: Draft, about: readonly string[], words: string): History {
  return { past: [...history.past, { draft: before, about, words }].slice(-mostVersions), future: [] }
}

export interface Step {
  readonly draft: Draft
  readonly history: History
}

/** `steps` turns back; undefined when there is nothing to undo. */
export function stepBack(history: History, draft: Draft, steps = 1): Step | undefined {
  const count = Math.min(steps, history.past.length)
  return count === 0 ? undefined : goTo(history, draft, history.past.length - count)
}

export function stepForward(history: History, draft: Draft): Step | undefined {
  const next = history.future.at(-1)
  if (next === undefined) return undefined
  return { draft: next.draft, history: { past: [...history.past, { ...next, draft }], future: history.future.slice(0, -1) } }
}

/** The draft as it was before past step `index` (0 = the very first). */
export function goTo(history: History, draft: Draft, index: number): Step | undefined {
  const version = history.past[index]
  if (version === undefined) return undefined
  const undone = history.past.slice(index)
  const after = [...undone.slice(1).map((one) => one.draft), draft]
  const future = undone.map((one, at) => ({ ...one, draft: after[at]! })).reverse()
  return { draft: version.draft, history: { past: history.past.slice(0, index), future: [...history.future, ...future] } }
}

/** The newest past step that was about a subject. */
export function lastAbout(history: History, subject: string): number {
  return history.past.findLastIndex((version) => version.about.includes(subject))
}
