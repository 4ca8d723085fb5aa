// All transitions by name; typed over all kinds, so that none is forgotten. At progress 0 and 1 the frame is the left or
// the right picture exactly, whatever the transition.

import type { TransitionKind } from '../../draft/index.ts'
import { blinds } from './blinds.ts'
import { blurDissolve } from './blur-dissolve.ts'
import { clock } from './clock.ts'
import { crossfade } from './crossfade.ts'
import type { Cut, DrawTransition } from './cut.ts'
import { dipBlack } from './dip-black.ts'
import { dipWhite } from './dip-white.ts'
import { flash } from './flash.ts'
import { iris } from './iris.ts'
import { lightLeak } from './light-leak.ts'
import { lumaInk } from './luma-ink.ts'
import { pushDown } from './push-down.ts'
import { pushLeft } from './push-left.ts'
import { pushRight } from './push-right.ts'
import { pushUp } from './push-up.ts'
import { whipPan } from './whip-pan.ts'
import { wipeDown } from './wipe-down.ts'
import { wipeLeft } from './wipe-left.ts'
import { wipeRight } from './wipe-right.ts'
import { wipeUp } from './wipe-up.ts'
import { zoomThrough } from './zoom-through.ts'

export const transitions: Readonly<Record<TransitionKind, DrawTransition>> = {
  crossfade, 'dip-black': dipBlack, 'dip-white': dipWhite, flash, 'blur-dissolve': blurDissolve,
  'wipe-left': wipeLeft, 'wipe-right': wipeRight, 'wipe-up': wipeUp, 'wipe-down': wipeDown,
  'push-left': pushLeft, 'push-right': pushRight, 'push-up': pushUp, 'push-down': pushDown,
  iris, clock, blinds,
  'zoom-through': zoomThrough, 'whip-pan': whipPan, 'light-leak': lightLeak, 'luma-ink': lumaInk,
}

/** Every kind that can be drawn, by family. */
export const transitionKinds = Object.keys(transitions) as readonly TransitionKind[]

/** Draws a transition's frame into target, which is neither left nor right. */
export function drawTransition(kind: TransitionKind, cut: Cut): void {
  if (cut.progress <= 0) return cut.kernels.copy(cut.left, cut.target)
  if (cut.progress >= 1) return cut.kernels.copy(cut.right, cut.target)
  transitions[kind](cut)
}
