// A thread for sound alone, where no drawing thread can make it: one film after the other.

import { parentPort, workerData } from 'node:worker_threads'
import { faultOf } from '../base/index.ts'
import { sayLoaded } from './loaded.ts'
import { makeSoundFile } from './sound-file.ts'
import type { SoundAnswer, SoundOrder } from './thread.ts'

sayLoaded()
const own = (workerData as { readonly control?: SharedArrayBuffer }).control
const port = parentPort!
let last: Promise<void> = Promise.resolve()

port.on('message', (order: SoundOrder) => {
  const control = new Int32Array(order.control ?? own!)
  last = last.then(async () => port.postMessage(await makeSoundFile(order, control).catch((error: unknown): SoundAnswer => ({ kind: 'failed', fault: faultOf(error) }))))
})
