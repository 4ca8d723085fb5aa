// The camera is torn to the side: both pictures fly past, smeared along the way by how fast they move. 3.5 ms.

import type { Planes } from '../kernels/index.ts'
import type { Cut } from './cut.ts'
import { push } from './push.ts'

/** Longest smear as a share of the width. */
const LONGEST = 0.06

export function whipPan(cut: Cut): void {
  const { kernels, target, progress } = cut
  // Speed of the push's easing, 0..1: its derivative 30t²(1-t)², relative to its greatest.
  const speed = 16 * progress * progress * (1 - progress) * (1 - progress)
  const radius = Math.round(LONGEST * 0.5 * target.width * speed)
  if (radius < 1) return push(cut, 'left')
  const sharp = kernels.scratch('whip', target.width, target.height)
  push({ ...cut, target: sharp }, 'left')
  smear(cut, sharp, radius)
}

function smear({ kernels, target }: Cut, sharp: Planes, radius: number): void {
  const { width, height } = target
  const { operations } = kernels
  operations.blurRows(target.yAddress, sharp.yAddress, width, height, radius)
  operations.blurRows(target.uAddress, sharp.uAddress, width / 2, height / 2, Math.ceil(radius / 2))
  operations.blurRows(target.vAddress, sharp.vAddress, width / 2, height / 2, Math.ceil(radius / 2))
}
