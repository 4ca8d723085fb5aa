// Both pictures move left, the next one behind this one.

import type { Cut } from './cut.ts'
import { push } from './push.ts'

export function pushLeft(cut: Cut): void {
  push(cut, 'left')
}
