// The drawing threads of one render: given chunks until none is left, and the film's sound to the one that is free first. A
// thread that dies is replaced and its task tried once more; a task that fails with a reason is not tried again, because the
// same input fails the same way. All of them stop within a frame or two of a cancel.

import { KinoraError } from '../base/index.ts'
import type { SegmentId } from '../draft/index.ts'
import { cancelled } from './cancelled.ts'
import { handOut } from './handing-out.ts'
import type { FoundGrounds } from './grounds.ts'
import { createMixing } from './mixing.ts'
import { hasName, type Chunk, type ChunkRange } from './plan.ts'
import type { Grounds } from './scene.ts'
import type { SoundMaker } from './sound.ts'
import type { Drawer, Team } from './team.ts'
import { stopFlag, type DrawingOrder } from './thread.ts'

export interface DrawingPool {
  /** Looks at the pictures under texts, with all threads. Chunks may be given out meanwhile: who looks draws afterwards. */
  look(segments: readonly SegmentId[]): Promise<FoundGrounds>
  /** Resolves when no thread looks any more; never throws. */
  looked(): Promise<void>
  /** Draws and encodes chunks. Throws `render-cancelled`, `drawing-thread-died`, or whatever a chunk failed with. */
  draw(wish: DrawWish): Promise<void>
  /** Makes the sound on a thread that has nothing to draw; before the next chunk, when it is the longer piece of work. */
  readonly mixer: SoundMaker
}

export interface DrawWish {
  /** Missing chunks in film order, and those of which only `settled` says whether they are: they have no name yet. */
  readonly chunks: readonly (Chunk | ChunkRange)[]
  /** Those that are needed for chunks with a name. */
  readonly grounds: Grounds
  /** What is known when the look under the texts is over; threads that have something to draw do not wait for it. */
  readonly settled: Promise<Settled>
  pathOf(key: string): string
  onChunk(chunk: Chunk, seconds: number): void
}

export interface Settled {
  readonly grounds: Grounds
  /** Those of the chunks without a name that are missing. */
  readonly chunks: readonly Chunk[]
}

/** A pool over the drawing threads of a team, whose film this is from here on. */
export function createDrawingPool(order: DrawingOrder & { readonly control: SharedArrayBuffer }, team: Team, threads: number): DrawingPool {
  const control = new Int32Array(order.control)
  const hands = team.drawers(order, Math.max(1, threads))
  /** By thread: the end of its look. */
  const looking: Promise<void>[] = []
  const mixing = createMixing(hands, looking)
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

  async function look(segments: readonly SegmentId[]): Promise<FoundGrounds> {
    const share = Math.ceil(segments.length / hands.length)
    // Whoever has nothing to look at will draw in a moment: what stands under the texts is about to be asked for.
    for (const hand of hands.slice(Math.ceil(segments.length / share))) hand.ready()
    const found: (readonly [SegmentId, number])[] = []
    await together(hands.map((hand, index) => looking[index] = lookAt(hand, segments.slice(index * share, (index + 1) * share), found)))
    return found
  }

  async function lookAt(hand: Drawer, segments: readonly SegmentId[], found: (readonly [SegmentId, number])[]): Promise<void> {
    if (segments.length === 0) return
    const answer = await hand.ask({ kind: 'look', segments })
    if (answer.kind === 'looked') found.push(...answer.grounds)
  }

  async function draw(wish: DrawWish): Promise<void> {
    const busy = hands.slice(0, wish.chunks.length)
    for (const index of busy.keys()) mixing.occupy(index)
    let grounds = [...wish.grounds]
    let isSettled = false
    const work = handOut(wish.chunks, busy.length, (chunk) => isSettled || hasName(chunk))
    const settled = wish.settled.then((known) => {
      isSettled = true
      // From here on for all chunks: a thread that goes to and fro would make its scene anew each time.
      grounds = [...known.grounds]
      return known.chunks
    })
    // Gives how long it took, in seconds.
    async function drawOne(hand: Drawer, wanted: Chunk | ChunkRange): Promise<number> {
      const chunk = hasName(wanted) ? wanted : (await settled).find(({ index }) => index === wanted.index)
      if (chunk === undefined) return 0
      const answer = await hand.ask({ kind: 'chunk', from: chunk.from, to: chunk.to, path: wish.pathOf(chunk.key), grounds })
      if (answer.kind !== 'drawn') return 0
      wish.onChunk(chunk, answer.seconds)
      return answer.seconds
    }
    async function drawShare(hand: Drawer, index: number): Promise<void> {
      await looking[index]
      for (let chunk = work.next(index); chunk !== undefined && !stopped(); chunk = work.next(index)) {
        const seconds = await drawOne(hand, chunk)
        if (mixing.seconds() > seconds) await mixing.lend(index)
      }
    }
    // A sound that waits is begun whatever becomes of the chunks: it hears of a stop by itself.
    await together([settled, ...busy.map((hand, index) => drawShare(hand, index).finally(() => mixing.release(index)))])
  }

  return { look, looked: async () => void await Promise.allSettled(looking), draw, mixer: team.mixer ?? mixing }
}

/** Throws the reason of the first failure; one that only says "cancelled" counts only when there is no other. */
export function throwFirst(ends: readonly PromiseSettledResult<unknown>[]): void {
  const failures = ends.filter((end) => end.status === 'rejected').map((end) => end.reason as unknown)
  const real = failures.find((error) => !(error instanceof KinoraError && error.code === 'render-cancelled'))
  if (failures.length > 0) throw real ?? failures[0]
}
