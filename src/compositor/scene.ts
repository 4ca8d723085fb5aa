// The language between the three parts of drawing: what a frame consists of (commands), what must be prepared before it
// can be drawn (plates), and what came out of preparing (planes). All plain data: commands and plate requests are hashed
// into chunk names, so whatever changes a pixel must stand in them, and nothing else may.
//
//   draft --(scene)--> FrameCommands --(draw, with prepared plates)--> YuvPlanes

import type { Color, Ground, Look, Point, Rectangle, TextMove, TextPlace, TextRole, TextStyle, TransitionKind, Platform } from '../draft/index.ts'

/** Planar 4:2:0, BT.709, limited range, tight rows (row length = plane width). Width and height are even. */
export interface YuvPlanes {
  readonly width: number
  readonly height: number
  /** width × height bytes, 16..235 */
  readonly y: Uint8Array
  /** (width/2) × (height/2) bytes each, 16..240, 128 = grey */
  readonly u: Uint8Array
  readonly v: Uint8Array
  /** width × height bytes, 0 = clear, 255 = opaque, not premultiplied; absent = opaque */
  readonly alpha?: Uint8Array
}

/** Canonical JSON of a PlateRequest: its name and its whole description at once. */
export type PlateName = string

/** A picture that is prepared once and drawn many times. */
export type PlateRequest = PhotoPlate | ClipPlate | GroundPlate | TextPlate

/**
 * What part of an upright source picture is wanted, how it is turned, and in which size and colours.
 * Order: cut the region, turn it clockwise, flip it as then seen, scale it, colour it (lookTable), sharpen it.
 */
export interface PicturePlate {
  /** SHA-256 of the source's bytes. */
  readonly content: string
  /** 0..1 of the upright source, before rotate and flips; absent = all of it. */
  readonly region?: Rectangle
  readonly rotate?: 90 | 180 | 270
  readonly flipHorizontal?: boolean
  readonly flipVertical?: boolean
  /** Size of the plate in pixels, even. */
  readonly width: number
  readonly height: number
  /**
   * fill: the (turned) region stretched over the whole plate, for which the caller has chosen a region of the plate's shape;
   * contain: whole inside the plate on `background`; blur: whole inside the plate over a blurred, darkened cover of itself.
   */
  readonly fit: 'fill' | 'contain' | 'blur'
  readonly background?: Color
  /** Without vignette and grain, which belong to the camera and stand in the Shot; absent: nothing to do. */
  readonly look?: Look
}

export interface PhotoPlate extends PicturePlate {
  readonly kind: 'photo'
  /** Keep the source's transparency (logos). */
  readonly alpha?: boolean
}

/** One picture of a clip: the last source frame at or before `time`. */
export interface ClipPlate extends PicturePlate {
  readonly kind: 'clip'
  /** Milliseconds of source time, fractional. */
  readonly time: number
  /** Keep the source's transparency (animated stickers as overlays); else clear parts show the background. */
  readonly alpha?: boolean
}

/** A drawn ground; prepared by the compositor's own `drawGround`. */
export interface GroundPlate {
  readonly kind: 'ground'
  readonly ground: Ground
  readonly width: number
  readonly height: number
  /** Grounds that move (bokeh) are drawn anew for each frame: milliseconds since the card appeared. */
  readonly time?: number
}

/** A text, drawn once with everything that can be known before it moves. */
export interface TextPlate {
  readonly kind: 'text'
  readonly text: string
  readonly role: TextRole
  readonly style: TextStyle
  readonly place: TextPlace
  readonly canvas: { readonly width: number; readonly height: number; readonly platform?: Platform }
  /** Decided from the pixels underneath before rendering: how strong the ground is, 0..1. */
  readonly groundStrength: number
  /** Keep clear of these points of the canvas when there is a choice (the subjects of the pictures underneath), 0..1. */
  readonly avoid?: readonly Point[]
  /** Texts that are on screen at the same time and were placed before this one: it stands clear of them. */
  readonly clearOf?: readonly TextBlock[]
  /** Draw the letters in this colour instead of the style's (the highlighted twin for word-by-word). */
  readonly tint?: Color
  /** Only what lies under the letters, or only the letters, for moves that show letters one by one; absent = both. */
  readonly part?: 'ground' | 'letters'
}

/** What must be known of a text to know where it stands. */
export interface TextBlock {
  readonly text: string
  readonly role: TextRole
  readonly style: TextStyle
  readonly place: TextPlace
  /** Keep a band of so many lines clear instead, whatever the text says (subtitles come and go). */
  readonly lines?: number
  /** What it steps aside for, and stands clear of, itself. */
  readonly avoid?: readonly Point[]
  readonly clearOf?: readonly TextBlock[]
}

/** A prepared picture. */
export interface Plate {
  readonly planes: YuvPlanes
  /** Text plates only: where it stands on the canvas and what can be shown separately. */
  readonly text?: TextGeometry
}

export interface TextGeometry {
  /** Left upper corner of the plate on the canvas, whole even pixels. */
  readonly x: number
  readonly y: number
  /** Lines and words in reading order, in plate pixels. */
  readonly lines: readonly PixelRectangle[]
  readonly words: readonly (PixelRectangle & { readonly line: number; readonly from: number; readonly to: number })[]
  /** Single graphemes in reading order, for the typewriter; `from`/`to` are UTF-16 offsets into the text. */
  readonly graphemes: readonly (PixelRectangle & { readonly from: number; readonly to: number })[]
  /** The letters without the ground's margin, in plate pixels. */
  readonly ink: PixelRectangle
}

export interface PixelRectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Everything that makes one frame. Two frames with equal commands have equal bytes. */
export interface FrameCommands {
  readonly background: Color
  readonly picture: PictureCommand
  /** Overlays, then text, painted in order. */
  readonly layers: readonly LayerCommand[]
}

export type PictureCommand =
  | { readonly kind: 'empty' }
  | { readonly kind: 'shot'; readonly shot: Shot }
  /** `progress` 0..1: 0 = left only, 1 = right only. */
  | { readonly kind: 'transition'; readonly transition: TransitionKind; readonly progress: number; readonly left: Shot; readonly right: Shot }

/** One picture through the virtual camera. */
export interface Shot {
  readonly plate: PlateName
  /** The part of the plate that fills the canvas, in plate pixels, fractional, inside the plate. */
  readonly window: PixelRectangle
  /** 1 = fully shown, 0 = background only. */
  readonly fade: number
  /** Darkened corners, 0..1; absent: none. */
  readonly vignette?: number
  /** Film grain: how much, 0..1, and this frame's seed; absent: none. */
  readonly grain?: { readonly amount: number; readonly seed: number }
}

export type LayerCommand =
  /** A picture over the picture: plate at its own size, left upper corner in (fractional) canvas pixels. */
  | { readonly kind: 'overlay'; readonly plate: PlateName; readonly x: number; readonly y: number; readonly opacity: number; readonly rounded: number }
  | TextCommand

export interface TextCommand {
  readonly kind: 'text'
  readonly plate: PlateName
  /** How it is entering or leaving: `progress` 1 = fully there, 0 = gone. */
  readonly move: TextMove
  readonly progress: number
  /** Leaving plays the move backwards. */
  readonly leaving: boolean
  readonly opacity: number
  /** Word-by-word: words up to this index (of the geometry's words) are shown; absent = all. */
  readonly shownWords?: number
  /** The word being said is taken from this twin plate. */
  readonly highlight?: { readonly plate: PlateName; readonly word: number }
}

/** A film made ready for drawing. */
export interface Scene {
  readonly width: number
  readonly height: number
  readonly frameRate: { readonly numerator: number; readonly denominator: number }
  readonly frameCount: number
  /** The commands of one frame, 0..frameCount-1. Pure: asking twice gives equal data. */
  commands(frame: number): FrameCommands
}
