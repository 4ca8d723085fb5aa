// The studio in one process, without server or database: files and words in, a draft and a film out. It knows the world
// only through its workplace (ports.ts), so it can be handed real media and render, or a server's. It never writes a
// file itself and never decides taste: understanding and director do. Called by the command line and the library face.

import { KinoraError, type Fault, type FrameRate, type Milliseconds } from '../base/index.ts'
import { emptyDraft, type Asset, type AssetFacts, type Aspect, type Draft, type Mood } from '../draft/index.ts'
import { weakScore, type Brief } from '../director/index.ts'
import { meetWishes } from './exact-wishes.ts'
import type { ExaminedFile, Format, MusicPort, RenderPort, RenderRequest, RenderResult, VoicePort, Workplace } from './ports.ts'
import type { History } from './turn-history.ts'
import { turnByWords, type ModelUse } from './turn-with-model.ts'
import type { TurnResult } from './turn.ts'

/** What a film is asked for in so many words and wishes. Wishes were said exactly, so they win over words. */
export interface FilmRequest {
  /** Paths, in the user's order. */
  readonly files: readonly string[]
  /** Plain words, English or Chinese. */
  readonly words?: string
  readonly wishes?: Wishes
  /** The film so far, when there is one, and how it came about. */
  readonly draft?: Draft
  readonly history?: History
  /** Material that is known already, as facts; no file is opened for it. */
  readonly assets?: readonly Asset[]
  /** Words that the film is to tell, beside those that come as files. */
  readonly script?: string
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
  /** The script's words on the picture, timed by the voice when there is one; false: none. */
  readonly subtitles?: boolean
}

/** A film on paper, before anything is drawn. */
export interface PlannedFilm extends TurnResult {
  /** Set when a language model was asked. */
  readonly model?: ModelUse
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

export interface MakeRequest extends FilmRequest, Omit<RenderRequest, 'draft' | 'output' | 'format'> {
  /** Where the film goes; a function when that depends on the draft (its title, say). */
  readonly output: string | ((film: PlannedFilm) => string)
  /** The format by the file's name; absent: mp4. */
  readonly formatOf?: (output: string) => Format
  /** Told when the draft is ready, before it is drawn. */
  readonly onPlan?: (film: PlannedFilm) => void | Promise<void>
}

export interface MadeFilm extends PlannedFilm {
  readonly render: RenderResult
}

export interface Workshop extends RenderPort {
  readonly music: MusicPort
  readonly voice: VoicePort
  /** Looks at the files and cuts the film on paper. Throws `nothing-usable` when no file can be used and no words make a film. */
  plan(request: FilmRequest): Promise<PlannedFilm>
  /** plan, then render. */
  make(request: MakeRequest): Promise<MadeFilm>
  /** Ends threads and removes passing files. */
  close(): Promise<void>
  /** Changes a draft by words. */
  edit(draft: Draft, words: string, options?: Omit<FilmRequest, 'draft' | 'words' | 'files'> & { readonly files?: readonly string[] }): Promise<PlannedFilm>
}

/** None of the files can be used, and the words alone make no film either. Says of every file why. */
export class NothingUsable extends KinoraError {
  readonly files: readonly FileUse[]

  constructor(message: string, files: readonly FileUse[]) {
    super({ code: 'nothing-usable', message, suggestion: 'Give at least one photo (jpg, png, webp, heic, …) or clip (mp4, mov, …), or words for a text film.' })
    this.name = 'NothingUsable'
    this.files = files
  }
}

export function createWorkshop(workplace: Workplace): Workshop {
  const { render, music, voice } = workplace
  return {
    music,
    voice,
    plan: (request) => planFilm(request, workplace),
    async make(request) {
      render.ready?.(request.workers)
      const film = await planFilm(request, workplace)
      if (film.draft.picture.segments.length === 0) throw noFilm(film)
      await request.onPlan?.(film)
      request.signal?.throwIfAborted()
      const output = typeof request.output === 'string' ? request.output : request.output(film)
      const { quality, workers, cache, cacheLimit, height, signal, onProgress } = request
      const rendered = await render.render({ draft: film.draft, output, format: request.formatOf?.(output) ?? 'mp4', quality, workers, cache, cacheLimit, height, signal, onProgress })
      return { ...film, render: rendered }
    },
    edit: (draft, words, options = {}) => planFilm({ ...options, files: options.files ?? [], words, draft }, workplace),
    render: (request) => render.render(request),
    frame: (draft, at, options) => render.frame(draft, at, options),
    sheet: (draft, options) => render.sheet(draft, options),
    strip: (draft, shape, signal) => render.strip(draft, shape, signal),
    check: (file) => render.check(file),
    async close() {
      await render.close?.()
    },
  }
}

async function planFilm(request: FilmRequest, { media, music: ears, voice, model }: Workplace): Promise<PlannedFilm> {
  const music = musicFile(request.wishes)
  const paths = music === undefined || request.files.includes(music) ? request.files : [...request.files, music]
  const examined = await media.examine(paths, { signal: request.signal, onProgress: request.onLook })
  request.signal?.throwIfAborted()
  const assets = [...(request.assets ?? []), ...uniqueAssets(examined)]
  const scripts = [...(request.script === undefined ? [] : [request.script]), ...examined.flatMap((file) => (file.ok && 'text' in file ? [file.text] : []))]
  const musicAsset = music === undefined ? undefined : assetOfPath(examined, music)
  if (music !== undefined && musicAsset?.kind !== 'sound') throw musicRefused(music, examined)
  if (assets.length === 0 && scripts.length === 0 && !request.words && !request.draft) {
    throw new NothingUsable(examined.length === 0 ? 'No files were given.' : `None of the ${examined.length} given files can be used.`, examined.map((file) => useOf(file, emptyDraft(), [])))
  }
  const brief = briefOf(request.wishes ?? {}, musicAsset)
  const turn = await turnByWords({
    text: request.words ?? '', draft: request.draft, history: request.history,
    world: { assets, ...(scripts.length > 0 && { script: scripts.join('\n\n') }) },
    seed: request.wishes?.seed, wishes: brief,
  }, { music: ears, voice, ...(model && { model }) }, request.signal)
  const exact = meetWishes(turn.draft, brief)
  return { ...turn, draft: exact.draft, operations: [...turn.operations, ...exact.operations], files: examined.map((file) => useOf(file, exact.draft, assets)) }
}

// The words asked for something else than a film (a refusal, a question), or there was nothing to make one of.
function noFilm({ action, reply, refused, files }: PlannedFilm): KinoraError {
  if (refused.length > 0 || (action !== 'create' && action !== 'edit')) return new KinoraError({ code: refused.length > 0 ? 'request-refused' : 'no-film-asked', message: reply })
  return new NothingUsable(reply || 'There is no picture to make a film of.', files)
}

function musicFile(wishes: Wishes | undefined): string | undefined {
  return wishes?.music !== undefined && wishes.music !== false && 'file' in wishes.music ? wishes.music.file : undefined
}

/** Exact wishes in the director's words. */
function briefOf(wishes: Wishes, music: Asset | undefined): Brief {
  const { music: wish, voice, ...same } = wishes
  return {
    ...same,
    ...(wish === false ? { music: false } : music !== undefined ? { music: { asset: music.id } } : wish !== undefined && 'mood' in wish ? { music: { mood: wish.mood } } : {}),
    ...(voice === false ? { voiceOver: false } : voice !== undefined ? { voiceOver: true, voiceLanguage: voice } : {}),
  }
}

// Ids come from content, so the same picture given twice is one asset; the first of its names stays.
function uniqueAssets(examined: readonly ExaminedFile[]): readonly Asset[] {
  const assets = examined.flatMap((file) => (file.ok && 'asset' in file ? [file.asset] : []))
  return assets.filter((asset, index) => assets.findIndex((other) => other.id === asset.id) === index)
}

function assetOfPath(examined: readonly ExaminedFile[], path: string): Asset | undefined {
  const file = examined.find((candidate) => candidate.path === path)
  return file?.ok === true && 'asset' in file ? file.asset : undefined
}

function musicRefused(music: string, examined: readonly ExaminedFile[]): KinoraError {
  const file = examined.find((candidate) => candidate.path === music)
  return new KinoraError(file !== undefined && !file.ok ? file.fault : { code: 'music-not-sound', message: `${music} is not a sound file.`, path: music, suggestion: 'Give an mp3, wav, m4a, aac, flac or ogg file.' })
}

/** What became of one file: refused, in the film, the twin of another, or left out by the cut. */
function useOf(file: ExaminedFile, draft: Draft, assets: readonly Asset[]): FileUse {
  const { path } = file
  if (!file.ok) return { path, used: false, reason: file.fault.message, fault: file.fault }
  const note = file.warnings.length === 0 ? {} : { reason: file.warnings.join(' ') }
  if ('text' in file) return { path, used: true, ...note }
  if (!usedAssets(draft).has(file.asset.id)) return { path, used: false, reason: `Left out of this cut${reasonToLeaveOut(file.asset.facts)}.` }
  const first = assets.find((asset) => asset.id === file.asset.id)
  if (first !== undefined && first.source !== file.asset.source) return { path, used: false, reason: `The same content as ${first.name}, which is in the film.` }
  return { path, used: true, ...note }
}

function reasonToLeaveOut(facts: AssetFacts | undefined): string {
  return facts?.kind === 'photo' && facts.score !== undefined && facts.score < weakScore ? ': a weak picture' : ''
}

function usedAssets(draft: Draft): ReadonlySet<string> {
  const pictures = [...draft.picture.segments, ...draft.overlays.flatMap((track) => track.segments)].flatMap((segment) => ('asset' in segment ? [segment.asset] : []))
  const sounds = draft.sounds.flatMap((track) => track.segments).flatMap(({ content }) => (content.kind === 'asset' ? [content.asset] : []))
  return new Set([...pictures, ...sounds])
}
