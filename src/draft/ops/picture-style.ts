// How pictures sit in the frame and what they look like: fit, focus, crop, orientation, motion, look, and a card's ground.

import { z } from 'zod'
import { success, type Outcome } from '../../base/index.ts'
import { changeChain } from '../chain.ts'
import type { CardSegment, ClipSegment, Draft, OverlaySegment, PhotoSegment, Segment, SegmentId } from '../document.ts'
import type { Sentence } from '../operation.ts'
import { needSegment, needTargets, type PlacedSegment } from '../find.ts'
import { patched } from '../patch.ts'
import { mapPlaced } from '../place.ts'
import { crop, fit, ground, look, motion, pictureStyle, point, segmentId } from '../schema/values.ts'
import { groundName, label, labels, lookName, percent } from '../wording.ts'
import { defineOperation, targets } from './define.ts'

type Styled = PhotoSegment | ClipSegment | OverlaySegment
type Moving = PhotoSegment | ClipSegment

const isStyled = (segment: Segment): segment is Styled => segment.kind === 'photo' || segment.kind === 'clip' || segment.kind === 'overlay'
const isMoving = (segment: Segment): segment is Moving => segment.kind === 'photo' || segment.kind === 'clip'
const isCard = (segment: Segment): segment is CardSegment => segment.kind === 'card'
const styled = 'a photo, a clip or an overlay'

/** Changes the named segments, wherever they are; their lengths stay. */
export function changeSegments(draft: Draft, ids: ReadonlySet<SegmentId>, change: (segment: Segment) => Segment): Draft {
  const chained = changeChain(draft, ids, (segment) => change(segment) as typeof segment)
  return mapPlaced(chained, (segment) => (ids.has(segment.id) ? change(segment) as PlacedSegment : segment))
}

function restyle(draft: Draft, wished: readonly SegmentId[] | 'all', change: Partial<Styled>): Outcome<Draft> {
  // "all" means the pictures of the film; a logo is changed only by name.
  const found = needTargets(draft, wished, wished === 'all' ? isMoving : isStyled, styled)
  return found.ok ? success(changeSegments(draft, found.value, (segment) => patched(segment, change as Partial<Segment>))) : found
}

function restyleOne(draft: Draft, target: SegmentId, change: Partial<Styled>): Outcome<Draft> {
  const found = needSegment(draft, target, isStyled, styled, '/target')
  return found.ok ? restyle(draft, [target], change) : found
}

function named(draft: Draft, wished: readonly SegmentId[] | 'all') {
  if (wished !== 'all') return { ...labels(draft, wished, { en: 'pictures', zh: '段画面' }), one: wished.length === 1 }
  const pictures = draft.picture.segments.filter(isMoving)
  return { ...labels(draft, pictures.map((segment) => segment.id), { en: 'pictures', zh: '段画面' }, pictures.length), one: pictures.length === 1 }
}

const fits = {
  cover: { one: 'now fills the frame', many: 'now fill the frame', zh: '铺满画面' }, contain: { one: 'is now shown whole', many: 'are now shown whole', zh: '完整显示' },
  blur: { one: 'is now shown whole over a blurred ground', many: 'are now shown whole over a blurred ground', zh: '完整显示，四周为模糊背景' },
}

export const setFit = defineOperation('set-fit', z.strictObject({ targets, fit }), {
  title: 'Set how pictures fit',
  description: 'Chooses whether pictures fill the frame, are shown whole, or are shown whole over a blurred copy of themselves.',
  apply: (draft, { targets, fit }) => restyle(draft, targets, { fit }),
  describe(before, _after, { targets, fit }) {
    const what = named(before, targets)
    return { en: `${what.en} ${what.one ? fits[fit].one : fits[fit].many}.`, zh: `${what.zh} 现在${fits[fit].zh}。` }
  },
})

export const setFocus = defineOperation('set-focus', z.strictObject({
  target: segmentId, focus: point.nullable().describe('What must stay in view, 0..1 of the upright picture; null = decided from the picture.'),
}), {
  title: 'Set the focus point',
  description: 'Says which point of a picture must stay in view when it is cropped to the frame.',
  apply: (draft, { target, focus }) => restyleOne(draft, target, { focus: focus ?? undefined }),
  describe(before, _after, { target, focus }) {
    const what = label(before, target)
    if (focus === null) return { en: `The focus of ${what.en} is decided from the picture again.`, zh: `${what.zh} 的焦点恢复为自动判断。` }
    return { en: `The focus of ${what.en} is at ${percent(focus.x)} across and ${percent(focus.y)} down.`, zh: `${what.zh} 的焦点在横向 ${percent(focus.x)}、纵向 ${percent(focus.y)} 处。` }
  },
})

export const setCrop = defineOperation('set-crop', z.strictObject({
  target: segmentId, crop: crop.nullable().describe('The part of the upright picture to use, 0..1; null = all of it.'),
}), {
  title: 'Crop a picture',
  description: 'Uses only a part of a picture, or all of it again.',
  apply: (draft, { target, crop }) => restyleOne(draft, target, { crop: crop ?? undefined }),
  describe(before, _after, { target, crop }) {
    const what = label(before, target)
    if (crop === null) return { en: `${what.en} is used whole again.`, zh: `${what.zh} 恢复使用整幅画面。` }
    return {
      en: `${what.en} is cropped to ${percent(crop.width)} × ${percent(crop.height)} of the picture.`, zh: `${what.zh} 裁切为原画面的 ${percent(crop.width)} × ${percent(crop.height)}。`,
    }
  },
})

export const setOrientation = defineOperation('set-orientation', z.strictObject({
  targets, rotate: pictureStyle.rotate, flipHorizontal: pictureStyle.flipHorizontal, flipVertical: pictureStyle.flipVertical,
}), {
  title: 'Turn or mirror pictures',
  description: 'Turns pictures clockwise (absolute, on top of the camera\'s own orientation) or mirrors them. Absent keys stay as they are.',
  apply: (draft, { targets, rotate, flipHorizontal, flipVertical }) => restyle(draft, targets, {
    ...(rotate !== undefined && { rotate: rotate === 0 ? undefined : rotate }),
    ...(flipHorizontal !== undefined && { flipHorizontal: flipHorizontal || undefined }),
    ...(flipVertical !== undefined && { flipVertical: flipVertical || undefined }),
  }),
  describe(before, _after, { targets, rotate, flipHorizontal, flipVertical }) {
    const what = named(before, targets)
    const en = [rotate !== undefined && `turned by ${rotate}°`, mirrorEn(flipHorizontal, 'left to right'), mirrorEn(flipVertical, 'top to bottom')].filter(Boolean)
    const zh = [rotate !== undefined && `旋转 ${rotate}°`, mirrorZh(flipHorizontal, '左右'), mirrorZh(flipVertical, '上下')].filter(Boolean)
    return { en: `${what.en} ${what.one ? 'is' : 'are'} now ${en.join(' and ')}.`, zh: `${what.zh} 现在${zh.join('，')}。` }
  },
})

function mirrorEn(flip: boolean | undefined, how: string) {
  return flip !== undefined && `${flip ? 'mirrored' : 'not mirrored'} ${how}`
}
function mirrorZh(flip: boolean | undefined, how: string) {
  return flip !== undefined && `${flip ? '' : '不再'}${how}翻转`
}

export const setMotion = defineOperation('set-motion', z.strictObject({
  targets, motion: motion.nullable().describe('The camera movement; null = the picture stands still.'),
}), {
  title: 'Move the camera',
  description: 'Gives photos or clips a slow zoom or pan, or makes them stand still.',
  apply(draft, { targets, motion }) {
    const found = needTargets(draft, targets, isMoving, 'a photo or a clip')
    return found.ok ? success(changeSegments(draft, found.value, (segment) => patched(segment as Moving, { motion: motion ?? undefined }))) : found
  },
  describe(before, _after, { targets, motion }) {
    const what = named(before, targets)
    if (motion === null) return { en: `${what.en} now stand${what.one ? 's' : ''} still.`, zh: `${what.zh} 现在静止不动。` }
    const move = movement(motion.from, motion.to)
    return { en: `The camera now ${move.en} on ${what.en}.`, zh: `${what.zh} 现在${move.zh}。` }
  },
})

function movement(from: { x: number; y: number; zoom: number }, to: { x: number; y: number; zoom: number }) {
  if (to.zoom > from.zoom) return { en: `moves in (${from.zoom}× to ${to.zoom}×)`, zh: `缓缓推近（${from.zoom}× 到 ${to.zoom}×）` }
  if (to.zoom < from.zoom) return { en: `moves out (${from.zoom}× to ${to.zoom}×)`, zh: `缓缓拉远（${from.zoom}× 到 ${to.zoom}×）` }
  const [across, down] = [to.x - from.x, to.y - from.y]
  if (across === 0 && down === 0) return { en: `holds its view (${to.zoom}×)`, zh: `保持取景（${to.zoom}×）` }
  if (Math.abs(across) >= Math.abs(down)) return across > 0 ? { en: 'pans right', zh: '向右平移' } : { en: 'pans left', zh: '向左平移' }
  return down > 0 ? { en: 'pans down', zh: '向下平移' } : { en: 'pans up', zh: '向上平移' }
}

const adjustments = ['brightness', 'contrast', 'saturation', 'warmth', 'vignette', 'sharpen', 'grain'] as const

export const setLook = defineOperation('set-look', z.strictObject({
  targets, look: look.nullable().describe('The colour treatment; null = the picture\'s own colours.'),
}), {
  title: 'Set the look',
  description: 'Gives pictures a colour treatment such as warm, bw or cinematic, with adjustments, or takes it away.',
  apply: (draft, { targets, look }) => restyle(draft, targets, { look: look ?? undefined }),
  describe(before, _after, { targets, look }) {
    const what = named(before, targets)
    if (look === null) return { en: `${what.en} ${what.one ? 'has its' : 'have their'} own colours again.`, zh: `${what.zh} 恢复原色。` }
    const extras = adjustments.filter((key) => look[key] !== undefined && look[key] !== 0)
    const own = look.name === 'none'
    const added = { en: extras.map((key) => adjusted(key, look[key]!).en).join(', '), zh: extras.map((key) => adjusted(key, look[key]!).zh).join('、') }
    if (own && extras.length > 0) return { en: `${what.en} ${what.one ? 'is' : 'are'} now ${added.en}.`, zh: `${what.zh}现在${added.zh}。` }
    const name = lookName(look.name)
    const strength = look.strength === 1 ? { en: '', zh: '' } : { en: `, at ${percent(look.strength)} strength`, zh: `，强度 ${percent(look.strength)}` }
    return {
      en: `${what.en} now ${what.one ? 'has' : 'have'} a ${name.en} look${strength.en}${extras.length === 0 ? '' : `, ${added.en}`}.`,
      zh: `${what.zh}现在是${name.zh}风格${strength.zh}${extras.length === 0 ? '' : `，${added.zh}`}。`,
    }
  },
})

const adjustmentWords: Readonly<Record<(typeof adjustments)[number], readonly [more: Sentence, less: Sentence]>> = {
  brightness: [{ en: 'brighter', zh: '更亮' }, { en: 'darker', zh: '更暗' }], contrast: [{ en: 'stronger in contrast', zh: '对比更强' }, { en: 'softer in contrast', zh: '对比更柔' }],
  saturation: [{ en: 'richer in colour', zh: '颜色更浓' }, { en: 'paler in colour', zh: '颜色更淡' }], warmth: [{ en: 'warmer', zh: '更暖' }, { en: 'cooler', zh: '更冷' }],
  vignette: [{ en: 'darker towards the edges', zh: '四角压暗' }, { en: 'lighter towards the edges', zh: '四角提亮' }], sharpen: [{ en: 'sharper', zh: '更锐' }, { en: 'softer', zh: '更柔' }], grain: [{ en: 'grainy like film', zh: '带胶片颗粒' }, { en: 'free of grain', zh: '没有颗粒' }],
}

function adjusted(key: (typeof adjustments)[number], value: number): Sentence {
  if (key === 'saturation' && value <= -1) return { en: 'without colour', zh: '去掉颜色' }
  return adjustmentWords[key][value > 0 ? 0 : 1]
}

export const setGround = defineOperation('set-ground', z.strictObject({ target: segmentId.describe('A card.'), ground }), {
  title: 'Paint a card',
  description: 'Changes what a card is painted with: a colour, a gradient or soft lights.',
  apply(draft, { target, ground }) {
    const found = needSegment(draft, target, isCard, 'a card', '/target')
    return found.ok ? success(changeSegments(draft, new Set([target]), (segment) => patched(segment as CardSegment, { ground }))) : found
  },
  describe(before, _after, { target, ground }) {
    const what = label(before, target)
    return { en: `${what.en} is now ${groundName(ground).en}.`, zh: `${what.zh} 现在是${groundName(ground).zh}。` }
  },
})
