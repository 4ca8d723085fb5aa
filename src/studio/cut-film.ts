// One answer to one request: the director's wishes become operations, the draft room applies them, and what was done is
// said in words. Pure: no file, no clock of its own.

import { KinoraError, type Clock } from '../base/index.ts'
import { applyOperations, emptyDraft, filmDuration, type Asset, type Draft, type Operation } from '../draft/index.ts'
import { directFilm, type Brief } from '../director/index.ts'

export interface FilmQuestion {
  readonly words: string
  readonly assets: readonly Asset[]
  readonly script?: string
  readonly draft?: Draft
  /** Exact wishes; they win over words. */
  readonly brief: Brief
}

export interface FilmAnswer {
  readonly draft: Draft
  /** For people: what was done and why. */
  readonly reply: string
  readonly operations: readonly Operation[]
}

export async function cutFilm(question: FilmQuestion, _clock: Clock): Promise<FilmAnswer> {
  const draft = question.draft ?? emptyDraft()
  const direction = directFilm(question.brief, { assets: question.assets, draft, ...(question.script !== undefined && { script: question.script }) })
  const edit = applyOperations(draft, direction.operations)
  if (!edit.ok) throw new KinoraError(edit.faults[0]!)
  const count = edit.draft.picture.segments.length
  return {
    draft: edit.draft,
    operations: edit.receipt.operations,
    reply: [`A film of ${count} ${count === 1 ? 'picture' : 'pictures'}, ${(filmDuration(edit.draft) / 1000).toFixed(1)} s.`, ...direction.because.map((reason) => reason.en)].join(' '),
  }
}
