// Both pictures move up, the next one behind this one.

import type { Cut } from './cut.ts'
import { push } from './push.ts'

export function pushUp(cut: Cut): void {
  push(cut, 'up')
}
