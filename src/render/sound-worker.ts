// The sound thread: makes the whole film's sound and leaves it as one file of packets.

import { parentPort, workerData } from 'node:worker_threads'
import { faultOf } from '../base/index.ts'
import { cancelled } from './cancelled.ts'
import { outputError } from './output-file.ts'
import { writePacketFile } from './packet-file.ts'
import { makeSoundPackets } from './sound-making.ts'
import type { SoundAnswer, SoundOrder } from './sound.ts'
import { soundDone, stopFlag } from './thread.ts'

const order = workerData as SoundOrder
const control = new Int32Array(order.control)

await make().then(
  () => answer({ kind: 'made' }),
  (error: unknown) => answer({ kind: 'failed', fault: faultOf(error) }),
)

async function make(): Promise<void> {
  try {
    const { header, packets } = await makeSoundPackets({
      plan: order.plan,
      codec: order.codec,
      spool: `${order.path}.${process.pid}-${Math.floor(performance.now() * 1000)}.tmp`,
      cache: order.cache,
      onProgress(share) {
        if (Atomics.load(control, stopFlag) !== 0) throw cancelled()
        Atomics.store(control, soundDone, Math.round(share * 1000))
      },
    })
    await writePacketFile(order.path, header, packets)
  } catch (error) {
    throw typeof (error as NodeJS.ErrnoException).syscall === 'string' ? outputError(error, order.path) : error
  }
}

function answer(message: SoundAnswer): void {
  parentPort!.postMessage(message)
}
