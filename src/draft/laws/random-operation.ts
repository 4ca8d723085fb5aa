// A random operation of any name that suits a draft: mostly possible, now and then not. Used by property tests only.

import type { Draft, Segment } from '../document.ts'
import { allSegments } from '../find.ts'
import { filmDuration, segmentDuration } from '../layout.ts'
import type { Operation, OperationName, Targets } from '../operation.ts'
import { chance, several, someOf, someShare, type Chooser } from './chooser.ts'
import { randomContent } from './random-draft.ts'
import {
  randomAnimation, randomColor, randomComposition, randomCrop, randomGround, randomLook, randomMotion, randomPlace, randomPoint, randomRole, randomStyle, randomText, randomTextStyle,
} from './random-values.ts'

/** A random operation of a name. */
export function randomOperation(choose: Chooser, draft: Draft, name: OperationName): Operation {
  return { name, ...(makers[name] as (world: World) => object)(worldOf(choose, draft)) } as Operation
}

interface World {
  readonly choose: Chooser
  readonly draft: Draft
  readonly end: number
  /** An id of a segment of these kinds; of any when there is none. */
  one(...kinds: readonly Segment['kind'][]): string
  some(...kinds: readonly Segment['kind'][]): string[]
  targets(...kinds: readonly Segment['kind'][]): Targets
  asset(...kinds: readonly string[]): string
}

function worldOf(choose: Chooser, draft: Draft): World {
  const all = allSegments(draft)
  const ids = (kinds: readonly Segment['kind'][]) => all.filter((segment) => kinds.length === 0 || kinds.includes(segment.kind)).map((segment) => segment.id)
  const one = (...kinds: readonly Segment['kind'][]) => choose.pick([...ids(kinds), ...(ids(kinds).length === 0 ? [...ids([]), 'nobody'] : [])])
  const some = (...kinds: readonly Segment['kind'][]) => [...new Set(several(choose, 1, 3, () => one(...kinds)))]
  return {
    choose, draft, end: filmDuration(draft), one, some,
    targets: (...kinds) => (chance(choose, 40) ? 'all' : some(...kinds)),
    asset: (...kinds) => {
      const fitting = Object.values(draft.assets).filter((asset) => kinds.includes(asset.kind)).map((asset) => asset.id)
      return fitting.length === 0 || chance(choose, 3) ? 'nothing' : choose.pick(fitting)
    },
  }
}

const pictures = ['photo', 'clip', 'card'] as const
const moving = ['photo', 'clip'] as const

type Makers = { readonly [Name in OperationName]: (world: World) => Omit<Extract<Operation, { readonly name: Name }>, 'name'> }

const time = ({ choose, end }: World) => choose.whole(0, Math.max(1, end + 200))
const position = ({ choose, draft }: World) => choose.whole(0, draft.picture.segments.length)
const ranges = (world: World) => several(world.choose, 1, 3, () => {
  const from = time(world)
  return { from, to: from + world.choose.whole(1, 3000) }
})
const maybeAnchor = (world: World) => (chance(world.choose, 30) ? { anchor: world.one(...pictures) } : {})

const makers: Makers = {
  'add-asset': ({ choose }) => ({ asset: { id: choose.pick(['new1', 'new2', 'p0']), name: 'new.jpg', kind: 'photo', source: '/in/p0.jpg' } }),
  'remove-asset': (world) => ({ asset: world.asset('photo', 'clip', 'sound') }),
  'add-photo': (world) => ({ asset: world.asset('photo'), ...someOf(world.choose, { at: () => position(world), duration: () => world.choose.whole(1, 5000), style: () => randomStyle(world.choose) }) }),
  'add-clip': (world) => ({ asset: world.asset('clip'), from: world.choose.whole(0, 500), to: world.choose.whole(501, 1000), ...someOf(world.choose, { at: () => position(world), style: () => randomStyle(world.choose) }) }),
  'add-card': (world) => ({ duration: world.choose.whole(1, 5000), ground: randomGround(world.choose), ...someOf(world.choose, { at: () => position(world), label: () => 'chapter' }) }),
  'remove-segments': (world) => ({ targets: world.some() }),
  'replace-asset': (world) => {
    const target = world.one('photo', 'clip', 'overlay', 'sound')
    const segment = allSegments(world.draft).find((one) => one.id === target)
    return { target, asset: segment?.kind === 'sound' ? world.asset('sound', 'clip') : world.asset('photo', 'clip') }
  },
  'move-segment': (world) => ({ target: world.one(...pictures), to: world.choose.whole(0, Math.max(0, world.draft.picture.segments.length - 1)) }),
  'reorder-segments': (world) => ({ order: world.some(...pictures) }),
  'split-segment': (world) => {
    const target = world.one(...pictures)
    const segment = world.draft.picture.segments.find((one) => one.id === target)
    return { target, at: world.choose.whole(1, Math.max(1, (segment === undefined ? 0 : segmentDuration(segment)) - 1)) }
  },
  'merge-segments': (world) => {
    const pairs = world.draft.picture.segments.slice(1).map((right, index) => [world.draft.picture.segments[index]!, right] as const)
      .filter(([left, right]) => left.kind === 'clip' && right.kind === 'clip' && left.asset === right.asset && left.speed === right.speed)
    const pair = pairs.length === 0 ? undefined : world.choose.pick(pairs)
    return { targets: pair === undefined ? [world.one('clip'), world.one('clip')] : pair.map((segment) => segment.id) }
  },
  'trim-clip': (world) => {
    const target = world.one('clip')
    const clip = world.draft.picture.segments.find((one) => one.id === target)
    const [from, to] = clip?.kind === 'clip' ? [clip.from, clip.to] : [0, 100]
    return { target, ...someOf(world.choose, { from: () => world.choose.whole(from, to - 1), to: () => to }) }
  },
  'cut-ranges': (world) => ({ ranges: ranges(world) }),
  'keep-ranges': (world) => ({ ranges: ranges(world) }),
  'set-duration': (world) => ({ targets: world.targets(...pictures), duration: world.choose.whole(1, 5000) }),
  'set-film-duration': (world) => ({ duration: world.choose.whole(1, world.end * 2 + 1000) }),
  'set-speed': (world) => ({ targets: world.targets('clip'), speed: world.choose.pick([0.1, 0.5, 1, 1.3, 2, 16]) }),
  'set-reverse': (world) => ({ targets: world.targets('clip'), reverse: chance(world.choose, 60) }),
  'set-fit': (world) => ({ targets: world.targets(...moving, 'overlay'), fit: world.choose.pick(['cover', 'contain', 'blur']) }),
  'set-focus': (world) => ({ target: world.one(...moving, 'overlay'), focus: chance(world.choose, 20) ? null : randomPoint(world.choose) }),
  'set-crop': (world) => ({ target: world.one(...moving, 'overlay'), crop: chance(world.choose, 20) ? null : randomCrop(world.choose) }),
  'set-orientation': (world) => ({ targets: world.targets(...moving), ...someOf(world.choose, { rotate: () => world.choose.pick([0, 90, 180, 270] as const), flipHorizontal: () => chance(world.choose, 50), flipVertical: () => chance(world.choose, 50) }) }),
  'set-motion': (world) => ({ targets: world.targets(...moving), motion: chance(world.choose, 20) ? null : randomMotion(world.choose) }),
  'set-look': (world) => ({ targets: world.targets(...moving), look: chance(world.choose, 20) ? null : randomLook(world.choose) }),
  'set-ground': (world) => ({ target: world.one('card'), ground: randomGround(world.choose) }),
  'rename-segment': (world) => ({ target: world.one(...pictures, 'overlay', 'sound'), to: 'new name' }),
  'set-transition': (world) => ({ targets: world.targets(...pictures), transition: chance(world.choose, 20) ? null : { kind: world.choose.pick(['crossfade', 'iris', 'push-left']), duration: world.choose.whole(2, 3000) } }),
  'set-fades': (world) => ({ targets: world.targets(...pictures), ...someOf(world.choose, { fadeIn: () => world.choose.whole(0, 1000), fadeOut: () => world.choose.whole(0, 1000) }) }),
  'add-text': (world) => ({
    text: randomText(world.choose), role: randomRole(world.choose), start: world.choose.whole(0, Math.max(0, world.end - 1)), duration: world.choose.whole(1, 4000), ...maybeAnchor(world),
    ...someOf(world.choose, { style: () => ({ color: randomColor(world.choose) }), place: () => randomPlace(world.choose), animation: () => ({ duration: 100 }) }),
  }),
  'edit-text': (world) => ({ target: world.one('text'), text: randomText(world.choose) }),
  'style-text': (world) => ({ targets: world.targets('text'), style: someOf(world.choose, { color: () => randomColor(world.choose), size: () => 0.1, italic: () => true }) }),
  'place-text': (world) => ({ targets: world.targets('text'), place: randomPlace(world.choose) }),
  'animate-text': (world) => ({ targets: world.targets('text'), animation: someOf(world.choose, { enter: () => randomAnimation(world.choose).enter, duration: () => world.choose.whole(0, 500) }) }),
  'time-text': (world) => ({ target: world.one('text'), ...someOf(world.choose, { start: () => time(world), duration: () => world.choose.whole(1, 4000), anchor: () => (chance(world.choose, 50) ? null : world.one(...pictures)) }) }),
  'set-subtitles': (world) => ({
    lines: several(world.choose, 0, 4, (index) => ({ text: randomText(world.choose), start: Math.min(index * 300, Math.max(0, world.end - 1)), duration: 300, ...(chance(world.choose, 30) ? { words: [{ text: 'a', from: 0, to: 300 }] } : {}) })),
    ...(chance(world.choose, 40) ? { style: randomTextStyle(world.choose) } : {}),
  }),
  'add-sound': (world) => ({
    role: world.choose.pick(['music', 'voice', 'effect', 'sound']), content: randomContent(world.choose, world.draft.assets), ...maybeAnchor(world),
    ...someOf(world.choose, { start: () => world.choose.whole(0, Math.max(0, world.end - 1)), duration: () => world.choose.whole(1, 5000), from: () => world.choose.whole(0, 900), volume: () => 0.5, loop: () => true, fadeIn: () => 100, fadeOut: () => 0, label: () => 'a sound' }),
  }),
  'set-music': (world) => ({
    content: chance(world.choose, 20) ? null : chance(world.choose, 50) ? randomComposition(world.choose) : { kind: 'asset', asset: world.asset('sound') },
    ...someOf(world.choose, { volume: () => someShare(world.choose), from: () => world.choose.whole(0, 900), fadeIn: () => 200, fadeOut: () => 300, label: () => 'our song' }),
  }),
  'set-composition': (world) => ({ target: world.one('sound'), composition: someOf(world.choose, { mood: () => 'sad' as const, seed: () => world.choose.whole(0, 9), withoutDrums: () => true, tempo: () => (chance(world.choose, 50) ? null : 90), only: () => (chance(world.choose, 50) ? null : 'piano' as const) }) }),
  'set-transition-sounds': (world) => ({ targets: world.targets(...pictures), effect: chance(world.choose, 25) ? null : world.choose.pick(['whoosh', 'pop', 'tick'] as const), ...someOf(world.choose, { volume: () => someShare(world.choose) }) }),
  'set-speech': (world) => ({ target: world.one('sound'), speech: someOf(world.choose, { text: () => randomText(world.choose), rate: () => 0.8 }) }),
  'set-volume': (world) => ({ targets: world.targets('sound', 'clip'), volume: world.choose.whole(0, 400) / 100 }),
  'set-muted': (world) => ({ targets: world.targets('sound', 'clip'), muted: chance(world.choose, 60) }),
  'set-sound-fades': (world) => ({ targets: world.targets('sound', 'clip'), ...someOf(world.choose, { fadeIn: () => world.choose.whole(0, 500), fadeOut: () => world.choose.whole(0, 500) }) }),
  'set-loop': (world) => ({ target: world.one('sound'), loop: chance(world.choose, 50) }),
  'time-sound': (world) => ({ target: world.one('sound'), ...someOf(world.choose, { start: () => time(world), duration: () => (chance(world.choose, 40) ? null : world.choose.whole(1, 4000)), from: () => world.choose.whole(0, 900), anchor: () => (chance(world.choose, 50) ? null : world.one(...pictures)) }) }),
  'set-ducking': (world) => {
    const music = world.draft.sounds.flatMap((track) => track.segments).filter((sound) => sound.role === 'music')
    return { target: music.length === 0 ? world.one('sound') : world.choose.pick(music).id, duck: world.choose.whole(0, 30) }
  },
  'adjust-beats': (world) => ({ asset: world.asset('sound'), change: world.choose.pick(['double', 'halve', 'shift-half']) }),
  'add-overlay': (world) => ({
    asset: world.asset('photo', 'clip'), role: world.choose.pick(['logo', 'inset']), ...maybeAnchor(world),
    ...someOf(world.choose, { start: () => world.choose.whole(0, Math.max(0, world.end - 1)), duration: () => world.choose.whole(1, 4000), opacity: () => someShare(world.choose), fit: () => 'blur' as const, frame: () => randomCrop(world.choose) }),
  }),
  'place-overlay': (world) => ({
    target: world.one('overlay'),
    ...someOf(world.choose, { frame: () => randomCrop(world.choose), opacity: () => someShare(world.choose), rounded: () => world.choose.whole(0, 5) / 10, start: () => time(world), duration: () => (chance(world.choose, 40) ? null : world.choose.whole(1, 4000)) }),
  }),
  'set-canvas': (world) => ({
    ...someOf(world.choose, { width: () => world.choose.whole(8, 1920) * 2, height: () => world.choose.whole(8, 1920) * 2, frameRate: () => ({ numerator: 25, denominator: 1 }), background: () => randomColor(world.choose), platform: () => (chance(world.choose, 50) ? null : 'reels' as const) }),
  }),
  'set-title': (world) => ({ title: randomText(world.choose) }),
  'apply-changes': (world) => ({ changes: [{ path: '/title', before: world.draft.title, after: world.choose.pick(['', 'back again']) }] }),
}
