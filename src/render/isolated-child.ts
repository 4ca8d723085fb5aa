// The child process around an isolated thread: passes messages on, tells how far the thread is, and ends itself when it
// takes too much memory or when its parent is gone. Does no work of its own, so that it always answers.

import { writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { Worker, type ResourceLimits } from 'node:worker_threads'
import { createControl, framesDrawn, soundDone, stopFlag } from './thread.ts'

export type HostOrder =
  | { readonly kind: 'start'; readonly module: string; readonly data: object; readonly hasControl: boolean; readonly memoryLimit: number; readonly standBack: number; readonly resourceLimits?: ResourceLimits }
  | { readonly kind: 'task'; readonly task: unknown }
  | { readonly kind: 'stop'; readonly stop: number }

export type HostMessage =
  | { readonly kind: 'answer'; readonly answer: unknown }
  /** Frames since the last time; thousandths of the sound. */
  | { readonly kind: 'progress'; readonly frames: number; readonly sound: number }
  | { readonly kind: 'lost'; readonly reason: string }

const control = createControl()
const shared = new Int32Array(control)
let worker: Worker | undefined

// Ctrl+C and a service that stops reach the whole group: the parent decides what becomes of running work.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => undefined)
// Ends also when native code holds the thread, which an ordinary exit would wait for.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.on('message', (order: HostOrder) => {
  if (order.kind === 'start') start(order)
  else if (order.kind === 'task') worker?.postMessage(order.task)
  else Atomics.store(shared, stopFlag, order.stop)
})
standFirstInLine()

function start({ module, data, hasControl, memoryLimit, standBack, resourceLimits }: Extract<HostOrder, { kind: 'start' }>): void {
  standBehind(standBack)
  worker = new Worker(new URL(module, import.meta.url), {
    workerData: { ...data, ...(hasControl ? { control } : {}) }, execArgv: [], ...(resourceLimits === undefined ? {} : { resourceLimits }),
  })
  worker.on('message', (answer: unknown) => {
    tellProgress()
    tell({ kind: 'answer', answer })
  })
  worker.on('error', (error) => tell({ kind: 'lost', reason: error instanceof Error ? error.message : String(error) }))
  worker.on('exit', leave)
  setInterval(() => watch(memoryLimit), 100)
}

// What was told before must have left the process before the process leaves.
function leave(code: number): void {
  if (process.send === undefined) process.exit(code)
  process.send({ kind: 'progress', frames: 0, sound: 0 } satisfies HostMessage, () => process.exit(code))
}

function watch(memoryLimit: number): void {
  tellProgress()
  const held = process.memoryUsage.rss()
  if (held <= memoryLimit) return
  process.send?.({ kind: 'lost', reason: `it took ${Math.round(held / 1e6)} MB of memory` } satisfies HostMessage, () => process.kill(process.pid, 'SIGKILL'))
}

function tellProgress(): void {
  const frames = Atomics.exchange(shared, framesDrawn, 0)
  const sound = Atomics.load(shared, soundDone)
  if (frames > 0 || sound > 0) tell({ kind: 'progress', frames, sound })
}

function tell(message: HostMessage): void {
  if (process.connected) process.send?.(message, () => undefined)
}

// Before the thread begins: Linux counts this per thread, and a new one has that of its maker.
function standBehind(standBack: number): void {
  try {
    if (standBack > 0) setPriority(standBack)
  } catch {
    // Where the system does not allow it all are equal.
  }
}

// When the machine runs out of memory, the system ends this process before the one that serves.
function standFirstInLine(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '800')
  } catch {
    // Only Linux has it.
  }
}
