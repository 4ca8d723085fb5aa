// WebM files (the Matroska subset): VP9 and Opus in clusters of one chunk each, the seek index in front. Pure bytes, our
// own for the same reasons as mp4.ts: sizes are known beforehand, equal films give equal bytes.

import { timeOfFrame, type FrameRate } from '../base/index.ts'

export interface WebmVideo {
  readonly width: number
  readonly height: number
  readonly frameRate: FrameRate
  /** Bytes of each frame of each chunk, in order. */
  readonly chunks: readonly (readonly number[])[]
}

export interface WebmAudio {
  readonly sampleRate: number
  readonly channels: number
  /** OpusHead. */
  readonly configuration: Uint8Array
  readonly sizes: readonly number[]
  readonly packetSamples: number
  readonly priming: number
}

/** One block of a cluster: where its bytes come from, and the head that stands before them. */
export interface WebmBlock {
  readonly track: 'video' | 'audio'
  readonly bytes: number
  readonly head: Uint8Array
}

export interface WebmCluster {
  readonly head: Uint8Array
  readonly blocks: readonly WebmBlock[]
}

export interface WebmLayout {
  readonly header: Uint8Array
  readonly clusters: readonly WebmCluster[]
}

/** Everything of the file but the packets themselves. */
export function layOutWebm(title: string, video: WebmVideo, audio: WebmAudio | undefined): WebmLayout {
  const starts = startsOf(video)
  const clusters = video.chunks.map((_, index) => clusterOf(index, starts, video, audio))
  const info = element(0x1549a966, uint(0x2ad7b1, 1_000_000), float(0x4489, starts.at(-1)!), text(0x4d80, 'Kinora'), text(0x5741, 'Kinora'), ...(title === '' ? [] : [text(0x7ba9, title)]))
  const tracks = element(0x1654ae6b, videoTrack(video), ...(audio === undefined ? [] : [audioTrack(audio)]))
  const cuesLength = cuesOf(starts, clusters, 0).length
  const cues = cuesOf(starts, clusters, info.length + tracks.length + cuesLength)
  const body = concat([info, tracks, cues])
  const total = clusters.reduce((sum, cluster) => sum + sizeOf(cluster), body.length)
  const ebml = element(0x1a45dfa3, uint(0x4286, 1), uint(0x42f7, 1), uint(0x42f2, 4), uint(0x42f3, 8), text(0x4282, 'webm'), uint(0x4287, 4), uint(0x4285, 2))
  return { header: concat([ebml, idOf(0x18538067), sizeVint(total), body]), clusters }
}

// Start of each chunk in ms, and the film's end.
function startsOf(video: WebmVideo): number[] {
  const starts = [0]
  let frames = 0
  for (const chunk of video.chunks) starts.push(Math.round(timeOfFrame(frames += chunk.length, video.frameRate)))
  return starts
}

function clusterOf(index: number, starts: readonly number[], video: WebmVideo, audio: WebmAudio | undefined): WebmCluster {
  const start = starts[index]!
  const firstFrame = video.chunks.slice(0, index).reduce((sum, chunk) => sum + chunk.length, 0)
  const timed: { readonly time: number; readonly block: WebmBlock }[] = video.chunks[index]!.map((bytes, frame) => {
    const time = Math.round(timeOfFrame(firstFrame + frame, video.frameRate))
    return { time, block: { track: 'video', bytes, head: blockHead(1, time - start, frame === 0, bytes) } }
  })
  if (audio !== undefined) {
    const last = index === video.chunks.length - 1 ? Infinity : starts[index + 1]!
    const packetTime = (audio.packetSamples * 1000) / audio.sampleRate
    for (let packet = Math.ceil(start / packetTime); packet < audio.sizes.length && packet * packetTime < last; packet++) {
      const time = Math.round(packet * packetTime)
      timed.push({ time, block: { track: 'audio', bytes: audio.sizes[packet]!, head: blockHead(2, time - start, true, audio.sizes[packet]!) } })
    }
  }
  const blocks = timed.sort((left, right) => left.time - right.time).map(({ block }) => block)
  const time = uint(0xe7, start)
  const length = blocks.reduce((sum, block) => sum + block.head.length + block.bytes, time.length)
  return { head: concat([idOf(0x1f43b675), sizeVint(length), time]), blocks }
}

function blockHead(track: number, time: number, key: boolean, bytes: number): Uint8Array {
  return concat([idOf(0xa3), sizeVint(bytes + 4), Uint8Array.of(0x80 | track, (time >> 8) & 255, time & 255, key ? 0x80 : 0)])
}

function sizeOf(cluster: WebmCluster): number {
  return cluster.blocks.reduce((sum, block) => sum + block.head.length + block.bytes, cluster.head.length)
}

function cuesOf(starts: readonly number[], clusters: readonly WebmCluster[], before: number): Uint8Array {
  let position = before
  return element(0x1c53bb6b, ...clusters.map((cluster, index) => {
    const point = element(0xbb, uint(0xb3, starts[index]!), element(0xb7, uint(0xf7, 1), uint(0xf1, position, 8)))
    position += sizeOf(cluster)
    return point
  }))
}

function videoTrack({ width, height, frameRate }: WebmVideo): Uint8Array {
  const color = element(0x55b0, uint(0x55b1, 1), uint(0x55b9, 1), uint(0x55ba, 1), uint(0x55bb, 1))
  return element(0xae, uint(0xd7, 1), uint(0x73c5, 1), uint(0x83, 1), uint(0x9c, 0), text(0x22b59c, 'und'), text(0x86, 'V_VP9'),
    uint(0x23e383, Math.round((1e9 * frameRate.denominator) / frameRate.numerator)), element(0xe0, uint(0xb0, width), uint(0xba, height), color))
}

function audioTrack({ configuration, channels, sampleRate, priming }: WebmAudio): Uint8Array {
  return element(0xae, uint(0xd7, 2), uint(0x73c5, 2), uint(0x83, 2), uint(0x9c, 0), text(0x22b59c, 'und'), text(0x86, 'A_OPUS'), element(0x63a2, configuration),
    uint(0x56aa, Math.round((priming * 1e9) / sampleRate)), uint(0x56bb, 80_000_000), element(0xe1, float(0xb5, sampleRate), uint(0x9f, channels)))
}

// ------------------------------------------------------------------------------------------------ bytes

function element(id: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return concat([idOf(id), sizeVint(parts.reduce((sum, part) => sum + part.length, 0)), ...parts])
}

function idOf(id: number): Uint8Array {
  const bytes: number[] = []
  for (let rest = id; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Uint8Array.from(bytes)
}

/** Always eight bytes, so that no length depends on a length. */
function sizeVint(size: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(size) | (1n << 56n))
  return bytes
}

function uint(id: number, value: number, width?: number): Uint8Array {
  const bytes: number[] = []
  for (let rest = value; rest > 0 || bytes.length < (width ?? 1); rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return element(id, Uint8Array.from(bytes))
}

function float(id: number, value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setFloat64(0, value)
  return element(id, bytes)
}

function text(id: number, value: string): Uint8Array {
  return element(id, new TextEncoder().encode(value))
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
