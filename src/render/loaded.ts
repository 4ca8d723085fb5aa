// When a thread has loaded its native parts. A thread that is ended while it loads them ends the whole process: the native
// module is refused its place in a runtime that goes away, and takes that for a broken promise.

import { MessageChannel, workerData, type MessagePort, type Worker } from 'node:worker_threads'

/** Milliseconds that the end of a thread waits for its loading; one that hangs there is ended all the same. */
const patience = 20_000

/** What a thread gets with its data, so that it can say so. */
export interface Loading {
  readonly loading?: MessagePort
}

/** Said by every thread of this room once its imports are there. */
export function sayLoaded(): void {
  const { loading } = workerData as Loading
  loading?.postMessage('loaded')
  loading?.close()
}

export interface LoadingWatch {
  readonly port: MessagePort
  /** Resolves when the thread has loaded or is gone. */
  loaded(worker: Worker): Promise<void>
}

export function watchLoading(): LoadingWatch {
  const { port1, port2 } = new MessageChannel()
  let there = false
  port1.once('message', () => { there = true })
  port1.once('close', () => { there = true })
  port1.unref()
  return {
    port: port2,
    loaded: (worker) => there ? Promise.resolve() : new Promise((done) => {
      const end = () => {
        clearTimeout(timer)
        port1.close()
        done()
      }
      const timer = setTimeout(end, patience)
      port1.once('message', end)
      port1.once('close', end)
      worker.once('exit', end)
    }),
  }
}
