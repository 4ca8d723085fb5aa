// Through black: time passes. 0.15 ms.

import type { Cut } from './cut.ts'
import { dip } from './dip.ts'

export function dipBlack(cut: Cut): void {
  dip(cut, '#000000')
}
