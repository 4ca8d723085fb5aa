// Measures a finished film file, ours or not, by reading and decoding all of it: what a stranger would find. Threads only.

import { open, stat } from 'node:fs/promises'
import { KinoraError, framesPerSecond, type FrameRate } from '../base/index.ts'
import { createLoudnessMeter, createTruePeakMeter, type StereoBlock } from '../sound/index.ts'
import type { Check, FileReport } from '../studio/ports.ts'
import { constants, endOfStream, libav, must } from './av.ts'
import { createFactsCollector } from './picture-facts.ts'
import { blackCheck, frozenCheck, loudnessChecks, syncCheck } from './self-check.ts'

export interface MeasuredFile {
  readonly report: FileReport
  readonly checks: readonly Check[]
}

/** Facts and findings. `onPacket` is called after each packet that was read. Throws `file-missing`, `file-unreadable` or `file-without-picture`. */
export async function measureFile(path: string, onPacket: () => void = () => undefined): Promise<MeasuredFile> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isFile() !== true) throw new KinoraError({ code: 'file-missing', path, message: `There is no file ${path}.` })
  const input = new libav.FormatContext()
  if (input.openInputSync(path) < 0 || input.findStreamInfoSync() < 0) {
    throw new KinoraError({ code: 'file-unreadable', path, message: `${path} is not a film file that can be read.` })
  }
  try {
    const tracks = measureTracks(input, path, onPacket)
    const report = reportOf(path, found.size, tracks, await startsWithIndex(path))
    return { report, checks: checksOf(report, tracks) }
  } finally {
    input.closeInputSync()
  }
}

type Input = InstanceType<typeof libav.FormatContext>
type Stream = Input['streams'][number]

interface Tracks {
  readonly format: string
  readonly video: VideoMeasure
  readonly sound: SoundMeasure | undefined
}

function measureTracks(input: Input, path: string, onPacket: () => void): Tracks {
  const pictures = input.streams.find((stream) => stream.codecpar.codecType === constants.AVMEDIA_TYPE_VIDEO)
  const sounds = input.streams.find((stream) => stream.codecpar.codecType === constants.AVMEDIA_TYPE_AUDIO)
  if (pictures === undefined) throw new KinoraError({ code: 'file-without-picture', path, message: `${path} holds no moving pictures.` })
  const video = createVideoMeasure(pictures)
  const sound = sounds === undefined ? undefined : createSoundMeasure(sounds)
  const packet = new libav.Packet()
  packet.alloc()
  for (;;) {
    const code = input.readFrameSync(packet)
    if (code === endOfStream) break
    must(code, `read ${path}`)
    if (packet.streamIndex === pictures.index) video.take(packet)
    else if (packet.streamIndex === sounds?.index) sound!.take(packet)
    packet.unref()
    onPacket()
  }
  packet.free()
  return { format: input.iformat?.name?.split(',')[0] ?? 'unknown', video: video.finish(), sound: sound?.finish() }
}

type Packet = InstanceType<typeof libav.Packet>
type Frame = InstanceType<typeof libav.Frame>

/** A decoder for one stream that hands on every frame. */
function createReader(stream: Stream, take: (frame: Frame) => void): { send(packet: Packet | null): void; close(): void } {
  const decoder = libav.Codec.findDecoder(stream.codecpar.codecId)
  if (decoder === null) throw new KinoraError({ code: 'file-unreadable', message: 'The film is in a coding that this build of libav cannot read.' })
  const context = new libav.CodecContext()
  context.allocContext3(decoder)
  must(context.parametersToContext(stream.codecpar), 'set up a decoder')
  context.pktTimebase = stream.timeBase
  must(context.open2Sync(decoder, null), 'open a decoder')
  const frame = new libav.Frame()
  frame.alloc()
  return {
    send(packet) {
      // A damaged packet is no reason to know nothing of the rest.
      context.sendPacketSync(packet)
      while (context.receiveFrameSync(frame) >= 0) {
        take(frame)
        frame.unref()
      }
    },
    close() {
      frame.free()
      context.freeContext()
    },
  }
}

interface VideoMeasure {
  readonly stream: { readonly width: number; readonly height: number; readonly codec: string; readonly profile: number; readonly rate: FrameRate }
  readonly pixelFormat: string
  readonly colorSpace: string
  readonly colorRange: string
  readonly frames: number
  readonly seconds: number
  readonly bytes: number
  readonly keyframeFrames: number
  readonly facts: ReturnType<ReturnType<typeof createFactsCollector>['finish']>
}

function createVideoMeasure(stream: Stream): { take(packet: Packet): void; finish(): VideoMeasure } {
  const parameters = stream.codecpar
  const rate = { numerator: stream.avgFrameRate.num || 25, denominator: stream.avgFrameRate.den || 1 }
  const facts = createFactsCollector()
  let frames = 0
  let bytes = 0
  let packets = 0
  let lastKey = 0
  let longest = 0
  const reader = createReader(stream, (frame) => {
    frames++
    const luma = frame.data![0]!
    facts.add(luma, frame.linesize[0]!, frame.width, frame.height, false)
  })
  return {
    take(packet) {
      bytes += packet.size
      if (packet.isKeyframe) {
        longest = Math.max(longest, packets - lastKey)
        lastKey = packets
      }
      packets++
      reader.send(packet)
    },
    finish() {
      reader.send(null)
      const measured: VideoMeasure = {
        stream: { width: parameters.width, height: parameters.height, codec: libav.avGetCodecName(parameters.codecId) ?? 'unknown', profile: parameters.profile, rate },
        pixelFormat: libav.avGetPixFmtName(parameters.format as never) ?? 'unknown',
        colorSpace: [parameters.colorSpace, parameters.colorPrimaries, parameters.colorTrc].every((value) => (value as number) === (constants.AVCOL_SPC_BT709 as number)) ? 'bt709' : 'other',
        colorRange: parameters.colorRange === constants.AVCOL_RANGE_MPEG ? 'tv' : parameters.colorRange === constants.AVCOL_RANGE_JPEG ? 'pc' : 'unknown',
        frames, bytes,
        seconds: (frames * rate.denominator) / rate.numerator,
        keyframeFrames: Math.max(longest, packets - lastKey),
        facts: facts.finish(),
      }
      reader.close()
      return measured
    },
  }
}

interface SoundMeasure {
  readonly codec: string
  readonly sampleRate: number
  readonly channels: number
  readonly seconds: number
  readonly loudness: number
  readonly truePeak: number
}

function createSoundMeasure(stream: Stream): { take(packet: Packet): void; finish(): SoundMeasure } {
  const { sampleRate, channels, codecId } = stream.codecpar
  const loudness = createLoudnessMeter()
  const peak = createTruePeakMeter()
  let samples = 0
  const reader = createReader(stream, (frame) => {
    samples += frame.nbSamples
    const block = stereoOf(frame)
    if (block === undefined) return
    loudness.add(block)
    peak.add(block)
  })
  // The container knows what of the first and last packet is not to be heard.
  const stated = stream.duration > 0n ? (Number(stream.duration) * stream.timeBase.num) / stream.timeBase.den : undefined
  return {
    take: (packet) => reader.send(packet),
    finish() {
      reader.send(null)
      reader.close()
      return { codec: libav.avGetCodecName(codecId) ?? 'unknown', sampleRate, channels, seconds: stated ?? samples / sampleRate, loudness: loudness.result().integrated, truePeak: peak.result() }
    },
  }
}

// The meters want 48 kHz stereo floats; planar floats of any rate are near enough for peaks, others are left out.
function stereoOf(frame: Frame): StereoBlock | undefined {
  if (frame.format !== constants.AV_SAMPLE_FMT_FLTP) return undefined
  const channel = (index: number): Float32Array => {
    const bytes = frame.data![index]!
    return new Float32Array(bytes.buffer, bytes.byteOffset, frame.nbSamples)
  }
  return { left: channel(0), right: channel(frame.channels > 1 ? 1 : 0) }
}

function reportOf(path: string, bytes: number, { format, video, sound }: Tracks, fastStart: boolean | undefined): FileReport {
  const perSecond = framesPerSecond(video.stream.rate)
  return {
    path, bytes, format,
    width: video.stream.width,
    height: video.stream.height,
    framesPerSecond: perSecond,
    frames: video.frames,
    durationSeconds: video.seconds,
    video: {
      codec: video.stream.codec,
      profile: profileName(video.stream.codec, video.stream.profile),
      pixelFormat: video.pixelFormat,
      bitrate: Math.round((video.bytes * 8) / Math.max(0.001, video.seconds)),
      colorSpace: video.colorSpace,
      colorRange: video.colorRange,
      keyframeIntervalSeconds: video.keyframeFrames / perSecond,
    },
    ...(sound === undefined ? {} : { audio: { codec: sound.codec, sampleRate: sound.sampleRate, channels: sound.channels, durationSeconds: sound.seconds, loudness: sound.loudness, truePeak: sound.truePeak } }),
    ...(fastStart === undefined ? {} : { fastStart }),
  }
}

function checksOf(report: FileReport, { video, sound }: Tracks): Check[] {
  const tagged = report.video!.colorSpace === 'bt709' && report.video!.colorRange === 'tv'
  return [
    { name: 'frames', ok: video.frames > 0, detail: `${video.frames} frames` },
    { name: 'duration', ok: video.seconds > 0, detail: `${video.seconds.toFixed(2)} s` },
    blackCheck(video.facts, video.stream.rate),
    // A file alone does not say whether its pictures should move: what stands still is told, and is no fault.
    frozenCheck({ ...video.facts, still: video.facts.difference.map((difference) => (difference === 0 ? 1 : 0)) }, video.stream.rate),
    ...(sound === undefined ? [{ name: 'loudness', ok: false, detail: 'the file has no sound track; some players and platforms want one' }]
      : Number.isFinite(sound.loudness) ? loudnessChecks(sound.loudness, sound.truePeak)
        : [{ name: 'loudness', ok: true, detail: 'the sound track is silent' }]),
    ...(sound === undefined ? [] : [syncCheck(report)]),
    { name: 'tags', ok: tagged, detail: tagged ? 'bt709 colours, tv range' : `colours ${report.video!.colorSpace}, range ${report.video!.colorRange} (wanted bt709, tv)` },
    ...(report.fastStart === undefined ? [] : [{ name: 'fast-start', ok: report.fastStart, detail: report.fastStart ? 'the index stands before the pictures' : 'the index stands behind the pictures: a player must load the whole file first' }]),
  ]
}

function profileName(codec: string, profile: number): string {
  if (codec !== 'h264') return `Profile ${profile}`
  return { 66: 'Baseline', 578: 'Constrained Baseline', 77: 'Main', 88: 'Extended', 100: 'High', 110: 'High 10', 122: 'High 4:2:2' }[profile] ?? `Profile ${profile}`
}

/** Whether `moov` comes before `mdat`; undefined for files that have neither. */
async function startsWithIndex(path: string): Promise<boolean | undefined> {
  const file = await open(path)
  try {
    const head = Buffer.alloc(16)
    for (let at = 0; ;) {
      const { bytesRead } = await file.read(head, 0, 16, at)
      if (bytesRead < 8) return undefined
      const type = head.toString('latin1', 4, 8)
      if (type === 'moov') return true
      if (type === 'mdat') return false
      if (at === 0 && type !== 'ftyp') return undefined
      const size = head.readUInt32BE(0)
      const length = size === 1 && bytesRead === 16 ? Number(head.readBigUInt64BE(8)) : size
      if (length < 8) return undefined
      at += length
    }
  } finally {
    await file.close()
  }
}
