// Music for the studio: the beat of a user's song, the grid of a song that will be composed, and composed songs as files.

import { basename } from 'node:path'
import { KinoraError, sampleAt, type Fault, type Outcome } from '../base/index.ts'
import type { AssetFacts } from '../draft/index.ts'
import type { MusicPort } from '../studio/ports.ts'
import { compositionGrid, makeEffect, soundRate } from '../sound/index.ts'
import { createExaminePool } from './examine-pool.ts'
import { writeWavFile } from './sound-pcm-file.ts'
import { openComposition } from './sound-song.ts'

export interface MusicOptions {
  /** Folder in which finished songs are kept; null or absent: none is. */
  readonly cache?: string | null
  /** Strangers' songs are listened to in a child process of their own, for a process that must outlive them and never stand still; default false. */
  readonly isolated?: boolean
}

export function createMusic(options: MusicOptions = {}): MusicPort {
  return {
    async beats(file, tempo) {
      const wish = tempo === undefined ? {} : { tempo }
      const facts = options.isolated === true ? await listenApart(file, wish) : await listen(file, wish)
      if (!facts.ok) throw new KinoraError(facts.faults[0]!)
      return facts.value.kind === 'sound' ? facts.value.tempo : undefined
    },
    grid: (composition, duration) => compositionGrid(composition, duration),
    async write(composition, duration, output) {
      const samples = sampleAt(duration, soundRate)
      const faults: Fault[] = []
      const song = await openComposition(composition, samples, { cache: options.cache ?? null, onFault: (fault) => faults.push(fault) })
      try {
        await writeWavFile(output, song, samples)
        return faults
      } finally {
        song.close()
      }
    },
    async effect(effect, duration, output) {
      const samples = sampleAt(duration, soundRate)
      const block = makeEffect(effect, samples)
      await writeWavFile(output, { durationMs: duration, read: (from, count) => Promise.resolve({ left: block.left.subarray(from, from + count), right: block.right.subarray(from, from + count) }), close: () => undefined }, samples)
    },
  }
}

// Native code, and most films never ask: loaded when somebody does.
async function listen(file: string, beats: { readonly tempo?: number }): Promise<Outcome<AssetFacts>> {
  const { examineSound } = await import('./sound-examine.ts')
  return examineSound(file, { beats: true, ...beats })
}

async function listenApart(path: string, beats: { readonly tempo?: number }): Promise<Outcome<AssetFacts>> {
  const pool = createExaminePool()
  try {
    return await pool.examine({ file: { path, name: basename(path), bytes: 0, kind: 'sound', format: '', hash: '' }, beats })
  } finally {
    pool.close()
  }
}
