// A thread that does what hostile files make decoders do: crash the process, eat memory, never come back. Tests only.

import { parentPort, workerData } from 'node:worker_threads'
import { framesDrawn, stopFlag } from './thread.ts'

export interface HostileTask {
  readonly kind: 'live' | 'crash' | 'eat' | 'hang' | 'count'
}

export type HostileAnswer =
  | { readonly kind: 'done'; readonly process: number; readonly secret: boolean; readonly frames: number }
  | { readonly kind: 'failed'; readonly fault: { readonly code: string; readonly message: string } }

const shared = new Int32Array((workerData as { readonly control: SharedArrayBuffer }).control)
const eaten: Buffer[] = []

parentPort!.on('message', ({ kind }: HostileTask) => {
  // What a segmentation fault looks like from outside.
  if (kind === 'crash') process.kill(process.pid, 'SIGSEGV')
  if (kind === 'hang') for (;;);
  let frames = 0
  if (kind === 'eat') {
    for (;;) {
      eaten.push(Buffer.alloc(8e6, 1))
      Atomics.wait(shared, stopFlag, 0, 4)
    }
  }
  if (kind === 'count') {
    while (Atomics.load(shared, stopFlag) === 0) {
      Atomics.wait(shared, stopFlag, 0, 10)
      Atomics.add(shared, framesDrawn, 1)
      frames++
    }
  }
  parentPort!.postMessage({ kind: 'done', process: process.pid, secret: process.env['KINORA_TEST_SECRET'] !== undefined, frames } satisfies HostileAnswer)
})
