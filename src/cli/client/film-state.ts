// A film as any server of the protocol tells it, in short keys, read without trusting that a key is there; and the
// timeline in one line, as the skill documents ask for it. Pure.

import type { Answer } from './connection.ts'
import type { Language } from './routing.ts'

export interface FilmState {
  readonly tracks: readonly Track[]
  /** Milliseconds; 0 without a film. */
  readonly duration: number
  /** `1920×1080`, or an empty text. */
  readonly size: string
  /** Names of the uploaded files. */
  readonly files: readonly string[]
  /** The draft as it came, to see that something changed at all. */
  readonly fingerprint: string
}

export interface Track {
  readonly kind: 'picture' | 'sound' | 'text' | 'other'
  readonly name: string
  readonly segments: readonly Segment[]
}

export interface Segment {
  readonly id: string
  readonly name: string
  /** The words of a text. */
  readonly words?: string
  /** Milliseconds. */
  readonly start: number
  readonly duration: number
  /** Percent. */
  readonly volume?: number
  readonly transition?: string
}

export const noFilm: FilmState = { tracks: [], duration: 0, size: '', files: [], fingerprint: '' }

export function filmStateOf(answer: Answer): FilmState {
  const state = answer['state'] ?? answer
  const draft = state?.draft ?? {}
  const tracks = list(draft.t).map(readTrack).filter((track) => track.segments.length > 0)
  const { width, height } = state?.canvas_config ?? draft.m ?? {}
  return {
    tracks,
    duration: typeof draft.d === 'number' ? draft.d : Math.max(0, ...tracks.flatMap(({ segments }) => segments.map(({ start, duration }) => start + duration))),
    size: tracks.length > 0 && width && height ? `${width}×${height}` : '',
    files: list(state?.video_infos).map((file) => String(file?.filename ?? file?.name ?? '')),
    fingerprint: tracks.length === 0 ? '' : JSON.stringify({ draft, canvas: state?.canvas_config }),
  }
}

export function hasFilm({ tracks }: FilmState): boolean {
  return tracks.length > 0
}

const mostNames = 12

/** `Timeline (2 tracks): 1. Video: beach.jpg (0-4s) 2. BGM: Happy (0-8s, 35%)` */
export function describeTimeline(film: FilmState, language: Language): string {
  const tracks = film.tracks.map(({ name, segments }, index) => {
    const shown = segments.slice(0, mostNames).map(describeSegment)
    const rest = segments.length - shown.length
    if (rest > 0) shown.push(language === 'zh' ? `还有 ${rest} 段` : `and ${rest} more`)
    return `${index + 1}. ${name}: ${shown.join(', ')}`
  })
  const count = film.tracks.length
  return `${language === 'zh' ? `时间线（${count} 条轨道）：` : `Timeline (${count} ${count === 1 ? 'track' : 'tracks'}): `}${tracks.join(' ')}`
}

function describeSegment({ name, words, start, duration, volume }: Segment): string {
  return `${words === undefined ? name : `"${words}"`} (${seconds(start)}-${seconds(start + duration)}s${volume === undefined ? '' : `, ${volume}%`})`
}

/** `4`, `4.5`: seconds with at most one digit after the point. */
export function seconds(milliseconds: number): string {
  return String(Math.round(milliseconds / 100) / 10)
}

const trackKinds: Readonly<Record<string, Track['kind']>> = { 0: 'picture', 1: 'sound', 7: 'text' }

function readTrack(track: any): Track {
  const kind = trackKinds[String(track?.tt)] ?? 'other'
  let end = 0
  const segments = list(track?.sg).map((segment): Segment => {
    const start = typeof segment?.st === 'number' ? segment.st : end
    const duration = typeof segment?.d === 'number' ? segment.d : 0
    end = start + duration
    const transition = segment?.tr?.type ?? segment?.tr
    return {
      id: String(segment?.id ?? ''), name: String(segment?.n ?? segment?.name ?? fileNameOf(segment?.src) ?? segment?.aid ?? '…'), start, duration,
      ...(typeof segment?.tx === 'string' && { words: segment.tx }), ...(kind === 'sound' && typeof segment?.v === 'number' && { volume: Math.round(segment.v * 100) }),
      ...(typeof transition === 'string' && { transition }),
    }
  })
  return { kind, name: typeof track?.n === 'string' ? track.n : { picture: 'Video', sound: 'BGM', text: 'Title', other: 'Track' }[kind], segments }
}

function fileNameOf(source: unknown): string | undefined {
  return typeof source === 'string' ? source.split(/[?#]/)[0]!.split('/').at(-1) || undefined : undefined
}

function list(value: unknown): readonly any[] {
  return Array.isArray(value) ? value : []
}
