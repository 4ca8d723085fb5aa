// The pieces that the studio plugs in: chunks of films and parts of previews behind one door.

import { KinoraError } from '../base/index.ts'
import type { PiecePort } from '../studio/ports.ts'
import { createChunkPieces, type PiecesOptions } from './pieces.ts'

export type { PiecesOptions }

export function createPieces(options: PiecesOptions): PiecePort & { close(): Promise<void> } {
  const chunks = createChunkPieces(options)
  return {
    ...chunks,
    stream: notYet,
    segment: notYet,
  }
}

async function notYet(): Promise<never> {
  throw new KinoraError({ code: 'preview-unknown', message: 'Previews cannot be streamed yet.' })
}
