// One place at the work bench: a worker thread that is started when first asked, given one task at a time, and replaced
// when it dies. A task whose thread died is tried once more; a task that fails with a reason is not, because the same
// input fails the same way. Whoever asks twice at once gets mixed answers: pools hand out, hands obey.

import { KinoraError, type Fault } from '../base/index.ts'
import { cancelled } from './cancelled.ts'
import type { HandThread } from './isolated.ts'

export interface Hand<Task, Answer> {
  /** The thread's answer. Throws the fault that it answered with, `drawing-thread-died` or `drawing-stuck`. */
  ask(task: Task): Promise<Answer>
  /** Starts the thread without a task, so that the first one need not wait for it. */
  ready(): void
  /** Whether its thread has been started and is there. */
  isReady(): boolean
  /** Tells a living thread something that has no answer; a thread that is not there is told by whoever starts it. */
  tell(message: unknown): void
  /** Ends the thread of a hand that has no task; the next task starts another one. */
  rest(): void
  /** Ends the thread for good; a task that it had is `render-cancelled`. */
  close(): Promise<void>
}

export interface HandWish<Task> {
  start(): HandThread
  /** What could not be done, for people: `Frames 0 to 59`. */
  nameOf(task: Task): string
  /** Absent: a thread may take as long as it wants. */
  readonly watch?: Watch
}

/** When a thread that still runs counts as lost. */
export interface Watch {
  /** Goes on while the thread works. */
  progress(): number
  /** Milliseconds without progress. */
  readonly patience: number
}

export function createHand<Task, Answer extends { readonly kind: string }>(wish: HandWish<Task>): Hand<Task, Exclude<Answer, { kind: 'failed' }>> {
  let worker: HandThread | undefined
  let closed = false

  async function ask(task: Task): Promise<Exclude<Answer, { kind: 'failed' }>> {
    const first = await askOnce(task)
    if (!('died' in first)) return first
    if (closed) throw cancelled()
    const second = await askOnce(task)
    if (!('died' in second)) return second
    throw new KinoraError({
      code: 'drawing-thread-died',
      message: `${wish.nameOf(task)} could not be drawn: the drawing thread died twice (${second.died}). With little memory, try fewer workers or a smaller size.`,
    })
  }

  function askOnce(task: Task): Promise<Exclude<Answer, { kind: 'failed' }> | { readonly died: string }> {
    const current = worker ??= startWorker()
    return new Promise((resolve, reject) => {
      let reason = 'it ended without a word'
      const onMessage = (said: unknown): void => {
        forget()
        const answer = said as Answer
        if (answer.kind === 'failed') reject(new KinoraError((said as { readonly fault: Fault }).fault))
        else resolve(answer as Exclude<Answer, { kind: 'failed' }>)
      }
      const onError = (error: Error): void => { reason = error.message }
      const onExit = (): void => {
        forget()
        worker = undefined
        resolve({ died: reason })
      }
      const stopWatching = watchOver(wish.watch, () => {
        forget()
        worker = undefined
        // Native code that hangs cannot be ended from here unless it is isolated; its thread goes when it returns.
        void current.terminate()
        reject(new KinoraError({
          code: 'drawing-stuck',
          message: `${wish.nameOf(task)} could not be drawn: nothing came for ${Math.round(wish.watch!.patience / 1000)} s. Is one of the files damaged?`,
        }))
      })
      const forget = (): void => {
        stopWatching()
        current.off('message', onMessage)
        current.off('error', onError)
        current.off('exit', onExit)
        current.unref()
      }
      current.on('message', onMessage)
      current.on('error', onError)
      current.on('exit', onExit)
      current.ref()
      current.postMessage(task)
    })
  }

  function startWorker(): HandThread {
    const started = wish.start()
    // An error between two tasks must not end the whole process; the next task finds the worker gone.
    started.on('error', () => undefined)
    started.on('exit', () => { if (worker === started) worker = undefined })
    return started
  }

  return {
    ask,
    ready() {
      worker ??= startWorker()
      worker.unref()
    },
    isReady: () => worker !== undefined,
    tell: (message) => worker?.postMessage(message),
    rest() {
      void worker?.terminate()
      worker = undefined
    },
    async close() {
      closed = true
      const current = worker
      worker = undefined
      await current?.terminate()
    },
  }
}

/** Calls `onStuck` once nothing has gone on for as long as the patience lasts. The answer ends the watch. */
export function watchOver(watch: Watch | undefined, onStuck: () => void): () => void {
  if (watch === undefined) return () => undefined
  let seen = watch.progress()
  let quiet = 0
  const timer = setInterval(() => {
    const now = watch.progress()
    quiet = now === seen ? quiet + 1 : 0
    seen = now
    if (quiet >= looks) onStuck()
  }, watch.patience / looks)
  return () => clearInterval(timer)
}

/** How often a thread is looked at within its patience. */
const looks = 8
