// Runs drawing threads over the missing chunks. A thread that dies is replaced and its chunk tried once more; a chunk
// that fails with a reason is not tried again, because the same input fails the same way. Stops within a frame or two.

import { Worker } from 'node:worker_threads'
import { KinoraError } from '../base/index.ts'
import { handOut } from './handing-out.ts'
import type { Chunk } from './plan.ts'
import { stopFlag, type ChunkOrder, type DrawingAnswer, type DrawingOrder } from './thread.ts'

export interface DrawWish {
  readonly order: DrawingOrder
  /** Missing chunks in film order. */
  readonly chunks: readonly Chunk[]
  readonly threads: number
  pathOf(key: string): string
  onChunk(chunk: Chunk, seconds: number): void
}

/** Draws and encodes all chunks. Throws `render-cancelled`, `drawing-thread-died`, or whatever a chunk failed with. */
export async function drawChunks(wish: DrawWish): Promise<void> {
  if (wish.chunks.length === 0) return
  const threads = Math.max(1, Math.min(wish.threads, wish.chunks.length))
  const work = handOut(wish.chunks, threads)
  const control = new Int32Array(wish.order.control)
  const stop = (): void => void Atomics.store(control, stopFlag, 1)
  const tried = new Map<string, number>()
  const threadsDone = Array.from({ length: threads }, (_, thread) => runThread(thread).catch((error: unknown) => {
    stop()
    throw error
  }))
  const ends = await Promise.allSettled(threadsDone)
  throwFirst(ends)
  if (Atomics.load(control, stopFlag) !== 0) throw cancelled()

  // One thread's life: as many workers as it takes to see its chunks through.
  async function runThread(thread: number): Promise<void> {
    while (Atomics.load(control, stopFlag) === 0) {
      const first = work.next(thread)
      if (first === undefined) return
      const lost = await runWorker(thread, first)
      if (lost === undefined) return
      const times = (tried.get(lost.chunk.key) ?? 0) + 1
      if (times > 1) throw diedTwice(lost.chunk, lost.reason)
      tried.set(lost.chunk.key, times)
      work.putBack(thread, lost.chunk)
    }
  }

  // Runs one worker until nothing is left; returns the chunk that it died on, if it did.
  function runWorker(thread: number, first: Chunk): Promise<{ chunk: Chunk; reason: string } | undefined> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./drawing-worker.js', import.meta.url), { workerData: wish.order })
      let current: Chunk = first
      let reason = 'it ended without a word'
      let over = false
      const give = (chunk: Chunk): void => {
        current = chunk
        worker.postMessage({ index: chunk.index, from: chunk.from, to: chunk.to, path: wish.pathOf(chunk.key) } satisfies ChunkOrder)
      }
      const end = (settle: () => void): void => {
        if (over) return
        over = true
        void worker.terminate().then(settle)
      }
      worker.on('message', (answer: DrawingAnswer) => {
        if (over) return
        if (answer.kind === 'failed') return end(() => reject(new KinoraError(answer.fault)))
        wish.onChunk(current, answer.seconds)
        const next = Atomics.load(control, stopFlag) === 0 ? work.next(thread) : undefined
        if (next === undefined) end(() => resolve(undefined))
        else give(next)
      })
      worker.on('error', (error) => { reason = error instanceof Error ? error.message : String(error) })
      worker.on('exit', () => {
        if (over) return
        over = true
        resolve({ chunk: current, reason })
      })
      give(first)
    })
  }
}

function diedTwice(chunk: Chunk, reason: string): KinoraError {
  return new KinoraError({
    code: 'drawing-thread-died',
    message: `Frames ${chunk.from} to ${chunk.to - 1} could not be drawn: the drawing thread died twice (${reason}). With little memory, try fewer workers or a smaller size.`,
  })
}

/** Throws the reason of the first failure; one that only says "cancelled" counts only when there is no other. */
export function throwFirst(ends: readonly PromiseSettledResult<unknown>[]): void {
  const failures = ends.filter((end) => end.status === 'rejected').map((end) => end.reason as unknown)
  const real = failures.find((error) => !(error instanceof KinoraError && error.code === 'render-cancelled'))
  if (failures.length > 0) throw real ?? failures[0]
}

export function cancelled(): KinoraError {
  return new KinoraError({ code: 'render-cancelled', message: 'The render was cancelled. Chunks that were finished are kept and will be used next time.' })
}
