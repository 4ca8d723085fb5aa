// A soft edge that moves up uncovers the next picture.

import type { Cut } from './cut.ts'
import { wipe } from './wipe.ts'

export function wipeUp(cut: Cut): void {
  wipe(cut, 'up')
}
