// What layout needs to know of fonts, handed in by whoever has them. Everything is in ems (1 = the font size), so that a
// layout is the same at every resolution and a preview breaks its lines where the film does.

import type { FontName, TextStyle } from '../../draft/index.ts'
import type { Script } from './words.ts'

/** One cut of a typeface. */
export interface FontFace {
  readonly font: FontName
  /** 100..900 */
  readonly weight: number
  readonly italic: boolean
  /** Optical size in points, 14 (text) .. 32 (display), for faces that have the axis. */
  readonly optical: number
  readonly script: Script
}

/** Advance width and ink above and below the baseline, in ems. */
export interface Extent {
  readonly width: number
  readonly ascent: number
  readonly descent: number
}

/** Measures a stretch of text of one script. Must be repeatable; layout asks once per unit. */
export type Measure = (text: string, face: FontFace) => Extent

/** The face of a style. Large type takes the display cut: finer joints and tighter fit. */
export function faceOf(style: TextStyle, script: Script): FontFace {
  const optical = Math.round(Math.min(32, Math.max(14, 14 + (style.size - 0.035) * 500)))
  return { font: style.font, weight: style.weight, italic: style.italic ?? false, optical, script }
}

/** Space added after each letter, in ems: large sans is set tighter, all-capital faces looser. Chinese is left alone. */
export function trackingOf(face: FontFace): number {
  if (face.script !== 'latin') return 0
  switch (face.font) {
    case 'sans': return face.optical >= 28 ? -0.012 : 0
    case 'display': return face.optical >= 28 ? -0.01 : 0
    case 'bold': return 0.03
    default: return 0
  }
}
