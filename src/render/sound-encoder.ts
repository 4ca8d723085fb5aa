// The sound codecs: stereo floats in, AAC or Opus packets out, and back again to hear what became of them. Threads only.

import { KinoraError } from '../base/index.ts'
import type { StereoBlock } from '../sound/index.ts'
import { again, constants, libav, must, setOption, takePackets } from './av.ts'

export type SoundCodec = 'aac' | 'opus'

export interface EncodedSound {
  readonly codec: SoundCodec
  readonly configuration: Buffer
  readonly packetSamples: number
  readonly priming: number
}

export interface SoundEncoder {
  /** Samples of one packet: what `add` wants each time. */
  readonly packetSamples: number
  /** Encodes exactly `packetSamples` samples of both channels. */
  add(left: Float32Array, right: Float32Array): void
  /** What a decoder must know first. */
  describe(): { readonly configuration: Buffer; readonly priming: number }
  finish(): EncodedSound
  close(): void
}

// Opus keeps to a rate. AAC keeps to a likeness instead, in libav's unit of 118: simple sound costs 160 kb/s, dense sound
// 290, white noise 340; no packet comes near the largest allowed. Figures: docs/decisions/0032.
const opusBitrate = 160_000
const aacQuality = 177
const aacOptions = { aac_coder: 'fast', aac_ms: '1', aac_is: '0', aac_pns: '0', aac_tns: '0' } as const
export const soundRate = 48_000

/**
 * Opens an encoder for 48 kHz stereo that hands each packet to `take`; it is valid during the call only. `bitrate`, bit/s, is
 * Opus's alone.
 */
export function createSoundEncoder(codec: SoundCodec, take: (packet: Buffer) => void = () => undefined, bitrate = opusBitrate): SoundEncoder {
  const context = openContext(codec, bitrate)
  const packetSamples = context.frameSize
  const frame = new libav.Frame()
  frame.alloc()
  const planar = codec === 'aac'
  frame.format = planar ? constants.AV_SAMPLE_FMT_FLTP : constants.AV_SAMPLE_FMT_FLT
  frame.sampleRate = soundRate
  frame.channelLayout = context.channelLayout
  frame.nbSamples = packetSamples
  must(frame.getBuffer(0), 'allocate a sound frame')
  const packet = new libav.Packet()
  packet.alloc()
  let samples = 0
  let planes = samplesOf(frame)

  const drain = (): void => takePackets(context, packet, 'encode sound', ({ data }) => take(data!))

  function describe(): { configuration: Buffer; priming: number } {
    const parameters = new libav.CodecParameters()
    parameters.alloc()
    must(parameters.fromContext(context), 'read the sound encoder')
    const priming = parameters.initialPadding
    parameters.free()
    return { configuration: Buffer.from(context.extraData ?? Buffer.alloc(0)), priming }
  }

  function close(): void {
    packet.free()
    frame.free()
    context.freeContext()
  }

  return {
    packetSamples,
    describe,
    add(left, right) {
      // Both codecs copy the samples while they are sent, so one frame serves for all of them.
      if (!frame.isWritable) {
        must(frame.makeWritable(), 'reuse a sound frame')
        planes = samplesOf(frame)
      }
      const first = planes[0]!
      if (planar) {
        first.set(left)
        planes[1]!.set(right)
      } else {
        for (let index = 0; index < packetSamples; index++) {
          first[index * 2] = left[index]!
          first[index * 2 + 1] = right[index]!
        }
      }
      frame.pts = BigInt(samples)
      samples += packetSamples
      must(context.sendFrameSync(frame), 'take sound')
      drain()
    },
    finish() {
      must(context.sendFrameSync(null), 'finish the sound')
      drain()
      const described = describe()
      close()
      return { codec, ...described, packetSamples }
    },
    close,
  }
}

function openContext(codec: SoundCodec, bitrate: number): InstanceType<typeof libav.CodecContext> {
  const name = codec === 'aac' ? 'aac' : 'libopus'
  const encoder = libav.Codec.findEncoderByName(name as never)
  if (encoder === null) throw new KinoraError({ code: 'codec-missing', message: `This build of libav has no encoder ${name}.` })
  const context = new libav.CodecContext()
  context.allocContext3(encoder)
  context.sampleRate = soundRate
  context.sampleFormat = codec === 'aac' ? constants.AV_SAMPLE_FMT_FLTP : constants.AV_SAMPLE_FMT_FLT
  context.channelLayout = libav.avChannelLayoutDefault(2)
  context.timeBase = new libav.Rational(1, soundRate)
  context.threadCount = 1
  context.setFlags(constants.AV_CODEC_FLAG_GLOBAL_HEADER)
  // Nothing of the machine or its libraries may stand in the packets beyond the sound itself.
  context.setFlags(constants.AV_CODEC_FLAG_BITEXACT)
  if (codec === 'aac') {
    context.setFlags(constants.AV_CODEC_FLAG_QSCALE)
    context.globalQuality = aacQuality
    for (const [option, value] of Object.entries(aacOptions)) setOption(context, option, value)
  } else {
    context.bitRate = BigInt(bitrate)
    setOption(context, 'application', 'audio')
  }
  must(context.open2Sync(encoder, null), `open the encoder ${name}`)
  return context
}

export interface SoundDecoder {
  /** Decodes one packet and hands on what came out; the samples are valid during the call only. */
  decode(packet: Uint8Array, take: (block: StereoBlock) => void): void
  close(): void
}

/** Decodes our own packets back to stereo floats. */
export function createSoundDecoder(codec: SoundCodec, configuration: Buffer): SoundDecoder {
  const decoder = libav.Codec.findDecoderByName(codec as never)
  if (decoder === null) throw new KinoraError({ code: 'codec-missing', message: `This build of libav has no decoder ${codec}.` })
  const context = new libav.CodecContext()
  context.allocContext3(decoder)
  context.extraData = configuration
  context.threadCount = 1
  must(context.open2Sync(decoder, null), `open the decoder ${codec}`)
  const packet = new libav.Packet()
  packet.alloc()
  const frame = new libav.Frame()
  frame.alloc()
  return {
    decode(bytes, take) {
      packet.data = Buffer.from(bytes)
      must(context.sendPacketSync(packet), 'decode sound')
      while (context.receiveFrameSync(frame) >= 0) {
        const planes = frame.data!
        take({ left: floatsOf(planes[0]!).subarray(0, frame.nbSamples), right: floatsOf(planes[1]!).subarray(0, frame.nbSamples) })
      }
    },
    close() {
      packet.free()
      frame.free()
      context.freeContext()
    },
  }
}

function samplesOf(frame: InstanceType<typeof libav.Frame>): readonly Float32Array[] {
  return frame.data!.map(floatsOf)
}

function floatsOf(bytes: Buffer): Float32Array {
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2)
}
