// Changing immutable data so that untouched parts keep their identity: what comes back is the same object unless
// something really differs. Caches, diffs and the page rely on it.

import { deepEqual } from './change.ts'

/** The object with some keys set; `undefined` takes a key away. The same object when nothing differs. */
export function patched<Whole extends object>(whole: Whole, changes: { readonly [Key in keyof Whole]?: Whole[Key] | undefined }): Whole {
  const old = whole as Record<string, unknown>
  const differing = Object.entries(changes).filter(([key, value]) => (value === undefined ? Object.hasOwn(old, key) : !deepEqual(old[key], value)))
  if (differing.length === 0) return whole
  const copy: Record<string, unknown> = { ...old }
  for (const [key, value] of differing) {
    if (value === undefined) delete copy[key]
    else copy[key] = value
  }
  return copy as Whole
}

/** The list mapped; `undefined` leaves an item out. The same list when every item stayed the same. */
export function mapped<Item>(items: readonly Item[], change: (item: Item, index: number) => Item | undefined): readonly Item[] {
  const result: Item[] = []
  let same = true
  items.forEach((item, index) => {
    const changed = change(item, index)
    if (changed !== item) same = false
    if (changed !== undefined) result.push(changed)
  })
  return same ? items : result
}
