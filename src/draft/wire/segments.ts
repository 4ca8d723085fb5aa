// One wire segment of each kind, made whole. What is missing takes its default; what cannot be guessed is a fault.

import { defaultPhotoDuration, defaultTransition, overlayDefaults, textDefaults } from '../defaults.ts'
import type {
  Composition, Ground, Look, Mood, OverlaySegment, PictureSegment, PictureStyle, SoundContent, SoundSegment, TextPlace, TextRole, TextSegment, Transition,
} from '../document.ts'
import { sourceLength } from '../find.ts'
import { nearestName } from '../nearest.ts'
import { transitionKinds } from '../schema/values.ts'
import { color } from './color.ts'
import { decodeExtra } from './foreign.ts'
import { decodeMotion } from './motion.ts'
import { fitId, type Reading } from './reading.ts'
import { loopsByItself, overlayRole, roleOfSoundTrack, roleOfTextTrack } from './roles.ts'
import { segmentKeys, type WireSegment } from './shape.ts'

export function readPicture(reading: Reading, wire: WireSegment, track: number, index: number): PictureSegment {
  const path = `/t/${track}/sg/${index}`
  const asset = reading.needAsset(wire, path)
  const shared = { id: reading.idOf(wire.id, 's'), ...transitionOf(reading, wire, path), ...whenGiven({ fadeIn: whole(wire.fi), fadeOut: whole(wire.fo) }), ...decodeExtra(wire, segmentKeys) }
  if (asset === undefined) {
    return { kind: 'card', name: wire.n ?? 'Card', ...shared, duration: whole(wire.d) ?? defaultPhotoDuration, ground: groundOf(wire.bg ?? reading.canvas.background) }
  }
  const named = { ...shared, name: wire.n ?? asset.name, asset: asset.id, ...styleOf(wire, 'cover') }
  if (asset.kind !== 'clip') return { kind: 'photo', ...named, duration: whole(wire.d) ?? defaultPhotoDuration }
  return { kind: 'clip', ...named, ...stretchOf(reading, wire, sourceLength(asset), path), ...levelOf(wire, wire.afi, wire.afo) }
}

function stretchOf(reading: Reading, wire: WireSegment, length: number | undefined, path: string) {
  const [from, speed, reverse] = [whole(wire.so) ?? 0, wire.sp ?? 1, truth(wire.rv)]
  const duration = whole(wire.d)
  const exact = whole(wire.se)
  const lasts = (to: number) => Math.max(1, Math.round((to - from) / speed))
  // A changed `d` wins over the old end in the source.
  if (exact !== undefined && (duration === undefined || lasts(exact) === duration)) return { from, to: exact, speed, reverse }
  const to = duration === undefined ? length : from + Math.round(duration * speed)
  if (to === undefined) reading.faults.push({ code: 'value-missing', path: `${path}/d`, message: `${path}/d is missing, and the length of the clip is not known. Say how long it plays, in ms.` })
  return { from, to: to ?? from + 1, speed, reverse }
}

const aliases: Readonly<Record<string, Transition['kind']>> = {
  fade: 'crossfade', dissolve: 'crossfade', 'cross-dissolve': 'crossfade', glsl_cross_dissolve: 'crossfade', 'cross-fade': 'crossfade', 'smooth-zoom': 'zoom-through', zoom: 'zoom-through', 'fade-black': 'dip-black', 'fade-white': 'dip-white', wipe: 'wipe-left', slide: 'push-left', push: 'push-left',
}

function transitionOf(reading: Reading, { tr }: WireSegment, path: string): { readonly transition?: Transition } {
  if (tr === undefined || tr === null) return {}
  const { type, d, b } = typeof tr === 'string' ? { type: tr, d: undefined, b: undefined } : tr
  if (type === 'cut' || type === 'none') return {}
  const name = type ?? defaultTransition.kind
  const kind = Object.hasOwn(aliases, name) ? aliases[name]! : name
  if (!(transitionKinds as readonly string[]).includes(kind)) {
    const near = nearestName(kind, transitionKinds)
    reading.faults.push({ code: 'value-unknown', path: `${path}/tr${typeof tr === 'string' ? '' : '/type'}`, ...(near === undefined ? {} : { suggestion: near }), message: `${path}/tr names the transition ${JSON.stringify(name)}; known are: cut, ${transitionKinds.join(', ')}.` })
  }
  const total = whole(d) ?? defaultTransition.duration
  const before = whole(b) ?? Math.floor(total / 2)
  return { transition: { kind: kind as Transition['kind'], before, after: total - before } }
}

function groundOf(bg: string | Record<string, unknown>): Ground {
  return typeof bg === 'string' ? { kind: 'solid', color: color(bg)! } : bg as unknown as Ground
}

function styleOf(wire: WireSegment, usualFit: PictureStyle['fit']): PictureStyle {
  return {
    fit: (wire.fit ?? usualFit) as PictureStyle['fit'],
    ...whenGiven({
      focus: wire.fp && { x: wire.fp[0], y: wire.fp[1] }, crop: wire.cr && rectangle(wire.cr), rotate: wire.rot as PictureStyle['rotate'],
      flipHorizontal: wire.fh === undefined ? undefined : truth(wire.fh), flipVertical: wire.fv === undefined ? undefined : truth(wire.fv),
      motion: wire.kb === undefined ? undefined : decodeMotion(wire.kb), look: wire.lk === undefined ? undefined : lookOf(wire.lk),
    }),
  }
}

function lookOf(lk: string | Record<string, unknown>): Look {
  return typeof lk === 'string' ? { name: lk as Look['name'], strength: 1 } : { strength: 1, ...lk } as unknown as Look
}

function levelOf(wire: WireSegment, fadeIn: number | undefined, fadeOut: number | undefined) {
  return { volume: wire.v ?? 1, muted: truth(wire.mu), ...whenGiven({ soundFadeIn: whole(fadeIn), soundFadeOut: whole(fadeOut) }) }
}

// Film time as sent; an offset is counted from where the sender says that the anchor begins, so stale times cancel out.
function placementOf(reading: Reading, wire: WireSegment): { readonly start: number; readonly anchor?: string } {
  const start = whole(wire.st) ?? 0
  if (wire.at === undefined) return { start }
  const anchor = fitId(wire.at)
  return { start: wire.st === undefined ? 0 : start - reading.startOf(anchor), anchor }
}

// A changed `d` wins over "to the end of the film": it no longer reaches the end that was sent along.
function openDuration(reading: Reading, wire: WireSegment): { readonly duration?: number } {
  const duration = reading.isOpen(wire) ? undefined : whole(wire.d)
  return duration === undefined ? {} : { duration }
}

export function readOverlay(reading: Reading, wire: WireSegment, track: number, index: number): OverlaySegment {
  const path = `/t/${track}/sg/${index}`
  const asset = reading.needAsset(wire, path)
  if (asset === undefined && wire.aid === undefined && wire.src === undefined) {
    reading.faults.push({ code: 'value-missing', path: `${path}/aid`, message: `${path} lies above the film but names no picture. Give it an aid, or put it on the first video track.` })
  }
  const role = (wire.r ?? overlayRole) as OverlaySegment['role']
  const usual = overlayDefaults[role] ?? overlayDefaults.inset
  return {
    kind: 'overlay', id: reading.idOf(wire.id, 's'), name: wire.n ?? asset?.name ?? '', role, asset: asset?.id ?? '', ...placementOf(reading, wire), ...openDuration(reading, wire),
    ...whenGiven({ from: whole(wire.so) }), frame: wire.fr === undefined ? usual.frame : rectangle(wire.fr), opacity: wire.op ?? usual.opacity,
    ...styleOf(wire, usual.fit), ...levelOf(wire, wire.afi, wire.afo), ...whenGiven({ fadeIn: whole(wire.fi), fadeOut: whole(wire.fo), rounded: wire.ro }), ...decodeExtra(wire, segmentKeys),
  }
}

/** A text nobody timed is read in three seconds. */
const textTime = 3000

export function readText(reading: Reading, wire: WireSegment, track: number, index: number): TextSegment {
  const path = `/t/${track}/sg/${index}`
  if (wire.tx === undefined) reading.faults.push({ code: 'value-missing', path: `${path}/tx`, message: `${path}/tx is missing: a text needs its words.` })
  const role = (wire.r ?? roleOfTextTrack(reading.trackName(track))) as TextRole
  const usual = textDefaults[role] ?? textDefaults.caption
  return {
    kind: 'text', id: reading.idOf(wire.id, 's'), role, text: wire.tx ?? '', ...placementOf(reading, wire), duration: whole(wire.d) ?? textTime,
    style: textStyleOf(reading, wire, usual.style), place: placeOf(wire, usual.place),
    animation: {
      enter: (wire.an?.in ?? usual.animation.enter) as TextSegment['animation']['enter'], exit: (wire.an?.out ?? usual.animation.exit) as TextSegment['animation']['exit'],
      duration: whole(wire.an?.d) ?? usual.animation.duration,
    },
    ...whenGiven({ words: wire.w?.map(([text, from, to]) => ({ text, from, to })) }), ...decodeExtra(wire, segmentKeys),
  }
}

const styleKeys = ['font', 'size', 'weight', 'color', 'italic', 'outline', 'outlineColor', 'shadow', 'ground', 'groundColor', 'accent'] as const
const colorKeys: ReadonlySet<string> = new Set(['color', 'outlineColor', 'groundColor', 'accent'])

// Style words of other programs mean nothing to us; ours are checked like everything else.
function textStyleOf(reading: Reading, { style }: WireSegment, usual: TextSegment['style']): TextSegment['style'] {
  if (style === undefined) return usual
  const result: Record<string, unknown> = { ...usual }
  for (const key of styleKeys) {
    const value = style[key]
    if (value === null) delete result[key]
    else if (value !== undefined) result[key] = colorKeys.has(key) && typeof value === 'string' ? color(value) : value
  }
  const side = Math.min(reading.canvas.width, reading.canvas.height)
  if (typeof result['size'] === 'number' && result['size'] > 1) result['size'] = Math.min(0.5, Math.max(0.02, result['size'] / side))
  return result as unknown as TextSegment['style']
}

function placeOf({ pos }: WireSegment, usual: TextPlace): TextPlace {
  if (pos === undefined) return usual
  if (typeof pos === 'string') return { area: (pos === 'middle' ? 'center' : pos) as TextPlace['area'] }
  return { area: (pos['area'] ?? usual.area) as TextPlace['area'], at: { x: pos.x, y: pos.y } }
}

export function readSound(reading: Reading, wire: WireSegment, track: number, index: number): SoundSegment {
  const path = `/t/${track}/sg/${index}`
  const asset = reading.needAsset(wire, path)
  const role = (wire.r ?? roleOfSoundTrack(reading.trackName(track))) as SoundSegment['role']
  const content: SoundContent = asset === undefined ? madeContent(wire) : { kind: 'asset', asset: asset.id }
  return {
    kind: 'sound', id: reading.idOf(wire.id, 's'), name: wire.n ?? asset?.name ?? contentName(content), role, content, ...placementOf(reading, wire), ...openDuration(reading, wire),
    from: whole(wire.so) ?? 0, ...levelOf(wire, wire.fi, wire.fo), loop: wire.lp === undefined ? loopsByItself(role) : truth(wire.lp), ...whenGiven({ duck: wire.dk }), ...decodeExtra(wire, segmentKeys),
  }
}

const moods: readonly Mood[] = ['lo-fi', 'upbeat', 'happy', 'cinematic', 'ambient', 'sad', 'epic', 'jazz', 'corporate', 'holiday']

// Music that is only called something is composed in the mood of that name.
function madeContent({ co, say, ef, n }: WireSegment): SoundContent {
  if (say !== undefined) return { ...say, kind: 'speech' } as unknown as SoundContent
  if (ef !== undefined) return { seed: 1, ...ef, kind: 'effect' } as unknown as SoundContent
  const mood = moods.find((one) => n?.toLowerCase().includes(one)) ?? 'lo-fi'
  return { mood, seed: 1, ...co, kind: 'composed' } as unknown as Composition
}

function contentName(content: SoundContent): string {
  if (content.kind === 'composed') return `${content.mood.charAt(0).toUpperCase()}${content.mood.slice(1)}`
  if (content.kind === 'effect') return `${String(content.effect).charAt(0).toUpperCase()}${String(content.effect).slice(1)}`
  return content.kind === 'speech' ? 'Voice' : ''
}

function rectangle([x, y, width, height]: readonly [number, number, number, number]) {
  return { x, y, width, height }
}

/** Senders compute times; whole milliseconds are what we keep. */
function whole(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value) + 0
}

function truth(value: boolean | 0 | 1 | undefined): boolean {
  return value === true || value === 1
}

function whenGiven<Keys extends object>(keys: Keys): { [Key in keyof Keys]?: Exclude<Keys[Key], undefined> } {
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined)) as { [Key in keyof Keys]?: Exclude<Keys[Key], undefined> }
}
