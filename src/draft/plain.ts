// Whatever comes in becomes plain JSON data first: no undefined, no -0, no class instances, no hidden prototypes. Only
// then can "equal after a round trip through JSON" be promised.

import { failure, success, type Fault, type Outcome } from '../base/index.ts'
import { pointer } from './pointer.ts'

/** Deeper nesting than any draft needs; guards the call stack. */
const deepest = 40

/** A copy of a value as JSON would carry it, or faults that say where it is not JSON. */
export function plainData(value: unknown, at = ''): Outcome<unknown> {
  const faults: Fault[] = []
  const copy = copied(value, at, 0, faults)
  return faults.length > 0 ? failure(...faults) : success(copy)
}

function copied(value: unknown, path: string, depth: number, faults: Fault[]): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : refused(path, String(value), faults)
  if (typeof value !== 'object') return refused(path, `a ${typeof value}`, faults)
  if (depth >= deepest) return refused(path, `nested deeper than ${deepest} levels`, faults)
  if (Array.isArray(value)) return value.map((item, index) => copied(item, path + pointer(index), depth + 1, faults))
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return refused(path, 'not a plain object', faults)
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => {
    if (key === '__proto__') return refused(path + pointer(key), 'a key that no document may have', faults) ?? []
    return inner === undefined ? [] : [[key, copied(inner, path + pointer(key), depth + 1, faults)] as const]
  }))
}

function refused(path: string, what: string, faults: Fault[]): undefined {
  faults.push({ code: 'not-json', path, message: `${path === '' ? 'The whole' : path} is ${what}; only what JSON can carry is accepted.` })
}
