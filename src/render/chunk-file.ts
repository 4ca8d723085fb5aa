// A finished chunk as one file: packets, their order and the facts for the self-check. Written beside and renamed, so
// that a file under its own name is always whole; a checksum guards against disks that lie. Cache and join read it.
//
//   8 bytes  "KINCHNK1"
//   4 bytes  length of the header, big-endian
//   4 bytes  CRC-32 of header and packets
//   header   JSON (ChunkHeader)
//   packets  one after the other in decoding order

import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import type { EncodedChunk } from './encoder.ts'
import type { ChunkFacts } from './picture-facts.ts'

const magic = Buffer.from('KINCHNK1', 'latin1')
const preamble = 16

export interface ChunkHeader {
  /** Base64; the same in every chunk of a film. */
  readonly extradata: string
  /** Bytes of each packet in decoding order. */
  readonly sizes: readonly number[]
  /** When each packet's picture is shown, in frames from the chunk's start. */
  readonly shown: readonly number[]
  readonly facts: ChunkFacts
}

/** Writes a chunk so that it is there wholly or not at all, even when the power goes. */
export async function writeChunkFile(path: string, chunk: EncodedChunk, facts: ChunkFacts): Promise<number> {
  const header: ChunkHeader = {
    extradata: chunk.extradata.toString('base64'),
    sizes: chunk.packets.map((packet) => packet.length),
    shown: chunk.shown,
    facts,
  }
  const headerBytes = Buffer.from(JSON.stringify(header))
  const body = Buffer.concat([headerBytes, ...chunk.packets])
  const start = Buffer.alloc(preamble)
  magic.copy(start)
  start.writeUInt32BE(headerBytes.length, 8)
  start.writeUInt32BE(crc32(body), 12)
  const beside = `${path}.${process.pid}-${besides++}.tmp`
  try {
    await writeDurably(beside, [start, body])
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
  return preamble + body.length
}

// Two threads of one process may make the same chunk at once; each gets its own file beside.
let besides = Math.floor(performance.now() * 1000)

/** A chunk's header; undefined when there is no such file or it is not whole. Does not read the packets. */
export async function readChunkHeader(path: string): Promise<ChunkHeader | undefined> {
  const file = await openIfThere(path)
  if (file === undefined) return undefined
  try {
    const start = Buffer.alloc(preamble)
    await file.read(start, 0, preamble, 0)
    if (!start.subarray(0, 8).equals(magic)) return undefined
    const bytes = Buffer.alloc(start.readUInt32BE(8))
    await file.read(bytes, 0, bytes.length, preamble)
    const header = parseHeader(bytes)
    if (header === undefined) return undefined
    const expected = preamble + bytes.length + header.sizes.reduce((sum, size) => sum + size, 0)
    return (await file.stat()).size === expected ? header : undefined
  } finally {
    await file.close()
  }
}

/** The packets of a chunk, checked against its checksum; undefined when the file is missing or damaged. */
export async function readChunkPackets(path: string): Promise<Buffer | undefined> {
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

async function writeDurably(path: string, parts: readonly Buffer[]): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writev([...parts])
    await file.sync()
  } finally {
    await file.close()
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function parseHeader(bytes: Buffer): ChunkHeader | undefined {
  try {
    return JSON.parse(bytes.toString('utf8')) as ChunkHeader
  } catch {
    return undefined
  }
}
