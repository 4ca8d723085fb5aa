// A text as it moves: the rectangles that the text folder computes for a command, painted in order.

import type { Kernels, Planes } from './kernels/index.ts'
import { paintPlate } from './paint.ts'
import type { PlateName, TextCommand, TextGeometry } from './scene.ts'
import { textBlits } from './text/index.ts'

/** Paints a text; `planesOf` gives the planes of the command's own plate and of its highlighted twin. */
export function drawText(kernels: Kernels, command: TextCommand, geometry: TextGeometry, planesOf: (name: PlateName) => Planes, target: Planes): void {
  for (const blit of textBlits(command, geometry, planesOf(command.plate), target.width)) {
    paintPlate(kernels, planesOf(blit.plate), { part: blit.source, place: blit.target, opacity: blit.opacity }, target)
  }
}
