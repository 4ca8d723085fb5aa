// Versions as values. A history is immutable: every step gives a new one, so it can be kept, compared and rolled back
// like a draft. Numbers are never used twice, so a number names one state of the film for ever.

import { failure, success, type Outcome } from '../base/index.ts'
import { differences, invert } from './change.ts'
import type { Draft } from './document.ts'
import type { Edit, Receipt, Sentence } from './operation.ts'

export interface Version {
  /** Counts from 1 in the order of making. */
  readonly number: number
  readonly draft: Draft
  /** What led here from the version before; nothing on the first. */
  readonly receipt: Receipt
  /** For people: what was asked for, or where it was restored from. */
  readonly note: string
}

export interface History {
  /** Oldest first. What lies behind `position` has been undone and can be done again. */
  readonly versions: readonly Version[]
  /** Index of the present version. */
  readonly position: number
  /** The number of the next version. */
  readonly next: number
  /** How many versions are kept; older ones are forgotten. */
  readonly limit: number
}

const nothing: Receipt = { operations: [], changes: [], sentences: [], inverse: [] }

/** Drafts share their untouched parts, so a few hundred versions weigh little more than one. */
const usualLimit = 200

export function startHistory(draft: Draft, options: { readonly note?: string; readonly limit?: number } = {}): History {
  return { versions: [{ number: 1, draft, receipt: nothing, note: options.note ?? '' }], position: 0, next: 2, limit: Math.max(2, options.limit ?? usualLimit) }
}

export function currentVersion(history: History): Version {
  return history.versions[history.position]!
}

/** Adds what an edit made as the present version; what had been undone is gone. An edit that changed nothing adds none. */
export function commit(history: History, edit: Extract<Edit, { readonly ok: true }>, note = ''): History {
  if (edit.receipt.changes.length === 0) return history
  const made: Version = { number: history.next, draft: edit.draft, receipt: edit.receipt, note }
  const versions = [...history.versions.slice(0, history.position + 1), made].slice(-history.limit)
  return { ...history, versions, position: versions.length - 1, next: history.next + 1 }
}

/** One step back. A fault when nothing earlier is kept. */
export function undo(history: History): Outcome<History> {
  if (history.position === 0) return failure({ code: 'nothing-to-undo', message: 'This is the oldest version that is kept; there is nothing to undo.' })
  return success({ ...history, position: history.position - 1 })
}

/** One step forward again. A fault when nothing was undone. */
export function redo(history: History): Outcome<History> {
  if (history.position + 1 >= history.versions.length) return failure({ code: 'nothing-to-redo', message: 'Nothing was undone, so there is nothing to do again.' })
  return success({ ...history, position: history.position + 1 })
}

/**
 * Makes the film as it was in a version, as a new version, so that nothing is lost on the way. A fault when the number is
 * not kept; restoring the present state changes nothing.
 */
export function restore(history: History, number: number, note?: string): Outcome<History> {
  const wanted = history.versions.find((version) => version.number === number)
  if (wanted === undefined) {
    const kept = history.versions.map((version) => version.number)
    const nearest = kept.reduce((best, one) => (Math.abs(one - number) < Math.abs(best - number) ? one : best))
    return failure({ code: 'version-unknown', suggestion: String(nearest), message: `There is no version ${number}; kept are ${kept[0]} to ${kept.at(-1)}. Take ${nearest}, for instance.` })
  }
  const changes = differences(currentVersion(history).draft, wanted.draft)
  const receipt: Receipt = {
    operations: [{ name: 'apply-changes', changes }], changes, sentences: [restoredSentence(wanted)], inverse: [{ name: 'apply-changes', changes: invert(changes) }],
  }
  return success(commit(history, { ok: true, draft: wanted.draft, receipt }, note ?? `version ${number}`))
}

function restoredSentence({ number, note }: Version): Sentence {
  const name = note === '' ? '' : ` (${note})`
  return { en: `The film is as it was in version ${number}${name}.`, zh: `影片恢复为第 ${number} 版${note === '' ? '' : `（${note}）`}。` }
}

/**
 * The version just before the latest one, up to the present, that something is true of: "before the music" is
 * `versionBefore(history, (version) => version.receipt.operations.some((one) => one.name === 'set-music'))`.
 */
export function versionBefore(history: History, isIt: (version: Version) => boolean): Version | undefined {
  for (let index = history.position; index > 0; index--) if (isIt(history.versions[index]!)) return history.versions[index - 1]
  return undefined
}
