// Seeded randomness. Pure rooms never call Math.random: they are handed dice, so the same seed gives the same film.

/** A stream of repeatable random numbers. */
export interface Dice {
  /** The next number in [0, 1). */
  next(): number
  /** A whole number in [0, sides). */
  below(sides: number): number
  /** One of the given things. Throws a RangeError on an empty list. */
  pick<Item>(items: readonly Item[]): Item
  /** An independent stream for one aspect, so that drawing more in one aspect leaves the others as they were. */
  fork(aspect: string): Dice
}

/** 32-bit FNV-1a of the UTF-16 code units of a text (Fowler, Noll, Vo); spreads seeds, guards nothing. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** Dice from a seed (any text or number). Generator: mulberry32 (Tommy Ettinger, public domain). */
export function createDice(seed: string | number): Dice {
  let state = hashText(String(seed))
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    below: (sides) => Math.floor(next() * sides),
    pick(items) {
      if (items.length === 0) throw new RangeError('Dice cannot pick from an empty list.')
      return items[Math.floor(next() * items.length)]!
    },
    fork: (aspect) => createDice(`${seed}|${aspect}`),
  }
}
