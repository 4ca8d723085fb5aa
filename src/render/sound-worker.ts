// The sound thread: mixes, levels and encodes the whole film's sound into one file of packets.

import { parentPort, workerData } from 'node:worker_threads'
import { KinoraError, faultOf } from '../base/index.ts'
import { outputError } from './output-file.ts'
import { writePacketFile, type SoundHeader } from './packet-file.ts'
import { createSoundEncoder, soundBitrate, soundRate } from './sound-encoder.ts'
import type { SoundAnswer, SoundOrder } from './sound.ts'

const order = workerData as SoundOrder
const control = new Int32Array(order.control)

await make().then(
  () => answer({ kind: 'made' }),
  (error: unknown) => answer({ kind: 'failed', fault: faultOf(error) }),
)

async function make(): Promise<void> {
  const encoder = createSoundEncoder(order.codec)
  const silence = new Float32Array(encoder.packetSamples)
  const packets = Math.ceil(order.samples / encoder.packetSamples)
  for (let packet = 0; packet < packets; packet++) {
    if (Atomics.load(control, 0) !== 0) throw new KinoraError({ code: 'render-cancelled', message: 'The render was cancelled.' })
    encoder.add(silence, silence)
  }
  const sound = encoder.finish()
  const header: SoundHeader = {
    codec: sound.codec,
    configuration: sound.configuration.toString('base64'),
    sizes: sound.packets.map((packet) => packet.length),
    sampleRate: soundRate,
    channels: 2,
    packetSamples: sound.packetSamples,
    priming: sound.priming,
    bitrate: soundBitrate,
    samples: order.samples,
    loudness: null,
    truePeak: null,
  }
  await writePacketFile(order.path, header, sound.packets).catch((error: unknown) => { throw outputError(error, order.path) })
}

function answer(message: SoundAnswer): void {
  parentPort!.postMessage(message)
}
