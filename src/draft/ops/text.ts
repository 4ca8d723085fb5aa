// Words on the screen: adding, wording, style, place, movement and time of texts.

import { z } from 'zod'
import { failure, success, type Fault, type Outcome } from '../../base/index.ts'
import { textDefaults } from '../defaults.ts'
import type { Draft, Segment, SegmentId, TextSegment, TextStyle } from '../document.ts'
import { isPicture, needSegment, needTargets, withNewId } from '../find.ts'
import { filmDuration, layOut } from '../layout.ts'
import type { Sentence } from '../operation.ts'
import { patched } from '../patch.ts'
import { mapPlaced, placeText } from '../place.ts'
import { duration, offset, segmentId, textAnimation, textPlace, textRole, textStyle, words } from '../schema/values.ts'
import { length, list, percent, quote, span, textRoleName } from '../wording.ts'
import { joined } from './durations.ts'
import { defineOperation, targets } from './define.ts'

export const isText = (segment: Segment): segment is TextSegment => segment.kind === 'text'

const style = z.strictObject(textStyle).partial()
const animation = z.strictObject(textAnimation).partial()
const start = offset.describe('Film time in ms; with an anchor, the offset from the beginning of that picture.')

export const addText = defineOperation('add-text', z.strictObject({
  text: words.describe('The words, to the letter; a line feed breaks the line.'), role: textRole, start, duration: duration.describe('Milliseconds on screen.'),
  anchor: segmentId.describe('Picture segment it travels with; absent = it hangs on the film\'s time.').optional(),
  style: style.describe('Differences from the role\'s style.').optional(), place: textPlace.describe('Where; absent = the role\'s place.').optional(),
  animation: animation.describe('Differences from the role\'s animation.').optional(),
}), {
  title: 'Add a text',
  description: 'Shows words above the picture for some time. The role decides style, place and movement; each can be overridden.',
  apply(draft, { text, role, start, duration, anchor, style, place, animation }) {
    const faults = [...anchorFaults(draft, anchor), ...startFaults(draft, start, duration, anchor)]
    if (faults.length > 0) return failure(...faults)
    const look = textDefaults[role]
    const { id, draft: counted } = withNewId(draft, 's')
    return success(placeText(counted, {
      kind: 'text', id, role, text, start, ...(anchor === undefined ? {} : { anchor }), duration,
      style: { ...look.style, ...style }, place: place ?? look.place, animation: { ...look.animation, ...animation },
    }))
  },
  describe(before, after) {
    const known = new Set(textsOf(before).map((text) => text.id))
    const text = textsOf(after).find((one) => !known.has(one.id))!
    const [role, words, when] = [textRoleName(text.role), quote(text.text), timeOf(after, text.id)]
    return { en: `Added the ${role.en} ${words.en}${when.en}.`, zh: `添加了${role.zh}${words.zh}${when.zh}。` }
  },
})

/** An anchor must be a picture segment of this film. */
export function anchorFaults(draft: Draft, anchor: SegmentId | undefined): readonly Fault[] {
  if (anchor === undefined) return []
  const found = needSegment(draft, anchor, isPicture, 'a picture segment', '/anchor')
  return found.ok ? [] : found.faults
}

/** What begins behind the end of the film would never be seen or heard. A film without pictures has no end yet. */
export function startFaults(draft: Draft, start: number, duration: number | undefined, anchor: SegmentId | undefined): readonly Fault[] {
  const end = filmDuration(draft)
  const origin = anchor === undefined ? 0 : layOut(draft).picture.find((placed) => placed.segment.id === anchor)?.start ?? 0
  const at = origin + start
  if (end > 0 && at >= end) {
    const nearest = Math.max(0, end - (duration ?? 1)) - origin
    return [{ code: 'start-outside-film', path: '/start', suggestion: String(nearest), message: `It would begin at ${length(at).en}, but the film ends at ${length(end).en}. Begin earlier, at ${nearest} ms for instance.` }]
  }
  if (at < 0 && (anchor === undefined || (duration !== undefined && at + duration <= 0))) {
    return [{ code: 'start-outside-film', path: '/start', suggestion: String(-origin), message: `It would begin ${length(-at).en} before the film does. Begin at ${-origin} ms or later.` }]
  }
  return []
}

export function textsOf(draft: Draft): TextSegment[] {
  return draft.texts.flatMap((track) => track.segments)
}

/** When a text, sound or overlay is there: ` (0-3 s)`, `（0-3 秒）`; empty when it lies outside the film. */
export function timeOf(draft: Draft, id: SegmentId): Sentence {
  const { texts, sounds, overlays } = layOut(draft)
  const placed = [...texts, ...sounds, ...overlays].find((one) => one.segment.id === id)
  if (placed === undefined) return { en: '', zh: '' }
  const times = span(placed.start, placed.end)
  return { en: ` (${times.en})`, zh: `（${times.zh}）` }
}

export const editText = defineOperation('edit-text', z.strictObject({ target: segmentId.describe('A text segment.'), text: words.describe('The new words, to the letter.') }), {
  title: 'Change the words of a text',
  description: 'Replaces the words of a text; time, style and place stay. Times of single words are dropped, since they belonged to the old words.',
  apply: (draft, { target, text }) => changeText(draft, target, (segment) => (segment.text === text ? segment : patched(segment, { text, words: undefined }))),
  describe(before, _after, { target, text }) {
    const old = textsOf(before).find((segment) => segment.id === target)!
    const role = textRoleName(old.role)
    return { en: `The ${role.en} ${quote(old.text).en} now reads ${quote(text).en}.`, zh: `${role.zh}${quote(old.text).zh}改为${quote(text).zh}。` }
  },
})

function changeText(draft: Draft, target: SegmentId, change: (segment: TextSegment) => TextSegment): Outcome<Draft> {
  const found = needSegment(draft, target, isText, 'a text', '/target')
  return found.ok ? success(mapPlaced(draft, (segment) => (segment.id === target && isText(segment) ? change(segment) : segment))) : found
}

function changeTexts(draft: Draft, wished: readonly SegmentId[] | 'all', change: (segment: TextSegment) => TextSegment): Outcome<Draft> {
  const found = needTargets(draft, wished, isText, 'a text')
  return found.ok ? success(mapPlaced(draft, (segment) => (isText(segment) && found.value.has(segment.id) ? change(segment) : segment))) : found
}

/** What changed texts are called together: up to three by their words. */
function changedTexts(before: Draft, after: Draft) {
  const earlier = new Set(textsOf(before))
  const changed = textsOf(after).filter((text) => !earlier.has(text))
  if (changed.length > 3) return { en: `${changed.length} texts`, zh: `${changed.length} 条文字`, one: false }
  return { en: changed.map((text) => quote(text.text).en).join(', '), zh: changed.map((text) => quote(text.text).zh).join('、'), one: changed.length === 1 }
}

const styleWords: Readonly<Record<keyof TextStyle, readonly [en: string, zh: string]>> = {
  font: ['the typeface', '字体'], size: ['the size', '字号'], weight: ['the weight', '字重'], color: ['the colour', '颜色'], italic: ['italics', '斜体'], outline: ['an outline of', '描边'],
  outlineColor: ['the outline colour', '描边颜色'], shadow: ['shadow', '阴影'], ground: ['the ground', '底衬'], groundColor: ['the ground colour', '底衬颜色'], accent: ['the accent colour', '强调色'],
}

export const styleText = defineOperation('style-text', z.strictObject({ targets: targets.describe('Text segments; "all" = every text.'), style: style.describe('What to change; absent keys stay.') }), {
  title: 'Style texts',
  description: 'Changes typeface, size, weight, colour, outline, shadow or ground of texts.',
  apply: (draft, { targets, style }) => changeTexts(draft, targets, (segment) => patched(segment, { style: patched(segment.style, style) })),
  describe(before, after, { style }) {
    const what = changedTexts(before, after)
    const items = (Object.keys(style) as (keyof TextStyle)[]).map((key): Sentence => {
      const [en, zh] = styleWords[key]
      const value = style[key]
      if (typeof value === 'boolean') return { en: value ? en : `no ${en}`, zh: value ? zh : `无${zh}` }
      const shown = key === 'size' || key === 'outline' ? percent(value as number) : String(value)
      return { en: `${en} ${shown}`, zh: `${zh} ${shown}` }
    })
    return { en: `${what.en} now ${what.one ? 'has' : 'have'} ${list(items).en}.`, zh: `${what.zh}的样式改为${list(items).zh}。` }
  },
})

const areas: Readonly<Record<TextSegment['place']['area'], Sentence>> = {
  center: { en: 'in the centre', zh: '画面中央' }, top: { en: 'at the top', zh: '顶部' }, bottom: { en: 'at the bottom', zh: '底部' }, left: { en: 'on the left', zh: '左侧' },
  right: { en: 'on the right', zh: '右侧' }, 'top-left': { en: 'at the top left', zh: '左上' }, 'top-right': { en: 'at the top right', zh: '右上' },
  'bottom-left': { en: 'at the bottom left', zh: '左下' }, 'bottom-right': { en: 'at the bottom right', zh: '右下' }, 'lower-third': { en: 'in the lower third', zh: '下方三分之一处' },
}

export const placeTextOperation = defineOperation('place-text', z.strictObject({ targets: targets.describe('Text segments; "all" = every text.'), place: textPlace }), {
  title: 'Place texts',
  description: 'Moves texts to another part of the canvas, always inside the platform\'s safe area.',
  apply: (draft, { targets, place }) => changeTexts(draft, targets, (segment) => patched(segment, { place })),
  describe(before, after, { place }) {
    const what = changedTexts(before, after)
    const area = areas[place.area]
    const where = place.at === undefined ? area : { en: `at ${Math.round(place.at.x * 100)}% across and ${Math.round(place.at.y * 100)}% down`, zh: `横向 ${Math.round(place.at.x * 100)}%、纵向 ${Math.round(place.at.y * 100)}% 处` }
    return { en: `${what.en} now ${what.one ? 'stands' : 'stand'} ${where.en}.`, zh: `${what.zh}现在位于${where.zh}。` }
  },
})

const moves = { none: ['without movement', '直接'], fade: ['with a fade', '淡'], rise: ['rising', '上升'], slide: ['sliding', '滑'], pop: ['with a pop', '弹'], typewriter: ['letter by letter', '逐字'], words: ['word by word', '逐词'] } as const

export const animateText = defineOperation('animate-text', z.strictObject({ targets: targets.describe('Text segments; "all" = every text.'), animation: animation.describe('What to change; absent keys stay.') }), {
  title: 'Animate texts',
  description: 'Changes how texts appear and leave, and how long that takes.',
  apply: (draft, { targets, animation }) => changeTexts(draft, targets, (segment) => patched(segment, { animation: patched(segment.animation, animation) })),
  describe(before, after, { animation }) {
    const what = changedTexts(before, after)
    const { enter, exit, duration } = animation
    return joined(
      enter && { en: `${what.en} now ${what.one ? 'appears' : 'appear'} ${moves[enter][0]}.`, zh: `${what.zh}现在${moves[enter][1]}入。` },
      exit && { en: `${what.en} now ${what.one ? 'leaves' : 'leave'} ${moves[exit][0]}.`, zh: `${what.zh}现在${moves[exit][1]}出。` },
      duration === undefined ? undefined : { en: `Appearing and leaving take ${length(duration).en} each.`, zh: `出现和消失各用 ${length(duration).zh}。` },
    )
  },
})

export const timeText = defineOperation('time-text', z.strictObject({
  target: segmentId.describe('A text segment.'), start: start.optional(), duration: duration.describe('Milliseconds on screen.').optional(),
  anchor: segmentId.nullable().describe('Picture segment it travels with; null = it hangs on the film\'s time. Without a start it stays where it is on screen.').optional(),
}), {
  title: 'Time a text',
  description: 'Changes when a text is shown, how long, and whether it travels with a picture.',
  apply(draft, { target, start, duration, anchor }) {
    const found = needSegment(draft, target, isText, 'a text', '/target')
    if (!found.ok) return found
    const faults = anchorFaults(draft, anchor ?? undefined)
    if (faults.length > 0) return failure(...faults)
    const moved = rehung(draft, found.value, start, anchor)
    const late = start === undefined ? [] : startFaults(draft, moved.start, duration ?? found.value.duration, moved.anchor)
    if (late.length > 0) return failure(...late)
    return changeText(draft, target, (segment) => patched(segment, { start: moved.start, anchor: moved.anchor, ...(duration === undefined ? {} : { duration }) }))
  },
  describe(before, after, { target }) {
    const text = textsOf(before).find((segment) => segment.id === target)!
    const when = timeOf(after, target)
    const anchor = textsOf(after).find((segment) => segment.id === target)!.anchor
    if (when.en === '') return { en: `${quote(text.text).en} now lies outside the film.`, zh: `${quote(text.text).zh}现在位于影片之外。` }
    const picture = anchor === undefined || anchor === text.anchor ? undefined : after.picture.segments.find((segment) => segment.id === anchor)
    return {
      en: `${quote(text.text).en} is now shown${when.en}${picture === undefined ? '' : `, together with ${picture.name}`}.`,
      zh: `${quote(text.text).zh}现在的显示时间${when.zh}${picture === undefined ? '' : `，跟随 ${picture.name}`}。`,
    }
  },
})

/** Start and anchor after a wish; a change of anchor without a start keeps the moment on screen. */
export function rehung(
  draft: Draft, segment: { readonly start: number; readonly anchor?: SegmentId }, start: number | undefined, anchor: SegmentId | null | undefined,
): { readonly start: number; readonly anchor: SegmentId | undefined } {
  const wished = anchor === undefined ? segment.anchor : anchor ?? undefined
  if (start !== undefined || wished === segment.anchor) return { start: start ?? segment.start, anchor: wished }
  const starts = new Map(layOut(draft).picture.map((placed) => [placed.segment.id, placed.start]))
  const origin = (id: SegmentId | undefined) => (id === undefined ? 0 : starts.get(id) ?? 0)
  return { start: origin(segment.anchor) + segment.start - origin(wished), anchor: wished }
}
