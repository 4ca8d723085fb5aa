// Values that the studio's doors hand in and are given, apart from the desks that take them: what would come of something,
// sounds, tokens of programs.

import type { Composition, Draft, MadeEffect, Operation, Speech } from '../draft/index.ts'
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
