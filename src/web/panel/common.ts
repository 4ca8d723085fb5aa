// What several selected segments have in common: a value, or none.

export interface Common<Value> {
  /** Undefined when they differ, or when nobody has one. */
  readonly value: Value | undefined
  readonly isMixed: boolean
}

export function common<Item, Value>(items: readonly Item[], of: (item: Item) => Value, same: (left: Value, right: Value) => boolean = Object.is): Common<Value> {
  const [first, ...rest] = items
  if (first === undefined) return { value: undefined, isMixed: false }
  const value = of(first)
  return rest.every((item) => same(of(item), value)) ? { value, isMixed: false } : { value: undefined, isMixed: true }
}
