// The conversation in the order in which it happened: what was said, and between it what was changed by hand.

import type { Exchange, VersionLine } from '../film/film.ts'

export type TalkItem =
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  /** Changes by hand or by another program that follow each other, oldest first. */
  | { readonly kind: 'hand'; readonly key: string; readonly versions: readonly VersionLine[] }

/** `exchanges` oldest first, `versions` newest first, as a film has them. */
export function talkLine(exchanges: readonly Exchange[], versions: readonly VersionLine[]): readonly TalkItem[] {
  const hands = versions.filter(({ turn }) => turn === undefined).toSorted((left, right) => left.version - right.version)
  const items: TalkItem[] = []
  let next = 0
  const until = (time: number) => {
    const from = next
    while (next < hands.length && hands[next]!.createdAt < time) next += 1
    const some = hands.slice(from, next)
    if (some.length > 0) items.push({ kind: 'hand', key: `hand-${some[0]!.version}`, versions: some })
  }
  for (const exchange of exchanges) {
    until(exchange.startedAt)
    items.push({ kind: 'exchange', exchange })
  }
  until(Infinity)
  return items
}
