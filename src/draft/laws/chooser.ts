// Random choices as something handed in, so that the same generators serve seeded dice and shrinking property tests.

export interface Chooser {
  /** A whole number, both ends included. */
  whole(least: number, most: number): number
  pick<Item>(items: readonly Item[]): Item
}

export function chance(choose: Chooser, percent: number): boolean {
  return choose.whole(1, 100) <= percent
}

/** A number 0..1 with three decimals. */
export function someShare(choose: Chooser): number {
  return choose.whole(0, 1000) / 1000
}

/** The keys given, each present half of the time. */
export function someOf<Keys extends object>(choose: Chooser, keys: { readonly [Key in keyof Keys]: () => Keys[Key] }): Partial<Keys> {
  return Object.fromEntries(Object.entries(keys).flatMap(([key, make]) => (chance(choose, 50) ? [[key, (make as () => unknown)()]] : []))) as Partial<Keys>
}

/** Between `least` and `most` things. */
export function several<Item>(choose: Chooser, least: number, most: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: choose.whole(least, most) }, (_, index) => make(index))
}
