// What each look does to one colour: functions from RGB to RGB, 0..1 each, in display (sRGB) numbers. Sampled once into
// tables; speed does not matter here, taste does. A new look is one more row of the table.

import type { LookName } from '../../draft/index.ts'
import type { PictureStatistics } from './statistics.ts'

/** Red, green, blue; 0..1, may leave the range between steps. */
export type Rgb = readonly [number, number, number]
export type Grade = (color: Rgb) => Rgb

/** All looks. Only enhance asks what the picture is like. */
export const grades: Readonly<Record<LookName, (statistics: PictureStatistics | undefined) => Grade>> = {
  none: () => (color) => color,
  enhance: (statistics) => (statistics === undefined ? (color) => color : enhancement(statistics)),
  warm: () => (color) => keepLuma(color, scale(color, 1.07, 1.0, 0.86)),
  cool: () => (color) => keepLuma(color, scale(color, 0.9, 1.0, 1.12)),
  bw: () => (color) => grey(curve(0.3 * color[0] + 0.6 * color[1] + 0.1 * color[2], 0.25)),
  sepia: () => (color) => {
    const light = curve(luma(color), 0.1)
    return tint(light, [0.16, 0.09, 0.03], [1.0, 0.94, 0.8])
  },
  vintage: () => (color) => split(lift(saturate(each(color, (value) => curve(value, 0.15)), 0.72), 0.07, 0.95), [0.0, 0.02, 0.05], [0.06, 0.02, -0.06]),
  cinematic: () => (color) => split(saturate(each(color, (value) => curve(value, 0.32)), 0.88), [-0.03, 0.0, 0.03], [0.03, 0.005, -0.03]),
  'teal-orange': () => (color) => split(saturate(each(color, (value) => curve(value, 0.2)), 1.05), [-0.09, 0.015, 0.075], [0.085, 0.01, -0.085]),
  vivid: () => (color) => vibrance(each(color, (value) => curve(value, 0.18)), 0.38),
  fade: () => (color) => lift(saturate(color, 0.82), 0.1, 0.96),
  bright: () => (color) => saturate(each(color, (value) => power(value, 0.78)), 1.06),
  dark: () => (color) => saturate(each(color, (value) => power(value, 1.3)), 0.96),
  contrast: () => (color) => each(color, (value) => curve(value, 0.55)),
}

// Measured proposal (photo note, section 4): stretch the tones a little, take a third of the cast away, pull the middle
// towards 0.46. Night scenes stay as they are.
function enhancement({ darkest, brightest, middle, black, red, green, blue }: PictureStatistics): Grade {
  if (black > 0.5) return (color) => color
  // A dull dark picture has a high darkest tone; taking all of it away would make it darker still.
  const low = Math.min(darkest, 40 / 255, 0.35 * middle)
  const high = Math.max(brightest, 200 / 255)
  const stretch = (value: number) => (value - low) / Math.max(0.2, high - low)
  const mean = (red + green + blue) / 3
  const gain = (channel: number) => Math.max(0.95, Math.min(1.05, 1 + 0.35 * (mean / Math.max(0.02, channel) - 1)))
  const gains: Rgb = [gain(red), gain(green), gain(blue)]
  const stretched = Math.max(0.02, Math.min(0.98, stretch(middle)))
  const gamma = Math.max(0.8, Math.min(1.12, Math.log(0.46) / Math.log(stretched)))
  return (color) => vibrance(each(scale(color, ...gains), (value) => power(stretch(value), gamma)), 0.08)
}

export function luma([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function grey(value: number): Rgb {
  return [value, value, value]
}

function scale([red, green, blue]: Rgb, byRed: number, byGreen: number, byBlue: number): Rgb {
  return [red * byRed, green * byGreen, blue * byBlue]
}

export function each([red, green, blue]: Rgb, change: (value: number) => number): Rgb {
  return [change(red), change(green), change(blue)]
}

/** 0 = grey, 1 = as it is, more = stronger colours. */
export function saturate(color: Rgb, amount: number): Rgb {
  const light = luma(color)
  return each(color, (value) => light + (value - light) * amount)
}

// Strengthens pale colours more than strong ones, so that skin and red signs stay in range.
function vibrance(color: Rgb, amount: number): Rgb {
  const spread = Math.max(...color) - Math.min(...color)
  return saturate(color, 1 + amount * (1 - Math.min(1, spread)))
}

function keepLuma(before: Rgb, after: Rgb): Rgb {
  const shift = luma(before) - luma(after)
  return each(after, (value) => value + shift)
}

/** An S-curve about the middle; strength 0..1. Ends stay where they are. */
export function curve(value: number, strength: number): number {
  const t = Math.max(0, Math.min(1, value))
  return t + (t * t * (3 - 2 * t) - t) * strength
}

export function power(value: number, exponent: number): number {
  return value <= 0 ? 0 : value ** exponent
}

// Black becomes `floor`, white becomes `ceiling`.
function lift(color: Rgb, floor: number, ceiling: number): Rgb {
  return each(color, (value) => floor + value * (ceiling - floor))
}

function tint(light: number, shadows: Rgb, lights: Rgb): Rgb {
  return [0, 1, 2].map((channel) => shadows[channel]! + light * (lights[channel]! - shadows[channel]!)) as unknown as Rgb
}

// Adds one colour to the shadows and another to the lights; black and white stay neutral.
function split(color: Rgb, shadows: Rgb, lights: Rgb): Rgb {
  const light = Math.max(0, Math.min(1, luma(color)))
  const inLights = 4 * light * light * (1 - light) * 1.6
  const inShadows = 4 * light * (1 - light) * (1 - light) * 1.6
  return [0, 1, 2].map((channel) => color[channel]! + shadows[channel]! * inShadows + lights[channel]! * inLights) as unknown as Rgb
}
