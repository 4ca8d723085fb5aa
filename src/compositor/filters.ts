// Neighbourhood filters on whole pictures, for preparing plates and for transitions.

import type { ClipTable } from './looks/clip-table.ts'
import type { Kernels, Planes } from './kernels/index.ts'

/** Sharpens luma in place; amount 0..1 (1 adds one and a half times what a small blur takes away). About 1 ms at 1080p. */
export function sharpenPlanes(kernels: Kernels, planes: Planes, amount: number): void {
  const { width, height } = planes
  const plain = kernels.scratchBytes('sharpen', width * height)
  kernels.operations.copyRows(plain, width, planes.yAddress, width, width, height)
  kernels.operations.sharpen(planes.yAddress, plain, width, height, Math.round(Math.max(0, Math.min(1, amount)) * 384))
}

/** Box blur in place, `radius` luma samples each way (0..127), two passes of it for a soft shape. For small pictures. */
export function blurPlanes(kernels: Kernels, planes: Planes, radius: number): void {
  if (radius < 1) return
  for (const [address, shrink] of [[planes.yAddress, 1], [planes.uAddress, 2], [planes.vAddress, 2]] as const) {
    const width = planes.width / shrink
    const height = planes.height / shrink
    const reach = Math.max(1, Math.round(radius / shrink))
    const spare = kernels.scratchBytes('blur', width * height)
    const sums = kernels.scratchBytes('blur-sums', 2 * width + 16)
    for (let pass = 0; pass < 2; pass++) {
      kernels.operations.blurRows(spare, address, width, height, reach)
      kernels.operations.blurColumns(address, spare, width, height, reach, sums)
    }
  }
}

/** Half the size each way, as the mean of four; both sides of source must be multiples of four. About 0.2 ms at 1080p. */
export function halvePlanes(kernels: Kernels, source: Planes, target: Planes): void {
  const { width, height } = source
  kernels.operations.halve(target.yAddress, source.yAddress, width, height)
  kernels.operations.halve(target.uAddress, source.uAddress, width / 2, height / 2)
  kernels.operations.halve(target.vAddress, source.vAddress, width / 2, height / 2)
}

/** Colours planes in place by a clip's look table. About 3 ms at 1080p. */
export function colorPlanes(kernels: Kernels, planes: Planes, table: ClipTable): void {
  const curve = kernels.scratchBytes('clip-curve', 256)
  kernels.arena.view(curve, 256).set(table.luma)
  const maps = kernels.scratchBytes('clip-maps', table.chroma.byteLength)
  new Int32Array(kernels.arena.memory.buffer, maps, table.chroma.length).set(table.chroma)
  kernels.operations.applyClipTable(planes.yAddress, planes.uAddress, planes.vAddress, planes.width, planes.height, curve, maps)
}
