// Facts about material, as plain data: media measures them, director and understanding read them, neither needs the
// other. Every fact may be missing; whoever reads one says what it does without.

import type { Color, Point } from './values.ts'

export type AssetFacts = PhotoFacts | ClipFacts | SoundFacts

export interface PhotoFacts {
  readonly kind: 'photo'
  /** Pixels of the upright picture (after the camera's orientation). */
  readonly width: number
  readonly height: number
  /** Bytes on disk. */
  readonly bytes: number
  /** `jpeg`, `heic`, ... by content, never by name. */
  readonly format: string
  /** EXIF orientation as stored, 1..8. */
  readonly orientation?: number
  /** Camera-local time as `YYYY-MM-DDTHH:MM:SS[.sss]`, no zone: compare as text. */
  readonly takenAt?: string
  readonly camera?: string
  readonly place?: { readonly latitude: number; readonly longitude: number }
  /** Best tile of the Laplacian variance at 1024 px; below 150 is blurred. */
  readonly sharpness?: number
  /** Overall quality 0..1 (formula: docs/decisions, photo score); below 0.45 is weak. */
  readonly score?: number
  /** Mean luma 0..1 and shares of crushed and blown pixels. */
  readonly exposure?: { readonly mean: number; readonly dark: number; readonly bright: number }
  /** Fingerprint for near-duplicates: 64-bit DCT hash as 16 hex digits, and a 4x4 grid of colours (48 bytes as hex). */
  readonly fingerprint?: { readonly hash: string; readonly grid: string }
  /** Strongest first. */
  readonly palette?: readonly { readonly color: Color; readonly share: number }[]
  /** What a crop should keep, 0..1 of the upright picture, and how sure that is (0..1). */
  readonly focus?: Point & { readonly certainty: number }
  readonly hasAlpha?: boolean
  /** Warnings for people: "the file is cut off; the lower third is grey". */
  readonly warnings?: readonly string[]
}

export interface ClipFacts {
  readonly kind: 'clip'
  /** Pixels as displayed: rotation and pixel aspect applied. */
  readonly width: number
  readonly height: number
  readonly bytes: number
  readonly format: string
  /** Milliseconds. */
  readonly duration: number
  /** Average frames per second. */
  readonly frameRate: number
  readonly variableFrameRate?: boolean
  /** Degrees clockwise that the container asks for. */
  readonly rotation?: 0 | 90 | 180 | 270
  readonly codec?: string
  readonly bitDepth?: number
  /** Transfer of the source: SDR, or HDR that is tone-mapped. */
  readonly dynamicRange?: 'sdr' | 'hlg' | 'pq'
  readonly hasSound: boolean
  readonly hasAlpha?: boolean
  readonly takenAt?: string
  /** Times in ms where shots change. */
  readonly shots?: readonly number[]
  /** Quiet stretches of the sound, ms. */
  readonly silences?: readonly { readonly from: number; readonly to: number }[]
  readonly warnings?: readonly string[]
}

export interface SoundFacts {
  readonly kind: 'sound'
  readonly bytes: number
  readonly format: string
  /** Milliseconds. */
  readonly duration: number
  readonly sampleRate: number
  readonly channels: number
  readonly codec?: string
  /** Integrated loudness, LUFS. */
  readonly loudness?: number
  readonly tempo?: BeatFacts
  readonly title?: string
  readonly artist?: string
  readonly warnings?: readonly string[]
}

/** What the beat tracker heard. */
export interface BeatFacts {
  readonly beatsPerMinute: number
  /** 0..1; below 0.1 do not cut to it. */
  readonly confidence: number
  /** Milliseconds. */
  readonly beats: readonly number[]
  /** Indexes into beats. */
  readonly downbeats: readonly number[]
}
