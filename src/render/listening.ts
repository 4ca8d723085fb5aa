// Listening to what an encoder made: packets are decoded again as a player will, and what comes out is measured. By the
// thread that makes the sound, or meanwhile by another one that has nothing to do.

import { createLoudnessMeter, createTruePeakMeter, soundRate, type StereoBlock } from '../sound/index.ts'
import { createLine, hangUp, takeReceiver, takeSender, type Receiver } from './line.ts'
import { createSoundDecoder, type SoundCodec } from './sound-encoder.ts'
import { createWave, waveStep } from './wave.ts'

/** What a player will hear. */
export interface Heard {
  /** LUFS; -Infinity for silence. */
  readonly loudness: number
  /** dBTP; -Infinity for silence. */
  readonly truePeak: number
  /** See wave.ts. */
  readonly wave: string
}

/** What the packets are of. */
export interface Recording {
  readonly codec: SoundCodec
  readonly configuration: Buffer
  /** Samples that come first and are no sound of the film. */
  readonly priming: number
  /** Samples that belong to the film. */
  readonly samples: number
}

export interface Listener {
  hear(packet: Uint8Array): void
  /** After the last packet; ends the listener. */
  result(): Heard
}

/** Listens at once, in this thread. */
export function createListener({ codec, configuration, priming, samples }: Recording): Listener {
  const decoder = createSoundDecoder(codec, configuration)
  const [loudness, truePeak, wave] = [createLoudnessMeter(), createTruePeakMeter(), createWave(samples)]
  let before = priming
  let left = samples
  function take(block: StereoBlock): void {
    // Peaks count wherever they are: a player's converter sees them all.
    truePeak.add(block)
    const from = Math.min(before, block.left.length)
    const to = Math.min(from + left, block.left.length)
    before -= from
    left -= to - from
    const film = { left: block.left.subarray(from, to), right: block.right.subarray(from, to) }
    loudness.add(film)
    wave.add(film)
  }
  return {
    hear: (packet) => decoder.decode(packet, take),
    result() {
      decoder.close()
      return { loudness: loudness.result().integrated, truePeak: truePeak.result(), wave: wave.result() }
    },
  }
}

/** Listens to a whole recording. */
export function listen(recording: Recording, packets: Iterable<Uint8Array>): Heard {
  const listener = createListener(recording)
  for (const packet of packets) listener.hear(packet)
  return listener.result()
}

/** Two lines (line.ts): what is to be heard goes there, what was heard comes back. */
export interface Ears {
  readonly there: SharedArrayBuffer
  readonly back: SharedArrayBuffer
}

/** For recordings of so many samples of film. */
export function createEars(samples: number): Ears {
  // What comes back is a byte and a third for each step of the wave, and little else.
  return { there: createLine(64 * 1024), back: createLine(1024 + Math.ceil((samples / soundRate) * (1000 / waveStep)) * 2) }
}

/** Nobody waits for anybody any more. */
export function closeEars({ there, back }: Ears): void {
  hangUp(there)
  hangUp(back)
}

/** A recording begins with what it is, goes on with its packets and ends with an empty message. */
type Told = { readonly [Key in keyof Recording]: Recording[Key] extends Buffer ? string : Recording[Key] }
const end = Buffer.alloc(0)

/** Has somebody else listen: undefined comes back when nobody does any more. */
export function listenFar(ears: Ears): (recording: Recording) => { hear(packet: Uint8Array): void; result(): Heard | undefined } {
  const [there, back] = [takeSender(ears.there), takeReceiver(ears.back)]
  return (recording) => {
    let isThere = there.send(written({ ...recording, configuration: recording.configuration.toString('base64') } satisfies Told))
    return {
      hear(packet) {
        isThere &&= there.send(packet, true)
      },
      result() {
        const heard = isThere && there.send(end) ? back.receive() : undefined
        return heard === undefined ? undefined : readHeard(heard)
      },
    }
  }
}

/** Listens to one recording after the other until somebody hangs up. Waits in between: nothing else happens in this thread. */
export function lendEars(ears: Ears): void {
  const [there, back] = [takeReceiver(ears.there), takeSender(ears.back)]
  for (let begin = there.receive(); begin !== undefined; begin = there.receive()) {
    const told = JSON.parse(Buffer.from(begin).toString()) as Told
    const heard = hearOut(createListener({ ...told, configuration: Buffer.from(told.configuration, 'base64') }), there)
    if (heard === undefined || !back.send(written(heard))) return
  }
}

function hearOut(listener: Listener, line: Receiver): Heard | undefined {
  for (let packet = line.receive(); packet !== undefined; packet = line.receive()) {
    if (packet.length === 0) return listener.result()
    listener.hear(packet)
  }
  listener.result()
  return undefined
}

function written(what: Told | Heard): Buffer {
  return Buffer.from(JSON.stringify(what))
}

// JSON has no infinity: silence comes as null.
function readHeard(bytes: Uint8Array): Heard {
  const { loudness, truePeak, wave } = JSON.parse(Buffer.from(bytes).toString()) as { loudness: number | null; truePeak: number | null; wave: string }
  return { loudness: loudness ?? -Infinity, truePeak: truePeak ?? -Infinity, wave }
}
