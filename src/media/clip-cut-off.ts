// Whether a recording was cut off in the middle, told by its container: the parts that it promises must fit into the file.
// What the time stamps say (clip-examine.ts) cannot see when little is missing, or when no length was ever written down.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Bytes that the container promises and the file does not hold; 0 when it is whole or does not tell. */
export function missingBytes(path: string, format: string): number {
  const file = openSync(path, 'r')
  try {
    const bytes: Bytes = {
      length: fstatSync(file).size,
      read(at, count) {
        const part = Buffer.alloc(count)
        return readSync(file, part, 0, count, at) === count ? part : undefined
      },
    }
    return Math.max(0, promisedEnd(bytes, format) - bytes.length)
  } finally {
    closeSync(file)
  }
}

interface Bytes {
  readonly length: number
  /** So many bytes from a place; undefined when they are not all there. */
  read(at: number, count: number): Buffer | undefined
}

function promisedEnd(bytes: Bytes, format: string): number {
  if (format === 'mkv' || format === 'webm') return matroskaEnd(bytes)
  if (format === 'mp4' || format === 'mov') return quickTimeEnd(bytes)
  // RIFF: four letters, then the length of the rest. Files beyond a gigabyte go on in further parts, which end later.
  if (format === 'avi') return (bytes.read(4, 4)?.readUInt32LE(0) ?? 0) + 8
  return 0
}

// One element with the file's own facts, then one with everything else.
function matroskaEnd(bytes: Bytes): number {
  const head = elementAt(bytes, 0)
  if (head === undefined) return 0
  const segment = elementAt(bytes, head.end)
  return segment === undefined || segment.id !== 0x18538067 ? 0 : segment.end
}

interface Element {
  readonly id: number
  /** One past its last byte; 0: not known, as in a live recording. */
  readonly end: number
}

function elementAt(bytes: Bytes, at: number): Element | undefined {
  const head = bytes.read(at, 12)
  if (head === undefined || head[0]! < 0x10) return undefined
  const idLength = Math.clz32(head[0]!) - 23
  const first = head[idLength]!
  if (first === 0) return undefined
  const sizeLength = Math.clz32(first) - 23
  const unknown = 2 ** (7 * sizeLength) - 1
  let size = first - 2 ** (8 - sizeLength)
  for (let place = 1; place < sizeLength; place++) size = size * 256 + head[idLength + place]!
  return { id: head.readUIntBE(0, idLength), end: size === unknown ? 0 : at + idLength + sizeLength + size }
}

// Boxes one after the other, each with its length; 1: the length stands behind the name; 0: to the end of the file.
function quickTimeEnd(bytes: Bytes): number {
  let at = 0
  while (at + 8 <= bytes.length) {
    const head = bytes.read(at, 8)!
    // What some programs leave behind the last box is no box.
    if (!/^[ -~\xa9]{4}$/.test(head.toString('latin1', 4))) break
    const short = head.readUInt32BE(0)
    const length = short === 1 ? Number(bytes.read(at + 8, 8)?.readBigUInt64BE(0) ?? 0n) : short
    if (length < 8) break
    at += length
  }
  return at
}
