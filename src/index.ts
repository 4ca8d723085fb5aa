// The library's face: `import { make } from 'kinora'`. It builds the parts and plugs them together, once, and starts
// nothing by being imported. The command line stands on the same parts (docs/decisions/0002).

import { createHttpModel, createMedia, createMusic, createVoice, examineReading, modelSettings, paintDemoPictures, type ModelServer } from './media/index.ts'
import { createRenderer, examineWriting } from './render/index.ts'
import { createWorkshop, type MachineFinding, type MakeRequest, type MadeFilm, type ModelDoor, type ModelLimits, type Workshop } from './studio/index.ts'

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
  /** A language model that may read words; absent: none. `modelFromEnvironment` reads one from `KINORA_MODEL_URL` and its companions. */
  readonly model?: ModelSettings
}

/** A model behind an OpenAI-compatible address, and how much of it one turn may use. */
export interface ModelSettings {
  readonly server: ModelServer
  readonly limits?: Partial<ModelLimits>
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
  return createWorkshop({ media: createMedia({ cacheFolder: cache }), render: createRenderer({ cache, idle: warmFor }), music: createMusic({ cache }), voice: createVoice({ cache }), ...(options.model && { model: modelDoor(options.model) }) })
}

/** How long drawing threads stay for the next film, ms: whoever changes a word exports again within that time. */
const warmFor = 20_000

/** A language model as the studio takes it. */
export function modelDoor({ server, limits }: ModelSettings): ModelDoor {
  return { model: createHttpModel(server), clock: { now: () => Date.now() }, ...(limits && { limits }) }
}

/** The model that the environment names (README, "A language model"); undefined when it names none. Throws `setting-wrong`. */
export function modelFromEnvironment(environment: Readonly<Record<string, string | undefined>> = process.env): ModelSettings | undefined {
  return modelSettings(environment)
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
