// From a mix plan to finished packets: mix once, measure, level and limit, encode, listen to what came out. Runs in the
// sound thread; memory stays flat for films of any length.

import type { Fault } from '../base/index.ts'
import { createSoundOpener } from '../media/hearing.ts'
import { createMaster, createMixMeter, createMixer, masteredLoudness, solveMaster, type Master, type MixPlan, type StereoBlock } from '../sound/index.ts'
import { listen, listenFar, type Ears, type Heard, type Recording } from './listening.ts'
import type { SoundHeader } from './packet-file.ts'
import { openPacketSpool, type PacketSpool } from './packet-spool.ts'
import { createSoundEncoder, soundRate, type EncodedSound, type SoundCodec, type SoundEncoder } from './sound-encoder.ts'
import { openSpool, type Spool } from './spool.ts'

export interface SoundMaking {
  readonly plan: MixPlan
  readonly codec: SoundCodec
  /** A file for the mix between two passes; another one beside it holds packets. */
  readonly spool: string
  /** Folder for composed songs and speech; null: none is kept. */
  readonly cache: string | null
  /** Of another thread that listens to what comes out; absent: this one does, afterwards. */
  readonly ears?: Ears
  /** Told how far it is, 0..1; throws to stop. */
  readonly onProgress: (share: number) => void
}

/** Peaks after encoding stay below this, dBTP. */
const highestPeak = -1
/** Encodings of one film's sound at most, and how far below the excess each step goes, dB. */
const mostEncodings = 5
const stepBelow = 0.05
/** Where peaks are too high by so little, dB, the first gain is nearly always the one: encoding with it tells how loud it is too. */
const surelyGuessed = 1.5
/** Share of the work that is over when mixing is. */
const mixed = 0.4

/** Makes the sound and hands it to `keep`, after which its packets are gone. */
export async function makeSoundPackets(making: SoundMaking, keep: (header: SoundHeader, packets: Iterable<Buffer>) => Promise<unknown>): Promise<void> {
  const [spool, packets] = [openSpool(making.spool), openPacketSpool(`${making.spool}-packets.tmp`)]
  const spools: Spools = { spool, packets, ...(making.ears === undefined ? {} : { listenFar: listenFar(making.ears) }) }
  try {
    const guess: { gain?: number; made?: Encoded } = {}
    const { master, faults } = await mixAndMeasure(making, spool, (guessed, excess) => {
      if (excess > surelyGuessed) return masteredLoudness(spool.blocks(), guessed)
      guess.gain = guessed.gain
      guess.made = encode(making, spools, guessed)
      return guess.made.heard.loudness
    })
    const made = encodeBelowPeak(making, spools, master, guess.gain === master.gain ? guess.made : undefined)
    await keep(headerOf(making, made, packets.sizes, faults), packets.packets)
  } finally {
    spool.close()
    packets.close()
  }
}

interface Spools {
  /** The mix. */
  readonly spool: Spool
  /** What it was encoded to last. */
  readonly packets: PacketSpool
  /** Somebody else who listens. */
  readonly listenFar?: ReturnType<typeof listenFar>
}

/** Mixes a film into the spool and finds its gain. `hear`: as of `solveMaster`. */
export async function mixAndMeasure(
  making: SoundMaking, spool: Spool, hear: (master: Master, excess: number) => number = (master) => masteredLoudness(spool.blocks(), master),
): Promise<{ master: Master; faults: readonly Fault[] }> {
  const instead: Fault[] = []
  const mixer = createMixer(making.plan, createSoundOpener({ cache: making.cache, onFault: (fault) => { if (!instead.some((one) => one.message === fault.message)) instead.push(fault) } }))
  const meter = createMixMeter()
  let done = 0
  for await (const block of mixer.blocks()) {
    meter.add(block)
    spool.add(block)
    done += block.left.length
    making.onProgress((done / making.plan.samples) * mixed)
  }
  return { master: solveMaster(meter.result(), hear), faults: [...mixer.faults, ...instead] }
}

// The codec overshoots the limiter by an amount that only encoding tells, and another amount at every ceiling: so lower
// the ceiling until it fits. The gain stays, so that one sharp peak does not make the whole film quieter.
// `begun`: what the spools hold already, when it was encoded with this master.
function encodeBelowPeak(making: SoundMaking, spools: Spools, master: Master, begun: Encoded | undefined): Encoded {
  let ceiling = master.ceiling
  let made = begun
  for (let left = mostEncodings; ; left--, made = undefined) {
    made ??= encode(making, spools, { ...master, ceiling })
    const excess = made.heard.truePeak - highestPeak
    if (excess <= 0 || left <= 1) return made
    ceiling -= excess + stepBelow
  }
}

interface Encoded {
  readonly sound: EncodedSound
  readonly heard: Heard
}

function encode(making: SoundMaking, { spool, packets, listenFar }: Spools, master: Master): Encoded {
  packets.clear()
  const encoder = createSoundEncoder(making.codec, (packet) => {
    packets.add(packet)
    far?.hear(packet)
  })
  const recording: Recording = { codec: making.codec, ...encoder.describe(), samples: making.plan.samples }
  const far = listenFar?.(recording)
  let done = 0
  const sound = encodeAll(encoder, masteredBlocks(spool, master), (block) => {
    done += block.left.length
    making.onProgress(mixed + (done / making.plan.samples) * (1 - mixed))
  })
  return { sound, heard: far?.result() ?? listen(recording, packets.packets) }
}

/** A mix as it is encoded: levelled and limited. */
export function* masteredBlocks(spool: Spool, master: Master): Generator<StereoBlock, void, void> {
  const limiter = createMaster(master)
  for (const block of spool.blocks()) yield limiter.push(block)
  yield limiter.flush()
}

/** Encodes blocks of any length into packets for `take`. */
export function encodeBlocks(codec: SoundCodec, blocks: Iterable<StereoBlock>, take: (packet: Buffer) => void): EncodedSound {
  return encodeAll(createSoundEncoder(codec, take), blocks)
}

// `look` sees each block first.
function encodeAll(encoder: SoundEncoder, blocks: Iterable<StereoBlock>, look: (block: StereoBlock) => void = () => undefined): EncodedSound {
  const packer = createPacker(encoder.packetSamples, (left, right) => encoder.add(left, right))
  for (const block of blocks) {
    look(block)
    packer.add(block)
  }
  packer.end()
  return encoder.finish()
}

interface Packer {
  add(block: StereoBlock): void
  /** Fills the last packet with silence: an encoder loses a packet that is not full. */
  end(): void
}

function createPacker(packetSamples: number, take: (left: Float32Array, right: Float32Array) => void): Packer {
  const left = new Float32Array(packetSamples)
  const right = new Float32Array(packetSamples)
  let filled = 0
  return {
    add(block) {
      for (let at = 0; at < block.left.length;) {
        const count = Math.min(packetSamples - filled, block.left.length - at)
        left.set(block.left.subarray(at, at + count), filled)
        right.set(block.right.subarray(at, at + count), filled)
        filled += count
        at += count
        if (filled < packetSamples) return
        take(left, right)
        filled = 0
      }
    },
    end() {
      if (filled === 0) return
      left.fill(0, filled)
      right.fill(0, filled)
      take(left, right)
    },
  }
}

function headerOf(making: SoundMaking, { sound, heard: { wave, loudness, truePeak } }: Encoded, sizes: readonly number[], faults: readonly Fault[]): SoundHeader {
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  return {
    codec: sound.codec,
    configuration: sound.configuration.toString('base64'),
    sizes: [...sizes],
    sampleRate: soundRate,
    channels: 2,
    packetSamples: sound.packetSamples,
    priming: sound.priming,
    bitrate: Math.round((bytes * 8 * soundRate) / Math.max(1, sizes.length * sound.packetSamples)),
    samples: making.plan.samples,
    loudness: Number.isFinite(loudness) ? loudness : null,
    truePeak: Number.isFinite(truePeak) ? truePeak : null,
    wave,
    faults,
  }
}
