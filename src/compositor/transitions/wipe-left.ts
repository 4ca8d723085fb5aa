// A soft edge that moves left uncovers the next picture.

import type { Cut } from './cut.ts'
import { wipe } from './wipe.ts'

export function wipeLeft(cut: Cut): void {
  wipe(cut, 'left')
}
