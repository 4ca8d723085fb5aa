// One colour in BT.709 limited-range numbers, by the same coefficients as the rgbToYuv kernel.

import type { Color } from '../../draft/index.ts'

export interface YuvColor {
  readonly y: number
  readonly u: number
  readonly v: number
}

/** `#rrggbb` as luma 16..235 and chroma 16..240; an unreadable colour is black. */
export function yuvOfColor(color: Color): YuvColor {
  const [red, green, blue] = rgbOfColor(color)
  const rounded = (value: number, bias: number) => (value + (bias << 15) + 16384) >> 15
  return {
    y: rounded(5983 * red + 20127 * green + 2032 * blue, 16),
    u: rounded(-3298 * red - 11094 * green + 14392 * blue, 128),
    v: rounded(14392 * red - 13072 * green - 1320 * blue, 128),
  }
}

/** `#rrggbb` as three bytes; an unreadable colour is black. */
export function rgbOfColor(color: Color): [number, number, number] {
  const value = /^#[0-9a-f]{6}$/i.test(color) ? Number.parseInt(color.slice(1), 16) : 0
  return [value >> 16, (value >> 8) & 255, value & 255]
}
