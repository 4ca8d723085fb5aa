// The sound thread: makes the whole sound of one film after the other and leaves each as one file of packets.

import { parentPort, workerData } from 'node:worker_threads'
import { faultOf } from '../base/index.ts'
import { cancelled } from './cancelled.ts'
import { sayLoaded } from './loaded.ts'
import { outputError } from './output-file.ts'
import { writePacketFile } from './packet-file.ts'
import { makeSoundPackets } from './sound-making.ts'
import { soundDone, stopFlag, type SoundAnswer, type SoundOrder } from './thread.ts'

sayLoaded()
const own = (workerData as { readonly control?: SharedArrayBuffer }).control
const port = parentPort!
let last: Promise<void> = Promise.resolve()

port.on('message', (order: SoundOrder) => {
  last = last.then(async () => port.postMessage(await make(order).catch((error: unknown): SoundAnswer => ({ kind: 'failed', fault: faultOf(error) }))))
})

async function make(order: SoundOrder): Promise<SoundAnswer> {
  const control = new Int32Array(order.control ?? own!)
  try {
    await makeSoundPackets({
      plan: order.plan,
      codec: order.codec,
      spool: `${order.path}.${process.pid}-${Math.floor(performance.now() * 1000)}.tmp`,
      cache: order.cache,
      onProgress(share) {
        if (Atomics.load(control, stopFlag) !== 0) throw cancelled()
        Atomics.store(control, soundDone, Math.round(share * 1000))
      },
    }, (header, packets) => writePacketFile(order.path, header, packets))
    return { kind: 'made' }
  } catch (error) {
    throw typeof (error as NodeJS.ErrnoException).syscall === 'string' ? outputError(error, order.path) : error
  }
}
