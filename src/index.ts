// The library's face: `import { make } from 'kinora'`. It builds the parts and plugs them together, once, and starts
// nothing by being imported. The command line stands on the same parts (docs/decisions/0002).

import { createMedia, createMusic, createVoice, examineReading, paintDemoPictures } from './media/index.ts'
import { createRenderer, examineWriting } from './render/index.ts'
import { createWorkshop, type MachineFinding, type MakeRequest, type MadeFilm, type Workshop } from './studio/index.ts'

export { KinoraError, type Fault, type Outcome } from './base/index.ts'
export type { Draft, Operation, Receipt } from './draft/index.ts'
export { applyOperations, emptyDraft, filmDuration } from './draft/index.ts'
export {
  NothingUsable,
  type Check, type FileReport, type FileUse, type FilmRequest, type MachineFinding, type MadeFilm, type MakeRequest, type PlannedFilm,
  type RenderProgress, type RenderRequest, type RenderResult, type Wishes, type Workshop,
} from './studio/index.ts'

export interface StudioOptions {
  /** Folder for finished chunks and prepared pictures, so that a second render is quick; null: nothing is kept. */
  readonly cache?: string | null
}

/**
 * A studio in this process: no server, no database, no network.
 *
 * ```ts
 * const studio = createStudio({ cache: '.kinora' })
 * const film = await studio.make({ files: ['a.jpg', 'b.jpg'], words: '20 seconds, upbeat', output: 'film.mp4' })
 * ```
 */
export function createStudio(options: StudioOptions = {}): Workshop {
  const cache = options.cache ?? null
  return createWorkshop({ media: createMedia({ cacheFolder: cache }), render: createRenderer({ cache }), music: createMusic({ cache }), voice: createVoice({ cache }) })
}

/** Makes one film with a studio of its own. Throws a KinoraError; `nothing-usable` when no file can be used. */
export function make(request: MakeRequest): Promise<MadeFilm> {
  return createStudio({ cache: request.cache ?? null }).make(request)
}

/** What this machine can do, part by part; never throws. */
export async function diagnose(): Promise<readonly MachineFinding[]> {
  return [...await examineWriting(), ...await examineReading()]
}

/** Paints ten sample pictures into a folder and gives their paths in film order. */
export function drawSamples(folder: string, onProgress?: (done: number, total: number) => void): Promise<string[]> {
  return paintDemoPictures(folder, onProgress)
}
