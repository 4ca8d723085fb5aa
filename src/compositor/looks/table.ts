// A look as a table of 33x33x33 colours for RGB bytes, applied once to a picture before it becomes planes.

import type { Look } from '../../draft/index.ts'
import { gradeOf } from './look.ts'
import type { PictureStatistics } from './statistics.ts'

/** Grid points along each axis. */
export const TABLE_SIZE = 33

/**
 * Entries of four 16-bit numbers (red, green, blue, 0), each 0..32640 for 0..255 (128 times finer than a byte, so that
 * a table that changes nothing changes nothing). Index: ((red * 33 + green) * 33 + blue) * 4.
 */
export type LookTable = Int16Array

/** The table of a look. `statistics` feed the automatic enhancement; without them it changes nothing. */
export function lookTable(look: Look, statistics?: PictureStatistics): LookTable {
  const grade = gradeOf(look, statistics)
  const table = new Int16Array(TABLE_SIZE ** 3 * 4)
  const last = TABLE_SIZE - 1
  let at = 0
  for (let red = 0; red <= last; red++) {
    for (let green = 0; green <= last; green++) {
      for (let blue = 0; blue <= last; blue++) {
        const color = grade([red / last, green / last, blue / last])
        for (let channel = 0; channel < 3; channel++) table[at + channel] = Math.round(color[channel]! * 32640)
        at += 4
      }
    }
  }
  return table
}
