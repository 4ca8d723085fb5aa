// Which chunk a drawing thread gets next. Threads work on contiguous stretches, because neighbouring chunks share
// photos and a photo should be prepared by one thread only; a thread that runs dry takes the second half of the
// longest stretch that is left. Of its stretch a thread gets first what can be drawn already. Pure; the pool asks.

export interface HandingOut<Chunk> {
  /** The next chunk for a thread, perhaps one that must still be waited for; undefined when nothing is left. */
  next(thread: number): Chunk | undefined
}

/** Shares chunks (in film order) out among so many threads. */
export function handOut<Chunk extends object>(chunks: readonly Chunk[], threads: number, canBeDrawn: (chunk: Chunk) => boolean = () => true): HandingOut<Chunk> {
  const stretches: Chunk[][] = []
  const share = Math.ceil(chunks.length / Math.max(1, threads))
  for (let thread = 0; thread < threads; thread++) stretches.push(chunks.slice(thread * share, (thread + 1) * share))

  function next(thread: number): Chunk | undefined {
    const own = stretches[thread]
    if (own === undefined) return undefined
    if (own.length === 0) stretches[thread] = takeHalf()
    const left = stretches[thread]!
    return left.splice(Math.max(0, left.findIndex(canBeDrawn)), 1)[0]
  }

  function takeHalf(): Chunk[] {
    const longest = stretches.reduce((best, stretch) => (stretch.length > best.length ? stretch : best), [] as Chunk[])
    return longest.splice(Math.floor(longest.length / 2))
  }

  return { next }
}
