// The film on paper: the whole document as immutable data with whole names (short keys exist in wire/ only).
// Nobody changes a draft in place; operations make a new one. SPEC.md numbers the rules that these types cannot say.
//
// Two rules carry most of the design:
// - The picture track is a chain: its segments follow each other without gaps, so a start is always a sum of durations.
//   Transitions lie across a cut and change nobody's duration: `before` milliseconds of the left segment and `after`
//   milliseconds of the right one are shown mixed.
// - Everything else (text, sound, overlays) hangs on the film's time line by `start`, or on a picture segment by
//   `anchor` plus `start` as an offset from that segment's start, so that it travels when the segment moves.

import type { FrameRate, Milliseconds } from '../base/index.ts'
import type { AssetFacts } from './facts.ts'
import type { Color, Point } from './values.ts'

export type { Color, Point } from './values.ts'

export type SegmentId = string
export type AssetId = string
export type TrackId = string

export interface Draft {
  /** The version of this format. A reader refuses a greater one. */
  readonly format: 1
  /** The film's title; empty when nobody gave one. */
  readonly title: string
  readonly canvas: Canvas
  /** Material the film may use, by id. Insertion order is the order in which the user gave it. */
  readonly assets: Readonly<Record<AssetId, Asset>>
  /** The picture track: a gapless chain. */
  readonly picture: PictureTrack
  /** Pictures above the picture track, painted in order: logos, picture in picture. */
  readonly overlays: readonly OverlayTrack[]
  /** Text above all pictures, painted in order. */
  readonly texts: readonly TextTrack[]
  readonly sounds: readonly SoundTrack[]
  /** The next number for an id made by an operation; part of the document so that replays give the same ids. */
  readonly serial: number
  /** Keys of other programs, kept as they came. */
  readonly extra?: Extra
}

export type Extra = Readonly<Record<string, unknown>>

export interface Canvas {
  /** Pixels, even, 16..3840 each side. */
  readonly width: number
  readonly height: number
  readonly frameRate: FrameRate
  /** What is seen where no picture is, and what pictures fade from and to. */
  readonly background: Color
  /** The place the film is made for; decides safe areas. */
  readonly platform?: Platform
}

export type Platform =
  | 'youtube' | 'shorts' | 'tiktok' | 'douyin' | 'kuaishou' | 'reels' | 'stories' | 'instagram' | 'channels' | 'xiaohongshu' | 'bilibili' | 'facebook' | 'x' | 'linkedin'

export interface Asset {
  readonly id: AssetId
  /** As the user knows it: a file name without folders. Never used as a path. */
  readonly name: string
  readonly kind: 'photo' | 'clip' | 'sound'
  /** Where the bytes are: an absolute file path or a store key. Only media and store interpret it. */
  readonly source: string
  /** SHA-256 of the bytes, hex; names the content in cache keys. */
  readonly hash?: string
  /** What was measured. Absent until media has looked. */
  readonly facts?: AssetFacts
  readonly extra?: Extra
}

// ------------------------------------------------------------------------------------------------ picture track

export interface PictureTrack {
  readonly id: TrackId
  readonly name: string
  readonly segments: readonly PictureSegment[]
  readonly extra?: Extra
}

export type PictureSegment = PhotoSegment | ClipSegment | CardSegment

interface PictureSegmentBase {
  readonly id: SegmentId
  /** For people: "harbour.jpg", "city timelapse". */
  readonly name: string
  /** The transition on the cut between the segment before and this one. On the first segment it is ignored. */
  readonly transition?: Transition
  /** Fades from and to the canvas background, ms, within the segment. */
  readonly fadeIn?: Milliseconds
  readonly fadeOut?: Milliseconds
  readonly extra?: Extra
}

export interface PhotoSegment extends PictureSegmentBase, PictureStyle {
  readonly kind: 'photo'
  readonly asset: AssetId
  readonly duration: Milliseconds
}

/** A stretch of a clip. Its duration follows: `round((to - from) / speed)`, at least 1 ms. */
export interface ClipSegment extends PictureSegmentBase, PictureStyle, SoundLevel {
  readonly kind: 'clip'
  readonly asset: AssetId
  /** The stretch of the source that is used, ms of source time, 0 <= from < to <= length. */
  readonly from: Milliseconds
  readonly to: Milliseconds
  /** Playback factor, 0.1..16; 2 is twice as fast. */
  readonly speed: number
  readonly reverse: boolean
}

/** A drawn ground for text: title card, end card, text-only film. */
export interface CardSegment extends PictureSegmentBase {
  readonly kind: 'card'
  readonly duration: Milliseconds
  readonly ground: Ground
}

export type Ground =
  | { readonly kind: 'solid'; readonly color: Color }
  /** Linear gradient; angle in degrees, 0 = upwards, clockwise; `drift` moves it slowly. */
  | { readonly kind: 'gradient'; readonly colors: readonly [Color, Color, ...Color[]]; readonly angle: number; readonly drift: boolean }
  /** Soft coloured discs that float on a colour; repeatable by seed. */
  | { readonly kind: 'bokeh'; readonly color: Color; readonly colors: readonly Color[]; readonly seed: number }

/** How a photo, a clip or an overlay sits in its frame. */
export interface PictureStyle {
  /** cover: fills the frame, cropped about the focus; contain: whole, on the background; blur: whole, over a blurred copy of itself. */
  readonly fit: Fit
  /** What must stay in view, 0..1 of the upright picture; absent: facts decide. */
  readonly focus?: Point
  /** A part of the upright picture to use instead of all of it, before anything else. */
  readonly crop?: Rectangle
  /** Turned by the user, clockwise, on top of what the camera recorded. */
  readonly rotate?: 0 | 90 | 180 | 270
  readonly flipHorizontal?: boolean
  readonly flipVertical?: boolean
  /** Camera movement; absent: the picture stands still. */
  readonly motion?: Motion
  readonly look?: Look
}

export type Fit = 'cover' | 'contain' | 'blur'

/** All 0..1 of the picture it lies on. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A virtual camera: from one view to another over the segment's whole time on screen (transitions included). Linear pans: SPEC T13. */
export interface Motion {
  readonly from: View
  readonly to: View
  readonly easing: Easing
}

/**
 * Where the camera looks. With fit cover: `zoom` 1 is the largest canvas-shaped window that the picture holds, 1.2 a
 * window 1.2 times smaller; `x`,`y` is the window's centre, 0..1 of the picture. The window is pushed back inside the
 * picture, so no view shows an edge. With contain and blur the same holds of the whole composed frame.
 * Independent of the canvas: a change of aspect keeps its meaning.
 */
export interface View {
  readonly x: number
  readonly y: number
  /** 1..8 */
  readonly zoom: number
}

export type Easing = 'linear' | 'ease-in' | 'ease-out' | 'ease-in-out'

/** A colour treatment, baked into a table once per picture. */
export interface Look {
  readonly name: LookName
  /** 0..1; how much of it. */
  readonly strength: number
  /** Fine adjustments on top, each -1..1, 0 = none. */
  readonly brightness?: number
  readonly contrast?: number
  readonly saturation?: number
  readonly warmth?: number
  /** 0..1 each */
  readonly vignette?: number
  readonly sharpen?: number
  readonly grain?: number
}

export type LookName =
  | 'none' | 'enhance' | 'warm' | 'cool' | 'bw' | 'sepia' | 'vintage' | 'cinematic' | 'teal-orange' | 'vivid' | 'fade' | 'bright' | 'dark' | 'contrast'

export interface Transition {
  readonly kind: TransitionKind
  /** Milliseconds taken from the left segment's end and from the right segment's beginning. */
  readonly before: Milliseconds
  readonly after: Milliseconds
}

/** By family; a film should stay within one family beside crossfades. */
export type TransitionKind =
  | 'crossfade' | 'dip-black' | 'dip-white' | 'flash' | 'blur-dissolve'
  | 'wipe-left' | 'wipe-right' | 'wipe-up' | 'wipe-down'
  | 'push-left' | 'push-right' | 'push-up' | 'push-down'
  | 'iris' | 'clock' | 'blinds'
  | 'zoom-through' | 'whip-pan' | 'light-leak' | 'luma-ink'

// ------------------------------------------------------------------------------------------------ overlays and text

export interface OverlayTrack {
  readonly id: TrackId
  readonly name: string
  readonly segments: readonly OverlaySegment[]
  readonly extra?: Extra
}

/** Where something hangs on the film's time line. */
export interface Placement {
  /** Film time in ms; with an anchor, the offset from the anchor's start. */
  readonly start: Milliseconds
  /** Travels with this picture segment; goes when it goes. */
  readonly anchor?: SegmentId
}

/** A picture above the picture track: a logo, a picture in picture. */
export interface OverlaySegment extends Placement, Omit<PictureStyle, 'motion'>, SoundLevel {
  readonly kind: 'overlay'
  readonly id: SegmentId
  readonly name: string
  readonly role: 'logo' | 'inset'
  /** A photo or a clip. */
  readonly asset: AssetId
  /** Absent: to the end of the film. */
  readonly duration?: Milliseconds
  /** Clips only: where in the source it begins, ms. */
  readonly from?: Milliseconds
  /** The frame it fills, 0..1 of the canvas. */
  readonly frame: Rectangle
  /** 0..1 */
  readonly opacity: number
  readonly fadeIn?: Milliseconds
  readonly fadeOut?: Milliseconds
  /** Corner radius, 0..0.5 of the shorter side of the frame. */
  readonly rounded?: number
  readonly extra?: Extra
}

export interface TextTrack {
  readonly id: TrackId
  readonly name: string
  readonly segments: readonly TextSegment[]
  readonly extra?: Extra
}

export interface TextSegment extends Placement {
  readonly kind: 'text'
  readonly id: SegmentId
  readonly role: TextRole
  /** To the letter as the user gave it; `\n` breaks lines. */
  readonly text: string
  readonly duration: Milliseconds
  readonly style: TextStyle
  readonly place: TextPlace
  readonly animation: TextAnimation
  /** Times of single words (or Chinese characters) from the start of the segment, for word-by-word showing. */
  readonly words?: readonly TimedWord[]
  readonly extra?: Extra
}

export type TextRole = 'title' | 'caption' | 'subtitle' | 'lower-third' | 'end-card'

export interface TextStyle {
  readonly font: FontName
  /** Height of a line of capitals plus leading as a share of the canvas's shorter side, 0.02..0.5. An upper limit: auto-fit may shrink it. */
  readonly size: number
  /** 100..900 */
  readonly weight: number
  readonly color: Color
  readonly italic?: boolean
  /** Width of the outline as a share of the size, 0..0.2. */
  readonly outline?: number
  readonly outlineColor?: Color
  readonly shadow?: boolean
  /** A plate under the text; absent: a ground only where contrast needs one. */
  readonly ground?: 'none' | 'auto' | 'box' | 'scrim'
  readonly groundColor?: Color
  /** Colour of the word that is being said, for word-by-word subtitles; and of accents. */
  readonly accent?: Color
}

export type FontName = 'sans' | 'serif' | 'display' | 'bold' | 'hand'

export interface TextPlace {
  readonly area:
    | 'center' | 'top' | 'bottom' | 'left' | 'right' | 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right' | 'lower-third'
  /** Overrides the area: centre of the text block, 0..1 of the canvas. Still kept inside the safe area. */
  readonly at?: Point
}

export interface TextAnimation {
  readonly enter: TextMove
  readonly exit: TextMove
  /** Of entering and of leaving each, ms. */
  readonly duration: Milliseconds
}

export type TextMove = 'none' | 'fade' | 'rise' | 'slide' | 'pop' | 'typewriter' | 'words'

export interface TimedWord {
  readonly text: string
  /** Milliseconds from the start of the text segment. */
  readonly from: Milliseconds
  readonly to: Milliseconds
}

// ------------------------------------------------------------------------------------------------ sound

export interface SoundTrack {
  readonly id: TrackId
  readonly name: string
  readonly segments: readonly SoundSegment[]
  readonly extra?: Extra
}

/** How loud, and how it begins and ends. */
export interface SoundLevel {
  /** Linear factor, 0..4; 1 = as recorded, 0.35 = 35 %. */
  readonly volume: number
  readonly muted: boolean
  readonly soundFadeIn?: Milliseconds
  readonly soundFadeOut?: Milliseconds
}

export interface SoundSegment extends Placement, SoundLevel {
  readonly kind: 'sound'
  readonly id: SegmentId
  readonly name: string
  readonly role: 'music' | 'voice' | 'effect' | 'sound'
  readonly content: SoundContent
  /** Where in the source it begins, ms. */
  readonly from: Milliseconds
  /** Absent: to the end of the film (music follows the film's length). */
  readonly duration?: Milliseconds
  /** Starts again when the source ends before the duration does. */
  readonly loop: boolean
  /** Music only: how many LU quieter under voices; absent: 15; 0 = no ducking. */
  readonly duck?: number
  readonly extra?: Extra
}

export type SoundContent =
  | { readonly kind: 'asset'; readonly asset: AssetId }
  | Composition
  | Speech
  | MadeEffect

/** Music that our own composer writes to the film's length. */
export interface Composition {
  readonly kind: 'composed'
  readonly mood: Mood
  readonly seed: number
  /** Beats per minute that are wished for; absent: the mood's own. */
  readonly tempo?: number
  /** 0..1; absent: the mood's own form. */
  readonly energy?: number
  readonly withoutDrums?: boolean
  /** Restricts the band, for "only piano". */
  readonly only?: 'piano' | 'guitar' | 'strings' | 'synth'
}

export type Mood =
  | 'lo-fi' | 'upbeat' | 'happy' | 'cinematic' | 'ambient' | 'sad' | 'epic' | 'jazz' | 'corporate' | 'holiday'

export interface Speech {
  readonly kind: 'speech'
  readonly text: string
  /** BCP 47, "en" or "zh". */
  readonly language: string
  /** Provider and voice, "espeak:en-us"; absent: the first that works for the language. */
  readonly voice?: string
  /** 0.5..2 */
  readonly rate?: number
}

/** A short sound of our own making, for cuts: nothing is sampled, so nobody's rights are in it. */
export interface MadeEffect {
  readonly kind: 'effect'
  readonly effect: EffectName
  /** Another seed is the same sound a little different. */
  readonly seed: number
}

export type EffectName = 'whoosh' | 'pop' | 'tick'

/** A segment of any track. */
export type Segment = PictureSegment | OverlaySegment | TextSegment | SoundSegment
