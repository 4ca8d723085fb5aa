// Measures and draws stretches of text with Skia. Both happen at one reference size under a transform, so that widths grow
// exactly with the font size (below about 30 px a renderer rounds advances) and layout and picture agree to the pixel.

import type { SKRSContext2D } from '@napi-rs/canvas'
import type { Extent, FontFace, Measure } from '../compositor/index.ts'
import { loadCanvas } from './native.ts'
import { chooseFonts } from './fonts.ts'

/** Font size at which everything is measured and, scaled, drawn; large enough that advances are not rounded. */
const REFERENCE = 160

/** A measuring function, and the characters that no font of the house had. */
export interface TextMeasure {
  readonly measure: Measure
  /** Characters seen so far that come from an installed font or show as a box. */
  readonly missing: ReadonlySet<string>
}

let ruler: SKRSContext2D | undefined

/** A new measuring function; it remembers what was missing, so use one per text. */
export function createTextMeasure(): TextMeasure {
  const missing = new Set<string>()
  return {
    missing,
    measure(text, face) {
      ruler ??= loadCanvas().createCanvas(8, 8).getContext('2d')
      for (const character of applyFace(ruler, text, face)) missing.add(character)
      return extentOf(ruler, text)
    },
  }
}

function extentOf(context: SKRSContext2D, text: string): Extent {
  const metrics = context.measureText(text)
  return {
    width: metrics.width / REFERENCE,
    ascent: Math.max(0, metrics.actualBoundingBoxAscent / REFERENCE),
    descent: Math.max(0, metrics.actualBoundingBoxDescent / REFERENCE),
  }
}

/** Sets the context up for a stretch of text; returns the characters that no font of the house has. */
function applyFace(context: SKRSContext2D, text: string, face: FontFace): readonly string[] {
  const { names, missing } = chooseFonts(text, face)
  // The weight is an axis of the variable faces. As a CSS weight it would be ignored by some of them (Montserrat stays
  // thin), faked by static ones, and anything but whole hundreds makes the renderer drop the whole font line.
  context.font = `${face.italic ? 'italic ' : ''}400 ${REFERENCE}px ${names.map((name) => `"${name}"`).join(', ')}`
  context.fontVariationSettings = face.script === 'emoji' ? 'normal' : `"wght" ${face.weight}, "opsz" ${face.optical}`
  context.lang = face.script === 'han' ? 'zh-Hans' : 'en'
  context.textBaseline = 'alphabetic'
  context.fontKerning = 'normal'
  return missing
}

/** Draws a piece with its pen at (x, baseline), `size` pixels high, by the given stroke of the pen. */
export function drawPiece(
  context: SKRSContext2D, text: string, face: FontFace, tracking: number, place: { readonly x: number; readonly baseline: number; readonly size: number; readonly rightToLeft: boolean },
  pen: 'fill' | { readonly lineWidth: number },
): void {
  context.save()
  applyFace(context, text, face)
  context.letterSpacing = `${tracking * REFERENCE}px`
  context.direction = place.rightToLeft ? 'rtl' : 'ltr'
  context.textAlign = 'left'
  const scale = place.size / REFERENCE
  context.translate(place.x, place.baseline)
  context.scale(scale, scale)
  if (pen === 'fill') context.fillText(text, 0, 0)
  else {
    context.lineJoin = 'round'
    context.lineWidth = pen.lineWidth / scale
    context.strokeText(text, 0, 0)
  }
  context.restore()
}
