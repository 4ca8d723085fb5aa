// How much of a damaged photo is still there. Decoders fill what they could not read with one even colour, in the order in
// which rows were stored; after turning the picture upright that stretch may lie at any of its four sides.

import type { Pixels } from './turn.ts'

/** Levels that an even stretch may differ by after scaling and colour conversion. */
const evenWithin = 2

/** The share of the picture that is not one even colour from some side inwards, 0..1. */
export function shareLeft(pixels: Pixels): number {
  const { width, height } = pixels
  const row = (y: number) => (step: number): number => (y * width + step) * pixels.channels
  const column = (x: number) => (step: number): number => (step * width + x) * pixels.channels
  const rows = Math.max(evenLines(pixels, height, width, (line) => row(height - 1 - line)), evenLines(pixels, height, width, row))
  const columns = Math.max(evenLines(pixels, width, height, (line) => column(width - 1 - line)), evenLines(pixels, width, height, column))
  return 1 - Math.max(rows / height, columns / width)
}

/** How many lines, from the first one on, have the colour of the very first pixel throughout. */
function evenLines({ data, channels }: Pixels, lines: number, length: number, lineAt: (line: number) => (step: number) => number): number {
  const start = lineAt(0)(0)
  for (let line = 0; line < lines; line++) {
    const at = lineAt(line)
    for (let step = 0; step < length; step++) {
      const here = at(step)
      for (let channel = 0; channel < Math.min(3, channels); channel++) {
        if (Math.abs(data[here + channel]! - data[start + channel]!) > evenWithin) return line
      }
    }
  }
  return lines
}
