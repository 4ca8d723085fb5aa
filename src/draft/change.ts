// One generic difference of two drafts, and its application. Everything that undo, receipts and replays promise rests on
// two laws: applying `differences(a, b)` to a gives b, and applying them inverted to b gives a, deep-equal both times.
//
// Objects are compared key by key, lists whose items have ids item by item, everything else as a whole. An added or removed
// item is one change with its whole value; `#order` says where things stand when appending or dropping at the end is not enough.

import { failure, success, type Fault, type Outcome } from '../base/index.ts'
import type { Draft } from './document.ts'
import type { Change } from './operation.ts'
import { orderStep, pointer, pointerSteps } from './pointer.ts'
import { idPattern } from './schema/values.ts'

type Keyed = Readonly<Record<string, unknown>>
type Item = Keyed & { readonly id: string }

/** What has to change in `before` to make it `after`. Empty when they are deep-equal. */
export function differences(before: Draft, after: Draft): Change[] {
  const changes: Change[] = []
  compareObjects(before as unknown as Keyed, after as unknown as Keyed, '', changes)
  return changes
}

/** The changes that lead back. */
export function invert(changes: readonly Change[]): Change[] {
  return changes.map(({ path, ...values }) => ({
    path,
    ...('after' in values ? { before: values.after } : {}),
    ...('before' in values ? { after: values.before } : {}),
  }))
}

/** Equality of plain data; key order does not count, except among assets, where `differences` looks after it. */
export function deepEqual(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (Array.isArray(left) || Array.isArray(right)) {
    return Array.isArray(left) && Array.isArray(right) && left.length === right.length && left.every((item, index) => deepEqual(item, right[index]))
  }
  const keys = Object.keys(left)
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && deepEqual((left as Keyed)[key], (right as Keyed)[key]))
}

/**
 * Carries changes out, in order. Every `before` must be what is there: a draft that has moved on gives the fault
 * `change-stale` with the place, and nothing is changed.
 */
export function applyChanges(draft: Draft, changes: readonly Change[]): Outcome<Draft> {
  const faults: Fault[] = []
  const orders: { readonly steps: readonly string[]; readonly change: Change }[] = []
  let result: unknown = draft
  for (const change of changes) {
    const steps = pointerSteps(change.path)
    if (steps === undefined || steps.length === 0) {
      faults.push({ code: 'change-path', message: `"${change.path}" is not a JSON pointer into a draft.`, path: change.path })
    } else if (steps.at(-1) === orderStep) orders.push({ steps: steps.slice(0, -1), change })
    else {
      const changed = replaceAt(result, steps, change)
      if (changed === undefined) faults.push(stale(change))
      else result = changed.value
    }
  }
  for (const { steps, change } of orders) {
    const ordered = reorderAt(result, steps, change.after)
    if (ordered === undefined) faults.push(stale(change))
    else result = ordered.value
  }
  return faults.length > 0 ? failure(...faults) : success(result as Draft)
}

function stale(change: Change): Fault {
  return {
    code: 'change-stale', path: change.path,
    message: `The place ${change.path} no longer holds what this change expects. Undo the edits that came after it first, or restore a whole version.`,
  }
}

// ------------------------------------------------------------------------------------------------ comparing

function compareObjects(before: Keyed, after: Keyed, path: string, changes: Change[]): void {
  for (const key of Object.keys(before)) {
    if (Object.hasOwn(after, key)) compareValues(before[key], after[key], path + pointer(key), changes)
    else changes.push({ path: path + pointer(key), before: before[key] })
  }
  for (const key of Object.keys(after)) if (!Object.hasOwn(before, key)) changes.push({ path: path + pointer(key), after: after[key] })
  if (path === '/assets') compareOrder(Object.keys(before), Object.keys(after), path, changes)
}

function compareValues(before: unknown, after: unknown, path: string, changes: Change[]): void {
  if (before === after) return
  if (isItemList(before) && isItemList(after)) compareItems(before, after, path, changes)
  else if (isKeyed(before) && isKeyed(after)) compareObjects(before, after, path, changes)
  else if (!deepEqual(before, after)) changes.push({ path, before, after })
}

function compareItems(before: readonly Item[], after: readonly Item[], path: string, changes: Change[]): void {
  const later = new Map(after.map((item) => [item.id, item]))
  const earlier = new Set(before.map((item) => item.id))
  for (const item of before) {
    const twin = later.get(item.id)
    if (twin === undefined) changes.push({ path: path + pointer(item.id), before: item })
    else compareValues(item, twin, path + pointer(item.id), changes)
  }
  for (const item of after) if (!earlier.has(item.id)) changes.push({ path: path + pointer(item.id), after: item })
  compareOrder(before.map((item) => item.id), after.map((item) => item.id), path, changes)
}

// Applying member changes keeps what stays and appends what is new, both ways round; only other orders need saying.
function compareOrder(before: readonly string[], after: readonly string[], path: string, changes: Change[]): void {
  const later = new Set(after)
  const stays = before.filter((id) => later.has(id))
  if (!stays.every((id, index) => before[index] === id && after[index] === id)) changes.push({ path: path + pointer(orderStep), before, after })
}

function isKeyed(value: unknown): value is Keyed {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isItemList(value: unknown): value is readonly Item[] {
  if (!Array.isArray(value)) return false
  const ids = new Set<string>()
  for (const item of value) {
    if (!isKeyed(item) || typeof item['id'] !== 'string' || !idPattern.test(item['id']) || ids.has(item['id'])) return false
    ids.add(item['id'])
  }
  return true
}

// ------------------------------------------------------------------------------------------------ applying

type Changed = { readonly value: unknown } | undefined

function replaceAt(holder: unknown, steps: readonly string[], change: Change): Changed {
  const [step, ...rest] = steps as [string, ...string[]]
  if (Array.isArray(holder)) return replaceItem(holder, step, rest, change)
  if (!isKeyed(holder)) return undefined
  const present = Object.hasOwn(holder, step)
  if (rest.length === 0) return expected(change, present, holder[step]) ? { value: withKey(holder, step, change) } : undefined
  if (!present) return undefined
  const inner = replaceAt(holder[step], rest, change)
  return inner && { value: { ...holder, [step]: inner.value } }
}

function replaceItem(list: readonly unknown[], id: string, rest: readonly string[], change: Change): Changed {
  const index = list.findIndex((item) => isKeyed(item) && item['id'] === id)
  if (rest.length > 0) {
    const inner = index < 0 ? undefined : replaceAt(list[index], rest, change)
    return inner && { value: list.with(index, inner.value) }
  }
  if (!expected(change, index >= 0, list[index])) return undefined
  if (index < 0) return { value: [...list, change.after] }
  return { value: 'after' in change ? list.with(index, change.after) : list.toSpliced(index, 1) }
}

function expected(change: Change, present: boolean, value: unknown): boolean {
  return present === ('before' in change) && (!present || deepEqual(value, change.before))
}

// An own `__proto__` key must never become a prototype, so keys are defined, not assigned.
function withKey(holder: Keyed, key: string, change: Change): Keyed {
  const entries = Object.entries(holder).filter(([name]) => name !== key || 'after' in change).map(([name, value]) => [name, name === key ? change.after : value] as const)
  if ('after' in change && !Object.hasOwn(holder, key)) entries.push([key, change.after])
  return Object.fromEntries(entries)
}

function reorderAt(holder: unknown, steps: readonly string[], order: unknown): Changed {
  const [step, ...rest] = steps
  if (step === undefined) return ordered(holder, order)
  if (Array.isArray(holder)) {
    const index = holder.findIndex((item) => isKeyed(item) && item['id'] === step)
    const inner = index < 0 ? undefined : reorderAt(holder[index], rest, order)
    return inner && { value: holder.with(index, inner.value) }
  }
  if (!isKeyed(holder) || !Object.hasOwn(holder, step)) return undefined
  const inner = reorderAt(holder[step], rest, order)
  return inner && { value: { ...holder, [step]: inner.value } }
}

function ordered(holder: unknown, order: unknown): Changed {
  if (!Array.isArray(order) || new Set(order).size !== order.length) return undefined
  if (isItemList(holder)) {
    const items = new Map(holder.map((item) => [item.id, item]))
    return items.size === order.length && order.every((id) => items.has(id)) ? { value: order.map((id) => items.get(id)) } : undefined
  }
  if (!isKeyed(holder)) return undefined
  const complete = Object.keys(holder).length === order.length && order.every((id) => Object.hasOwn(holder, id))
  return complete ? { value: Object.fromEntries(order.map((id) => [id, holder[id]])) } : undefined
}
