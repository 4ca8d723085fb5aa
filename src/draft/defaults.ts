// What things are like when nobody says otherwise: picture style, text styles per role, transition, canvas presets. One
// place, so that operations, director, planner and every door mean the same.

import type { FrameRate, Milliseconds } from '../base/index.ts'
import type {
  Canvas, Color, Draft, OverlaySegment, PictureStyle, Platform, Rectangle, SoundSegment, TextAnimation, TextPlace, TextRole, TextStyle, TransitionKind,
} from './document.ts'
import { limits } from './limits.ts'
import { frameRates } from './schema/values.ts'

export const defaultPictureStyle: PictureStyle = { fit: 'cover' }
/** Long enough to look at a photo once, short enough for ten of them in half a minute. */
export const defaultPhotoDuration: Milliseconds = 3000
/** A title needs three seconds to arrive, be read and leave. */
export const defaultCardDuration: Milliseconds = 3000
export const defaultTransition: { readonly kind: TransitionKind; readonly duration: Milliseconds } = { kind: 'crossfade', duration: 500 }
/** Music under pictures, in nobody's way. */
export const defaultMusicVolume = 0.35
/** LU; how much quieter music goes under a voice. */
export const defaultDucking = 15
export const defaultBackground: Color = '#000000'

/** Track names as people see them in the summary line. */
export const pictureTrackName = 'Video'
export const overlayTrackName = 'Overlay'
export const textTrackNames: Readonly<Record<TextRole, string>> = {
  title: 'Title', caption: 'Captions', subtitle: 'Subtitles', 'lower-third': 'Captions', 'end-card': 'Title',
}
export const soundTrackNames: Readonly<Record<SoundSegment['role'], string>> = { music: 'BGM', voice: 'Voice', effect: 'Effects', sound: 'Sound' }

export interface TextLook {
  readonly style: TextStyle
  readonly place: TextPlace
  readonly animation: TextAnimation
}

const white = '#ffffff'

/** How each kind of text looks, stands and moves. Sizes are shares of the canvas's shorter side. */
export const textDefaults: Readonly<Record<TextRole, TextLook>> = {
  title: {
    style: { font: 'display', size: 0.11, weight: 700, color: white, shadow: true, ground: 'auto' },
    place: { area: 'center' }, animation: { enter: 'rise', exit: 'fade', duration: 600 },
  },
  caption: {
    style: { font: 'sans', size: 0.055, weight: 600, color: white, shadow: true, ground: 'auto' },
    place: { area: 'bottom' }, animation: { enter: 'fade', exit: 'fade', duration: 350 },
  },
  subtitle: {
    style: { font: 'sans', size: 0.052, weight: 600, color: white, outline: 0.06, outlineColor: '#000000', ground: 'auto', accent: '#ffd54a' },
    place: { area: 'bottom' }, animation: { enter: 'none', exit: 'none', duration: 0 },
  },
  'lower-third': {
    style: { font: 'sans', size: 0.05, weight: 600, color: white, ground: 'box', groundColor: '#101418', accent: '#ffd54a' },
    place: { area: 'lower-third' }, animation: { enter: 'slide', exit: 'fade', duration: 450 },
  },
  'end-card': {
    style: { font: 'display', size: 0.09, weight: 700, color: white, shadow: true, ground: 'auto' },
    place: { area: 'center' }, animation: { enter: 'fade', exit: 'fade', duration: 600 },
  },
}

/** Upper right corner, clear of subtitles and of most platforms' buttons. */
const logoFrame: Rectangle = { x: 0.84, y: 0.04, width: 0.12, height: 0.12 }
const insetFrame: Rectangle = { x: 0.66, y: 0.64, width: 0.3, height: 0.3 }
export const overlayDefaults: Readonly<Record<OverlaySegment['role'], { readonly frame: Rectangle; readonly opacity: number; readonly fit: PictureStyle['fit'] }>> = {
  logo: { frame: logoFrame, opacity: 1, fit: 'contain' },
  inset: { frame: insetFrame, opacity: 1, fit: 'cover' },
}

// ------------------------------------------------------------------------------------------------ canvas

export type Aspect = '16:9' | '9:16' | '1:1' | '4:5' | '4:3' | '3:4' | '21:9'

interface Size {
  readonly width: number
  readonly height: number
}

export const aspectSizes: Readonly<Record<Aspect, Size>> = {
  '16:9': { width: 1920, height: 1080 }, '9:16': { width: 1080, height: 1920 }, '1:1': { width: 1080, height: 1080 }, '4:5': { width: 1080, height: 1350 },
  '4:3': { width: 1440, height: 1080 }, '3:4': { width: 1080, height: 1440 }, '21:9': { width: 2560, height: 1096 },
}

/** The shape each platform shows best when nobody names one. */
export const platformAspects: Readonly<Record<Platform, Aspect>> = {
  youtube: '16:9', bilibili: '16:9', facebook: '16:9', x: '16:9', linkedin: '16:9', shorts: '9:16', tiktok: '9:16', douyin: '9:16', kuaishou: '9:16', reels: '9:16',
  stories: '9:16', channels: '9:16', xiaohongshu: '3:4', instagram: '1:1',
}

export interface CanvasWish {
  readonly aspect?: Aspect
  readonly platform?: Platform
  /** Pixels; wins over aspect and platform. Made even and kept within 16..3840. */
  readonly size?: Size
  /** Frames per second: 24, 25, 30, 50, 60, 23.976, 29.97, 59.94; the nearest of them is taken. */
  readonly fps?: number
  readonly background?: Color
}

/** A whole canvas from what is known: 1920x1080, 30 fps, black when nothing is. */
export function canvasFor(wish: CanvasWish = {}): Canvas {
  const aspect = wish.aspect ?? (wish.platform === undefined ? '16:9' : platformAspects[wish.platform])
  const size = wish.size ?? aspectSizes[aspect]
  return {
    width: evenSide(size.width), height: evenSide(size.height),
    frameRate: frameRateFor(wish.fps ?? 30), background: wish.background ?? defaultBackground,
    ...(wish.platform === undefined ? {} : { platform: wish.platform }),
  }
}

/** The known frame rate nearest to a number of frames per second. */
export function frameRateFor(framesPerSecond: number): FrameRate {
  const distance = (rate: FrameRate) => Math.abs(rate.numerator / rate.denominator - framesPerSecond)
  return frameRates.reduce<FrameRate>((best, rate) => (distance(rate) < distance(best) ? rate : best), frameRates[2])
}

// yuv420p holds one colour sample per 2x2 pixels.
function evenSide(value: number): number {
  return Math.min(limits.side.most, Math.max(limits.side.least, Math.round(value / 2) * 2))
}

/** A film with nothing in it yet. */
export function emptyDraft(canvas: Canvas = canvasFor()): Draft {
  return { format: 1, title: '', canvas, assets: {}, picture: { id: 'v1', name: pictureTrackName, segments: [] }, overlays: [], texts: [], sounds: [], serial: 1 }
}
