// What the main thread and a drawing thread say to each other. Plain data only; commands of frames never cross.

import type { Fault } from '../base/index.ts'
import type { Draft, SegmentId } from '../draft/index.ts'
import type { MixPlan } from '../sound/index.ts'
import type { Ears } from './listening.ts'
import type { VideoSettings } from './settings.ts'
import type { SoundCodec } from './sound-encoder.ts'

/** A film, as a drawing thread is told of it before its tasks. */
export interface DrawingOrder {
  readonly draft: Draft
  readonly settings: VideoSettings
  /** Where the bytes of each asset are, by SHA-256. */
  readonly sources: Readonly<Record<string, string>>
  /** Folder for prepared plates; null: none is kept. */
  readonly plateFolder: string | null
  /** Folder that all threads share pictures decoded once (HEIC) in, also when nothing is kept after the film. */
  readonly standInFolder: string
  /** Most bytes of plates that this thread holds in memory. */
  readonly plateMemory: number
  readonly control: Control
}

/**
 * Int32: [0] not 0 = stop as soon as possible; [1] frames drawn by all threads; [2] thousandths of the sound made. An isolated
 * thread, which shares no memory with whoever asks, has its own from its start (isolated.ts) and is told none.
 */
export type Control = SharedArrayBuffer | undefined

/** The film that the tasks from here on are about. Has no answer. */
export interface DrawingBegin {
  readonly kind: 'begin'
  readonly order: DrawingOrder
}

export type DrawingTask =
  /** Look at the pictures under these texts. */
  | { readonly kind: 'look'; readonly segments: readonly SegmentId[] }
  /** Draw and encode frames from..to-1; the finished chunk goes to `path`. */
  | { readonly kind: 'chunk'; readonly from: number; readonly to: number; readonly path: string; readonly grounds: readonly (readonly [SegmentId, number])[] }
  /** Make the film's sound. */
  | { readonly kind: 'sound'; readonly order: SoundOrder }
  /** Listen to what another thread encodes, until somebody hangs up. */
  | { readonly kind: 'listen'; readonly ears: Ears }

export type DrawingAnswer =
  | { readonly kind: 'looked'; readonly grounds: readonly (readonly [SegmentId, number])[] }
  | { readonly kind: 'drawn'; readonly bytes: number; readonly seconds: number }
  | { readonly kind: 'made' }
  | { readonly kind: 'listened' }
  | { readonly kind: 'failed'; readonly fault: Fault }

/** What is told to whoever makes the sound. */
export interface SoundOrder {
  readonly plan: MixPlan
  readonly codec: SoundCodec
  readonly path: string
  /** Folder for composed songs and speech; null: none is kept. */
  readonly cache: string | null
  readonly control: Control
  /** Of a thread that listens meanwhile; absent: whoever makes the sound does. */
  readonly ears?: Ears
}

export type SoundAnswer = { readonly kind: 'made' } | { readonly kind: 'failed'; readonly fault: Fault }

export const stopFlag = 0
export const framesDrawn = 1
export const soundDone = 2

/** Memory that all threads of one render see. */
export function createControl(): SharedArrayBuffer {
  return new SharedArrayBuffer(12)
}
