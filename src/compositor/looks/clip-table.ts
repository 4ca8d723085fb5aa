// The same looks for moving pictures, in a form that is cheap on planes: one curve for luma, and for each level of luma
// one affine map of the two chroma numbers, fitted to the look by least squares. Good to a few levels in the colours
// that pictures have; built once per look, applied to every frame.

import type { Look } from '../../draft/index.ts'
import { luma, type Grade, type Rgb } from './grades.ts'
import { gradeOf } from './look.ts'
import type { PictureStatistics } from './statistics.ts'

export interface ClipTable {
  /** New luma for each luma, 256 bytes. */
  readonly luma: Uint8Array
  /** For each luma six numbers a, b, c, d, e, f in 1/256: u' = a·u + b·v + e, v' = c·u + d·v + f, with u and v about 128. */
  readonly chroma: Int32Array
}

/** How far apart and how far out colours are tried, in limited-range chroma numbers about 0. */
const REACH = 48
const PITCH = 16

/** The table of a look for planes. */
export function clipTable(look: Look, statistics?: PictureStatistics): ClipTable {
  const grade = gradeOf(look, statistics)
  const table: ClipTable = { luma: new Uint8Array(256), chroma: new Int32Array(256 * 6) }
  for (let level = 0; level < 256; level++) {
    const y = Math.max(16, Math.min(235, level))
    table.luma[level] = Math.round(yuvThrough(grade, y, 0, 0)[0])
    table.chroma.set(fitChroma(grade, y).map((value) => Math.round(value * 256)), level * 6)
  }
  return table
}

// Least squares over a grid that is symmetric about grey, so that the sums of u, v and u·v vanish and each unknown stands alone.
function fitChroma(grade: Grade, y: number): [number, number, number, number, number, number] {
  const sums = { uu: 0, vv: 0, count: 0, a: 0, b: 0, c: 0, d: 0, e: 0, f: 0 }
  for (let u = -REACH; u <= REACH; u += PITCH) {
    for (let v = -REACH; v <= REACH; v += PITCH) {
      // Colours and their opposites are tried together or not at all, which keeps the grid symmetric.
      if (![[u, v], [-u, v], [u, -v], [-u, -v]].every(([one, other]) => inGamut(y, one!, other!))) continue
      const [, newU, newV] = yuvThrough(grade, y, u, v)
      sums.uu += u * u
      sums.vv += v * v
      sums.count += 1
      sums.a += newU * u
      sums.b += newU * v
      sums.c += newV * u
      sums.d += newV * v
      sums.e += newU
      sums.f += newV
    }
  }
  const slope = (sum: number, square: number, otherwise: number) => (square === 0 ? otherwise : sum / square)
  const count = Math.max(1, sums.count)
  return [slope(sums.a, sums.uu, 1), slope(sums.b, sums.vv, 0), slope(sums.c, sums.uu, 0), slope(sums.d, sums.vv, 1), sums.e / count, sums.f / count]
}

function inGamut(y: number, u: number, v: number): boolean {
  return rgbOf(y, u, v).every((value) => value >= -0.02 && value <= 1.02)
}

function yuvThrough(grade: Grade, y: number, u: number, v: number): [number, number, number] {
  const color = grade(rgbOf(y, u, v).map((value) => Math.max(0, Math.min(1, value))) as unknown as Rgb)
  const light = luma(color)
  return [16 + 219 * light, (224 * (color[2] - light)) / 1.8556, (224 * (color[0] - light)) / 1.5748]
}

function rgbOf(y: number, u: number, v: number): Rgb {
  const light = (y - 16) / 219
  const red = light + (1.5748 * v) / 224
  const blue = light + (1.8556 * u) / 224
  return [red, (light - 0.2126 * red - 0.0722 * blue) / 0.7152, blue]
}
