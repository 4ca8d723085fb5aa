// Edits of the picture: shape, looks, movement, transitions, fades, order, what is in it.

import { createDice } from '../base/index.ts'
import { roomOf, type ClipFacts, type Fit, type Look, type Operation, type PhotoFacts, type PictureSegment, type Platform } from '../draft/index.ts'
import { aspectOfPlatform, duplicatesOf, framing, moveCamera, sizeOfAspect, takenAt, type Aspect, type MotionWish } from '../director/index.ts'
import { isLogo, slot, type Intent, type Target } from '../understanding/index.ts'
import { even, rateOf } from './turn-create.ts'
import { assetOf, assume, edit, fail, layoutOf, pictures, type Desk } from './turn-desk.ts'
import { segmentsOf } from './turn-targets.ts'
import { lookOf, transitionKinds } from './turn-values.ts'

/** A new shape: the canvas changes and every picture is framed anew about what matters in it. */
export function setShape(desk: Desk, aspect: Aspect | undefined, platform: Platform | undefined): void {
  const wanted = aspect ?? (platform === undefined ? undefined : aspectOfPlatform(platform))
  const now = desk.draft.canvas
  const size = wanted === undefined ? { width: now.width, height: now.height } : sizeOfAspect(wanted, Math.min(now.width, now.height))
  edit(desk, [{ name: 'set-canvas', width: size.width, height: size.height, ...(platform && { platform }) }])
  if (wanted !== undefined && (size.width !== now.width || size.height !== now.height)) reframe(desk)
}

/** Made for a place: its shape too, unless another was named in the same breath. */
export function setPlatform(desk: Desk, platform: Platform | undefined, keepsShape: boolean): void {
  if (platform === undefined) return
  if (keepsShape) return void edit(desk, [{ name: 'set-canvas', platform }])
  setShape(desk, undefined, platform)
}

function reframe(desk: Desk): void {
  const operations = pictures(desk).flatMap((segment): Operation[] => {
    if (segment.kind === 'card') return []
    const facts = assetOf(desk, segment.asset)?.facts as PhotoFacts | ClipFacts | undefined
    if (facts === undefined || segment.focus !== undefined && segment.fit === 'cover' && facts.kind === 'clip') return []
    const { fit, focus } = framing(facts, desk.draft.canvas)
    return [...(fit === segment.fit ? [] : [{ name: 'set-fit', targets: [segment.id], fit } as const]), ...(fit === 'cover' && focus !== undefined ? [{ name: 'set-focus', target: segment.id, focus } as const] : [])]
  })
  const changed = operations.filter((operation) => operation.name === 'set-fit').length
  edit(desk, operations, { quiet: true })
  if (changed > 0) desk.done.push({ en: `${changed} picture${changed === 1 ? ' is' : 's are'} framed anew so that nothing important is cut off.`, zh: `${changed} 段画面重新取景，避免裁掉主体。` })
}

export function setResolution(desk: Desk, intent: Intent): void {
  const width = slot<number>(intent, 'width')
  const height = slot<number>(intent, 'height')
  if (width !== undefined && height !== undefined) {
    const before = desk.draft.canvas.width / desk.draft.canvas.height
    edit(desk, [{ name: 'set-canvas', width: even(width), height: even(height) }])
    if (Math.abs(width / height / before - 1) > 0.02) reframe(desk)
    return
  }
  const short = slot<number>(intent, 'short') ?? 1080
  const { width: nowWidth, height: nowHeight } = desk.draft.canvas
  const factor = short / Math.min(nowWidth, nowHeight)
  edit(desk, [{ name: 'set-canvas', width: even(nowWidth * factor), height: even(nowHeight * factor) }])
}

export function setFrameRate(desk: Desk, intent: Intent): void {
  edit(desk, [{ name: 'set-canvas', frameRate: rateOf(slot<number>(intent, 'fps') ?? 30) }])
}

export function setFit(desk: Desk, intent: Intent): void {
  edit(desk, [{ name: 'set-fit', targets: 'all', fit: slot<Fit>(intent, 'fit') ?? 'contain' }])
}

export function setLook(desk: Desk, intent: Intent): void {
  const segments = segmentsOf(desk, slot<Target>(intent, 'which'))?.filter((segment) => segment.kind !== 'card')
  if (segments === undefined || segments.length === 0) return
  const name = slot<string>(intent, 'name')
  const ids = segments.map((segment) => segment.id)
  if (name === 'none' && segments.every((segment) => segment.look === undefined)) return assume(desk, 'The pictures have their own colours already.', '画面本来就是原色。')
  if (name === 'none') return void edit(desk, [{ name: 'set-look', targets: ids, look: null }])
  if (intent.slots['name']?.source === 'assumed') assume(desk, 'Which colours was not said, so I evened out light and colour.', '没说要什么色调，我做了自动的曝光和色彩校正。')
  for (const [look, targets] of grouped(segments, (segment) => adjusted(segment, intent, name))) edit(desk, [{ name: 'set-look', targets, look }])
}

function adjusted(segment: PictureSegment, intent: Intent, name: string | undefined): Look {
  const before: Look = (segment.kind !== 'card' ? segment.look : undefined) ?? { name: 'none', strength: 1 }
  const main = name === undefined ? before : further(before, name, lookOf([name, ...(slot<string[]>(intent, 'also') ?? [])], slot(intent, 'soft') === true))
  const shift = (key: string) => slot<number>(intent, key)
  const add = (value: number | undefined, by: number | undefined) => (by === undefined ? {} : Math.max(-1, Math.min(1, Math.round(((value ?? 0) + by) * 100) / 100)))
  const adjustments = { brightness: add(main.brightness, shift('brightness')), contrast: add(main.contrast, shift('contrast')), saturation: add(main.saturation, shift('saturation')), warmth: add(main.warmth, shift('temperature')) }
  return { ...main, ...Object.fromEntries(Object.entries(adjustments).filter(([, value]) => typeof value === 'number')) }
}

// "Warmer" of what is warm already is a step further: stronger first, then by the adjustment that makes the look.
function further(before: Look, name: string, wished: Look): Look {
  const { key, sign } = steps[name] ?? {}
  const has = key !== undefined && wished.name === 'none' ? (before[key] ?? 0) >= (wished[key] ?? 0) && (before[key] ?? 0) > 0 : before.name === wished.name && before.strength >= wished.strength
  if (!has) return wished
  if (before.strength < 1 && before.name !== 'none') return { ...before, strength: Math.min(1, Math.round((before.strength + 0.25) * 100) / 100) }
  return key === undefined ? before : { ...before, [key]: Math.max(-1, Math.min(1, Math.round(((before[key] ?? 0) + sign! * 0.2) * 100) / 100)) }
}

const steps: Readonly<Record<string, { readonly key: 'warmth' | 'brightness' | 'saturation' | 'contrast' | 'grain' | 'sharpen' | 'vignette'; readonly sign: 1 | -1 }>> = {
  warm: { key: 'warmth', sign: 1 }, cool: { key: 'warmth', sign: -1 }, bright: { key: 'brightness', sign: 1 }, dark: { key: 'brightness', sign: -1 }, vivid: { key: 'saturation', sign: 1 }, fade: { key: 'saturation', sign: -1 },
  contrast: { key: 'contrast', sign: 1 }, cinematic: { key: 'contrast', sign: 1 }, vintage: { key: 'grain', sign: 1 }, sharpen: { key: 'sharpen', sign: 1 }, vignette: { key: 'vignette', sign: 1 },
}

function grouped(segments: readonly PictureSegment[], value: (segment: PictureSegment) => Look): readonly (readonly [Look, string[]])[] {
  const groups = new Map<string, [Look, string[]]>()
  for (const segment of segments) {
    const look = value(segment)
    const key = JSON.stringify(look)
    const group = groups.get(key) ?? [look, []]
    group[1].push(segment.id)
    groups.set(key, group)
  }
  return [...groups.values()]
}

export function setMotion(desk: Desk, intent: Intent): void {
  const segments = segmentsOf(desk, slot<Target>(intent, 'which'))
  if (segments === undefined) return
  const wish = slot<MotionWish | false>(intent, 'wish')
  const movable = segments.filter((segment) => segment.kind !== 'card')
  if (wish === false && movable.every((segment) => segment.motion === undefined)) return assume(desk, 'The pictures stand still already.', '画面本来就没有运镜。')
  if (wish === false) return void edit(desk, [{ name: 'set-motion', targets: movable.map((segment) => segment.id), motion: null }])
  const placed = new Map(layoutOf(desk).picture.map((one) => [one.segment.id, one]))
  const operations = movable.flatMap((segment, index): Operation[] => {
    const facts = assetOf(desk, segment.asset)?.facts as PhotoFacts | ClipFacts | undefined
    const { visibleFrom, visibleTo } = placed.get(segment.id)!
    const focus = segment.focus ?? (facts === undefined ? undefined : framing(facts, desk.draft.canvas).motionHint.toward) ?? { x: 0.5, y: 0.45 }
    return [{ name: 'set-motion', targets: [segment.id], motion: moveCamera(wish ?? 'auto', index, visibleTo - visibleFrom, focus, segment.fit, roomOf(desk.draft, segment)) }]
  })
  if (edit(desk, operations, { quiet: operations.length > 2 }) && operations.length > 2) desk.done.push({ en: `${operations.length} pictures now move slowly, in turn towards and away.`, zh: `${operations.length} 段画面加上了缓慢推拉。` })
}

const plainCuts = { en: 'The film has plain cuts and no transition.', zh: '片子本来就是直接切换，没有转场。' }

export function setTransition(desk: Desk, intent: Intent): void {
  const kind = slot<string>(intent, 'kind') ?? 'any'
  const target = slot<Target>(intent, 'which')
  const chain = pictures(desk)
  if (kind === 'none' || kind === 'cut') {
    const had = chain.some((segment) => segment.transition !== undefined)
    const cuts = cutsOf(desk, target)
    if (cuts !== undefined) edit(desk, [{ name: 'set-transition', targets: cuts, transition: null }])
    if (cuts !== 'all') return
    if (kind === 'none') edit(desk, [{ name: 'set-fades', targets: 'all', fadeIn: 0, fadeOut: 0 }], { quiet: true })
    if (!had) assume(desk, plainCuts.en, plainCuts.zh)
    return
  }
  const joined = chain.filter((segment) => segment.transition !== undefined)
  if (kind === 'same' && joined.length > 0) return timeTransitions(desk, joined, intent)
  if (kind === 'same' && slot(intent, 'duration') === undefined) return assume(desk, plainCuts.en, plainCuts.zh)
  const wish = { kind: transitionKinds[kind] ?? 'crossfade', duration: slot<number>(intent, 'duration') ?? 600 } as const
  if (chain.length < 2) {
    assume(desk, 'There is one picture and so no cut to put a transition on; the film fades in and out instead.', '只有一段画面，没有转场的位置，改为首尾淡入淡出。')
    return void edit(desk, [{ name: 'set-fades', targets: 'all', fadeIn: Math.min(1000, wish.duration), fadeOut: Math.min(1000, wish.duration) }])
  }
  const cuts = cutsOf(desk, target)
  if (cuts === undefined) return
  if (kind === 'other') assume(desk, 'I have no such transition; the nearest I have are whip pans, flashes, zooms and wipes, and I took whip pans.', '我没有这种转场；相近的有甩镜、闪白、推近和擦除，这里用了甩镜。')
  if (kind === 'any' || kind === 'smooth') assume(desk, 'No kind was named, so I took crossfades.', '没说哪种转场，我用了交叉淡化。')
  edit(desk, [{ name: 'set-transition', targets: cuts, transition: wish }])
  if (cuts !== 'all' && kind === 'fade' && segmentsOf(desk, target)!.includes(chain[0]!)) edit(desk, [{ name: 'set-fades', targets: [chain[0]!.id], fadeIn: 600 }])
}

// The pictures at whose beginning the cuts stand that are meant; undefined when something was named that is not there. The
// first picture has none before it and lends the cut behind it.
function cutsOf(desk: Desk, target: Target | undefined): readonly string[] | 'all' | undefined {
  if (target === undefined || target.by === 'all') return 'all'
  const [first, second] = pictures(desk)
  return segmentsOf(desk, target)?.map(({ id }) => (id === first!.id && second !== undefined ? second.id : id))
}

// As they are, for longer or shorter.
function timeTransitions(desk: Desk, joined: readonly PictureSegment[], intent: Intent): void {
  const [scale, said] = [slot<number>(intent, 'scale') ?? 1, slot<number>(intent, 'duration')]
  for (const { id, transition } of joined) {
    const { kind, before, after } = transition!
    edit(desk, [{ name: 'set-transition', targets: [id], transition: { kind, duration: said ?? Math.max(100, Math.round(((before + after) * scale) / 10) * 10) } }], { quiet: true })
  }
  if (said !== undefined) desk.done.push({ en: `The transitions now take ${said / 1000} s.`, zh: `转场时间改为 ${said / 1000} 秒。` })
  else desk.done.push({ en: `The transitions are now ${scale < 1 ? 'shorter' : 'longer'}.`, zh: `转场时间${scale < 1 ? '缩短' : '延长'}了。` })
}

export function setFades(desk: Desk, intent: Intent): void {
  const segments = intent.slots['which'] === undefined ? undefined : segmentsOf(desk, slot<Target>(intent, 'which'))
  const fadeIn = slot<number>(intent, 'in')
  const fadeOut = slot<number>(intent, 'out')
  if (slot(intent, 'sound') === true) {
    const heard = pictures(desk).filter((segment) => segment.kind === 'clip')
    const ends = [heard[0], heard.at(-1)]
    const [soundIn, soundOut] = [slot<number>(intent, 'fadeIn'), slot<number>(intent, 'fadeOut')]
    if (heard.length === 0) return fail(desk, 'There is no sound of a clip to fade.', '没有可以淡入淡出的原声。')
    edit(desk, [...(soundIn !== undefined ? [{ name: 'set-sound-fades', targets: [ends[0]!.id], fadeIn: soundIn } as const] : []), ...(soundOut !== undefined ? [{ name: 'set-sound-fades', targets: [ends[1]!.id], fadeOut: soundOut } as const] : [])])
    return
  }
  if (slot(intent, 'color') === 'white') edit(desk, [{ name: 'set-canvas', background: '#ffffff' }], { quiet: true })
  edit(desk, [{ name: 'set-fades', targets: segments?.map((segment) => segment.id) ?? 'all', ...(fadeIn !== undefined && { fadeIn }), ...(fadeOut !== undefined && { fadeOut }) }])
}

export function turn(desk: Desk, intent: Intent): void {
  const ids = segmentsOf(desk, slot<Target>(intent, 'which'))?.filter((segment) => segment.kind !== 'card').map((segment) => segment.id)
  if (ids === undefined || ids.length === 0) return
  if (intent.name === 'flip') return void edit(desk, [{ name: 'set-orientation', targets: ids, ...(slot(intent, 'axis') === 'vertical' ? { flipVertical: true } : { flipHorizontal: true }) }])
  edit(desk, [{ name: 'set-orientation', targets: ids, rotate: (slot<number>(intent, 'degrees') ?? 90) as 90 }])
}

export function removeSegments(desk: Desk, intent: Intent, keep: boolean): void {
  const segments = segmentsOf(desk, slot<Target>(intent, 'which'))
  if (segments === undefined) return
  const named = new Set(segments.map((segment) => segment.id))
  const going = pictures(desk).filter((segment) => (keep ? !named.has(segment.id) && segment.kind !== 'card' : named.has(segment.id)))
  if (going.length === pictures(desk).length) return fail(desk, 'That would leave no picture in the film, so I left it as it is.', '这样片子里就没有画面了，所以没有改。')
  if (going.length > 0) edit(desk, [{ name: 'remove-segments', targets: going.map((segment) => segment.id) }])
}

/** "Without the blurry ones", "no duplicates", "the best five": by what was measured, and only that. */
export function select(desk: Desk, intent: Intent): void {
  const photos = pictures(desk).filter((segment) => segment.kind === 'photo')
  const facts = (segment: PictureSegment) => (segment.kind === 'photo' ? (assetOf(desk, segment.asset)?.facts as PhotoFacts | undefined) : undefined)
  const without = slot<string>(intent, 'without')
  if (without === 'duplicate' || without === 'weak' || without === 'blurry' || without === 'dark' || without === 'portrait' || without === 'landscape') {
    const going = without === 'duplicate' ? duplicateIds(photos, facts) : segmentsOfKind(desk, without)
    const names = { duplicate: ['duplicates', '重复的照片'], weak: ['weak photos', '较差的照片'], blurry: ['blurry photos', '模糊的照片'], dark: ['dark photos', '过暗的照片'], portrait: ['upright photos', '竖拍的照片'], landscape: ['wide photos', '横拍的照片'] }[without]
    if (going.length === 0) return assume(desk, `I measured no ${names[0]}, so all pictures stay.`, `没有测到${names[1]}，所以画面都保留。`)
    if (going.length === pictures(desk).length) return fail(desk, 'That would leave no picture in the film, so I left it as it is.', '这样片子里就没有画面了，所以没有改。')
    return void edit(desk, [{ name: 'remove-segments', targets: going }])
  }
  const count = slot<number>(intent, 'count') ?? Math.max(1, Math.round(photos.length * 0.6))
  const ranked = [...photos].sort((left, right) => (facts(right)?.score ?? 0.5) - (facts(left)?.score ?? 0.5))
  const going = ranked.slice(count).map((segment) => segment.id)
  if (going.length > 0) edit(desk, [{ name: 'remove-segments', targets: going }])
  assume(desk, 'Best means: sharp, well exposed, colourful, and no two alike; I cannot judge what is shown.', '“最好”按清晰、曝光、色彩和不重复来挑，画面内容我看不懂。')
}

function segmentsOfKind(desk: Desk, kind: string): string[] {
  return (segmentsOf({ ...desk, failed: [] }, { by: 'kind', select: kind }) ?? []).map((segment) => segment.id)
}

function duplicateIds(photos: readonly PictureSegment[], facts: (segment: PictureSegment) => PhotoFacts | undefined): string[] {
  const known = photos.filter((segment) => facts(segment) !== undefined)
  return duplicatesOf(known.map((segment) => facts(segment)!)).flatMap((group) => group.members.filter((index) => index !== group.best).map((index) => known[index]!.id))
}

export function setOrder(desk: Desk, intent: Intent): void {
  const chain = pictures(desk)
  const by = slot<string>(intent, 'by')
  const names = slot<readonly string[]>(intent, 'names')
  const positions = slot<readonly number[]>(intent, 'positions')
  const first = slot<string>(intent, 'first')
  const time = (segment: PictureSegment) => (segment.kind === 'card' ? '' : takenAt(assetOf(desk, segment.asset)!) ?? '')
  if ((by === 'time' || by === 'time-reverse') && chain.filter((segment) => time(segment) !== '').length * 2 <= chain.length) return assume(desk, 'Most files carry no time of recording, so they stay in the order in which they came.', '多数素材没有拍摄时间，所以保持原来的顺序。')
  const order = by === 'reverse' ? [...chain].reverse()
    : by === 'time' ? [...chain].sort((left, right) => compare(time(left), time(right)))
      : by === 'time-reverse' ? [...chain].sort((left, right) => compare(time(right), time(left)))
        : by === 'name' ? [...chain].sort((left, right) => compare(left.name, right.name))
          : by === 'random' ? shuffled(chain, desk.seed)
            : first !== undefined ? [...chain.filter((segment) => segment.kind === (first === 'clips' ? 'clip' : 'photo')), ...chain.filter((segment) => segment.kind !== (first === 'clips' ? 'clip' : 'photo'))]
              : names !== undefined ? segmentsOf(desk, { by: 'name', names }) ?? []
                : positions !== undefined ? segmentsOf(desk, { by: 'which', which: { noun: 'any', positions } }) ?? [] : []
  if (order.length > 0 && !edit(desk, [{ name: 'reorder-segments', order: order.map((segment) => segment.id) }])) assume(desk, 'The pictures were in that order already.', '画面本来就是这个顺序。')
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

function shuffled(chain: readonly PictureSegment[], seed: string): PictureSegment[] {
  const dice = createDice(`${seed}|order`)
  const rest = [...chain]
  return chain.map(() => rest.splice(dice.below(rest.length), 1)[0]!)
}

export function move(desk: Desk, intent: Intent): void {
  const which = segmentsOf(desk, slot<Target>(intent, 'which'))
  if (which === undefined) return
  const to = slot<string>(intent, 'to')
  const position = slot<number>(intent, 'position')
  const before = slot<Target>(intent, 'before')
  const after = slot<Target>(intent, 'after')
  const place = before ?? after
  const neighbour = place === undefined ? undefined : segmentsOf(desk, place)?.[0]
  if (place !== undefined && neighbour === undefined) return
  const moving = new Set(which.map((segment) => segment.id))
  const rest = pictures(desk).filter((segment) => !moving.has(segment.id))
  const at = neighbour !== undefined ? rest.findIndex((segment) => segment.id === neighbour.id) + (after === undefined ? 0 : 1) : position !== undefined ? Math.min(rest.length, position - 1) : to === 'last' ? rest.length : 0
  edit(desk, [{ name: 'reorder-segments', order: [...rest.slice(0, at), ...which, ...rest.slice(at)].map((segment) => segment.id) }])
}

export function swap(desk: Desk, intent: Intent): void {
  const left = segmentsOf(desk, slot<Target>(intent, 'left'))?.[0]
  const right = segmentsOf(desk, slot<Target>(intent, 'right'))?.[0]
  if (left === undefined || right === undefined) return
  edit(desk, [{ name: 'reorder-segments', order: pictures(desk).map((segment) => (segment.id === left.id ? right.id : segment.id === right.id ? left.id : segment.id)) }])
}

export function replace(desk: Desk, intent: Intent): void {
  const target = segmentsOf(desk, slot<Target>(intent, 'which'))?.[0]
  const name = slot<string>(intent, 'name') ?? ''
  const asset = desk.world.assets.find((one) => one.name === name || one.name.replace(/\.[^.]+$/, '') === name)
  if (target === undefined) return
  if (asset === undefined) return fail(desk, `I have no file called "${name}".`, `没有名为“${name}”的文件。`)
  edit(desk, [...(desk.draft.assets[asset.id] === undefined ? [{ name: 'add-asset', asset } as const] : []), { name: 'replace-asset', target: target.id, asset: asset.id }])
}

/** Pictures that are in the world and not yet in the film, put in at the end. */
export function addNewPictures(desk: Desk): boolean {
  const used = new Set(pictures(desk).flatMap((segment) => (segment.kind === 'card' ? [] : [segment.asset])))
  const fresh = desk.world.assets.filter((asset) => asset.kind !== 'sound' && !isLogo(asset) && !used.has(asset.id))
  return edit(desk, fresh.flatMap((asset): Operation[] => [
    ...(desk.draft.assets[asset.id] === undefined ? [{ name: 'add-asset', asset } as const] : []),
    asset.kind === 'photo' ? { name: 'add-photo', asset: asset.id, style: { fit: asset.facts?.kind === 'photo' ? framing(asset.facts, desk.draft.canvas).fit : 'cover' } } : { name: 'add-clip', asset: asset.id },
  ]))
}
