// Single pictures and measurements without a render: hands tasks, one at a time, to one thread that is started when first
// needed and does not keep the process alive. A file that ends the thread costs its own task only.

import type { Fault } from '../base/index.ts'
import type { Draft } from '../draft/index.ts'
import { cancelled } from './cancelled.ts'
import { createHand } from './hand.ts'
import { startThread } from './isolated.ts'
import { createControl, framesDrawn } from './thread.ts'

/** Handed to the thread when it starts. */
export interface StillThread {
  /** Folder for plates and decisions. */
  readonly folder: string
  /** See thread.ts; a frame is a picture drawn, or a packet read. */
  readonly control: SharedArrayBuffer
}

export type StillTask =
  | { readonly kind: 'frame'; readonly draft: Draft; readonly at: number; readonly format: 'png' | 'jpeg' | 'webp' }
  | { readonly kind: 'sheet'; readonly draft: Draft; readonly columns: number; readonly count: number; readonly width: number }
  | { readonly kind: 'strip'; readonly draft: Draft; /** Milliseconds. */ readonly times: readonly number[]; readonly columns: number; readonly height: number }
  | { readonly kind: 'check'; readonly file: string }

export type StillAnswer = { readonly kind: 'made'; readonly value: unknown } | { readonly kind: 'failed'; readonly fault: Fault }

export interface Stills {
  /** Aborted before its turn comes: `render-cancelled`, and the next one has its place. */
  ask<Value>(task: StillTask, signal?: AbortSignal): Promise<Value>
  close(): Promise<void>
}

export interface StillsWish {
  /** Where the thread keeps plates; asked once, when there is something to do. */
  folder(): string
  /** See isolated.ts. */
  readonly isolated: boolean
}

/** The next ones wait in line behind it: a little more than the worst of honest photos takes. */
const patience = 60_000

export function createStills(wish: StillsWish): Stills {
  const control = createControl()
  const shared = new Int32Array(control)
  const hand = createHand<StillTask, StillAnswer>({
    start: () => startThread({ module: 'still-worker.js', data: { folder: wish.folder(), control } satisfies StillThread, isolated: wish.isolated }),
    watch: { progress: () => Atomics.load(shared, framesDrawn), patience },
    nameOf: (task) => (task.kind === 'check' ? 'The film' : 'The picture'),
  })
  let last: Promise<unknown> = Promise.resolve()
  let closed = false
  return {
    ask<Value>(task: StillTask, signal?: AbortSignal): Promise<Value> {
      const asked = last.then(() => {
        if (closed || signal?.aborted === true) throw cancelled()
        return hand.ask(task)
      })
      last = asked.catch(() => undefined)
      return asked.then(({ value }) => value as Value)
    },
    async close() {
      closed = true
      await hand.close()
    },
  }
}
