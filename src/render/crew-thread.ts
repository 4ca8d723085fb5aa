// What the main thread and a crew's thread say to each other. Unlike a drawing thread of one render (thread.ts), a crew's
// thread is told with every task which film it is about.

import type { Fault } from '../base/index.ts'
import type { Draft, SegmentId } from '../draft/index.ts'
import type { SoundTrack } from './fragment.ts'
import type { Chunk, ChunkRange } from './plan.ts'
import type { VideoSettings } from './settings.ts'

/** Handed to the thread when it starts. */
export interface CrewThread {
  readonly folder: string
  /** Most bytes of plates that this thread holds in memory. */
  readonly plateMemory: number
  /** See thread.ts. */
  readonly control: SharedArrayBuffer
}

/** A film as a crew makes it. */
export interface CrewFilm {
  /** Hash of all that decides about its pictures; where its files lie is not part of it. */
  readonly id: string
  readonly draft: Draft
  readonly settings: VideoSettings
  /** Where the bytes of each asset are, by SHA-256. */
  readonly sources: Readonly<Record<string, string>>
}

/** What is settled before the first frame is drawn. */
export interface FilmPlan {
  readonly grounds: readonly (readonly [SegmentId, number])[]
  readonly chunks: readonly Chunk[]
}

export type CrewTask =
  /** With more texts to look under than this, they are named instead of looked at. */
  | { readonly kind: 'plan'; readonly film: CrewFilm; readonly mostLooks: number }
  /** Decides about the ground under these texts, for whoever plans next. */
  | { readonly kind: 'look'; readonly film: CrewFilm; readonly segments: readonly SegmentId[] }
  /** Draws and encodes these frames into a file, with the grounds that the plan settled. */
  | { readonly kind: 'chunk'; readonly film: CrewFilm; readonly range: Pick<ChunkRange, 'from' | 'to'>; readonly path: string; readonly grounds: FilmPlan['grounds'] }
  /** Finds or makes the chunk of these frames in the folder. */
  | { readonly kind: 'part'; readonly film: CrewFilm; readonly range: Pick<ChunkRange, 'from' | 'to'> }
  | { readonly kind: 'configuration'; readonly settings: VideoSettings }
  | { readonly kind: 'sound-track' }

export type CrewAnswer =
  | { readonly kind: 'planned'; readonly plan: FilmPlan }
  | { readonly kind: 'texts'; readonly segments: readonly SegmentId[] }
  | { readonly kind: 'looked' }
  | { readonly kind: 'drawn'; readonly bytes: number }
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'configured'; readonly configuration: Uint8Array }
  | { readonly kind: 'track'; readonly track: SoundTrack }
  | { readonly kind: 'failed'; readonly fault: Fault }
