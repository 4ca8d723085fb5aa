// How a stored picture has to be turned: the eight EXIF orientations and what the user asks for on top, as one value.
// Pure arithmetic on indexes; decoding and plates share it, so that nothing is ever turned twice.

import type { Rectangle } from '../draft/index.ts'

/**
 * A turned picture takes its pixel (x, y) from the stored picture: swap x and y first, then count from the other side
 * where mirrored. Every combination of quarter turns and flips is one of these eight.
 */
export interface Turn {
  readonly swap: boolean
  readonly mirrorX: boolean
  readonly mirrorY: boolean
}

export const noTurn: Turn = { swap: false, mirrorX: false, mirrorY: false }

/** The turn that makes a picture with this EXIF orientation upright; anything but 2..8 turns nothing. */
export function turnOfOrientation(orientation: number | undefined): Turn {
  return orientations[orientation ?? 1] ?? noTurn
}

const orientations: Readonly<Record<number, Turn>> = {
  1: noTurn,
  2: { swap: false, mirrorX: true, mirrorY: false },
  3: { swap: false, mirrorX: true, mirrorY: true },
  4: { swap: false, mirrorX: false, mirrorY: true },
  5: { swap: true, mirrorX: false, mirrorY: false },
  6: { swap: true, mirrorX: false, mirrorY: true },
  7: { swap: true, mirrorX: true, mirrorY: true },
  8: { swap: true, mirrorX: true, mirrorY: false },
}

/** What the user asks for on an upright picture: turned clockwise, then flipped. */
export function turnOfWish(wish: { readonly rotate?: 0 | 90 | 180 | 270; readonly flipHorizontal?: boolean; readonly flipVertical?: boolean }): Turn {
  const turned = turnOfOrientation({ 0: 1, 90: 6, 180: 3, 270: 8 }[wish.rotate ?? 0])
  return composeTurns(turned, { swap: false, mirrorX: wish.flipHorizontal === true, mirrorY: wish.flipVertical === true })
}

/** First one turn, then the other. */
export function composeTurns(first: Turn, second: Turn): Turn {
  return {
    swap: first.swap !== second.swap,
    mirrorX: first.mirrorX !== (first.swap ? second.mirrorY : second.mirrorX),
    mirrorY: first.mirrorY !== (first.swap ? second.mirrorX : second.mirrorY),
  }
}

/** Where a rectangle (0..1) of the turned picture lies in the stored one. */
export function storedRectangle(rectangle: Rectangle, turn: Turn): Rectangle {
  const { x, y, width, height } = turn.swap
    ? { x: rectangle.y, y: rectangle.x, width: rectangle.height, height: rectangle.width }
    : rectangle
  return { x: turn.mirrorX ? 1 - x - width : x, y: turn.mirrorY ? 1 - y - height : y, width, height }
}

/** Interleaved pixels. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly channels: 3 | 4
  /** width × height × channels bytes, sRGB, alpha not premultiplied. */
  readonly data: Uint8Array
}

/** Turns pixels; gives back the same object when there is nothing to do. */
export function turnPixels(pixels: Pixels, turn: Turn): Pixels {
  if (!turn.swap && !turn.mirrorX && !turn.mirrorY) return pixels
  const { channels, data } = pixels
  const width = turn.swap ? pixels.height : pixels.width
  const height = turn.swap ? pixels.width : pixels.height
  const alongX = (turn.mirrorX ? -1 : 1) * channels
  const alongY = (turn.mirrorY ? -1 : 1) * channels * pixels.width
  const corner = ((turn.mirrorX ? pixels.width - 1 : 0) + (turn.mirrorY ? pixels.height - 1 : 0) * pixels.width) * channels
  const stepX = turn.swap ? alongY : alongX
  const stepY = turn.swap ? alongX : alongY
  const turned = new Uint8Array(data.length)
  let to = 0
  for (let y = 0; y < height; y++) {
    let from = corner + y * stepY
    for (let x = 0; x < width; x++, from += stepX) {
      turned[to++] = data[from]!
      turned[to++] = data[from + 1]!
      turned[to++] = data[from + 2]!
      if (channels === 4) turned[to++] = data[from + 3]!
    }
  }
  return { width, height, channels, data: turned }
}
