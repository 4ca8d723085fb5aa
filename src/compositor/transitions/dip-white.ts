// Through white: a memory, a dream. 0.15 ms.

import type { Cut } from './cut.ts'
import { dip } from './dip.ts'

export function dipWhite(cut: Cut): void {
  dip(cut, '#ffffff')
}
