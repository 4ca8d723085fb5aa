// A soft edge that moves right uncovers the next picture.

import type { Cut } from './cut.ts'
import { wipe } from './wipe.ts'

export function wipeRight(cut: Cut): void {
  wipe(cut, 'right')
}
