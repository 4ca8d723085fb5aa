// Through a colour: the left picture sinks into it, the right one rises out of it. 0.15 ms.

import type { Color } from '../../draft/index.ts'
import { smooth, type Cut } from './cut.ts'

export function dip({ kernels, left, right, target, progress }: Cut, color: Color): void {
  if (progress < 0.5) kernels.fadeTo(left, color, smooth(progress * 2), target)
  else kernels.fadeTo(right, color, smooth((1 - progress) * 2), target)
}
