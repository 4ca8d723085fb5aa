// A Look of the draft as one grade: the named look at its strength, then the fine adjustments.
// Vignette, grain and sharpening are not colours and are done elsewhere.

import type { Look } from '../../draft/index.ts'
import { curve, each, grades, luma, power, saturate, type Grade, type Rgb } from './grades.ts'
import type { PictureStatistics } from './statistics.ts'

/** The colour function of a look. Without statistics, enhance does nothing. Results are inside 0..1. */
export function gradeOf(look: Look, statistics?: PictureStatistics): Grade {
  const named = grades[look.name](statistics)
  const strength = Math.max(0, Math.min(1, look.strength))
  return (color) => {
    const graded = named(color)
    const mixed = color.map((value, channel) => value + (graded[channel]! - value) * strength) as unknown as Rgb
    return each(adjust(mixed, look), (value) => Math.max(0, Math.min(1, value)))
  }
}

// Full brightness is a little under one stop, full contrast a strong S-curve, full warmth about 1500 K.
function adjust(color: Rgb, { brightness = 0, contrast = 0, saturation = 0, warmth = 0 }: Look): Rgb {
  let result = color
  if (brightness !== 0) result = each(result, (value) => power(value, 2 ** (-0.8 * brightness)))
  if (contrast > 0) result = each(result, (value) => curve(value, contrast))
  if (contrast < 0) result = each(result, (value) => 0.5 + (value - 0.5) * (1 + 0.6 * contrast))
  if (warmth !== 0) {
    const before = luma(result)
    const warmed: Rgb = [result[0] * (1 + 0.12 * warmth), result[1], result[2] * (1 - 0.18 * warmth)]
    const shift = before - luma(warmed)
    result = each(warmed, (value) => value + shift)
  }
  return saturation === 0 ? result : saturate(result, saturation > 0 ? 1 + saturation : Math.max(0, 1 + saturation))
}
