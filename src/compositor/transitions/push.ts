// The next picture pushes this one out. Row copies at even offsets; at the ends of the easing, where two pixels would be
// seen as a step, the offset changes by less than that a frame and the eye is on the other edge. 0.15 ms.

import type { Planes } from '../kernels/index.ts'
import type { Cut } from './cut.ts'

/** Both pictures move that way. */
export function push(cut: Cut, towards: 'left' | 'right' | 'up' | 'down'): void {
  const { left, right, target } = cut
  const size = towards === 'left' || towards === 'right' ? target.width : target.height
  const way = Math.round((eased(cut.progress) * size) / 2) * 2
  const forward = towards === 'left' || towards === 'up'
  // The first `size - way` of one picture and the rest of the other lie side by side in the window that slides.
  const [first, second, shift] = forward ? [left, right, way] : [right, left, size - way]
  if (towards === 'left' || towards === 'right') slideAcross(cut, first, second, shift)
  else slideDown(cut, first, second, shift)
}

// Quick in the middle, soft at both ends: 6t^5 - 15t^4 + 10t^3.
function eased(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10)
}

// Shows the strip [first | second] from `shift` pixels on.
function slideAcross({ kernels, target }: Cut, first: Planes, second: Planes, shift: number): void {
  eachPlane(target, first, second, (to, one, other, shrink) => {
    const width = target.width / shrink
    const height = target.height / shrink
    const gone = shift / shrink
    kernels.operations.copyRows(to, width, one + gone, width, width - gone, height)
    kernels.operations.copyRows(to + width - gone, width, other, width, gone, height)
  })
}

function slideDown({ kernels, target }: Cut, first: Planes, second: Planes, shift: number): void {
  eachPlane(target, first, second, (to, one, other, shrink) => {
    const width = target.width / shrink
    const rows = target.height / shrink
    const gone = shift / shrink
    kernels.operations.copyRows(to, width, one + gone * width, width, width, rows - gone)
    kernels.operations.copyRows(to + (rows - gone) * width, width, other, width, width, gone)
  })
}

function eachPlane(target: Planes, first: Planes, second: Planes, slide: (to: number, one: number, other: number, shrink: 1 | 2) => void): void {
  slide(target.yAddress, first.yAddress, second.yAddress, 1)
  slide(target.uAddress, first.uAddress, second.uAddress, 2)
  slide(target.vAddress, first.vAddress, second.vAddress, 2)
}
