// Joins finished chunks and finished sound into one file by plain copying: nothing is decoded or encoded here, and at
// most two chunks are in memory. The order of bytes depends on the film alone, so equal films give equal files.

import { KinoraError, type FrameRate } from '../base/index.ts'
import { movieHeader, type Piece } from './mp4.ts'
import type { OutputFile } from './output-file.ts'
import { openPackets, readPacketHeader, readPackets, type ChunkHeader, type SoundHeader } from './packet-file.ts'
import { joinFacts, type FilmFacts } from './picture-facts.ts'
import { layOutWebm } from './webm.ts'
import { cancelled } from './cancelled.ts'
import type { VideoSettings } from './settings.ts'

export interface JoinWish {
  readonly format: 'mp4' | 'mov' | 'webm'
  readonly title: string
  readonly settings: VideoSettings
  /** Chunk files in film order, and their names for repair. */
  readonly chunks: readonly StoredFile[]
  readonly sound?: StoredFile
  readonly signal?: AbortSignal
}

export interface StoredFile {
  readonly key: string
  readonly path: string
}

/** What was joined. */
export interface Joined {
  readonly facts: FilmFacts
  readonly frames: number
  readonly videoBytes: number
  readonly soundBytes: number
}

/** A file that was thought to be finished is gone or broken: its name, for whoever can make it again. */
export class ChunkDamaged extends KinoraError {
  readonly key: string

  constructor(key: string) {
    super({ code: 'chunk-damaged', message: `The finished work ${key} is missing or damaged.` })
    this.key = key
  }
}

/** Writes the film into an open output. Throws ChunkDamaged when some finished file is not what it was. */
export async function joinMovie(wish: JoinWish, output: OutputFile): Promise<Joined> {
  const headers = await readHeaders(wish)
  const sound = wish.sound === undefined ? undefined : await headerOf<SoundHeader>(wish.sound)
  if (wish.format === 'webm') await writeWebm(wish, headers, sound, output)
  else await writeMovie({ ...wish, format: wish.format }, headers, sound, output)
  return {
    facts: joinFacts(headers.map((header) => header.facts)),
    frames: headers.reduce((count, header) => count + header.sizes.length, 0),
    videoBytes: headers.reduce((bytes, header) => bytes + sum(header.sizes), 0),
    soundBytes: sum(sound?.sizes ?? []),
  }
}

async function writeMovie(wish: JoinWish & { readonly format: 'mp4' | 'mov' }, headers: readonly ChunkHeader[], sound: SoundHeader | undefined, output: OutputFile): Promise<void> {
  const { settings } = wish
  const plan = planPieces(headers, settings, sound)
  await output.write(movieHeader({
    format: wish.format,
    title: wish.title,
    pieces: plan.pieces,
    video: { ...settings, ...plan.video, configuration: Buffer.from(headers[0]!.configuration, 'base64') },
    ...(sound === undefined ? {} : { audio: { ...sound, configuration: Buffer.from(sound.configuration, 'base64') } }),
  }))
  await copyMedia(wish, plan.pieces, output)
}

async function writeWebm(wish: JoinWish, headers: readonly ChunkHeader[], sound: SoundHeader | undefined, output: OutputFile): Promise<void> {
  const audio = sound === undefined ? undefined : { ...sound, configuration: Buffer.from(sound.configuration, 'base64') }
  const layout = layOutWebm(wish.title, { ...wish.settings, chunks: headers.map((header) => header.sizes) }, audio)
  const soundBytes = wish.sound === undefined ? Buffer.alloc(0) : await packetsOf(wish.sound)
  let soundAt = 0
  await output.write(layout.header)
  for (const [index, cluster] of layout.clusters.entries()) {
    if (wish.signal?.aborted === true) throw cancelled()
    const pictures = await packetsOf(wish.chunks[index]!)
    const parts: Uint8Array[] = [cluster.head]
    let pictureAt = 0
    for (const block of cluster.blocks) {
      parts.push(block.head, block.track === 'video' ? pictures.subarray(pictureAt, pictureAt += block.bytes) : soundBytes.subarray(soundAt, soundAt += block.bytes))
    }
    await output.write(Buffer.concat(parts))
  }
}

async function readHeaders(wish: JoinWish): Promise<ChunkHeader[]> {
  const headers: ChunkHeader[] = []
  for (const chunk of wish.chunks) {
    const header = await headerOf<ChunkHeader>(chunk)
    if (headers[0] !== undefined && header.configuration !== headers[0].configuration) throw new ChunkDamaged(chunk.key)
    headers.push(header)
  }
  return headers
}

async function headerOf<Header extends ChunkHeader | SoundHeader>(file: StoredFile): Promise<Header> {
  const header = await readPacketHeader<Header>(file.path)
  if (header === undefined) throw new ChunkDamaged(file.key)
  return header
}

interface PiecePlan {
  readonly pieces: readonly Piece[]
  readonly video: { readonly sizes: readonly number[]; readonly shown: readonly number[]; readonly keyframes: readonly number[] }
}

// Two seconds of sound, then the two seconds of picture that belong to it: a player that streams needs both soon.
function planPieces(headers: readonly ChunkHeader[], settings: VideoSettings, sound: SoundHeader | undefined): PiecePlan {
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

/** How many packets of sound a player needs for so many frames of picture. */
export function packetsUntil(frame: number, rate: FrameRate, sound: SoundHeader): number {
  const samples = (frame * rate.denominator * sound.sampleRate) / rate.numerator + sound.priming
  return Math.min(sound.sizes.length, Math.ceil(samples / sound.packetSamples))
}

async function copyMedia(wish: JoinWish, pieces: readonly Piece[], output: OutputFile): Promise<void> {
  const sound = wish.sound === undefined ? undefined : await openPackets(wish.sound.path)
  if (wish.sound !== undefined && sound === undefined) throw new ChunkDamaged(wish.sound.key)
  let chunk = 0
  let written = Promise.resolve()
  try {
    for (const piece of pieces) {
      if (wish.signal?.aborted === true) throw cancelled()
      // One piece is written while the next one is read and checked.
      const bytes = piece.track === 'audio' ? await sound!.take(piece.bytes) : await packetsOf(wish.chunks[chunk++]!)
      await written
      written = output.write(bytes)
      // Whoever waits for it hears why it failed, though a piece later.
      written.catch(() => undefined)
    }
    await written
  } finally {
    await Promise.allSettled([written, sound?.close()])
  }
}

async function packetsOf(file: StoredFile): Promise<Buffer> {
  const packets = await readPackets(file.path)
  if (packets === undefined) throw new ChunkDamaged(file.key)
  return packets
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
