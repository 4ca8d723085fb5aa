// Which containers sound may come from, told by the first bytes of a file and never by its name. The demuxer is then
// chosen by this answer, so a playlist, a script or anything else that names further files is never opened as media.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import { failure, success, type Outcome } from '../base/index.ts'

/** A known container: our name for it and the libav demuxer that reads it. */
export interface SoundContainer {
  /** `mp3`, `wav`, `m4a`, `aac`, `flac`, `ogg`, `mp4`, `mov`, `mkv`, `webm`, `avi`, `aiff`. */
  readonly format: string
  readonly demuxer: string
  readonly bytes: number
}

/** Looks at a local file. Faults: `file-missing`, `file-unreadable`, `sound-empty`, `sound-format-unknown`. */
export function recogniseSoundFile(path: string): Outcome<SoundContainer> {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch (thrown) {
    const missing = (thrown as NodeJS.ErrnoException).code === 'ENOENT'
    return failure(missing
      ? { code: 'file-missing', path, message: `There is no file ${basename(path)}. Check the name and the folder.` }
      : { code: 'file-unreadable', path, message: `The file ${basename(path)} cannot be read (${(thrown as Error).message}). Check its permissions.` })
  }
  try {
    const facts = fstatSync(descriptor)
    if (!facts.isFile()) return failure({ code: 'file-unreadable', path, message: `${basename(path)} is not a file. Name a sound file, not a folder or a device.` })
    if (facts.size === 0) return failure({ code: 'sound-empty', path, message: `${basename(path)} is empty (0 bytes). Copy it again from where it came from.` })
    const found = sniff((at, count) => bytesAt(descriptor, at, count))
    if (found === undefined) {
      return failure({ code: 'sound-format-unknown', path, message: `${basename(path)} is not a sound or video file we know, whatever its name says. Use mp3, wav, m4a, aac, flac, ogg, or a clip as mp4, mov, mkv, webm or avi.` })
    }
    return success({ format: found[0], demuxer: found[1], bytes: facts.size })
  } finally {
    closeSync(descriptor)
  }
}

type Reader = (at: number, count: number) => Buffer
type Named = readonly [format: string, demuxer: string]

function bytesAt(descriptor: number, at: number, count: number): Buffer {
  const buffer = Buffer.alloc(count)
  return buffer.subarray(0, readSync(descriptor, buffer, 0, count, at))
}

function sniff(read: Reader): Named | undefined {
  const head = read(0, 16)
  const tag = head.toString('latin1', 0, 4)
  const kind = head.toString('latin1', 8, 12)
  if ((tag === 'RIFF' || tag === 'RF64') && kind === 'WAVE') return ['wav', 'wav']
  if (tag === 'RIFF' && kind.startsWith('AVI')) return ['avi', 'avi']
  if (tag === 'FORM' && kind.startsWith('AIF')) return ['aiff', 'aiff']
  if (tag === 'fLaC') return ['flac', 'flac']
  if (tag === 'OggS') return ['ogg', 'ogg']
  if (head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3) return [read(0, 64).includes('webm') ? 'webm' : 'mkv', 'matroska']
  const box = head.toString('latin1', 4, 8)
  if (box === 'ftyp') return [quickTimeName(kind), 'mov']
  if (['moov', 'mdat', 'wide', 'free', 'skip', 'pnot'].includes(box)) return ['mov', 'mov']
  return sniffFrames(read, head.toString('latin1', 0, 3) === 'ID3' ? skipTag(head) : 0)
}

function quickTimeName(brand: string): string {
  if (brand.startsWith('M4A') || brand.startsWith('M4B')) return 'm4a'
  return brand.startsWith('qt') ? 'mov' : 'mp4'
}

// ID3v2: ten bytes of header, the size in four times seven bits.
function skipTag(head: Buffer): number {
  return 10 + ((head[6]! & 127) << 21 | (head[7]! & 127) << 14 | (head[8]! & 127) << 7 | (head[9]! & 127))
}

// MPEG audio has no header of its own: the first frame must start within the padding that some writers leave.
function sniffFrames(read: Reader, from: number): Named | undefined {
  const bytes = read(from, 8192)
  if (bytes.toString('latin1', 0, 4) === 'fLaC') return ['flac', 'flac']
  for (let at = 0; at + 6 < bytes.length; at++) {
    if (bytes[at] !== 0xff) {
      if (bytes[at] !== 0) return from === 0 ? undefined : ['mp3', 'mp3']
      continue
    }
    if ((bytes[at + 1]! & 0xf6) === 0xf0 && adtsFollows(bytes, at)) return ['aac', 'aac']
    return mpegFollows(bytes, at) ? ['mp3', 'mp3'] : undefined
  }
  return undefined
}

function adtsFollows(bytes: Buffer, at: number): boolean {
  const length = ((bytes[at + 3]! & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5)
  const next = at + length
  return length > 7 && (next + 1 >= bytes.length || (bytes[next] === 0xff && (bytes[next + 1]! & 0xf6) === 0xf0))
}

// Layer II and III with a bitrate and a rate that exist.
function mpegFollows(bytes: Buffer, at: number): boolean {
  const second = bytes[at + 1]!
  const third = bytes[at + 2]!
  const layer = (second >> 1) & 3
  return (second & 0xe0) === 0xe0 && ((second >> 3) & 3) !== 1 && (layer === 1 || layer === 2) && third >> 4 !== 15 && third >> 4 !== 0 && ((third >> 2) & 3) !== 3
}
