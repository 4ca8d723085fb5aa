// A small film for tests of single operations, and a way to edit it that fails loudly.

import { applyOperations } from '../apply.ts'
import { emptyDraft } from '../defaults.ts'
import type { Draft, Segment } from '../document.ts'
import { segmentById } from '../find.ts'
import type { Operation, Receipt } from '../operation.ts'
import { checkLaws } from './check-laws.ts'

const photo = (id: string): Operation => ({ name: 'add-asset', asset: { id, name: `${id}.jpg`, kind: 'photo', source: `/${id}`, facts: { kind: 'photo', width: 4000, height: 3000, bytes: 1, format: 'jpeg' } } })
const clip = (id: string, duration: number): Operation => ({ name: 'add-asset', asset: { id, name: `${id}.mp4`, kind: 'clip', source: `/${id}`, facts: { kind: 'clip', width: 1920, height: 1080, bytes: 1, format: 'mp4', duration, frameRate: 30, hasSound: true } } })
const sound = (id: string, duration: number): Operation => ({ name: 'add-asset', asset: { id, name: `${id}.mp3`, kind: 'sound', source: `/${id}`, facts: { kind: 'sound', bytes: 1, format: 'mp3', duration, sampleRate: 48_000, channels: 2 } } })

/** Material a, b, c (photos), city (20 s), pier (4 s), song (60 s), talk (10 s), and whatever the operations add. */
export function film(...operations: readonly Operation[]): Draft {
  return edited(emptyDraft(), ...[photo('a'), photo('b'), photo('c'), clip('city', 20_000), clip('pier', 4000), sound('song', 60_000), sound('talk', 10_000)], ...operations).draft
}

/** Edits one operation after the other, every one under all laws. */
export function edited(draft: Draft, ...operations: readonly Operation[]): { readonly draft: Draft; readonly receipt: Receipt } {
  let current = draft
  let receipt: Receipt = { operations: [], changes: [], sentences: [], inverse: [] }
  for (const operation of operations) {
    const edit = checkLaws(current, operation)
    if (!edit.ok) throw new Error(JSON.stringify(edit.faults))
    current = edit.draft
    receipt = edit.receipt
  }
  return { draft: current, receipt }
}

/** Code, path and suggestion of the first fault of an operation that must be refused. */
export function refused(draft: Draft, operation: Operation): readonly (string | undefined)[] {
  const edit = applyOperations(draft, [operation])
  if (edit.ok) throw new Error(`not refused: ${JSON.stringify(edit.receipt.sentences)}`)
  const { code, path, suggestion } = edit.faults[0]!
  return [code, path, suggestion]
}

/** A segment that must be there, of a kind. */
export function segmentOf<Kind extends Segment['kind']>(draft: Draft, id: string, kind: Kind): Extract<Segment, { readonly kind: Kind }> {
  const segment = segmentById(draft, id)
  if (segment?.kind !== kind) throw new Error(`${id} is ${segment?.kind ?? 'missing'}`)
  return segment as Extract<Segment, { readonly kind: Kind }>
}
