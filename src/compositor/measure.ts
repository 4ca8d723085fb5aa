// What a self-check asks of finished frames: are they black, are they frozen.

import type { Kernels, Planes } from './kernels/index.ts'

export interface FrameMeasure {
  /** Mean luma as a share of the range from black to white, 0..1. */
  readonly mean: number
  /** Share of pixels that are (nearly) black: luma 20 or less. */
  readonly black: number
}

/** Looks at one frame's luma. About 1 ms at 1080p. */
export function measureFrame(kernels: Kernels, { width, height, yAddress }: Planes): FrameMeasure {
  const address = kernels.scratchBytes('histogram', 1024)
  kernels.operations.histogram(yAddress, width * height, address)
  const counts = new Uint32Array(kernels.arena.memory.buffer, address, 256)
  const pixels = width * height
  const sum = counts.reduce((total, count, value) => total + count * value, 0)
  const black = counts.subarray(0, 21).reduce((total, count) => total + count, 0)
  return { mean: Math.max(0, (sum / pixels - 16) / 219), black: black / pixels }
}

/** Mean absolute luma difference of two frames of one size, in levels (0 = equal). About 0.1 ms at 1080p. */
export function frameDifference(kernels: Kernels, one: Planes, other: Planes): number {
  return kernels.operations.difference(one.yAddress, other.yAddress, one.width * one.height) / (one.width * one.height)
}
