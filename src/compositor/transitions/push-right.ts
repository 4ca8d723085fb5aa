// Both pictures move right, the next one behind this one.

import type { Cut } from './cut.ts'
import { push } from './push.ts'

export function pushRight(cut: Cut): void {
  push(cut, 'right')
}
