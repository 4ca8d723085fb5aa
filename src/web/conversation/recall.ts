// Walking through what was said before with the up and down keys, as in a shell: what was being written is kept and comes
// back at the end.

export interface Recall {
  /** The text to show; undefined: there is nothing in that direction, and the key does what it always does. `said`: oldest first. */
  step(way: 'older' | 'newer', now: string, said: readonly string[]): string | undefined
  reset(): void
}

export function createRecall(): Recall {
  let place: { readonly list: readonly string[]; readonly index: number; readonly draft: string } | undefined
  return {
    step(way, now, said) {
      // Whoever has changed what was brought back, writes something of their own.
      if (place !== undefined && now !== place.list[place.index]) place = undefined
      if (place === undefined) {
        const list = said.filter((text, index) => text.trim() !== '' && text !== said[index + 1])
        if (way === 'newer' || list.length === 0) return undefined
        place = { list, index: list.length, draft: now }
      }
      const index = place.index + (way === 'older' ? -1 : 1)
      if (index < 0) return undefined
      const { list, draft } = place
      if (index === list.length) {
        place = undefined
        return draft
      }
      place = { list, index, draft }
      return list[index]
    },
    reset() {
      place = undefined
    },
  }
}
