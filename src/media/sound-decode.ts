// The sound stream of a file as planar stereo at its own rate, sample-numbered from the file's time zero. Synchronous
// and one packet at a time, so memory stays flat for any length. Position comes from time stamps after a seek and from
// counting otherwise. Only this file and sound-examine talk to libav for sound; errors in single packets become gaps.

import { AVERROR_EOF, AVMEDIA_TYPE_AUDIO, AVMEDIA_TYPE_VIDEO, AVSEEK_FLAG_BACKWARD, AVDISCARD_ALL, AV_LOG_QUIET, AV_PKT_DATA_SKIP_SAMPLES as skipSamples } from 'node-av/constants'
import { Codec, CodecContext, Dictionary, FormatContext, Frame, InputFormat, Log, Packet, type Stream } from 'node-av/lib'
import { failure, success, type Outcome } from '../base/index.ts'
import { basename, resolve } from 'node:path'
import { recogniseSoundFile, type SoundContainer } from './sound-container.ts'
import { stereoOf } from './sound-channels.ts'

const noTime = -9223372036854775808n

/** A decoded stretch; `at` is the number of its first sample, at the file's own rate, and may be negative. */
export interface DecodedStretch {
  readonly at: number
  readonly left: Float32Array
  readonly right: Float32Array
}

export interface SoundDecoder {
  readonly container: SoundContainer
  /** Samples a second after decoding (the container may say otherwise). */
  readonly rate: number
  /** Channels of the source, before they become two. */
  readonly channels: number
  readonly codec: string
  /** Length of the sound in samples at `rate`, from the container; exact for whole files with an index. */
  readonly statedLength: number
  readonly tags: Readonly<Record<string, string>>
  /** Packets that could not be decoded so far. */
  readonly damaged: () => number
  /** The next stretch, or undefined at the end. */
  next(): DecodedStretch | undefined
  /**
   * The next stretches will begin before this sample (half a second, so that codecs settle). Not for the beginning of a
   * file: libav drops the codec's priming only after opening, so there a decoder is opened again.
   */
  seek(sample: number): void
  /** Reads the rest without decoding and gives the exact length in samples at `rate`. The decoder must be closed afterwards. */
  countLength(): number
  close(): void
}

// For WAV. Its samples come a third of a second at a time instead of a fiftieth, each with the same trouble. And they may be DTS in
// disguise, which libav looks for in 32 packets and for 18 ms; frames of it lie within the first.
const openingOptions = { max_size: '65536', max_probe_packets: '1' }

/** Opens the best sound stream of a local file. Faults: those of recogniseSoundFile, `sound-corrupt`, `sound-absent`. */
export function openSoundDecoder(path: string): Outcome<SoundDecoder> {
  const recognised = recogniseSoundFile(path)
  if (!recognised.ok) return recognised
  Log.setLevel(AV_LOG_QUIET)
  const input = new FormatContext()
  const corrupt = (detail: string) => failure({ code: 'sound-corrupt', path, message: `${basename(path)} cannot be decoded: ${detail}. Export or copy the file again.` })
  if (input.openInputSync(`file:${resolve(path)}`, InputFormat.findInputFormat(recognised.value.demuxer), Dictionary.fromObject(openingOptions)) < 0) {
    return corrupt('its header is damaged or cut off')
  }
  if (input.findStreamInfoSync(null) < 0) { input.closeInputSync(); return corrupt('its streams cannot be read') }
  const index = input.findBestStream(AVMEDIA_TYPE_AUDIO)
  const stream = index < 0 ? undefined : input.streams[index]
  if (stream === undefined) {
    input.closeInputSync()
    return failure({ code: 'sound-absent', path, message: `${basename(path)} has no sound. Use another file, or go on without its sound.` })
  }
  const codec = Codec.findDecoder(stream.codecpar.codecId)
  const context = new CodecContext()
  context.allocContext3(codec)
  context.parametersToContext(stream.codecpar)
  context.pktTimebase = stream.timeBase
  context.threadCount = 1
  if (codec === null || context.open2Sync(codec) < 0) {
    context.freeContext()
    input.closeInputSync()
    return failure({ code: 'sound-codec-unknown', path, message: `The sound of ${basename(path)} is coded in a way we cannot decode. Convert it to mp3, m4a or wav.` })
  }
  const decoder = decoderOf({ container: recognised.value, input, stream, context, codecName: codec.name ?? 'unknown' })
  if (decoder === undefined) return corrupt('not one packet of its sound could be decoded')
  return success(decoder)
}

interface Opened {
  readonly container: SoundContainer
  readonly input: FormatContext
  readonly stream: Stream
  readonly context: CodecContext
  readonly codecName: string
}

// Codecs overlap, reach back into a bit reservoir or predict; after half a second all of them have settled.
const settlingSeconds = 0.5
// Time stamps of mkv and webm are whole milliseconds and those of avi jitter: only a larger step is a real gap.
const gapSeconds = 0.05
const unreadableLimit = 200

function decoderOf(opened: Opened): SoundDecoder | undefined {
  const { container, input, stream, context, codecName } = opened
  const timeBase = stream.timeBase.num / stream.timeBase.den
  const packet = new Packet()
  packet.alloc()
  const frame = new Frame()
  frame.alloc()
  let damaged = 0
  let finished = false
  let draining = false
  let closed = false
  let position: number | undefined
  for (const other of input.streams) if (other.index !== stream.index) other.discard = AVDISCARD_ALL

  const close = (): void => {
    if (closed) return
    closed = true
    frame.free()
    packet.free()
    context.freeContext()
    input.closeInputSync()
  }

  // One decoded frame into `frame`; false at the end. A damaged packet is skipped and counted.
  function decodeFrame(): boolean {
    for (let failures = 0; ;) {
      if (context.receiveFrameSync(frame) >= 0) return true
      if (draining) return false
      const status = input.readFrameSync(packet)
      if (status < 0) {
        if (status !== AVERROR_EOF && ++failures < unreadableLimit) continue
        if (status !== AVERROR_EOF) damaged++
        context.sendPacketSync(null)
        draining = true
        continue
      }
      if (packet.streamIndex === stream.index && context.sendPacketSync(packet) < 0) damaged++
      packet.unref()
    }
  }

  if (!decodeFrame()) { close(); return undefined }
  const rate = frame.sampleRate
  const channels = frame.channels
  const origin = originOf(input, stream, frame)
  const stated = statedLength(input, stream, origin, rate)
  let pending = true
  let size = 0
  let grid: { readonly size: number; readonly phase: number } | undefined

  function next(): DecodedStretch | undefined {
    while (!finished) {
      if (!pending && !decodeFrame()) { finished = true; break }
      pending = false
      const usable = frame.sampleRate === rate && frame.nbSamples > 0
      const stretch = usable ? take() : undefined
      if (!usable) damaged++
      frame.unref()
      if (stretch !== undefined) return stretch
    }
    return undefined
  }

  function take(): DecodedStretch {
    const ticks = frame.pts === noTime ? frame.bestEffortTimestamp : frame.pts
    const stamp = ticks === noTime ? undefined : Math.round(Number(ticks - origin) * timeBase * rate)
    const at = position === undefined ? snapped(stamp ?? 0) : stamp !== undefined && isGap(stamp, position) ? stamp : position
    position = at + frame.nbSamples
    if (size !== frame.nbSamples) size = frame.nbSamples
    else grid ??= { size, phase: at % size }
    return { at, ...stereoOf(frame) }
  }

  // Matroska's whole milliseconds are coarser than samples. Frames of one size lie on a grid; the nearest point is meant.
  function snapped(stamp: number): number {
    if (grid === undefined || timeBase * rate <= 1.5) return stamp
    const nearest = Math.round((stamp - grid.phase) / grid.size) * grid.size + grid.phase
    return Math.abs(nearest - stamp) <= timeBase * rate * 2 ? nearest : stamp
  }

  // A step back is an overlap and is counted on; a leap past the stated end is a damaged time stamp.
  function isGap(stamp: number, expected: number): boolean {
    return stamp - expected > gapSeconds * rate && (stated === 0 || stamp < stated + rate)
  }

  function seek(sample: number): void {
    const target = Math.max(0, sample - Math.round(settlingSeconds * rate))
    const stamp = origin + BigInt(Math.floor(target / rate / timeBase))
    if (input.seekFrameSync(stream.index, stamp, AVSEEK_FLAG_BACKWARD) < 0) input.seekFrameSync(stream.index, 0n, AVSEEK_FLAG_BACKWARD)
    if (pending) frame.unref()
    context.flushBuffers()
    pending = false
    finished = false
    draining = false
    position = undefined
  }

  return {
    container, rate, channels, codec: codecName,
    statedLength: stated,
    tags: { ...input.metadata?.getAll(), ...stream.metadata?.getAll() },
    damaged: () => damaged,
    next, seek, close,
    countLength: () => countSamples(opened, packet, rate),
  }
}

// Time zero: the first picture of a clip, so that sound and picture stay together; the first sample of a sound file.
function originOf(input: FormatContext, stream: Stream, first: Frame): bigint {
  const picture = input.streams.find((other) => other.codecpar.codecType === AVMEDIA_TYPE_VIDEO && other.attachedPic === null)
  if (picture === undefined || picture.startTime === noTime) return first.pts === noTime ? 0n : first.pts
  const seconds = (Number(picture.startTime) * picture.timeBase.num) / picture.timeBase.den
  return BigInt(Math.round((seconds * stream.timeBase.den) / stream.timeBase.num))
}

function statedLength(input: FormatContext, stream: Stream, origin: bigint, rate: number): number {
  if (stream.duration !== noTime && stream.duration > 0n) {
    const start = stream.startTime === noTime ? 0n : stream.startTime
    const end = Number(start - origin + stream.duration) * (stream.timeBase.num / stream.timeBase.den)
    return Math.max(0, Math.round(end * rate))
  }
  return input.duration > 0n ? Math.round((Number(input.duration) / 1e6) * rate) : 0
}

// MPEG and ADTS streams without an index: only their packets know how long they are.
function countSamples(opened: Opened, packet: Packet, rate: number): number {
  const { input, stream } = opened
  input.seekFrameSync(stream.index, 0n, AVSEEK_FLAG_BACKWARD)
  let ticks = 0n
  let trimmed = 0
  while (input.readFrameSync(packet) >= 0) {
    if (packet.streamIndex === stream.index) {
      ticks += packet.duration
      const skip = packet.getSideData(skipSamples)
      if (skip !== null && skip.length >= 8) trimmed += skip.readUInt32LE(0) + skip.readUInt32LE(4)
    }
    packet.unref()
  }
  return Math.max(0, Math.round((Number(ticks) * stream.timeBase.num * rate) / stream.timeBase.den) - trimmed)
}
