// The studio in one process, without server or database: files and words in, a draft and a film out. It knows the world
// only through its workplace (ports.ts), so it can be handed real media and render, or a server's. It never writes a
// file itself and never decides taste: understanding and director do. Called by the command line and the library face.

import { KinoraError, createDice, type Clock, type Fault, type FrameRate, type Milliseconds } from '../base/index.ts'
import type { Asset, Draft, Mood, Operation } from '../draft/index.ts'
import type { Aspect } from '../director/index.ts'
import type { ExaminedFile, RenderPort, RenderRequest, RenderResult, Workplace } from './ports.ts'
import { takeTurn, type TurnAnswer } from './turn.ts'

/** What a film is asked for in so many words and wishes. Wishes were said exactly, so they win over words. */
export interface FilmRequest {
  /** Paths, in the user's order. */
  readonly files: readonly string[]
  /** Plain words, English or Chinese. */
  readonly words?: string
  readonly wishes?: Wishes
  /** The film so far, when there is one. */
  readonly draft?: Draft
  readonly signal?: AbortSignal
  /** Told after each file that was looked at. */
  readonly onLook?: (done: number, total: number) => void
}

export interface Wishes {
  readonly aspect?: Aspect
  readonly size?: { readonly width: number; readonly height: number }
  readonly frameRate?: FrameRate
  /** The whole film, ms. */
  readonly duration?: Milliseconds
  /** A sound file, a mood for the composer, or none at all. */
  readonly music?: { readonly file: string } | { readonly mood: Mood } | false
  readonly title?: string
  readonly seed?: string
  /** Spoken words: a language, or none at all. */
  readonly voice?: 'en' | 'zh' | false
}

/** A film on paper, before anything is drawn. */
export interface PlannedFilm extends TurnAnswer {
  readonly files: readonly FileUse[]
}

/** What became of one given file. */
export interface FileUse {
  readonly path: string
  readonly used: boolean
  /** Why it was not used, or what is worth knowing about it although it was. */
  readonly reason?: string
  /** Set when the file itself was refused. */
  readonly fault?: Fault
}

export interface MakeRequest extends FilmRequest, Omit<RenderRequest, 'draft' | 'output'> {
  /** Where the film goes; a function when that depends on the draft (its title, say). */
  readonly output: string | ((film: PlannedFilm) => string)
  /** Told when the draft is ready, before it is drawn. */
  readonly onPlan?: (film: PlannedFilm) => void | Promise<void>
}

export interface MadeFilm extends PlannedFilm {
  readonly render: RenderResult
}

export interface Workshop extends RenderPort {
  /** Looks at the files and cuts the film on paper. Throws `nothing-usable` when no file can be used and no words make a film. */
  plan(request: FilmRequest): Promise<PlannedFilm>
  /** plan, then render. */
  make(request: MakeRequest): Promise<MadeFilm>
  /** Changes a draft by words. */
  edit(draft: Draft, words: string, options?: { readonly files?: readonly string[]; readonly seed?: string }): Promise<PlannedFilm>
}

export function createWorkshop(workplace: Workplace, clock: Clock): Workshop {
  const { media, render } = workplace

  async function plan(request: FilmRequest): Promise<PlannedFilm> {
    const music = musicFile(request)
    const paths = music === undefined || request.files.includes(music) ? request.files : [...request.files, music]
    const examined = await media.examine(paths, { ...(request.signal && { signal: request.signal }), ...(request.onLook && { onProgress: request.onLook }) })
    request.signal?.throwIfAborted()
    const assets = withOwnIds(examined.flatMap((file) => (file.ok && 'asset' in file ? [file.asset] : [])), request.draft)
    const scripts = examined.flatMap((file) => (file.ok && 'text' in file ? [file.text] : []))
    refuseEmptyHands(request, examined, assets, scripts, music)
    const seed = request.wishes?.seed ?? ''
    const answer = takeTurn({
      words: request.words ?? '',
      assets,
      ...(scripts.length > 0 && { script: scripts.join('\n\n') }),
      ...(request.draft && { draft: request.draft }),
      brief: briefOf(request, assets, music),
    }, createDice(seed), clock)
    return { ...answer, files: examined.map((file) => useOf(file, answer.draft, answer.because)) }
  }

  return {
    plan,
    async make(request) {
      const film = await plan(request)
      if (film.draft.picture.segments.length === 0) throw new KinoraError({ code: 'nothing-usable', message: film.reply || 'There is no picture to make a film of.' })
      await request.onPlan?.(film)
      request.signal?.throwIfAborted()
      const { files: _files, words: _words, wishes: _wishes, onLook: _onLook, onPlan: _onPlan, draft: _draft, output, ...rest } = request
      return { ...film, render: await render.render({ ...rest, draft: film.draft, output: typeof output === 'string' ? output : output(film) }) }
    },
    edit: (draft, words, options = {}) => plan({ files: options.files ?? [], words, draft, wishes: options.seed === undefined ? {} : { seed: options.seed } }),
    render: (request) => render.render(request),
    frame: (draft, at, options) => render.frame(draft, at, options),
    sheet: (draft, options) => render.sheet(draft, options),
    check: (file) => render.check(file),
  }
}
