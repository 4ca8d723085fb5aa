// The sound of a film as one more of its pieces, for films that many processes share: made under the name and with the
// bytes that a whole render would give it, so that whoever joins the film only has to copy it.

import { stat } from 'node:fs/promises'
import type { PieceFilm } from '../studio/ports.ts'
import type { ChunkStore } from './chunk-store.ts'
import { backgroundWork } from './isolated.ts'
import { resizedDraft } from './scene.ts'
import { makeSound } from './sound.ts'
import { gatherMaterial } from './sources.ts'
import { createControl, stopFlag } from './thread.ts'
import { libraryVersions } from './versions.ts'

export interface SoundPiece {
  /** Name by content. */
  readonly chunk: string
  readonly path: string
  readonly bytes: number
}

/** Finds the film's sound in the folder, or makes it in a thread of its own. Throws what makeSound throws. */
export async function makeSoundPiece(film: PieceFilm, { store, isolated }: { readonly store: ChunkStore; readonly isolated: boolean }, signal?: AbortSignal): Promise<SoundPiece> {
  const control = createControl()
  const stop = (): void => void Atomics.store(new Int32Array(control), stopFlag, 1)
  signal?.addEventListener('abort', stop, { once: true })
  if (signal?.aborted === true) stop()
  try {
    // As render.ts asks for it, or the names would differ.
    const { draft } = await gatherMaterial(resizedDraft(film.draft, film.height))
    const { key, path } = await makeSound({
      draft, codec: film.format === 'webm' ? 'opus' : 'aac', keep: true, store, versions: libraryVersions(), control, isolated, standBack: backgroundWork, ...(signal === undefined ? {} : { signal }),
    })
    return { chunk: key, path, bytes: (await stat(path)).size }
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}
