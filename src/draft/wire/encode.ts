// A draft in short keys, as every NemoVideo client knows it: small, since a model may retype it, and complete, since
// reading it back must give the same draft. Defaults are left out; times that follow from others are written for readers.

import type { FrameRate, Milliseconds } from '../../base/index.ts'
import { deepEqual } from '../change.ts'
import { defaultBackground, overlayDefaults, textDefaults } from '../defaults.ts'
import type {
  Asset, AssetId, Draft, Look, OverlaySegment, PictureSegment, PictureStyle, SoundLevel, SoundSegment, TextSegment, Transition,
} from '../document.ts'
import { assetById } from '../find.ts'
import { filmDuration, segmentDuration } from '../layout.ts'
import { pictureStarts } from '../place.ts'
import { serialAfter } from './serial.ts'
import { draftKeys, segmentKeys, trackKeys, trackTypes, type WireDraft } from './shape.ts'
import { encodeExtra, splitExtra } from './foreign.ts'
import { encodeMotion } from './motion.ts'
import { loopsByItself, overlayRole, roleOfSoundTrack, roleOfTextTrack } from './roles.ts'

export interface EncodeOptions {
  /** Where a client can fetch an asset; written as `src`. Without it only asset ids are written. */
  readonly urlOf?: (asset: Asset) => string | undefined
}

type Keyed = Record<string, unknown>

/** Film facts that every segment needs to be written. */
interface Film {
  readonly draft: Draft
  readonly options: EncodeOptions
  readonly starts: ReadonlyMap<string, Milliseconds>
  readonly end: Milliseconds
}

export function encodeWire(draft: Draft, options: EncodeOptions = {}): WireDraft {
  const film: Film = { draft, options, starts: pictureStarts(draft), end: filmDuration(draft) }
  const { meta, rest } = splitExtra(draft.extra)
  const track = <Item>(type: number, { id, name, segments, extra }: { readonly id: string; readonly name: string; readonly segments: readonly Item[]; readonly extra?: Keyed }, write: (segment: Item) => Keyed) =>
    ({ id, tt: type, n: name, sg: segments.map(write), ...encodeExtra(extra, trackKeys) })
  return {
    v: 1, d: film.end, m: { ...encodeMeta(draft), ...meta },
    t: [
      track(trackTypes.video, draft.picture, (segment) => encodePicture(film, segment)),
      ...draft.overlays.map((one) => track(trackTypes.video, one, (segment) => encodeOverlay(film, segment))),
      ...draft.sounds.map((one) => track(trackTypes.audio, one, (segment) => encodeSound(film, segment, one.name))),
      ...draft.texts.map((one) => track(trackTypes.text, one, (segment) => encodeText(film, segment, one.name))),
    ],
    ...encodeExtra(rest, draftKeys),
  }
}

function encodeMeta({ title, canvas, serial, ...draft }: Draft): Keyed {
  return {
    ...(title === '' ? {} : { title }), width: canvas.width, height: canvas.height, fps: framesPerSecond(canvas.frameRate),
    ...(canvas.background === defaultBackground ? {} : { bg: canvas.background }), ...(canvas.platform === undefined ? {} : { pf: canvas.platform }),
    ...(serial === serialAfter(draft) ? {} : { sn: serial }),
  }
}

// 30000/1001 is 29.97 to everybody; the reader takes the nearest frame rate there is.
function framesPerSecond({ numerator, denominator }: FrameRate): number {
  return Math.round((numerator / denominator) * 1000) / 1000
}

function encodePicture(film: Film, segment: PictureSegment): Keyed {
  const { id, name, transition, fadeIn, fadeOut, extra } = segment
  return {
    id, n: name, ...(segment.kind === 'card' ? {} : encodeAsset(film, segment.asset)), st: film.starts.get(id)!, d: segmentDuration(segment),
    ...(segment.kind === 'clip' ? encodeStretch(segment) : {}), ...(segment.kind === 'card' ? { bg: segment.ground.kind === 'solid' ? segment.ground.color : segment.ground } : encodeStyle(segment, 'cover')),
    ...(segment.kind === 'clip' ? encodeLevel(segment, 'afi', 'afo') : {}),
    ...(transition === undefined ? {} : { tr: encodeTransition(transition) }), ...optional({ fi: fadeIn, fo: fadeOut }), ...encodeExtra(extra, segmentKeys),
  }
}

function encodeAsset({ draft, options }: Film, id: AssetId): Keyed {
  const asset = assetById(draft, id)
  return { ...optional({ src: asset && options.urlOf?.(asset) }), aid: id }
}

function encodeStretch({ from, to, speed, reverse, ...clip }: PictureSegment & { readonly kind: 'clip' }): Keyed {
  const duration = segmentDuration({ from, to, speed, reverse, ...clip })
  return {
    ...(from === 0 ? {} : { so: from }), ...(to === from + Math.round(duration * speed) ? {} : { se: to }), ...(speed === 1 ? {} : { sp: speed }), ...(reverse ? { rv: true } : {}),
  }
}

function encodeTransition({ kind, before, after }: Transition): Keyed {
  const whole = before + after
  return { type: kind, d: whole, ...(before === Math.floor(whole / 2) ? {} : { b: before }) }
}

function encodeStyle(style: PictureStyle, usualFit: PictureStyle['fit']): Keyed {
  const { fit, focus, crop, rotate, flipHorizontal, flipVertical, motion, look } = style
  return optional({
    fit: fit === usualFit ? undefined : fit, fp: focus && [focus.x, focus.y], cr: crop && [crop.x, crop.y, crop.width, crop.height],
    rot: rotate, fh: flipHorizontal, fv: flipVertical, kb: motion && encodeMotion(motion), lk: look && encodeLook(look),
  })
}

function encodeLook(look: Look): unknown {
  return look.strength === 1 && Object.keys(look).length === 2 ? look.name : look
}

function encodeLevel({ volume, muted, soundFadeIn, soundFadeOut }: SoundLevel, fadeIn: string, fadeOut: string): Keyed {
  return { ...(volume === 1 ? {} : { v: volume }), ...(muted ? { mu: true } : {}), ...optional({ [fadeIn]: soundFadeIn, [fadeOut]: soundFadeOut }) }
}

// Start and duration as film time; `te` marks what follows the film's end.
function encodeTime({ starts, end }: Film, { start, anchor, duration }: { readonly start: number; readonly anchor?: string; readonly duration?: number }): Keyed {
  const at = (anchor === undefined ? 0 : starts.get(anchor) ?? 0) + start
  return { st: at, d: duration ?? Math.max(0, end - at), ...(duration === undefined ? { te: true } : {}), ...optional({ at: anchor }) }
}

function encodeOverlay(film: Film, segment: OverlaySegment): Keyed {
  const usual = overlayDefaults[segment.role]
  const { id, name, role, asset, from, frame, opacity, fadeIn, fadeOut, rounded, extra } = segment
  return {
    id, n: name, ...encodeAsset(film, asset), ...encodeTime(film, segment), ...(role === overlayRole ? {} : { r: role }), ...optional({ so: from }),
    ...(deepEqual(frame, usual.frame) ? {} : { fr: [frame.x, frame.y, frame.width, frame.height] }), ...(opacity === usual.opacity ? {} : { op: opacity }),
    ...encodeStyle(segment, usual.fit), ...encodeLevel(segment, 'afi', 'afo'), ...optional({ fi: fadeIn, fo: fadeOut, ro: rounded }), ...encodeExtra(extra, segmentKeys),
  }
}

function encodeText(film: Film, segment: TextSegment, track: string): Keyed {
  const { id, role, text, style, place, animation, words, extra } = segment
  const usual = textDefaults[role]
  const differing = differences(style as unknown as Keyed, usual.style as unknown as Keyed)
  return {
    id, tx: text, ...encodeTime(film, segment), ...(role === roleOfTextTrack(track) ? {} : { r: role }),
    ...(deepEqual(place, usual.place) ? {} : { pos: place.at === undefined ? place.area : { area: place.area, x: place.at.x, y: place.at.y } }),
    ...(Object.keys(differing).length === 0 ? {} : { style: differing }),
    ...(deepEqual(animation, usual.animation) ? {} : { an: { in: animation.enter, out: animation.exit, d: animation.duration } }),
    ...optional({ w: words?.map(({ text, from, to }) => [text, from, to]) }), ...encodeExtra(extra, segmentKeys),
  }
}

// What differs from the usual; null where the usual has something and this has nothing.
function differences(own: Keyed, usual: Keyed): Keyed {
  return Object.fromEntries([...new Set([...Object.keys(own), ...Object.keys(usual)])].filter((key) => own[key] !== usual[key]).map((key) => [key, own[key] ?? null]))
}

function encodeSound(film: Film, segment: SoundSegment, track: string): Keyed {
  const { id, name, role, content, from, loop, duck, extra } = segment
  const { kind: _kind, ...inner } = content
  return {
    id, n: name, ...(content.kind === 'asset' ? encodeAsset(film, content.asset) : {}), ...encodeTime(film, segment), ...(role === roleOfSoundTrack(track) ? {} : { r: role }),
    ...(content.kind === 'composed' ? { co: inner } : {}), ...(content.kind === 'speech' ? { say: inner } : {}), ...(content.kind === 'effect' ? { ef: inner } : {}), ...(from === 0 ? {} : { so: from }),
    ...encodeLevel(segment, 'fi', 'fo'), ...(loop === loopsByItself(role) ? {} : { lp: loop }), ...optional({ dk: duck }), ...encodeExtra(extra, segmentKeys),
  }
}

function optional(keys: Keyed): Keyed {
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined))
}
