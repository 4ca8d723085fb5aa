// The whole sound of a film, left as one file of packets. Runs in a thread, whichever it is.

import { cancelled } from './cancelled.ts'
import { outputError } from './output-file.ts'
import { writePacketFile } from './packet-file.ts'
import { makeSoundPackets } from './sound-making.ts'
import { soundDone, stopFlag, type SoundAnswer, type SoundOrder } from './thread.ts'

/** Makes what is ordered. `control`: as of thread.ts. Throws `render-cancelled`, what mixing throws, or why the file could not be written. */
export async function makeSoundFile(order: SoundOrder, control: Int32Array): Promise<Exclude<SoundAnswer, { kind: 'failed' }>> {
  try {
    await makeSoundPackets({
      plan: order.plan,
      codec: order.codec,
      spool: `${order.path}.${process.pid}-${Math.floor(performance.now() * 1000)}.tmp`,
      cache: order.cache,
      ...(order.ears === undefined ? {} : { ears: order.ears }),
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
