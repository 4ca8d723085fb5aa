// Music for the studio: the beat of a user's song, the grid of a song that will be composed, and composed songs as files.

import { KinoraError, sampleAt, type Fault } from '../base/index.ts'
import type { MusicPort } from '../studio/ports.ts'
import { compositionGrid, soundRate } from '../sound/index.ts'
import { writeWavFile } from './sound-pcm-file.ts'
import { openComposition } from './sound-song.ts'

export interface MusicOptions {
  /** Folder in which finished songs are kept; null or absent: none is. */
  readonly cache?: string | null
}

export function createMusic(options: MusicOptions = {}): MusicPort {
  return {
    async beats(file, tempo) {
      // Native code, and most films never ask: loaded when somebody does.
      const { examineSound } = await import('./sound-examine.ts')
      const facts = await examineSound(file, { beats: true, ...(tempo !== undefined && { tempo }) })
      if (!facts.ok) throw new KinoraError(facts.faults[0]!)
      return facts.value.tempo
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
  }
}
