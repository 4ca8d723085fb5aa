// A film's mix on disk between the first pass and the next ones, so that half an hour of sound costs no memory: stereo
// floats, block after block. Belongs to one thread; gone when closed.

import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import type { StereoBlock } from '../sound/index.ts'

export interface Spool {
  add(block: StereoBlock): void
  /** All blocks again from the beginning. Each block is valid until the next one is asked for. */
  blocks(): Generator<StereoBlock, void, void>
  close(): void
}

export function openSpool(path: string): Spool {
  const file = openSync(path, 'w+')
  const lengths: number[] = []
  let end = 0
  return {
    add({ left, right }) {
      for (const channel of [left, right]) {
        const bytes = bytesOf(channel)
        writeAt(file, bytes, end)
        end += bytes.length
      }
      lengths.push(left.length)
    },
    *blocks() {
      let position = 0
      let block: StereoBlock = { left: new Float32Array(0), right: new Float32Array(0) }
      for (const length of lengths) {
        if (block.left.length !== length) block = { left: new Float32Array(length), right: new Float32Array(length) }
        for (const channel of [block.left, block.right]) {
          const bytes = bytesOf(channel)
          readAt(file, bytes, position)
          position += bytes.length
        }
        yield block
      }
    },
    close() {
      closeSync(file)
      rmSync(path, { force: true })
    },
  }
}

/** Writes all of these bytes at a place in a file, in as many pieces as the system wants. */
export function writeAt(file: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at, bytes.length - at, position + at)
}

/** Fills these bytes from a place in a file that holds them. */
export function readAt(file: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length;) at += readSync(file, bytes, at, bytes.length - at, position + at)
}

function bytesOf(samples: Float32Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
}
