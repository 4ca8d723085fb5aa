// What the studio needs from the world, in its own words. media, render and store fit themselves to this; main and the
// library face plug them together. Nothing in the middle of the house knows a vendor.

import type { Clock, Fault, Outcome } from '../base/index.ts'
import type { Asset, BeatFacts, Composition, Draft, MadeEffect, Speech, TimedWord } from '../draft/index.ts'
import type { Format, Quality } from './film-format.ts'

/** Looks at files. Fitted by media. */
export interface MediaPort {
  /**
   * Finds out what each file is, by its bytes, and measures it. Never throws for a bad file: every file given comes back,
   * in order, as an asset or as a refusal. `onProgress` is told after each file.
   */
  examine(files: readonly string[], options?: ExamineOptions): Promise<readonly ExaminedFile[]>
  /** A small upright picture of an examined file, as WebP bytes. Throws a KinoraError when it cannot be drawn, or when `signal` aborts before it is. */
  thumbnail(wish: ThumbnailWish, signal?: AbortSignal): Promise<Uint8Array>
  /** Sample pictures of our own, painted once and the same to the byte every time. */
  samples(): Promise<readonly { readonly name: string; bytes(): AsyncIterable<Uint8Array> }[]>
}

export interface ThumbnailWish {
  /** On this machine. */
  readonly path: string
  /** SHA-256 of the bytes, hex. */
  readonly hash: string
  readonly kind: 'photo' | 'clip'
  /** Of the upright picture, as examined. */
  readonly pixels: { readonly width: number; readonly height: number }
  /** Lines of the picture; smaller when the file has fewer. */
  readonly height: number
  /** Of a clip: milliseconds of its own time, default 0. */
  readonly at?: number
}

export interface ExamineOptions {
  /** SHA-256 (hex) of files by path that the caller has just written itself and that nobody else can change: they are not read again for it. */
  readonly hashes?: ReadonlyMap<string, string>
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}

export type ExaminedFile =
  | { readonly path: string; readonly ok: true; readonly asset: Asset; readonly warnings: readonly string[] }
  /** A script or other words: not an asset, but material for the film. */
  | { readonly path: string; readonly ok: true; readonly text: string; readonly warnings: readonly string[] }
  | { readonly path: string; readonly ok: false; readonly fault: Fault }

export type { Format, Quality }

export interface RenderRequest {
  readonly draft: Draft
  /** Where the finished file appears, by rename, only when it is whole and checked. */
  readonly output: string
  readonly format?: Format
  readonly quality?: Quality
  /** Worker threads; absent: one per core. */
  readonly workers?: number
  /** Folder of finished chunks; null: none is kept. */
  readonly cache?: string | null
  /** Cache size limit in bytes. */
  readonly cacheLimit?: number
  /** Renders smaller, for previews: the height in pixels of the result. */
  readonly height?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: RenderProgress) => void
}

export interface RenderProgress {
  readonly stage: 'prepare' | 'draw' | 'sound' | 'join' | 'check'
  /** 0..1 over the whole render; never goes back. */
  readonly done: number
  /** Seconds, from what this render has measured of itself; absent until it can be honest. */
  readonly secondsLeft?: number
  readonly chunks: { readonly total: number; readonly encoded: number; readonly reused: number }
}

export interface RenderResult {
  readonly output: FileReport
  readonly chunks: { readonly total: number; readonly encoded: number; readonly reused: number }
  readonly timings: { readonly wallSeconds: number; readonly cpuSeconds: number; readonly stages: Readonly<Record<string, number>> }
  readonly checks: readonly Check[]
  /** What had to be done otherwise than the draft says, for people. */
  readonly warnings: readonly Fault[]
}

/** Facts of a finished file. */
export interface FileReport {
  readonly path: string
  readonly format: string
  readonly width: number
  readonly height: number
  readonly framesPerSecond: number
  readonly frames: number
  readonly durationSeconds: number
  readonly bytes: number
  readonly video?: { readonly codec: string; readonly profile: string; readonly pixelFormat: string; readonly bitrate: number; readonly colorSpace: string; readonly colorRange: string; readonly keyframeIntervalSeconds: number }
  readonly audio?: { readonly codec: string; readonly sampleRate: number; readonly channels: number; readonly durationSeconds: number; readonly loudness: number; readonly truePeak: number }
  /** The index stands before the pictures, so that a player can start at once. */
  readonly fastStart?: boolean
}

/** One finding of the self-check. */
export interface Check {
  /** `frames`, `duration`, `black`, `frozen`, `loudness`, `true-peak`, `sync`, `tags`, `fast-start`. */
  readonly name: string
  readonly ok: boolean
  readonly detail: string
}

/** Makes pictures and files of drafts. Fitted by render. */
export interface RenderPort {
  /** Throws a KinoraError (`render-cancelled`, `disk-full`, `output-unwritable`, ...); leaves no half file behind. */
  render(request: RenderRequest): Promise<RenderResult>
  /** One frame as PNG, JPEG or WebP bytes. `at` in ms; a time past the end gives the last frame. */
  frame(draft: Draft, at: number, options?: { readonly height?: number; readonly format?: 'png' | 'jpeg' | 'webp'; /** Aborted before it is drawn: `render-cancelled`. */ readonly signal?: AbortSignal }): Promise<Uint8Array>
  /** A contact sheet: evenly spaced frames with their times, as JPEG bytes. */
  sheet(draft: Draft, options?: { readonly columns?: number; readonly count?: number; readonly width?: number }): Promise<Uint8Array>
  /** Frames of these times (ms) side by side in rows of `columns`, each `height` lines high, as JPEG bytes. */
  strip(draft: Draft, shape: { readonly times: readonly number[]; readonly columns: number; readonly height: number }, signal?: AbortSignal): Promise<Uint8Array>
  /** Measures a finished film file, ours or not. */
  check(file: string): Promise<{ readonly report: FileReport; readonly checks: readonly Check[] }>
  /** Starts threads for a film that is about to come, while its files are still being looked at; absent: there is nothing to start early. */
  ready?(threads?: number): void
  /** Ends threads and removes passing files; absent: there is nothing to end. */
  close?(): Promise<void>
}

/** Makes films in pieces that many processes share, and previews in pieces that a player asks for. Fitted by render. */
export interface PiecePort {
  /** The chunks of a film by content, equal ones once each; empty: this format is made in one piece. The draft's sources are local files. */
  chunks(film: PieceFilm): Promise<readonly FilmChunk[]>
  /** Draws and encodes one chunk into the local chunk folder (or finds it there) and gives its file. Keeps what the film's next chunk needs. */
  encodeChunk(film: PieceFilm, index: number, options?: { readonly signal?: AbortSignal }): Promise<{ readonly path: string; readonly bytes: number }>
  /** Makes the film's sound in the same folder (or finds it there) and gives its file, and its name by content. Films of a format without chunks have no such piece. */
  encodeSound(film: PieceFilm, options?: { readonly signal?: AbortSignal }): Promise<{ readonly chunk: string; readonly path: string; readonly bytes: number }>
  /** Puts a chunk, or a film's sound, that another process made where `render`, `encodeChunk` and `encodeSound` find it. False: the file is damaged. */
  adoptChunk(chunk: string, path: string): Promise<boolean>
  /** Whether the local chunk folder has it, whole. */
  hasChunk(chunk: string): Promise<boolean>
  /** The parts of a preview stream: fMP4, H.264 and AAC, about 2 s each, 540 lines. */
  stream(draft: Draft): Promise<{ readonly duration: number; readonly segments: readonly { readonly start: number; readonly duration: number }[]; readonly hasSound: boolean }>
  /** One part, drawn when asked for; remembered by content. `header`: the initialisation part of the track. Drawing stops when nobody waits for it any more (`render-cancelled`). */
  segment(draft: Draft, track: 'picture' | 'sound', part: number | 'header', options?: { readonly signal?: AbortSignal }): Promise<Uint8Array>
  /** How loud the finished sound is from moment to moment, 0..1, a value for each step (ms). Mixed once, with the stream's sound. Empty: the film is silent. */
  heard(draft: Draft): Promise<{ readonly step: number; readonly peaks: readonly number[] }>
  /** All of a film's sound as one file that a browser plays: AAC in MP4. */
  song(draft: Draft): Promise<Uint8Array>
}

export interface PieceFilm {
  readonly draft: Draft
  readonly format: Format
  readonly quality: Quality
  readonly height?: number
}

export interface FilmChunk {
  readonly index: number
  /** Name by content. */
  readonly chunk: string
  readonly frames: number
}

/** Hears and makes music. Fitted by media. */
export interface MusicPort {
  /** Listens for the beat of a sound file; `tempo` is what somebody says it is, beats per minute. Throws a KinoraError when it cannot be read. */
  beats(file: string, tempo?: number): Promise<BeatFacts | undefined>
  /** Where the beats of composed music of a length (ms) will lie. Quick: nothing is played. */
  grid(composition: Composition, duration: number): BeatFacts
  /** Composes, plays and writes a WAV file of exactly a length (ms); gives what it had to do without. Throws `disk-full` or `output-unwritable`. */
  write(composition: Composition, duration: number, output: string): Promise<readonly Fault[]>
  /** Writes a short effect as a WAV file of exactly a length (ms). Throws `disk-full` or `output-unwritable`. */
  effect(effect: MadeEffect, duration: number, output: string): Promise<void>
}

/** Speaks. Fitted by media. */
export interface VoicePort {
  /** Says a text into a WAV file. Throws a KinoraError: `voice-missing`, `speech-empty`, `output-unwritable`, ... */
  say(speech: Speech, output: string): Promise<SpokenFile>
  /** How long a text lasts and when each word is said. Never throws: a voice that is missing or dies is a fault. */
  measure(speech: Speech, signal?: AbortSignal): Promise<Outcome<SpokenFile>>
  /** Every voice of this house, preferred ones first. */
  list(): Promise<readonly KnownVoice[]>
}

/** A voice that somebody may choose. */
export interface KnownVoice {
  /** As a draft names it: `espeak:cmn`. */
  readonly voice: string
  /** BCP 47, of those that films are made in: `en`, `en-gb`, `zh`, `yue`. */
  readonly languages: readonly string[]
  /** Speaks on this machine. */
  readonly offline: boolean
  /** Why it does not work here, and what to do; absent: it does. */
  readonly fault?: Fault
}

export interface SpokenFile {
  /** Milliseconds. */
  readonly duration: number
  readonly words: readonly TimedWord[]
  /** native: the voice told its word times; aligned: found in its sound; estimated: shared out by length. */
  readonly timing: 'native' | 'aligned' | 'estimated'
  /** `espeak:cmn` */
  readonly voice: string
}

/** Files of text in the project's own format, and folders; fitted by main for the one-process doors. */
export interface Workplace {
  readonly media: MediaPort
  readonly render: RenderPort
  readonly music: MusicPort
  readonly voice: VoicePort
  /** Absent, as by default: the planner alone reads words. */
  readonly model?: ModelDoor
}

/** A language model that can call operations. Fitted by media. */
export interface ModelPort {
  /** What it is called, for people. */
  readonly name: string
  /**
   * The next answer in a conversation. Throws a KinoraError: `model-unreachable`, `model-refused`, `model-busy`,
   * `model-slow`, `model-failed`, `model-answer-wrong`. Neither answers nor errors hold a key.
   */
  answer(request: ModelRequest, signal?: AbortSignal): Promise<ModelAnswer>
}

export interface ModelRequest {
  readonly messages: readonly ModelMessage[]
  readonly tools: readonly ModelTool[]
  /** Tokens that the answer may have at most. */
  readonly longest: number
  /** Milliseconds after which to give up with `model-slow`. */
  readonly patience: number
}

export type ModelMessage =
  | { readonly role: 'system' | 'user'; readonly text: string }
  | { readonly role: 'assistant'; readonly text: string; readonly calls: readonly ModelCall[] }
  /** What came of a call. */
  | { readonly role: 'tool'; readonly call: string; readonly text: string }

export interface ModelTool {
  readonly name: string
  readonly description: string
  /** JSON Schema of the arguments. */
  readonly parameters: Readonly<Record<string, unknown>>
}

export interface ModelCall {
  readonly id: string
  readonly name: string
  /** JSON as the model wrote it; may be anything. */
  readonly arguments: string
}

export interface ModelAnswer {
  readonly text: string
  readonly calls: readonly ModelCall[]
  /** Tokens read and written for this answer, as the server counts them. */
  readonly tokens: number
}

/** A model, and how much of it one turn may use. */
export interface ModelDoor {
  readonly model: ModelPort
  readonly clock: Clock
  readonly limits?: Partial<ModelLimits>
}

/** Bounds of one turn. Whoever reaches one leaves the turn to the planner. */
export interface ModelLimits {
  /** Answers. */
  readonly steps: number
  /** Operations asked for. */
  readonly calls: number
  /** Operations that were refused. */
  readonly refusals: number
  /** Tokens over all answers. */
  readonly tokens: number
  /** Milliseconds over all answers. */
  readonly time: number
}

/** One thing that this machine has, lacks, or has only in part. */
export interface MachineFinding {
  /** `node`, `memory`, `video-encoder`, `photos-heic`, ... */
  readonly name: string
  /** missing: films cannot be made; limited: some films cannot, or not fast. */
  readonly state: 'ok' | 'limited' | 'missing'
  /** What was found, in one line. */
  readonly detail: string
  /** What to do about it, when there is something to do. */
  readonly advice?: string
}

export type * from './job-ports.ts'
export type * from './store-ports.ts'
export type * from './app-ports.ts'
export type * from './upload-ports.ts'
export type * from './world-ports.ts'
