// The plain twin of ../assembly/resample.ts: the same arithmetic, pixel by pixel. Explains the fast one and judges it.

import type { KernelOperations } from '../operations.ts'

const UNIT = 16384

/** See KernelOperations.resample. Needs no scratch. */
export function createPlainResample(bytesOf: () => Uint8Array): KernelOperations['resample'] {
  return (target, targetWidth, targetHeight, targetStride, source, sourceWidth, sourceHeight, sourceStride, firstX, stepX, firstY, stepY) => {
    const bytes = bytesOf()
    const line = new Uint8Array(sourceWidth)
    const columns = Array.from({ length: targetWidth }, (_, column) => tapsAt(firstX + stepX * column, sourceWidth))
    for (let row = 0; row < targetHeight; row++) {
      const down = tapsAt(firstY + stepY * row, sourceHeight)
      for (let column = 0; column < sourceWidth; column++) line[column] = mix(bytes, source + column, sourceStride, down)
      columns.forEach((across, column) => {
        bytes[target + row * targetStride + column] = mix(line, 0, 1, across)
      })
    }
  }
}

interface Taps {
  /** Clamped sample indexes. */
  readonly at: readonly [number, number, number, number]
  /** Sum to UNIT. */
  readonly weights: readonly [number, number, number, number]
}

function tapsAt(position: number, size: number): Taps {
  const clamped = Math.min(Math.max(position, -8), size + 8)
  const whole = Math.floor(clamped)
  const inside = (index: number) => Math.min(size - 1, Math.max(0, index))
  return { at: [inside(whole - 1), inside(whole), inside(whole + 1), inside(whole + 2)], weights: lagrange(clamped - whole) }
}

/**
 * The four weights at a phase in [0, 1), 14 bits: Lagrange's cubic through four samples. It places fine detail three to
 * five times more truly between samples than Catmull-Rom does (0.004 against 0.019 samples for waves of six), and an
 * error of place that changes with the phase is what the eye sees as trembling in a slow pan. The second weight takes the
 * rounding, so the sum is exact.
 */
function lagrange(phase: number): [number, number, number, number] {
  const after = phase + 1
  const before = phase - 1
  const far = phase - 2
  const first = Math.floor(-phase * before * far * (UNIT / 6) + 0.5)
  const third = Math.floor(-after * phase * far * (UNIT / 2) + 0.5)
  const fourth = Math.floor(after * phase * before * (UNIT / 6) + 0.5)
  return [first, UNIT - first - third - fourth, third, fourth]
}

function mix(bytes: Uint8Array, from: number, stride: number, { at, weights }: Taps): number {
  const sum = bytes[from + at[0] * stride]! * weights[0] + bytes[from + at[1] * stride]! * weights[1]
    + bytes[from + at[2] * stride]! * weights[2] + bytes[from + at[3] * stride]! * weights[3]
  return Math.max(0, Math.min(255, (sum + UNIT / 2) >> 14))
}
