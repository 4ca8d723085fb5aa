// One picture melts into the next. 0.25 ms.

import { smooth, type Cut } from './cut.ts'

export function crossfade({ kernels, left, right, target, progress }: Cut): void {
  kernels.crossfade(left, right, smooth(progress), target)
}
