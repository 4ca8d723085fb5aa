// Whether letters can be read over a picture, and how much ground they need when they cannot. WCAG 2.2 asks for a contrast
// of 4.5:1 (success criterion 1.4.3); it is checked against the darkest and the brightest of what lies underneath.

import type { Color, TextStyle } from '../../draft/index.ts'

/** Luma under a text as shares of full range, 0 = black, 1 = white: the 5th and 95th percentile over all that was looked at. */
export interface LumaStats {
  readonly p5: number
  readonly p95: number
}

/** WCAG 2.2, success criterion 1.4.3. */
export const READABLE_CONTRAST = 4.5
/** A ground darker than this hides the picture more than it helps; white letters on white reach 4.5:1 at 0.54 already. */
const STRONGEST = 0.65
/** Decisions come in steps, so that a slightly different crop does not change (and re-encode) a title. */
const STEP = 0.05
/** Who asks for a box or a scrim wants to see one, even where letters could be read without. */
const LEAST: Readonly<Record<NonNullable<TextStyle['ground']>, number>> = { none: 0, auto: 0, box: 0.55, scrim: 0.3 }

/** How strong the ground under a text must be, 0..0.65 in steps of 0.05; 0 = letters can be read as they are. */
export function decideGround(stats: LumaStats, style: TextStyle): number {
  const kind = style.ground ?? 'auto'
  if (kind === 'none') return 0
  const ground = lumaOf(groundColorOf(style))
  const text = relativeLuminance(style.color)
  for (let steps = Math.round(LEAST[kind] / STEP); steps <= Math.round(STRONGEST / STEP); steps++) {
    const strength = Math.round(steps * STEP * 100) / 100
    const worst = Math.min(...[stats.p5, stats.p95].map((luma) => contrast(text, toLinear(luma * (1 - strength) + ground * strength))))
    if (worst >= READABLE_CONTRAST) return strength
  }
  return STRONGEST
}

/** The ground's colour: the style's, else black under light letters and white under dark ones. */
export function groundColorOf(style: TextStyle): Color {
  if (style.groundColor !== undefined) return style.groundColor
  const text = relativeLuminance(style.color)
  return contrast(text, 0) >= contrast(text, 1) ? '#000000' : '#ffffff'
}

/** Contrast of two relative luminances, 1..21. */
export function contrast(left: number, right: number): number {
  return (Math.max(left, right) + 0.05) / (Math.min(left, right) + 0.05)
}

/** WCAG relative luminance of a colour, 0..1. */
export function relativeLuminance(color: Color): number {
  const [red, green, blue] = channelsOf(color).map(toLinear)
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function lumaOf(color: Color): number {
  const [red, green, blue] = channelsOf(color)
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function channelsOf(color: Color): number[] {
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
}

function toLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}
