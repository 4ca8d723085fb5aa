// The writing thread, which ends with the first bytes that it is to write.

import { parentPort } from 'node:worker_threads'
import type { WritingOrder } from './writing-worker.ts'

await import('./writing-worker.ts')
parentPort!.on('message', ({ kind }: WritingOrder) => {
  if (kind === 'add') process.exit(1)
})
