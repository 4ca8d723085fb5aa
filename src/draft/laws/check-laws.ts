// The laws of editing, checked on one draft and one operation. Every operation goes through here; a new one gets all of
// this for three lines. Throws an error that names the broken law.

import { applyOperations, readOperation } from '../apply.ts'
import { deepEqual } from '../change.ts'
import type { Draft } from '../document.ts'
import { allSegments } from '../find.ts'
import { filmDuration, layOut, segmentDuration } from '../layout.ts'
import type { Edit, Operation, Receipt } from '../operation.ts'
import { validateDraft } from '../validate.ts'

/** Applies the operation, holds every law against what came out, and returns it. */
export function checkLaws(draft: Draft, operation: Operation): Edit {
  const frozen = deepFrozen(draft)
  const edit = applyOperations(frozen, [operation])
  law(deepEqual(edit, applyOperations(frozen, [operation])), 'D3: the same edit twice gives the same result')
  if (!edit.ok) return checkRefusal(edit, frozen)
  const copy = overJson(operation)
  law(deepEqual(readOperation(copy), readOperation(operation)), 'D4: an operation survives JSON')
  checkDraftLaws(edit.draft)
  checkReceipt(frozen, edit.draft, edit.receipt)
  checkIdentity(frozen, edit.draft)
  return edit
}

function checkRefusal(edit: Extract<Edit, { readonly ok: false }>, draft: Draft): Edit {
  law(edit.draft === draft, 'D5: a refused edit gives back the same draft')
  law(edit.faults.length > 0, 'D5: a refusal has a reason')
  for (const fault of edit.faults) {
    law(fault.path?.startsWith('/operations/0') === true, `D6: a fault says where (${JSON.stringify(fault)})`)
    law(/^[a-z]+(-[a-z]+)*$/.test(fault.code) && fault.message.length > 20 && !/undefined|NaN|\[object/.test(fault.message), `D6: a fault says what (${JSON.stringify(fault)})`)
  }
  return edit
}

/** What holds of every draft. */
export function checkDraftLaws(draft: Draft): void {
  const valid = validateDraft(overJson(draft))
  law(valid.ok, `D7: the result is valid (${JSON.stringify(valid.ok ? '' : valid.faults.slice(0, 3))})`)
  law(valid.ok && deepEqual(valid.value, draft), 'D7: the result survives JSON and validation unchanged')
  const layout = layOut(draft)
  let end = 0
  for (const [index, placed] of layout.picture.entries()) {
    law(placed.start === end && placed.end === placed.start + segmentDuration(placed.segment) && placed.end > placed.start, 'T1: the picture chain has no gap and no overlap')
    end = placed.end
    const next = layout.picture[index + 1]
    const given = (placed.transition?.after ?? 0) + (next?.transition?.before ?? 0)
    law(given <= placed.end - placed.start, 'T4: two transitions of one segment never meet')
    law(placed.visibleFrom >= 0 && placed.visibleTo <= layout.duration, 'T4: nothing is on screen outside the film')
  }
  law(layout.duration === end && end === filmDuration(draft), 'T2: the film is as long as its pictures')
  for (const placed of [...layout.overlays, ...layout.texts, ...layout.sounds]) {
    law(placed.start >= 0 && placed.end > placed.start && placed.end <= end && placed.skipped >= 0, 'T5: what is placed lies inside the film')
  }
}

function checkReceipt(before: Draft, after: Draft, receipt: Receipt): void {
  if (deepEqual(before, after) && sameOrder(before, after)) {
    law(after === before, 'D8: an edit without effect gives back the same draft')
    law(deepEqual(receipt, { operations: [], changes: [], sentences: [], inverse: [] }), 'D8: an edit without effect has an empty receipt')
    return
  }
  law(receipt.operations.length === 1 && receipt.sentences.length === 1 && receipt.changes.length > 0, 'D9: an edit with effect says so once')
  for (const text of [receipt.sentences[0]!.en, receipt.sentences[0]!.zh]) {
    law(text.length > 4 && !/undefined|NaN|\[object|Infinity/.test(text), `D9: a sentence is whole (${text})`)
    law(!/\b(click|button|panel|drag|menu|tab)\b|点击|按钮|面板|拖动|菜单/i.test(text), `D9: a sentence does not talk of controls (${text})`)
  }
  law(/[.!?]$/.test(receipt.sentences[0]!.en) && /[。！？]$/.test(receipt.sentences[0]!.zh), `D9: a sentence ends (${JSON.stringify(receipt.sentences[0])})`)
  const back = applyOperations(after, overJson(receipt.inverse) as readonly unknown[])
  law(back.ok && deepEqual(back.draft, before) && sameOrder(back.draft, before), `D1: the inverse restores exactly (${JSON.stringify(back.ok ? receipt.changes : back.faults)})`)
  const again = applyOperations(before, [{ name: 'apply-changes', changes: overJson(receipt.changes) }])
  law(again.ok && deepEqual(again.draft, after) && sameOrder(again.draft, after), 'D2: the changes replay the edit')
}

// The order of assets is the order in which they were given, so it counts although they are keys.
function sameOrder(one: Draft, other: Draft): boolean {
  return Object.keys(one.assets).join() === Object.keys(other.assets).join()
}

function checkIdentity(before: Draft, after: Draft): void {
  const earlier = new Map(allSegments(before).map((segment) => [segment.id, segment]))
  for (const segment of allSegments(after)) {
    const old = earlier.get(segment.id)
    if (old !== undefined && deepEqual(old, segment)) law(old === segment, `D10: an untouched segment keeps its identity (${segment.id})`)
  }
  for (const [id, asset] of Object.entries(after.assets)) {
    if (Object.hasOwn(before.assets, id) && deepEqual(before.assets[id], asset)) law(before.assets[id] === asset, `D10: an untouched asset keeps its identity (${id})`)
  }
}

function overJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value
}

// Nobody may change a draft in place; a frozen one turns that mistake into an error.
function deepFrozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  Object.values(value).forEach(deepFrozen)
  return value
}

function law(holds: boolean, text: string): asserts holds {
  if (!holds) throw new Error(text)
}
