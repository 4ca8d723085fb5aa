// Random valid drafts with every kind of segment and every optional key now and then. Used by property tests only.

import type {
  Asset, ClipSegment, Draft, OverlaySegment, PictureSegment, SoundContent, SoundSegment, TextSegment,
} from '../document.ts'
import { frameRates } from '../schema/values.ts'
import { filmDuration, segmentDuration } from '../layout.ts'
import { chance, several, someOf, someShare, type Chooser } from './chooser.ts'
import {
  randomAnimation, randomColor, randomComposition, randomExtra, randomGround, randomLevel, randomPlace, randomRole, randomStill, randomStyle, randomText, randomTextStyle, randomTransition,
} from './random-values.ts'

/** A draft with up to `most` pictures. */
export function randomDraft(choose: Chooser, most = 6): Draft {
  const assets = Object.fromEntries(randomAssets(choose).map((asset) => [asset.id, asset]))
  const ids = counter()
  const segments = several(choose, 0, most, () => randomPicture(choose, assets, ids('s'))).flatMap((segment) => continued(choose, segment, ids))
  const bare: Draft = {
    format: 1, title: choose.pick(['', 'Urban Dreams', '城市']),
    canvas: {
      ...choose.pick([{ width: 1920, height: 1080 }, { width: 1080, height: 1920 }, { width: 1080, height: 1080 }, { width: 642, height: 360 }]),
      frameRate: { ...choose.pick(frameRates) }, background: choose.pick(['#000000', '#ffffff', '#123456']), ...(chance(choose, 40) ? { platform: choose.pick(['tiktok', 'youtube'] as const) } : {}),
    },
    assets, picture: { id: 'v1', name: choose.pick(['Video', 'Main', '']), segments, ...randomExtra(choose) }, overlays: [], texts: [], sounds: [], serial: 1, ...randomExtra(choose),
  }
  const end = filmDuration(bare)
  const anchors = segments.map((segment) => segment.id)
  return {
    ...bare,
    overlays: several(choose, 0, 2, (index) => ({ id: `o${index}x`, name: choose.pick(['Overlay', 'Logos']), segments: several(choose, 0, 2, () => randomOverlay(choose, assets, ids('s'), end, anchors)), ...randomExtra(choose) })),
    texts: several(choose, 0, 3, (index) => ({ id: `x${index}x`, name: choose.pick(['Title', 'Captions', 'Subtitles', 'Words']), segments: several(choose, 0, 3, () => randomTextSegment(choose, ids('s'), end, anchors)), ...randomExtra(choose) })),
    sounds: several(choose, 0, 2, (index) => ({ id: `a${index}x`, name: choose.pick(['BGM', 'Voice', 'Sound']), segments: several(choose, 0, 3, () => randomSound(choose, assets, ids('s'), end, anchors)), ...randomExtra(choose) })),
    serial: choose.pick([ids.next(), ids.next() + 5, 0]),
  }
}

function counter() {
  let number = 0
  return Object.assign((prefix: string) => `${prefix}${++number}`, { next: () => number + 1 })
}

export function randomAssets(choose: Chooser): Asset[] {
  const photo = (index: number): Asset => ({
    id: `p${index}`, name: `photo ${index}.jpg`, kind: 'photo', source: `/in/p${index}.jpg`,
    ...(chance(choose, 50) ? { facts: { kind: 'photo', width: choose.whole(1, 5000), height: choose.whole(1, 5000), bytes: 10, format: 'jpeg' } } : {}), ...randomExtra(choose),
  })
  const clip = (index: number): Asset => ({
    id: `c${index}`, name: `clip ${index}.mp4`, kind: 'clip', source: `/in/c${index}.mp4`,
    ...(chance(choose, 70) ? { facts: { kind: 'clip', width: 1920, height: 1080, bytes: 10, format: 'mp4', duration: choose.whole(1000, 20_000) + 0.5, frameRate: 30, hasSound: chance(choose, 70) } } : {}),
  })
  const beats = (count: number) => Array.from({ length: count }, (_, index) => 500 * index + 20)
  const sound = (index: number): Asset => ({
    id: `m${index}`, name: `music ${index}.mp3`, kind: 'sound', source: `/in/m${index}.mp3`, hash: 'ab'.repeat(32),
    ...(chance(choose, 70) ? { facts: {
      kind: 'sound', bytes: 10, format: 'mp3', duration: choose.whole(1000, 40_000), sampleRate: 44_100, channels: 2,
      ...(chance(choose, 60) ? { tempo: { beatsPerMinute: 120, confidence: 0.8, beats: beats(choose.whole(0, 20)), downbeats: [] } } : {}),
    } } : {}),
  })
  return [...several(choose, 1, 3, photo), ...several(choose, 1, 2, clip), ...several(choose, 1, 2, sound)]
}

const ofKind = (assets: Readonly<Record<string, Asset>>, ...kinds: readonly Asset['kind'][]) => Object.values(assets).filter((asset) => kinds.includes(asset.kind))

function randomPicture(choose: Chooser, assets: Readonly<Record<string, Asset>>, id: string): PictureSegment {
  const shared = {
    id, name: choose.pick(['harbour.jpg', 'city timelapse', '', '海港']),
    ...someOf<Pick<PictureSegment, 'transition' | 'fadeIn' | 'fadeOut'>>(choose, { transition: () => randomTransition(choose), fadeIn: () => choose.whole(0, 2000), fadeOut: () => choose.whole(0, 2000) }), ...randomExtra(choose),
  }
  const kind = choose.pick(['photo', 'photo', 'clip', 'card'] as const)
  if (kind === 'card') return { kind, ...shared, duration: choose.whole(1, 6000), ground: randomGround(choose) }
  const asset = choose.pick(ofKind(assets, kind))
  if (kind === 'photo') return { kind, ...shared, asset: asset.id, duration: choose.whole(1, 6000), ...randomStyle(choose) }
  return randomClip(choose, asset, shared)
}

function randomClip(choose: Chooser, asset: Asset, shared: Pick<ClipSegment, 'id' | 'name'>): ClipSegment {
  const length = asset.facts?.kind === 'clip' ? Math.floor(asset.facts.duration) : 15_000
  const from = choose.whole(0, length - 1)
  return {
    kind: 'clip', ...shared, asset: asset.id, from, to: choose.whole(from + 1, length), speed: choose.pick([1, 1, 1, 0.5, 2, 1.5, 0.3, 3.7, 16, 0.1]), reverse: chance(choose, 30),
    ...randomStyle(choose), ...randomLevel(choose),
  }
}

// Now and then a clip goes on in the next segment, as after a split.
function continued(choose: Chooser, segment: PictureSegment, ids: (prefix: string) => string): PictureSegment[] {
  if (segment.kind !== 'clip' || segment.to - segment.from < 2 || chance(choose, 60)) return [segment]
  const cut = choose.whole(segment.from + 1, segment.to - 1)
  const [early, late] = [{ ...segment, to: cut }, { ...segment, from: cut }]
  const [first, second] = segment.reverse ? [late, early] : [early, late]
  return [first, { ...second, id: ids('s') }]
}

// Mostly within the film, now and then before its beginning or beyond its end.
function randomPlacement(choose: Chooser, end: number, anchors: readonly string[]) {
  if (anchors.length > 0 && chance(choose, 40)) return { start: choose.whole(-500, 4000), anchor: choose.pick(anchors) }
  return { start: choose.whole(0, Math.max(1, end + 500)) }
}

function randomOverlay(choose: Chooser, assets: Readonly<Record<string, Asset>>, id: string, end: number, anchors: readonly string[]): OverlaySegment {
  const role = choose.pick(['logo', 'inset'] as const)
  return {
    kind: 'overlay', id, name: choose.pick(['logo.png', '']), role, asset: choose.pick(ofKind(assets, 'photo', 'clip')).id, ...randomPlacement(choose, end, anchors),
    ...randomStill(choose), ...randomLevel(choose), frame: { x: choose.whole(-100, 900) / 1000, y: choose.whole(-100, 900) / 1000, width: choose.whole(1, 1200) / 1000, height: choose.whole(1, 1000) / 1000 },
    opacity: chance(choose, 50) ? 1 : someShare(choose),
    ...someOf<Pick<OverlaySegment, 'duration' | 'from' | 'fadeIn' | 'fadeOut' | 'rounded'>>(choose, {
      duration: () => choose.whole(1, 5000), from: () => choose.whole(0, 900), fadeIn: () => choose.whole(0, 500), fadeOut: () => choose.whole(0, 500), rounded: () => choose.whole(0, 500) / 1000,
    }), ...randomExtra(choose),
  }
}

function randomTextSegment(choose: Chooser, id: string, end: number, anchors: readonly string[]): TextSegment {
  const duration = choose.whole(1, 4000)
  const middle = choose.whole(0, duration)
  return {
    kind: 'text', id, role: randomRole(choose), text: randomText(choose), ...randomPlacement(choose, end, anchors), duration, style: randomTextStyle(choose), place: randomPlace(choose), animation: randomAnimation(choose),
    ...(chance(choose, 30) ? { words: [{ text: 'Urban', from: 0, to: middle }, { text: 'Dreams', from: middle, to: duration }] } : {}), ...randomExtra(choose),
  }
}

function randomSound(choose: Chooser, assets: Readonly<Record<string, Asset>>, id: string, end: number, anchors: readonly string[]): SoundSegment {
  return {
    kind: 'sound', id, name: choose.pick(['Lo-fi', 'voice', '']), role: choose.pick(['music', 'voice', 'effect', 'sound']), content: randomContent(choose, assets), ...randomPlacement(choose, end, anchors), ...randomLevel(choose),
    from: choose.whole(0, 900), loop: chance(choose, 50),
    ...someOf<Pick<SoundSegment, 'duration' | 'duck'>>(choose, { duration: () => choose.whole(1, 9000), duck: () => choose.whole(0, 30) }), ...randomExtra(choose),
  }
}

export function randomContent(choose: Chooser, assets: Readonly<Record<string, Asset>>): SoundContent {
  const kind = choose.pick(['asset', 'composed', 'speech', 'effect'] as const)
  if (kind === 'asset') return { kind, asset: choose.pick(ofKind(assets, 'sound', 'clip')).id }
  if (kind === 'effect') return { kind, effect: choose.pick(['whoosh', 'pop', 'tick'] as const), seed: choose.whole(0, 9) }
  return kind === 'composed' ? randomComposition(choose) : { kind, text: randomText(choose), language: choose.pick(['en', 'zh-CN']), ...(chance(choose, 40) ? { rate: 1.5 } : {}) }
}

/** Whether every clip of a chain plays in whole milliseconds of any length: then any film length can be reached. */
export function playsEveryLength(draft: Draft): boolean {
  return draft.picture.segments.every((segment) => segment.kind !== 'clip' || segment.speed >= 1) && draft.picture.segments.every((segment) => segmentDuration(segment) > 0)
}
