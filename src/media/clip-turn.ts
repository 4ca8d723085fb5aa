// The eight ways a picture can lie: turned by quarters and mirrored. The camera's display matrix and the user's wishes are
// composed here, so that libav turns a picture once and crops it before, where it is cheapest. Pure arithmetic.

import type { PicturePlate } from '../compositor/index.ts'
import type { Rectangle } from '../draft/index.ts'

/** First mirrored about the main diagonal (rows become columns), then left-right, then top-bottom. */
export interface ClipTurn {
  readonly transpose: boolean
  readonly mirrorX: boolean
  readonly mirrorY: boolean
}

export const upright: ClipTurn = { transpose: false, mirrorX: false, mirrorY: false }

/** Clockwise quarters. */
export function quarterTurn(degrees: number): ClipTurn {
  switch (((Math.round(degrees / 90) % 4) + 4) % 4) {
    case 1: return { transpose: true, mirrorX: true, mirrorY: false }
    case 2: return { transpose: false, mirrorX: true, mirrorY: true }
    case 3: return { transpose: true, mirrorX: false, mirrorY: true }
    default: return upright
  }
}

/** One after the other. Mirrors that come before a transposition change axes behind it. */
export function thenTurn(first: ClipTurn, second: ClipTurn): ClipTurn {
  const [x, y] = second.transpose ? [first.mirrorY, first.mirrorX] : [first.mirrorX, first.mirrorY]
  return { transpose: first.transpose !== second.transpose, mirrorX: x !== second.mirrorX, mirrorY: y !== second.mirrorY }
}

/** What the user asked for: turned, then mirrored. */
export function wishedTurn(request: Pick<PicturePlate, 'rotate' | 'flipHorizontal' | 'flipVertical'>): ClipTurn {
  return thenTurn(quarterTurn(request.rotate ?? 0), {
    transpose: false, mirrorX: request.flipHorizontal ?? false, mirrorY: request.flipVertical ?? false,
  })
}

/** Where a part (0..1) of the turned picture lies in the picture before turning. */
export function beforeTurn(turn: ClipTurn, area: Rectangle): Rectangle {
  const x = turn.mirrorX ? 1 - area.x - area.width : area.x
  const y = turn.mirrorY ? 1 - area.y - area.height : area.y
  return turn.transpose ? { x: y, y: x, width: area.height, height: area.width } : { x, y, width: area.width, height: area.height }
}

/** The filters that turn a picture. */
export function turnFilters({ transpose, mirrorX, mirrorY }: ClipTurn): string[] {
  const mirrors = [...(mirrorX ? ['hflip'] : []), ...(mirrorY ? ['vflip'] : [])]
  // libav calls the mirror about the main diagonal "counter-clockwise and flipped".
  return transpose ? ['transpose=dir=cclock_flip', ...mirrors] : mirrors
}

/**
 * The turn that a display matrix asks for: nine 32-bit numbers, row by row, of which the upper left four turn the
 * picture. Matrices that do not turn by quarters are rounded to the nearest one that does.
 */
export function turnOfMatrix(bytes: Buffer | null): ClipTurn {
  if (bytes === null || bytes.length < 36) return upright
  const [a, b, c, d] = [0, 4, 12, 16].map((at) => bytes.readInt32LE(at))
  // x' = a·x + c·y, y' = b·x + d·y. When the picture lies on its side, b and c are the large ones.
  const transpose = Math.abs(b!) + Math.abs(c!) > Math.abs(a!) + Math.abs(d!)
  const [across, down] = transpose ? [c!, b!] : [a!, d!]
  return { transpose, mirrorX: across < 0, mirrorY: down < 0 }
}

/** Clockwise degrees, for facts; a mirrored picture has none that is right and gives the nearest. */
export function degreesOf({ transpose, mirrorX, mirrorY }: ClipTurn): 0 | 90 | 180 | 270 {
  if (transpose) return mirrorX ? 90 : mirrorY ? 270 : 90
  return mirrorX && mirrorY ? 180 : 0
}
