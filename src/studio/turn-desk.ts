// The desk of one turn: the draft as it grows, everything that was done and everything that must be said. Every edit
// goes through `edit`, so nothing is claimed that the draft room did not accept.

import type { Fault, Milliseconds } from '../base/index.ts'
import { applyOperations, layOut, type Asset, type Draft, type Layout, type Operation, type PictureSegment, type Sentence } from '../draft/index.ts'
import type { World } from '../director/index.ts'

export interface Desk {
  draft: Draft
  readonly world: World
  readonly seed: string
  readonly operations: Operation[]
  /** What changed, from receipts. */
  readonly done: Sentence[]
  readonly assumed: Sentence[]
  /** What could not be done, and why. */
  readonly failed: Sentence[]
  question?: { readonly text: Sentence; readonly options: readonly Sentence[]; readonly default: Sentence }
}

export function createDesk(draft: Draft, world: World, seed: string): Desk {
  return { draft, world, seed, operations: [], done: [], assumed: [], failed: [] }
}

/** Applies operations; true when they were possible. A refused edit is reported in the draft room's words. */
export function edit(desk: Desk, operations: readonly Operation[], options: { readonly quiet?: boolean } = {}): boolean {
  if (operations.length === 0) return false
  const result = applyOperations(desk.draft, operations)
  if (!result.ok) {
    desk.failed.push(...result.faults.slice(0, 2).map(faultSentence))
    return false
  }
  desk.draft = result.draft
  desk.operations.push(...result.receipt.operations)
  // That a file was taken in goes without saying when something is done with it.
  const named = result.receipt.operations.map((operation) => operation.name)
  const told = named.every((name) => name === 'add-asset') ? result.receipt.sentences : result.receipt.sentences.filter((_sentence, index) => named[index] !== 'add-asset')
  if (options.quiet !== true) desk.done.push(...told)
  return result.receipt.operations.length > 0
}

function faultSentence(fault: Fault): Sentence {
  return { en: fault.message, zh: `没能做到：${fault.message}` }
}

export function assume(desk: Desk, en: string, zh: string): void {
  if (!desk.assumed.some((one) => one.en === en)) desk.assumed.push({ en, zh })
}

export function fail(desk: Desk, en: string, zh: string): void {
  if (!desk.failed.some((one) => one.en === en)) desk.failed.push({ en, zh })
}

export function ask(desk: Desk, text: Sentence, options: readonly Sentence[], byDefault: Sentence): void {
  desk.question ??= { text, options, default: byDefault }
}

export function layoutOf(desk: Desk): Layout {
  return layOut(desk.draft)
}

export function lengthOf(desk: Desk): Milliseconds {
  return layOut(desk.draft).duration
}

export function pictures(desk: Desk): readonly PictureSegment[] {
  return desk.draft.picture.segments
}

export function assetOf(desk: Desk, id: string): Asset | undefined {
  return desk.draft.assets[id] ?? desk.world.assets.find((asset) => asset.id === id)
}
