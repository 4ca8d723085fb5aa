// The vocabulary of change: every way a film can be altered, as plain data. One catalogue, many doors: planner, model,
// HTTP, MCP, page and command line all speak these and nothing else. ops/ holds schema, effect and sentence of each.

import type { Fault, FrameRate, Milliseconds } from '../base/index.ts'
import type {
  Asset, AssetId, CardSegment, Color, Composition, Draft, EffectName, Fit, Look, Motion, OverlaySegment, PictureStyle, Platform, Point, Rectangle,
  SegmentId, SoundContent, SoundSegment, Speech, TextAnimation, TextPlace, TextRole, TextStyle, TimedWord, TransitionKind,
} from './document.ts'

/** Which segments: by id, or every segment the operation can apply to. */
export type Targets = readonly SegmentId[] | 'all'

/** A stretch of time, ms, from < to. */
export interface Range {
  readonly from: Milliseconds
  readonly to: Milliseconds
}

/** What can change about composed music; absent keys stay. */
export interface CompositionChange {
  readonly mood?: Composition['mood']
  readonly seed?: number
  readonly tempo?: number | null
  readonly energy?: number | null
  readonly withoutDrums?: boolean
  readonly only?: NonNullable<Composition['only']> | null
}

export type Operation =
  // material
  | { readonly name: 'add-asset'; readonly asset: Asset }
  | { readonly name: 'remove-asset'; readonly asset: AssetId }
  // the picture chain; `at` is a zero-based position, absent = at the end
  | { readonly name: 'add-photo'; readonly asset: AssetId; readonly at?: number; readonly duration?: Milliseconds; readonly style?: Partial<PictureStyle> }
  | { readonly name: 'add-clip'; readonly asset: AssetId; readonly at?: number; readonly from?: Milliseconds; readonly to?: Milliseconds; readonly style?: Partial<PictureStyle> }
  | { readonly name: 'add-card'; readonly at?: number; readonly duration: Milliseconds; readonly ground: CardSegment['ground']; readonly label?: string }
  | { readonly name: 'remove-segments'; readonly targets: readonly SegmentId[] }
  | { readonly name: 'replace-asset'; readonly target: SegmentId; readonly asset: AssetId }
  | { readonly name: 'move-segment'; readonly target: SegmentId; readonly to: number }
  /** Named segments first, in this order; the rest keep theirs behind. */
  | { readonly name: 'reorder-segments'; readonly order: readonly SegmentId[] }
  /** `at` counts from the beginning of the segment. */
  | { readonly name: 'split-segment'; readonly target: SegmentId; readonly at: Milliseconds }
  /** Neighbouring stretches of one clip that follow each other in the source become one. */
  | { readonly name: 'merge-segments'; readonly targets: readonly SegmentId[] }
  // time
  | { readonly name: 'trim-clip'; readonly target: SegmentId; readonly from?: Milliseconds; readonly to?: Milliseconds }
  /** Film time: what lies inside goes, the rest closes up; text, overlays and voices behind it move along. */
  | { readonly name: 'cut-ranges'; readonly ranges: readonly Range[] }
  /** Film time: only what lies inside stays, in order. */
  | { readonly name: 'keep-ranges'; readonly ranges: readonly Range[] }
  | { readonly name: 'set-duration'; readonly targets: Targets; readonly duration: Milliseconds }
  /** The whole film becomes exactly this long: photos and cards are scaled, then clips trimmed at their ends. */
  | { readonly name: 'set-film-duration'; readonly duration: Milliseconds }
  | { readonly name: 'set-speed'; readonly targets: Targets; readonly speed: number }
  | { readonly name: 'set-reverse'; readonly targets: Targets; readonly reverse: boolean }
  // picture
  | { readonly name: 'set-fit'; readonly targets: Targets; readonly fit: Fit }
  | { readonly name: 'set-focus'; readonly target: SegmentId; readonly focus: Point | null }
  | { readonly name: 'set-crop'; readonly target: SegmentId; readonly crop: Rectangle | null }
  | { readonly name: 'set-orientation'; readonly targets: Targets; readonly rotate?: 0 | 90 | 180 | 270; readonly flipHorizontal?: boolean; readonly flipVertical?: boolean }
  | { readonly name: 'set-motion'; readonly targets: Targets; readonly motion: Motion | null }
  | { readonly name: 'set-look'; readonly targets: Targets; readonly look: Look | null }
  | { readonly name: 'set-ground'; readonly target: SegmentId; readonly ground: CardSegment['ground'] }
  | { readonly name: 'rename-segment'; readonly target: SegmentId; readonly to: string }
  /** On the cuts before the targets; 'all' = every cut; null = plain cuts. `duration` is split evenly over both sides. */
  | { readonly name: 'set-transition'; readonly targets: Targets; readonly transition: { readonly kind: TransitionKind; readonly duration: Milliseconds } | null }
  /** Fades from and to the background. 'all' = the film's very beginning and end. */
  | { readonly name: 'set-fades'; readonly targets: Targets; readonly fadeIn?: Milliseconds; readonly fadeOut?: Milliseconds }
  // text
  | { readonly name: 'add-text'; readonly text: string; readonly role: TextRole; readonly start: Milliseconds; readonly duration: Milliseconds; readonly anchor?: SegmentId; readonly style?: Partial<TextStyle>; readonly place?: TextPlace; readonly animation?: Partial<TextAnimation> }
  | { readonly name: 'edit-text'; readonly target: SegmentId; readonly text: string }
  | { readonly name: 'style-text'; readonly targets: Targets; readonly style: Partial<TextStyle> }
  | { readonly name: 'place-text'; readonly targets: Targets; readonly place: TextPlace }
  | { readonly name: 'animate-text'; readonly targets: Targets; readonly animation: Partial<TextAnimation> }
  | { readonly name: 'time-text'; readonly target: SegmentId; readonly start?: Milliseconds; readonly duration?: Milliseconds; readonly anchor?: SegmentId | null }
  /** Replaces the subtitle track; an empty list removes it. */
  | { readonly name: 'set-subtitles'; readonly lines: readonly { readonly text: string; readonly start: Milliseconds; readonly duration: Milliseconds; readonly words?: readonly TimedWord[] }[]; readonly style?: Partial<TextStyle> }
  // sound
  | { readonly name: 'add-sound'; readonly role: SoundSegment['role']; readonly content: SoundContent; readonly label?: string; readonly start?: Milliseconds; readonly duration?: Milliseconds; readonly from?: Milliseconds; readonly anchor?: SegmentId; readonly volume?: number; readonly loop?: boolean; readonly fadeIn?: Milliseconds; readonly fadeOut?: Milliseconds }
  /** One music for the whole film: replaces all music segments; null removes them. Looped, following the film's length. */
  | { readonly name: 'set-music'; readonly content: { readonly kind: 'asset'; readonly asset: AssetId } | Composition | null; readonly label?: string; readonly volume?: number; readonly from?: Milliseconds; readonly fadeIn?: Milliseconds; readonly fadeOut?: Milliseconds }
  /** Null gives a wish back to the mood: its own tempo, its own form, its whole band. */
  | { readonly name: 'set-composition'; readonly target: SegmentId; readonly composition: CompositionChange }
  /** A short sound on the cut before each target, in place of the one that was there; 'all' = every cut; null = none. */
  | { readonly name: 'set-transition-sounds'; readonly targets: Targets; readonly effect: EffectName | null; readonly volume?: number }
  | { readonly name: 'set-speech'; readonly target: SegmentId; readonly speech: Partial<Omit<Speech, 'kind'>> }
  /** Sound segments and clips with sound, and overlays with sound. */
  | { readonly name: 'set-volume'; readonly targets: Targets; readonly volume: number }
  | { readonly name: 'set-muted'; readonly targets: Targets; readonly muted: boolean }
  | { readonly name: 'set-sound-fades'; readonly targets: Targets; readonly fadeIn?: Milliseconds; readonly fadeOut?: Milliseconds }
  | { readonly name: 'set-loop'; readonly target: SegmentId; readonly loop: boolean }
  | { readonly name: 'time-sound'; readonly target: SegmentId; readonly start?: Milliseconds; readonly duration?: Milliseconds | null; readonly from?: Milliseconds; readonly anchor?: SegmentId | null }
  | { readonly name: 'set-ducking'; readonly target: SegmentId; readonly duck: number }
  /** The user's correction of a tracked beat grid. */
  | { readonly name: 'adjust-beats'; readonly asset: AssetId; readonly change: 'double' | 'halve' | 'shift-half' }
  // overlays
  | { readonly name: 'add-overlay'; readonly asset: AssetId; readonly role: OverlaySegment['role']; readonly frame?: Rectangle; readonly start?: Milliseconds; readonly duration?: Milliseconds; readonly anchor?: SegmentId; readonly opacity?: number; readonly fit?: Fit }
  | { readonly name: 'place-overlay'; readonly target: SegmentId; readonly frame?: Rectangle; readonly opacity?: number; readonly rounded?: number; readonly start?: Milliseconds; readonly duration?: Milliseconds | null }
  // the film
  | { readonly name: 'set-canvas'; readonly width?: number; readonly height?: number; readonly frameRate?: FrameRate; readonly background?: Color; readonly platform?: Platform | null }
  | { readonly name: 'set-title'; readonly title: string }
  /** The inverse of anything: sets values back where they were. Made by the catalogue, seldom by hand. */
  | { readonly name: 'apply-changes'; readonly changes: readonly Change[] }

export type OperationName = Operation['name']

/** One place in a draft and its values before and after. Absent value = the key was (or is now) not there. */
export interface Change {
  /** JSON pointer into the draft; list items by id: `/picture/segments/s3/duration`. Ends in `/#order`: the ids of a list in order. */
  readonly path: string
  readonly before?: unknown
  readonly after?: unknown
}

/** A sentence in the languages we speak. Plain statement of what changed, with names and times. */
export interface Sentence {
  readonly en: string
  readonly zh: string
}

/** What applying operations did, or why it could not. */
export type Edit =
  | { readonly ok: true; readonly draft: Draft; readonly receipt: Receipt }
  | { readonly ok: false; readonly draft: Draft; readonly faults: readonly Fault[] }

export interface Receipt {
  readonly operations: readonly Operation[]
  readonly changes: readonly Change[]
  /** One per operation that changed something, in order. Empty when nothing changed. */
  readonly sentences: readonly Sentence[]
  /** Applied to the new draft, gives the old one back exactly. */
  readonly inverse: readonly Operation[]
}
