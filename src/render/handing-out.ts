// Which chunk a drawing thread gets next. Threads work on contiguous stretches, because neighbouring chunks share
// photos and a photo should be prepared by one thread only; a thread that runs dry takes the second half of the
// longest stretch that is left. Pure; the pool asks.

import type { Chunk } from './plan.ts'

export interface HandingOut {
  /** The next chunk for a thread; undefined when nothing is left. */
  next(thread: number): Chunk | undefined
}

/** Shares chunks (in film order) out among so many threads. */
export function handOut(chunks: readonly Chunk[], threads: number): HandingOut {
  const stretches: Chunk[][] = []
  const share = Math.ceil(chunks.length / Math.max(1, threads))
  for (let thread = 0; thread < threads; thread++) stretches.push(chunks.slice(thread * share, (thread + 1) * share))

  function next(thread: number): Chunk | undefined {
    const own = stretches[thread]
    if (own === undefined) return undefined
    if (own.length === 0) stretches[thread] = takeHalf()
    return stretches[thread]!.shift()
  }

  function takeHalf(): Chunk[] {
    const longest = stretches.reduce((best, stretch) => (stretch.length > best.length ? stretch : best), [] as Chunk[])
    return longest.splice(Math.floor(longest.length / 2))
  }

  return { next }
}
