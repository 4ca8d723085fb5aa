// Asking for pictures faster than they can be drawn: one is on its way, at most one waits, and the newest wish takes the
// waiting place. What is on its way is given up when it has become useless or takes too long.

export interface Newest<Wish> {
  ask(wish: Wish): void
  /** Gives up what is on its way and what waits. */
  drop(): void
}

export interface NewestOptions<Wish, Thing> {
  readonly load: (wish: Wish, signal: AbortSignal) => Promise<Thing>
  readonly came: (thing: Thing, wish: Wish) => void
  readonly failed: (thrown: unknown, wish: Wish) => void
  /** Whether what is on its way is of no use once `newer` is wanted (another version of the film, say). */
  readonly outdated: (older: Wish, newer: Wish) => boolean
  /** How long something may be on its way while something newer waits, ms. */
  readonly patience: number
  readonly now: () => number
}

export function createNewest<Wish, Thing>({ load, came, failed, outdated, patience, now }: NewestOptions<Wish, Thing>): Newest<Wish> {
  let running: { readonly wish: Wish; readonly since: number; readonly end: AbortController } | undefined
  let waiting: { readonly wish: Wish } | undefined

  const begin = (wish: Wish) => {
    const mine = { wish, since: now(), end: new AbortController() }
    running = mine
    const over = () => {
      if (running !== mine) return
      running = undefined
      const next = waiting
      waiting = undefined
      if (next !== undefined) begin(next.wish)
    }
    load(wish, mine.end.signal).then(
      (thing) => { if (!mine.end.signal.aborted) came(thing, wish) },
      (thrown: unknown) => { if (!mine.end.signal.aborted) failed(thrown, wish) },
    ).finally(over)
  }
  return {
    ask(wish) {
      if (running === undefined) return begin(wish)
      if (!outdated(running.wish, wish) && now() - running.since < patience) {
        waiting = { wish }
        return
      }
      running.end.abort()
      running = undefined
      waiting = undefined
      begin(wish)
    },
    drop() {
      running?.end.abort()
      running = undefined
      waiting = undefined
    },
  }
}
