// Single pictures and measurements without a render: hands tasks to one thread that is started when first needed and
// does not keep the process alive.

import { Worker } from 'node:worker_threads'
import { KinoraError, type Fault } from '../base/index.ts'
import type { Draft } from '../draft/index.ts'

/** Handed to the thread when it starts. */
export interface StillThread {
  /** Folder for plates and decisions. */
  readonly folder: string
}

export type StillTask =
  | { readonly id: number; readonly kind: 'frame'; readonly draft: Draft; readonly at: number; readonly format: 'png' | 'jpeg' | 'webp' }
  | { readonly id: number; readonly kind: 'sheet'; readonly draft: Draft; readonly columns: number; readonly count: number; readonly width: number }
  | { readonly id: number; readonly kind: 'check'; readonly file: string }

export type StillAnswer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly fault: Fault }

export interface Stills {
  ask<Value>(task: Unnumbered<StillTask>): Promise<Value>
  close(): Promise<void>
}

type Unnumbered<Task> = Task extends unknown ? Omit<Task, 'id'> : never

export function createStills(thread: () => Promise<StillThread>): Stills {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: unknown) => void }>()
  let worker: Promise<Worker> | undefined
  let count = 0

  async function start(): Promise<Worker> {
    const started = new Worker(new URL('./still-worker.js', import.meta.url), { workerData: await thread(), execArgv: [] })
    started.on('message', (answer: StillAnswer) => {
      const asked = waiting.get(answer.id)
      waiting.delete(answer.id)
      if (waiting.size === 0) started.unref()
      if ('fault' in answer) asked?.reject(new KinoraError(answer.fault))
      else asked?.resolve(answer.value as never)
    })
    const lost = (reason: string): void => {
      worker = undefined
      for (const { reject } of waiting.values()) reject(new KinoraError({ code: 'still-thread-died', message: `The picture could not be drawn: its thread died (${reason}).` }))
      waiting.clear()
    }
    started.on('error', (error) => lost(error instanceof Error ? error.message : String(error)))
    started.on('exit', () => lost('it ended without a word'))
    return started
  }

  return {
    async ask(task) {
      const id = count++
      const current = await (worker ??= start())
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve: resolve as (value: never) => void, reject })
        current.ref()
        current.postMessage({ ...task, id })
      })
    },
    async close() {
      const current = await worker
      current?.removeAllListeners('exit')
      await current?.terminate()
      worker = undefined
    },
  }
}
