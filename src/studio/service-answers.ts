// Values that the studio's doors hand in and are given, apart from the desks that take them: what would come of something,
// sounds, tokens of programs, material judged, what a version sounds like.

import type { Asset, Composition, Draft, MadeEffect, Operation, Sentence, Speech } from '../draft/index.ts'
import type { AppScope } from './app-ports.ts'
import type { Receipt, StoredAsset } from './store-ports.ts'

/** What operations would make of a film. */
export interface Tried {
  /** Of the film that they were tried on. */
  readonly version: number
  readonly operations: readonly Operation[]
  readonly receipt: Receipt
  readonly draft: Draft
}

/** What a message would make of a film. */
export interface Planned extends Tried {
  readonly changed: boolean
  readonly action: string
  readonly reply: string
  /** The film that would come of it, for people. */
  readonly description: string
  /** What it would cost. */
  readonly credits: number
  /** What would have to be asked first. */
  readonly question?: { readonly text: string; readonly options: readonly string[]; readonly default: string }
}

/** What a sound is to be; lengths in ms. */
export type SoundWish =
  | { readonly kind: 'music'; readonly composition: Composition; readonly duration: number }
  | { readonly kind: 'speech'; readonly speech: Speech }
  | { readonly kind: 'effect'; readonly effect: MadeEffect; readonly duration: number }

export interface MadeSound {
  readonly file: StoredAsset
  /** It was made before, under the same key. */
  readonly replayed: boolean
  /** What had to be done otherwise. */
  readonly warnings: readonly string[]
}

/** What a program is given. */
export interface AppTokens {
  readonly access: string
  readonly refresh: string
  /** Seconds of the access token. */
  readonly expiresIn: number
  readonly scopes: readonly AppScope[]
}

/** A file of a film as a person choosing material sees it. */
export interface FilmFile {
  readonly file: StoredAsset
  /** As the film knows it, with what was found out since; absent: a script. */
  readonly asset?: Asset
  /** Seen or heard in the film as it is now. */
  readonly used: boolean
  /** A photo below what the director takes when it may choose. */
  readonly weak: boolean
  /** Id of the file that shows the same and is the better one. */
  readonly duplicateOf?: string
  readonly problems: readonly FileProblem[]
}

export interface FileProblem {
  /** `blurred`, `dark`, `bright`, `weak`, `duplicate`; of the file itself `damaged`, `cut-off`, `small`, `several-pictures`, `hdr`, `silent`, `warning`. */
  readonly code: string
  readonly text: Sentence
}

/** What a version sounds like. */
export interface HeardFilm {
  readonly version: number
  /** Milliseconds. */
  readonly duration: number
  /** Of the finished sound: the highest sample of each step (ms), 0..1. Empty: silence. Absent: not asked for, or `pending`: still being mixed. */
  readonly wave?: { readonly step: number; readonly peaks: readonly number[] }
  readonly pending?: boolean
  /** The music that plays first; absent: there is none. Times in ms of the film; no beats: none that can be trusted. */
  readonly music?: { readonly segment: string; readonly start: number; readonly end: number; readonly beatsPerMinute?: number; readonly beats: readonly number[]; readonly bars: readonly number[] }
}
