// How and when words appear: place, colour, size, font, animation, start and length, as slots shared by titles,
// captions and subtitles.

import { find, ofKind, use, type Clause } from '../clause.ts'
import { means, sense, type Mark } from '../mark.ts'
import { said, type Slot } from '../plan.ts'

export type StyleSlots = {
  readonly area?: Slot
  readonly color?: Slot
  readonly size?: Slot
  readonly font?: Slot
  readonly bold?: Slot
  readonly animation?: Slot
}

export function textStyle(clause: Clause): StyleSlots {
  const place = find(clause, 'place')[0]
  const color = find(clause, 'color')[0]
  const hex = ofKind(clause, 'color')[0]
  const fonts = find(clause, 'font')
  const animation = find(clause, 'animation')[0]
  const fading = animation === undefined ? find(clause, 'transition', 'fade', 'fade-in')[0] : undefined
  const size = find(clause, 'compare', 'bigger', 'smaller')[0]
  use(clause, place, color, hex, ...fonts, animation, size, fading)
  const font = fonts.map((mark) => sense(mark, 'font')!).find((value) => value !== 'bold') ?? describedFont(clause)
  return {
    ...(place && { area: said(sense(place, 'place')) }),
    ...((color ?? hex) && { color: said(hex?.value ?? sense(color, 'color')) }),
    ...(size && { size: said(sense(size, 'compare')) }),
    ...(font && { font: said(font) }),
    ...(fonts.some((mark) => means(mark, 'font', 'bold')) && { bold: said(true) }),
    ...((animation ?? fading) && { animation: said(animation === undefined ? 'fade' : sense(animation, 'animation')) }),
  }
}

/** A word for the letters themselves, and not for what they say. */
export function isFontWord(mark: Mark): boolean {
  return /^(?:fonts?|typeface|字体)$/.test(mark.text)
}

// "Change the font to something elegant", "字体换个现代点的".
function describedFont(clause: Clause): string | undefined {
  if (!clause.marks.some(isFontWord)) return undefined
  const mark = clause.marks.find((one) => characters.some(([, words]) => words.test(one.text)))
  use(clause, mark)
  return mark && characters.find(([, words]) => words.test(mark.text))![0]
}

const characters = [
  ['serif', /elegan|classic|classy|refined|traditional|优雅|典雅|古典|经典/],
  ['sans', /modern|clean|simple|minimal|plain|现代|简洁|简单|干净/],
  ['hand', /playful|casual|friendly|cute|活泼|可爱|俏皮/],
] as const

export type TimingSlots = {
  readonly start?: Slot
  readonly duration?: Slot
  readonly place?: Slot
  readonly whole?: Slot
}

// "a 20-second invitation with the title": the length is the film's.
function belongsToFilm(clause: Clause, length: Mark): boolean {
  const at = clause.marks.indexOf(length)
  return clause.marks.slice(at + 1, at + 4).some((mark) => (means(mark, 'kind') || means(mark, 'film') || means(mark, 'platform')) && !means(mark, 'object', 'title', 'text', 'caption', 'intro'))
}

/** When words are seen: a range, a time and a length, the beginning, the end, or all along. */
export function textTiming(clause: Clause): TimingSlots {
  const range = ofKind(clause, 'range')[0]
  if (range !== undefined) {
    use(clause, range)
    return { start: said(range.value.from), ...(range.value.to === null ? {} : { duration: said(range.value.to - range.value.from) }) }
  }
  const edge = ofKind(clause, 'edge')[0]
  if (edge !== undefined) {
    use(clause, edge)
    return { duration: said(edge.value.length), ...(edge.value.side === 'last' ? { place: said('end') } : { start: said(0) }) }
  }
  const time = ofKind(clause, 'time')[0]
  const length = ofKind(clause, 'length').find((one) => !belongsToFilm(clause, one))
  const whole = find(clause, 'object', 'all')[0]
  use(clause, time, length)
  if (time === undefined && whole !== undefined && /whole|entire|throughout|全程|全片|整个|整片/.test(whole.text)) return use(clause, whole), { whole: said(true) }
  return { ...(time && { start: said(time.value) }), ...(length && { duration: said(length.value) }) }
}
