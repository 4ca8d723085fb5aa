// What a film is cut into before anybody has looked under its texts: chunks that show a text of unknown ground have no
// name until the look is over, all others can be drawn at once.

import type { Scene } from '../compositor/index.ts'
import type { Draft, SegmentId } from '../draft/index.ts'
import type { ChunkStore } from './chunk-store.ts'
import { readGrounds, seenIn, withGrounds, type FoundGrounds } from './grounds.ts'
import { chunkMaker, chunkRanges, nameChunks, type Chunk, type ChunkRange } from './plan.ts'
import { filmScene, type Grounds } from './scene.ts'
import type { VideoSettings } from './settings.ts'

export interface PlanWish {
  readonly draft: Draft
  readonly settings: VideoSettings
  readonly store: ChunkStore
  readonly versions: readonly string[]
  /** Looks under these texts; asked only for those that nothing is known of. */
  look(segments: readonly SegmentId[]): Promise<FoundGrounds>
}

export interface FilmPlan {
  readonly scene: Scene
  readonly grounds: Grounds
  /** In film order, with their names as far as they are known. */
  readonly chunks: readonly (Chunk | ChunkRange)[]
  /** All names, and all grounds. Fails as the look fails. */
  readonly whole: Promise<WholePlan>
}

export interface WholePlan {
  readonly grounds: Grounds
  readonly chunks: readonly Chunk[]
}

/** The plan of a film. The look under its texts goes on when this is there. */
export async function planFilm(wish: PlanWish): Promise<FilmPlan> {
  const { draft, settings, versions } = wish
  const { known: grounds, unknown } = await readGrounds(wish)
  const found = unknown.length === 0 ? [] : wish.look(unknown.map(({ cue }) => cue.segment.id))
  const scene = filmScene(draft, grounds)
  const ranges = chunkRanges(scene.frameCount, settings.chunkFrames)
  const isOpen = (range: ChunkRange): boolean => unknown.some(({ cue }) => seenIn([range])(cue))
  const name = (wanted: readonly ChunkRange[], drawn: Scene): Promise<Chunk[]> => nameChunks(wanted, drawn, chunkMaker(settings, versions))

  async function settle(): Promise<WholePlan> {
    const all = unknown.length === 0 ? grounds : await withGrounds(grounds, unknown, await found)
    const late = await name(ranges.filter(isOpen), filmScene(draft, all))
    return { grounds: all, chunks: [...await early, ...late].sort((left, right) => left.index - right.index) }
  }

  const early = name(ranges.filter((range) => !isOpen(range)), scene)
  const whole = settle()
  // Whoever asks for the whole plan hears of a failure; that may be later.
  whole.catch(() => undefined)
  const named = new Map((await early).map((chunk) => [chunk.index, chunk]))
  return { scene, grounds, chunks: ranges.map((range) => named.get(range.index) ?? range), whole }
}
