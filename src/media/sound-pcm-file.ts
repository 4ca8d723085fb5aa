// Samples on disk as they are in memory: interleaved 32-bit floats without a header. For songs and speech that were made
// once and are mixed again and again; and WAV files for people.

import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { KinoraError } from '../base/index.ts'
import { soundRate, type SoundSource, type StereoBlock } from '../sound/index.ts'

const frameBytes = 8

/** Opens a sample file for reading. Throws what opening throws. */
export function openSampleFile(path: string, onClose?: () => void): SoundSource {
  const descriptor = openSync(path, 'r')
  const samples = Math.floor(fstatSync(descriptor).size / frameBytes)
  return {
    durationMs: (samples * 1000) / soundRate,
    read(from, count) {
      const wanted = Math.max(0, Math.min(count, samples - from))
      const bytes = new Uint8Array(wanted * frameBytes)
      readSync(descriptor, bytes, 0, bytes.length, from * frameBytes)
      return Promise.resolve(split(new Float32Array(bytes.buffer), wanted))
    },
    close() {
      closeSync(descriptor)
      onClose?.()
    },
  }
}

/** Writes blocks to a file that appears under its name only when it is whole. Throws `disk-full` or `output-unwritable`. */
export async function writeSampleFile(path: string, blocks: Iterable<StereoBlock> | AsyncIterable<StereoBlock>): Promise<void> {
  await writeWhole(path, async (write) => {
    for await (const block of blocks) write(Buffer.from(interleaved(block).buffer))
  })
}

/** Writes a source as a 16-bit stereo WAV file of exactly so many samples. Throws `disk-full` or `output-unwritable`. */
export async function writeWavFile(path: string, source: SoundSource, samples: number): Promise<void> {
  await writeWhole(path, async (write) => {
    write(wavHead(samples))
    for (let from = 0; from < samples; from += soundRate) {
      const count = Math.min(soundRate, samples - from)
      const floats = interleaved(await source.read(from, count))
      const words = new Int16Array(count * 2)
      for (let index = 0; index < floats.length; index++) words[index] = Math.max(-32_768, Math.min(32_767, Math.round(floats[index]! * 32_767)))
      write(Buffer.from(words.buffer))
    }
  })
}

async function writeWhole(path: string, fill: (write: (bytes: Buffer) => void) => Promise<void>): Promise<void> {
  const unfinished = `${path}.${process.pid}.part`
  try {
    mkdirSync(dirname(path), { recursive: true })
    const descriptor = openSync(unfinished, 'w')
    try {
      await fill((bytes) => { for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at) })
    } finally {
      closeSync(descriptor)
    }
    renameSync(unfinished, path)
  } catch (thrown) {
    rmSync(unfinished, { force: true })
    const code = (thrown as NodeJS.ErrnoException).code
    if (code === undefined) throw thrown
    throw new KinoraError(code === 'ENOSPC'
      ? { code: 'disk-full', path, message: `There is no room left to write ${path}. Free some space and try again.` }
      : { code: 'output-unwritable', path, message: `${path} cannot be written (${code}). Check the folder and its permissions.` }, { cause: thrown })
  }
}

function wavHead(samples: number): Buffer {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + samples * 4, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(2, 22)
  head.writeUInt32LE(soundRate, 24)
  head.writeUInt32LE(soundRate * 4, 28)
  head.writeUInt16LE(4, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(samples * 4, 40)
  return head
}

function interleaved(block: StereoBlock): Float32Array<ArrayBuffer> {
  const floats = new Float32Array(block.left.length * 2)
  for (let index = 0; index < block.left.length; index++) {
    floats[index * 2] = block.left[index]!
    floats[index * 2 + 1] = block.right[index]!
  }
  return floats
}

function split(floats: Float32Array, count: number): StereoBlock {
  const left = new Float32Array(count)
  const right = new Float32Array(count)
  for (let index = 0; index < count; index++) {
    left[index] = floats[index * 2]!
    right[index] = floats[index * 2 + 1]!
  }
  return { left, right }
}
