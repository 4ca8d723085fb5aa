// Whether a picture is soft all over: sky, fog, a blurred ground. Where nothing has an edge, a coarse search for motion is seen as
// a camera that shakes, so the encoder takes more care with such chunks (settings.ts). Pure arithmetic on a fixed grid of
// points, half a millisecond at 1080p.

import type { YuvPlanes } from '../compositor/index.ts'

/** Raised whenever another picture or chunk counts as soft (soft-chunk.ts). Part of every chunk's name. */
export const softnessRule = 2

/** Pixels to each side of a block. */
const side = 16
/** Every so many rows of a block are looked at, and every other block. */
const rowStep = 4
/** Mean difference of neighbours, in levels of luma, from which on a block has texture. */
const texture = 2.5
/** A picture of which less than this share has texture is soft: evening skies have 0.02, a flower before a plain ground 0.15. */
const leastShare = 0.08

export function isSoft(picture: YuvPlanes): boolean {
  return textureShare(picture) < leastShare
}

/** Share of blocks that have texture, 0..1; 0 for pictures smaller than a block. */
export function textureShare({ y, width, height }: YuvPlanes): number {
  let blocks = 0
  let textured = 0
  for (let top = 0; top + side < height; top += side) {
    // Every other block, like the squares of one colour of a chess board.
    for (let left = (top / side) % 2 === 0 ? 0 : side; left + side < width; left += side * 2) {
      blocks++
      if (roughness(y, top * width + left, width) >= texture * (side * side / rowStep) * 2) textured++
    }
  }
  return blocks === 0 ? 0 : textured / blocks
}

// Sum of the differences to the right and down.
function roughness(luma: Uint8Array, from: number, width: number): number {
  let sum = 0
  for (let row = from; row < from + side * width; row += rowStep * width) {
    for (let at = row; at < row + side; at++) sum += Math.abs(luma[at]! - luma[at + 1]!) + Math.abs(luma[at]! - luma[at + width]!)
  }
  return sum
}
