// The drawing threads of one render: started when there is work, given chunks until none is left. A thread that dies is
// replaced and its task tried once more; a task that fails with a reason is not tried again, because the same input
// fails the same way. All of them stop within a frame or two of a cancel.

import { Worker } from 'node:worker_threads'
import { KinoraError } from '../base/index.ts'
import type { SegmentId } from '../draft/index.ts'
import { cancelled } from './cancelled.ts'
import { handOut } from './handing-out.ts'
import type { Chunk } from './plan.ts'
import type { Grounds } from './scene.ts'
import { stopFlag, type DrawingAnswer, type DrawingOrder, type DrawingTask } from './thread.ts'

export interface DrawingPool {
  /** Looks at the pictures under texts, with all threads. */
  look(segments: readonly SegmentId[]): Promise<readonly (readonly [SegmentId, number])[]>
  /** Draws and encodes chunks. Throws `render-cancelled`, `drawing-thread-died`, or whatever a chunk failed with. */
  draw(wish: DrawWish): Promise<void>
  /** Ends all threads. */
  close(): Promise<void>
}

export interface DrawWish {
  /** Missing chunks in film order. */
  readonly chunks: readonly Chunk[]
  readonly grounds: Grounds
  pathOf(key: string): string
  onChunk(chunk: Chunk, seconds: number): void
}

export function createDrawingPool(order: DrawingOrder, threads: number): DrawingPool {
  const control = new Int32Array(order.control)
  const hands = Array.from({ length: Math.max(1, threads) }, () => createHand(order))
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

  return { look, draw, close: async () => void await Promise.all(hands.map((hand) => hand.close())) }
}

/** One place at the work bench: a worker, replaced when it dies. */
interface Hand {
  ask(task: DrawingTask): Promise<DrawingAnswer>
  close(): Promise<void>
}

function createHand(order: DrawingOrder): Hand {
  let worker: Worker | undefined

  async function ask(task: DrawingTask): Promise<DrawingAnswer> {
    const first = await askOnce(task)
    if (!('died' in first)) return first
    const second = await askOnce(task)
    if (!('died' in second)) return second
    throw new KinoraError({
      code: 'drawing-thread-died',
      message: `${whatOf(task)} could not be drawn: the drawing thread died twice (${second.died}). With little memory, try fewer workers or a smaller size.`,
    })
  }

  function askOnce(task: DrawingTask): Promise<DrawingAnswer | { readonly died: string }> {
    const current = worker ??= startWorker(order)
    return new Promise((resolve, reject) => {
      let reason = 'it ended without a word'
      const onMessage = (answer: DrawingAnswer): void => {
        forget()
        if (answer.kind === 'failed') reject(new KinoraError(answer.fault))
        else resolve(answer)
      }
      const onError = (error: unknown): void => { reason = error instanceof Error ? error.message : String(error) }
      const onExit = (): void => {
        forget()
        worker = undefined
        resolve({ died: reason })
      }
      const forget = (): void => {
        current.off('message', onMessage)
        current.off('error', onError)
        current.off('exit', onExit)
      }
      current.on('message', onMessage)
      current.on('error', onError)
      current.on('exit', onExit)
      current.postMessage(task)
    })
  }

  return { ask, close: async () => void await worker?.terminate() }
}

function startWorker(order: DrawingOrder): Worker {
  // Flags of the program's own start (node -e, a test runner) are not for threads.
  const worker = new Worker(new URL('./drawing-worker.js', import.meta.url), { workerData: order, execArgv: [] })
  // An error between two tasks must not end the whole process; the next task finds the worker gone.
  worker.on('error', () => undefined)
  return worker
}

function whatOf(task: DrawingTask): string {
  return task.kind === 'chunk' ? `Frames ${task.from} to ${task.to - 1}` : 'The ground under the texts'
}

/** Throws the reason of the first failure; one that only says "cancelled" counts only when there is no other. */
export function throwFirst(ends: readonly PromiseSettledResult<unknown>[]): void {
  const failures = ends.filter((end) => end.status === 'rejected').map((end) => end.reason as unknown)
  const real = failures.find((error) => !(error instanceof KinoraError && error.code === 'render-cancelled'))
  if (failures.length > 0) throw real ?? failures[0]
}
