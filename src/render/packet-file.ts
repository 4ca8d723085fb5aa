// Encoded packets as one file: a finished chunk of picture, or a film's finished sound. Written beside and renamed, so
// that a file under its own name is whole whatever becomes of the process; a checksum tells when the power went before the
// disk had it all, or the disk lies: then it is made again. Cache and join read it.
//
//   8 bytes  "KINPACK1"
//   4 bytes  length of the header, big-endian
//   4 bytes  CRC-32 of header and packets
//   header   JSON
//   packets  one after the other in decoding order

import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import type { Fault } from '../base/index.ts'
import type { ChunkFacts } from './picture-facts.ts'
import type { SoundCodec } from './sound-encoder.ts'

const magic = Buffer.from('KINPACK1', 'latin1')
const preamble = 16

/** What every packet file says of itself. */
export interface PacketHeader {
  /** Bytes of each packet in decoding order. */
  readonly sizes: readonly number[]
}

/** A chunk of picture. */
export interface ChunkHeader extends PacketHeader {
  /** The decoder's configuration, base64; the same in every chunk of a film. */
  readonly configuration: string
  /** When each packet's picture is shown, in frames from the chunk's start. */
  readonly shown: readonly number[]
  readonly facts: ChunkFacts
}

/** A film's sound. */
export interface SoundHeader extends PacketHeader {
  readonly codec: SoundCodec
  /** AudioSpecificConfig or OpusHead, base64. */
  readonly configuration: string
  readonly sampleRate: number
  readonly channels: number
  readonly packetSamples: number
  /** Samples at the start that the encoder added and a player must skip. */
  readonly priming: number
  /** The average, bits per second. */
  readonly bitrate: number
  /** Samples that belong to the film. */
  readonly samples: number
  /** LUFS and dBTP of what a player will decode; null for silence. */
  readonly loudness: number | null
  readonly truePeak: number | null
  /** How loud it is from moment to moment (wave.ts). */
  readonly wave: string
  /** What could not be heard, and why. */
  readonly faults: readonly Fault[]
}

/** Writes packets (gone through twice) so that the file is there wholly or not at all. Returns its size. */
export async function writePacketFile(path: string, header: PacketHeader, packets: Iterable<Uint8Array>): Promise<number> {
  const headerBytes = Buffer.from(JSON.stringify(header))
  const start = Buffer.alloc(preamble)
  magic.copy(start)
  start.writeUInt32BE(headerBytes.length, 8)
  let sum = crc32(headerBytes)
  for (const packet of packets) sum = crc32(packet, sum)
  start.writeUInt32BE(sum, 12)
  const beside = `${path}.${process.pid}-${besides++}.tmp`
  try {
    const size = await writeParts(beside, pieces(start, headerBytes, packets))
    await rename(beside, path)
    return size
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined)
    throw error
  }
}

// Two threads of one process may make the same file at once; each gets its own name beside.
let besides = Math.floor(performance.now() * 1000)

/** The header of a packet file; undefined when there is no such file or it is not whole. Does not read the packets. */
export async function readPacketHeader<Header extends PacketHeader>(path: string): Promise<Header | undefined> {
  const file = await openIfThere(path)
  if (file === undefined) return undefined
  try {
    return (await headerIn<Header>(file))?.header
  } finally {
    await file.close()
  }
}

async function headerIn<Header extends PacketHeader>(file: FileHandle): Promise<{ readonly header: Header; readonly packetsAt: number } | undefined> {
  const start = Buffer.alloc(preamble)
  await file.read(start, 0, preamble, 0)
  const { size } = await file.stat()
  const length = start.readUInt32BE(8)
  if (!start.subarray(0, 8).equals(magic) || length > size) return undefined
  const bytes = Buffer.alloc(length)
  await file.read(bytes, 0, length, preamble)
  const header = parseHeader<Header>(bytes)
  const packetsAt = preamble + length
  return header !== undefined && size === header.sizes.reduce((sum, packet) => sum + packet, packetsAt) ? { header, packetsAt } : undefined
}

/** Some packets of a long file; undefined when it is missing or not whole. Its checksum is not looked at. */
export async function readPacketRange(path: string, from: number, to: number): Promise<{ readonly sizes: readonly number[]; readonly packets: Buffer } | undefined> {
  const file = await openIfThere(path)
  if (file === undefined) return undefined
  try {
    const found = await headerIn<PacketHeader>(file)
    if (found === undefined) return undefined
    const before = found.header.sizes.slice(0, from).reduce((sum, size) => sum + size, 0)
    const sizes = found.header.sizes.slice(from, to)
    const packets = Buffer.alloc(sizes.reduce((sum, size) => sum + size, 0))
    await file.read(packets, 0, packets.length, found.packetsAt + before)
    return { sizes, packets }
  } finally {
    await file.close()
  }
}

/** The packets of a file, checked against its checksum; undefined when the file is missing or damaged. */
export async function readPackets(path: string): Promise<Buffer | undefined> {
  const file = await openIfThere(path)
  if (file === undefined) return undefined
  try {
    const bytes = await file.readFile()
    if (bytes.length < preamble || !bytes.subarray(0, 8).equals(magic)) return undefined
    if (crc32(bytes.subarray(preamble)) !== bytes.readUInt32BE(12)) return undefined
    return bytes.subarray(preamble + bytes.readUInt32BE(8))
  } finally {
    await file.close()
  }
}

const pieceBytes = 1024 * 1024

// Half an hour of sound is 60 MB in 80 000 packets: neither one write each nor all of it copied once more.
function* pieces(start: Buffer, header: Buffer, packets: Iterable<Uint8Array>): Generator<Buffer, void, void> {
  let gathered: Uint8Array[] = [start, header]
  let bytes = start.length + header.length
  for (const part of packets) {
    gathered.push(part)
    bytes += part.length
    if (bytes < pieceBytes) continue
    yield Buffer.concat(gathered, bytes)
    gathered = []
    bytes = 0
  }
  if (bytes > 0) yield Buffer.concat(gathered, bytes)
}

async function writeParts(path: string, parts: Iterable<Buffer>): Promise<number> {
  const file = await open(path, 'wx')
  try {
    let size = 0
    for (const part of parts) {
      // writeFile goes on after short writes, so a disk that fills up half way is seen as the error that it is.
      await file.writeFile(part)
      size += part.length
    }
    return size
  } finally {
    await file.close()
  }
}

/** Whether a file is a whole chunk of picture, or a film's whole sound, down to its last byte. */
export async function isWholePiece(path: string): Promise<boolean> {
  const header = await readPacketHeader<PacketHeader>(path).catch(ignoreFolder)
  if (header === undefined || !(isChunk(header) || isSound(header))) return false
  const packets = await openPackets(path)
  await packets?.close()
  return packets !== undefined
}

function isChunk({ configuration, shown, facts, sizes }: Partial<ChunkHeader> & PacketHeader): boolean {
  return typeof configuration === 'string' && Array.isArray(shown) && shown.length === sizes.length && typeof facts === 'object' && facts !== null
}

function isSound({ configuration, codec, faults, sampleRate, packetSamples }: Partial<SoundHeader> & PacketHeader): boolean {
  return typeof configuration === 'string' && (codec === 'aac' || codec === 'opus') && Array.isArray(faults) && [sampleRate, packetSamples].every(Number.isSafeInteger)
}

function ignoreFolder(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'EISDIR') throw error
  return undefined
}

/** The packets of a long file, a stretch at a time. */
export interface PacketReader {
  /** The next so many bytes. */
  take(bytes: number): Promise<Buffer>
  close(): Promise<void>
}

/** Opens the packets of a file after checking all of it, without holding it; undefined when it is missing or damaged. */
export async function openPackets(path: string): Promise<PacketReader | undefined> {
  const file = await openIfThere(path)
  if (file === undefined) return undefined
  let at = await checkedStart(file).catch(async (error: unknown) => {
    await file.close()
    throw error
  })
  if (at === undefined) {
    await file.close()
    return undefined
  }
  return {
    async take(bytes) {
      const part = Buffer.alloc(bytes)
      const { bytesRead } = await file.read(part, 0, bytes, at)
      at! += bytesRead
      return part.subarray(0, bytesRead)
    },
    close: () => file.close(),
  }
}

// Where the packets begin; undefined when the checksum does not hold.
async function checkedStart(file: FileHandle): Promise<number | undefined> {
  const start = Buffer.alloc(preamble)
  await file.read(start, 0, preamble, 0)
  if (!start.subarray(0, 8).equals(magic)) return undefined
  const part = Buffer.alloc(pieceBytes)
  let sum = 0
  for (let at = preamble; ;) {
    const { bytesRead } = await file.read(part, 0, part.length, at)
    if (bytesRead === 0) break
    sum = crc32(part.subarray(0, bytesRead), sum)
    at += bytesRead
  }
  return sum === start.readUInt32BE(12) ? preamble + start.readUInt32BE(8) : undefined
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function parseHeader<Header extends PacketHeader>(bytes: Buffer): Header | undefined {
  try {
    const header = JSON.parse(bytes.toString('utf8')) as Header | null
    return Array.isArray(header?.sizes) && header.sizes.every((size) => Number.isSafeInteger(size) && size >= 0) ? header : undefined
  } catch {
    return undefined
  }
}
