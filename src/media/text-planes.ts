// Premultiplied RGBA from the drawing library to what the compositor blends: BT.709 limited planes with straight alpha.
// Chroma is averaged by weight of alpha, so that what is clear lends no colour to an edge.

import type { YuvPlanes } from '../compositor/index.ts'

/** What stands in fully clear pixels, so that a plate that is moved by part of a pixel blends no foreign colour in. */
export interface ClearColor {
  readonly red: number
  readonly green: number
  readonly blue: number
}

/** Converts `width` × `height` (even) premultiplied RGBA bytes. */
export function planesOfRgba(rgba: Uint8Array, width: number, height: number, clear: ClearColor): YuvPlanes {
  const y = new Uint8Array(width * height)
  const alpha = new Uint8Array(width * height)
  const clearLuma = Math.round(16 + (219 / 255) * luma(clear.red, clear.green, clear.blue))
  for (let pixel = 0, at = 0; pixel < y.length; pixel++, at += 4) {
    const cover = rgba[at + 3]!
    alpha[pixel] = cover
    y[pixel] = cover === 0 ? clearLuma : 16 + (219 * Math.min(1, luma(rgba[at]!, rgba[at + 1]!, rgba[at + 2]!) / cover)) + 0.5
  }
  return { width, height, y, alpha, ...chromaOf(rgba, width, height, clear) }
}

function luma(red: number, green: number, blue: number): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function chromaOf(rgba: Uint8Array, width: number, height: number, clear: ClearColor): { u: Uint8Array; v: Uint8Array } {
  const across = width >> 1
  const u = new Uint8Array(across * (height >> 1))
  const v = new Uint8Array(u.length)
  for (let row = 0; row < height >> 1; row++) {
    for (let column = 0; column < across; column++) {
      const upper = (row * 2 * width + column * 2) * 4
      const lower = upper + width * 4
      let [red, green, blue, cover] = [0, 0, 0, 0]
      for (const at of [upper, upper + 4, lower, lower + 4]) {
        red += rgba[at]!
        green += rgba[at + 1]!
        blue += rgba[at + 2]!
        cover += rgba[at + 3]!
      }
      if (cover === 0) [red, green, blue, cover] = [clear.red, clear.green, clear.blue, 255]
      const grey = luma(red, green, blue)
      const index = row * across + column
      u[index] = 128.5 + (224 * (blue - grey)) / 1.8556 / cover
      v[index] = 128.5 + (224 * (red - grey)) / 1.5748 / cover
    }
  }
  return { u, v }
}
