// Encoded packets on disk until it is known that they are the right ones: half an hour of sound is 50 MB in 80 000 packets.
// Belongs to one thread; gone when closed.

import { closeSync, openSync, rmSync } from 'node:fs'
import { readAt, writeAt } from './spool.ts'

export interface PacketSpool {
  /** Bytes of each packet, in order. */
  readonly sizes: readonly number[]
  add(packet: Uint8Array): void
  /** All packets from the beginning, as often as somebody asks. */
  readonly packets: Iterable<Buffer>
  /** Forgets all packets. */
  clear(): void
  close(): void
}

const pieceBytes = 64 * 1024

export function openPacketSpool(path: string): PacketSpool {
  const file = openSync(path, 'w+')
  const piece = Buffer.alloc(pieceBytes)
  const sizes: number[] = []
  let [written, gathered] = [0, 0]

  function put(bytes: Uint8Array): void {
    writeAt(file, bytes, written)
    written += bytes.length
  }

  function flush(): void {
    put(piece.subarray(0, gathered))
    gathered = 0
  }

  function* packets(): Generator<Buffer, void, void> {
    flush()
    let position = 0
    for (let from = 0; from < sizes.length;) {
      let [to, length] = [from + 1, sizes[from]!]
      while (to < sizes.length && length + sizes[to]! <= pieceBytes) length += sizes[to++]!
      const several = Buffer.allocUnsafe(length)
      readAt(file, several, position)
      position += length
      for (let at = 0; from < to; at += sizes[from]!, from++) yield several.subarray(at, at + sizes[from]!)
    }
  }

  return {
    sizes,
    add(packet) {
      if (gathered + packet.length > pieceBytes) flush()
      if (packet.length > pieceBytes) put(packet)
      else {
        piece.set(packet, gathered)
        gathered += packet.length
      }
      sizes.push(packet.length)
    },
    packets: { [Symbol.iterator]: packets },
    clear() {
      sizes.length = 0
      written = 0
      gathered = 0
    },
    close() {
      closeSync(file)
      rmSync(path, { force: true })
    },
  }
}
