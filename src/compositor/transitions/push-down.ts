// Both pictures move down, the next one behind this one.

import type { Cut } from './cut.ts'
import { push } from './push.ts'

export function pushDown(cut: Cut): void {
  push(cut, 'down')
}
