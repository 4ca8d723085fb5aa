// Threads for work on strangers' files. In a process of ours a thread is a thread; isolated, it is a child process with
// that thread inside, so that a file which crashes a decoder, or eats all memory, or never lets go, costs the child and
// nobody else. Both look the same from here: messages, `error`, `exit`, and the memory that says "stop" and counts frames.

import { fork, type ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker, type ResourceLimits } from 'node:worker_threads'
import { withoutSecrets } from '../base/index.ts'
import type { HostMessage, HostOrder } from './isolated-child.ts'
import { watchLoading } from './loaded.ts'
import { framesDrawn, soundDone, stopFlag } from './thread.ts'

/** What is used of a worker thread. */
export interface HandThread {
  on(event: 'message', listener: (answer: unknown) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  off(event: 'message', listener: (answer: unknown) => void): unknown
  off(event: 'error', listener: (error: Error) => void): unknown
  off(event: 'exit', listener: (code: number) => void): unknown
  postMessage(message: unknown): void
  /** Ends it at once, whatever it does. */
  terminate(): Promise<unknown>
  /** Whether the process lives on for it. */
  ref(): void
  unref(): void
}

export interface ThreadWish {
  /** The compiled module in this folder: `crew-worker.js`. */
  readonly module: string
  /** The thread's workerData; a `control` in it is shared with an isolated thread, too. */
  readonly data: object
  readonly isolated: boolean
  readonly resourceLimits?: ResourceLimits
  /** How far an isolated thread stands back behind those that somebody waits for: 0..19, as of `nice`; default 0. */
  readonly standBack?: number
  /** Bytes that an isolated thread's whole process may take; default 2 GB: a 220-megapixel photo and four clips fit. */
  readonly memoryLimit?: number
  /** Secret variables of the environment that an isolated thread cannot do without; default none. */
  readonly keys?: readonly string[]
}

/** For work that nobody looks at this second: three quarters of the time go to previews while there are any. */
export const backgroundWork = 5

const usualMemoryLimit = 2 * 1024 ** 3

/** Starts a thread. Flags of the program's own start (node -e, a test runner) are not for it. */
export function startThread(wish: ThreadWish): HandThread {
  if (wish.isolated) return startIsolated(wish)
  const loading = watchLoading()
  const worker = new Worker(besides(wish.module), {
    workerData: { ...wish.data, loading: loading.port }, transferList: [loading.port], execArgv: [], ...(wish.resourceLimits === undefined ? {} : { resourceLimits: wish.resourceLimits }),
  })
  const terminate = worker.terminate.bind(worker)
  return Object.assign(worker, { terminate: () => loading.loaded(worker).then(terminate) })
}

/** Where a module of this folder is. All of them are beside each other in the bundled program, too (scripts/bundle.mjs). */
export function besides(module: string): URL {
  return new URL(module, import.meta.url)
}

function startIsolated({ module, data: given, resourceLimits, standBack = 0, memoryLimit = usualMemoryLimit, keys = [] }: ThreadWish): HandThread {
  const { control, ...data } = given as { readonly control?: SharedArrayBuffer }
  const events = new EventEmitter()
  const child = fork(fileURLToPath(new URL('./isolated-child.js', import.meta.url)), [], {
    serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [],
    // A decoder that a stranger has taken over finds no key to the database or to the objects. One arena: whole pictures fit
    // the main one, which glibc keeps, while those of threads are given back after each chunk and cleared again for the next.
    env: { MALLOC_ARENA_MAX: '1', ...withoutSecrets(process.env, keys) },
  })
  const tell = (message: HostOrder): void => void (child.connected && child.send(message, () => undefined))
  const mirror = createMirror(control, (stop) => tell({ kind: 'stop', stop }))
  let ended = false
  // The first reason is the real one; what follows is its consequence.
  let lost = false
  const lose = (reason: string): void => {
    if (!lost && events.listenerCount('error') > 0) events.emit('error', new Error(reason))
    lost = true
  }
  const end = (): void => {
    if (ended) return
    ended = true
    mirror.rest()
    events.emit('exit', child.exitCode)
  }
  child.on('message', (message: HostMessage) => {
    if (message.kind === 'progress') mirror.take(message)
    else if (message.kind === 'lost') lose(message.reason)
    else {
      mirror.rest()
      events.emit('message', message.answer)
    }
  })
  child.on('error', (error) => {
    lose(error.message)
    end()
  })
  child.on('exit', (_code, signal) => {
    if (signal !== null) lose(`its process was ended by ${signal}`)
    end()
  })
  tell({ kind: 'start', module, data, hasControl: control !== undefined, memoryLimit, standBack, ...(resourceLimits === undefined ? {} : { resourceLimits }) })
  mirror.work()
  return Object.assign(events, {
    postMessage(task: unknown) {
      mirror.work()
      tell({ kind: 'task', task })
    },
    terminate: () => endOf(child),
    ref() {
      child.ref()
      child.channel?.ref()
    },
    unref() {
      child.unref()
      child.channel?.unref()
    },
  })
}

function endOf(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', resolve)
    child.ref()
    child.kill('SIGKILL')
  })
}

/** Milliseconds between two looks at the shared memory. */
const glance = 50

interface Mirror {
  work(): void
  rest(): void
  take(progress: { readonly frames: number; readonly sound: number }): void
}

// Processes share no memory: what is written on one side is told to the other, as long as there is work.
function createMirror(control: SharedArrayBuffer | undefined, tellStop: (stop: number) => void): Mirror {
  if (control === undefined) return { work: () => undefined, rest: () => undefined, take: () => undefined }
  const shared = new Int32Array(control)
  let told = 0
  let timer: NodeJS.Timeout | undefined
  const look = (): void => {
    const stop = Atomics.load(shared, stopFlag)
    if (stop !== told) tellStop(stop)
    told = stop
  }
  return {
    work() {
      look()
      timer ??= setInterval(look, glance).unref()
    },
    rest() {
      clearInterval(timer)
      timer = undefined
    },
    take({ frames, sound }) {
      Atomics.add(shared, framesDrawn, frames)
      if (sound > 0) Atomics.store(shared, soundDone, sound)
    },
  }
}
