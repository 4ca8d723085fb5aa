// For the text tests only: a measure of made-up but plausible widths, plates and films of text.
import { layOut, type Draft, type Layout, type TextSegment, type TextStyle } from '../../draft/index.ts'
import type { TextPlate } from '../scene.ts'
import type { Measure } from './measure.ts'
import { graphemesOf, isHan } from './words.ts'

export const style: TextStyle = { font: 'sans', size: 0.1, weight: 700, color: '#ffffff' }

/** Hanzi and emoji are one em wide, wide and narrow Latin letters differ. */
export const measure: Measure = (text, face) => ({
  width: graphemesOf(text).reduce((sum, { from, to }) => sum + letterWidth(text.slice(from, to), face.script === 'emoji'), 0),
  ascent: 0.9, descent: 0.22,
})

function letterWidth(letter: string, emoji: boolean): number {
  if (emoji) return 1.2
  if (isHan(letter)) return 1
  return /[il.,' ]/u.test(letter) ? 0.27 : /[mwMW]/u.test(letter) ? 0.85 : 0.56
}

export function plate(text: string, changes: Partial<TextPlate> = {}): TextPlate {
  return { kind: 'text', text, role: 'title', style, place: { area: 'center' }, canvas: { width: 1920, height: 1080 }, groundStrength: 0, ...changes }
}

export function textSegment(changes: Partial<TextSegment> = {}): TextSegment {
  return {
    kind: 'text', id: 'x1', role: 'title', text: 'Urban Dreams', start: 0, duration: 3000, style, place: { area: 'center' },
    animation: { enter: 'fade', exit: 'fade', duration: 500 }, ...changes,
  }
}

export function filmOf(...segments: TextSegment[]): { draft: Draft; layout: Layout } {
  const draft: Draft = {
    format: 1, title: '', canvas: { width: 1920, height: 1080, frameRate: { numerator: 30, denominator: 1 }, background: '#000000' }, assets: {},
    picture: { id: 'p', name: 'Video', segments: [{ kind: 'card', id: 'c1', name: 'card', duration: 10000, ground: { kind: 'solid', color: '#202020' } }] },
    overlays: [], texts: [{ id: 't', name: 'Text', segments }], sounds: [], serial: 1,
  }
  return { draft, layout: layOut(draft) }
}
