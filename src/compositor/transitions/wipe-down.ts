// A soft edge that moves down uncovers the next picture.

import type { Cut } from './cut.ts'
import { wipe } from './wipe.ts'

export function wipeDown(cut: Cut): void {
  wipe(cut, 'down')
}
