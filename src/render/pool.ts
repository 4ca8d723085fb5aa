// The drawing threads of one render: given chunks until none is left. A thread that dies is replaced and its task tried
// once more; a task that fails with a reason is not tried again, because the same input fails the same way. All of them
// stop within a frame or two of a cancel.

import { KinoraError } from '../base/index.ts'
import type { SegmentId } from '../draft/index.ts'
import { cancelled } from './cancelled.ts'
import { handOut } from './handing-out.ts'
import type { Chunk } from './plan.ts'
import type { Grounds } from './scene.ts'
import type { Team } from './team.ts'
import { stopFlag, type DrawingOrder } from './thread.ts'

export interface DrawingPool {
  /** Looks at the pictures under texts, with all threads. */
  look(segments: readonly SegmentId[]): Promise<readonly (readonly [SegmentId, number])[]>
  /** Draws and encodes chunks. Throws `render-cancelled`, `drawing-thread-died`, or whatever a chunk failed with. */
  draw(wish: DrawWish): Promise<void>
}

export interface DrawWish {
  /** Missing chunks in film order. */
  readonly chunks: readonly Chunk[]
  readonly grounds: Grounds
  pathOf(key: string): string
  onChunk(chunk: Chunk, seconds: number): void
}

/** A pool over the drawing threads of a team, whose film this is from here on. */
export function createDrawingPool(order: DrawingOrder & { readonly control: SharedArrayBuffer }, team: Team, threads: number): DrawingPool {
  const control = new Int32Array(order.control)
  const hands = team.drawers(order, Math.max(1, threads))
  const stopped = (): boolean => Atomics.load(control, stopFlag) !== 0

  // One failure stops everybody; the first real reason is what the caller hears.
  async function together(runs: readonly Promise<unknown>[]): Promise<void> {
    const ends = await Promise.allSettled(runs.map((run) => run.catch((error: unknown) => {
      Atomics.store(control, stopFlag, 1)
      throw error
    })))
    throwFirst(ends)
    if (stopped()) throw cancelled()
  }

  async function look(segments: readonly SegmentId[]): Promise<readonly (readonly [SegmentId, number])[]> {
    const share = Math.ceil(segments.length / hands.length)
    // Whoever has nothing to look at will draw in a moment: what stands under the texts is about to be asked for.
    for (const hand of hands.slice(Math.ceil(segments.length / share))) hand.ready()
    const found: (readonly [SegmentId, number])[] = []
    await together(hands.map(async (hand, index) => {
      const mine = segments.slice(index * share, (index + 1) * share)
      if (mine.length === 0) return
      const answer = await hand.ask({ kind: 'look', segments: mine })
      if (answer.kind === 'looked') found.push(...answer.grounds)
    }))
    return found
  }

  async function draw(wish: DrawWish): Promise<void> {
    if (wish.chunks.length === 0) return
    const busy = hands.slice(0, wish.chunks.length)
    const work = handOut(wish.chunks, busy.length)
    const grounds = [...wish.grounds]
    await together(busy.map(async (hand, index) => {
      for (let chunk = work.next(index); chunk !== undefined && !stopped(); chunk = work.next(index)) {
        const answer = await hand.ask({ kind: 'chunk', from: chunk.from, to: chunk.to, path: wish.pathOf(chunk.key), grounds })
        if (answer.kind === 'drawn') wish.onChunk(chunk, answer.seconds)
      }
    }))
  }

  return { look, draw }
}

/** Throws the reason of the first failure; one that only says "cancelled" counts only when there is no other. */
export function throwFirst(ends: readonly PromiseSettledResult<unknown>[]): void {
  const failures = ends.filter((end) => end.status === 'rejected').map((end) => end.reason as unknown)
  const real = failures.find((error) => !(error instanceof KinoraError && error.code === 'render-cancelled'))
  if (failures.length > 0) throw real ?? failures[0]
}
