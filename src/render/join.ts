// Joins finished chunks and finished sound into one file by plain copying: nothing is decoded or encoded here, and at
// most one chunk is in memory. The order of bytes depends on the film alone, so equal films give equal files.

import { KinoraError, type FrameRate } from '../base/index.ts'
import { readChunkHeader, readChunkPackets, type ChunkHeader } from './chunk-file.ts'
import { movieHeader, type MovieAudio, type Piece } from './mp4.ts'
import type { OutputFile } from './output-file.ts'
import { joinFacts, type ChunkFacts, type FilmFacts } from './picture-facts.ts'
import type { VideoSettings } from './settings.ts'

/** Encoded sound of the whole film: an audio stream in packets, kept as a chunk file. */
export interface SoundTrackFile {
  readonly path: string
  readonly sizes: readonly number[]
  readonly packetSamples: number
  readonly priming: number
  readonly sampleRate: number
  readonly channels: number
  readonly bitrate: number
  /** AudioSpecificConfig or OpusHead. */
  readonly configuration: Uint8Array
}

export interface JoinWish {
  readonly format: 'mp4' | 'mov'
  readonly title: string
  readonly settings: VideoSettings
  /** Chunk files in film order, and their names for repair. */
  readonly chunks: readonly { readonly key: string; readonly path: string }[]
  readonly sound?: SoundTrackFile
  readonly signal?: AbortSignal
}

/** A chunk that was thought to be finished is gone or broken: its name, for whoever can make it again. */
export class ChunkDamaged extends KinoraError {
  readonly key: string

  constructor(key: string) {
    super({ code: 'chunk-damaged', message: `The finished chunk ${key} is missing or damaged.` })
    this.key = key
  }
}

/** Writes the film into an open output. Returns what the chunks know of its pictures. */
export async function joinMovie(wish: JoinWish, output: OutputFile): Promise<FilmFacts> {
  const headers = await readHeaders(wish)
  const plan = planPieces(headers, wish.settings, wish.sound)
  await output.write(movieHeader({
    format: wish.format,
    title: wish.title,
    pieces: plan.pieces,
    video: {
      width: wish.settings.width,
      height: wish.settings.height,
      frameRate: wish.settings.frameRate,
      configuration: Buffer.from(headers[0]!.extradata, 'base64'),
      reorder: wish.settings.reorder,
      ...plan.video,
    },
    ...(wish.sound === undefined ? {} : { audio: movieAudio(wish.sound) }),
  }))
  await copyMedia(wish, plan.pieces, output)
  return joinFacts(headers.map((header) => header.facts))
}

async function readHeaders(wish: JoinWish): Promise<ChunkHeader[]> {
  const headers: ChunkHeader[] = []
  for (const chunk of wish.chunks) {
    const header = await readChunkHeader(chunk.path)
    if (header === undefined || (headers[0] !== undefined && header.extradata !== headers[0].extradata)) throw new ChunkDamaged(chunk.key)
    headers.push(header)
  }
  return headers
}

interface PiecePlan {
  readonly pieces: readonly Piece[]
  readonly video: { readonly sizes: readonly number[]; readonly shown: readonly number[]; readonly keyframes: readonly number[] }
}

// Two seconds of sound, then the two seconds of picture that belong to it: a player that streams needs both soon.
function planPieces(headers: readonly ChunkHeader[], settings: VideoSettings, sound: SoundTrackFile | undefined): PiecePlan {
  const pieces: Piece[] = []
  const sizes: number[] = []
  const shown: number[] = []
  const keyframes: number[] = []
  let packet = 0
  headers.forEach((header, index) => {
    const start = sizes.length
    if (sound !== undefined) {
      const until = index === headers.length - 1 ? sound.sizes.length : packetsUntil(start + header.sizes.length, settings.frameRate, sound)
      if (until > packet) pieces.push({ track: 'audio', samples: until - packet, bytes: sum(sound.sizes.slice(packet, until)) })
      packet = Math.max(packet, until)
    }
    keyframes.push(start)
    for (const size of header.sizes) sizes.push(size)
    for (const frame of header.shown) shown.push(start + frame)
    pieces.push({ track: 'video', samples: header.sizes.length, bytes: sum(header.sizes) })
  })
  return { pieces, video: { sizes, shown, keyframes } }
}

function packetsUntil(frame: number, rate: FrameRate, sound: SoundTrackFile): number {
  const samples = (frame * rate.denominator * sound.sampleRate) / rate.numerator + sound.priming
  return Math.min(sound.sizes.length, Math.ceil(samples / sound.packetSamples))
}

async function copyMedia(wish: JoinWish, pieces: readonly Piece[], output: OutputFile): Promise<void> {
  const sound = wish.sound === undefined ? undefined : await readChunkPackets(wish.sound.path)
  if (wish.sound !== undefined && sound === undefined) throw new ChunkDamaged(wish.sound.path)
  let chunk = 0
  let soundAt = 0
  for (const piece of pieces) {
    if (wish.signal?.aborted === true) throw new KinoraError({ code: 'render-cancelled', message: 'The render was cancelled.' })
    if (piece.track === 'audio') {
      await output.write(sound!.subarray(soundAt, soundAt + piece.bytes))
      soundAt += piece.bytes
      continue
    }
    const { key, path } = wish.chunks[chunk++]!
    const packets = await readChunkPackets(path)
    if (packets?.length !== piece.bytes) throw new ChunkDamaged(key)
    await output.write(packets)
  }
}

function movieAudio(sound: SoundTrackFile): MovieAudio {
  return sound
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

export type { ChunkFacts }
