// Planes that live in the kernels' memory. They look like any YuvPlanes from outside, and the kernels see their addresses.

import type { YuvPlanes } from '../scene.ts'
import type { Arena } from './memory.ts'
import type { Address } from './operations.ts'

/**
 * Planes in the kernels' memory. `y`, `u`, `v`, `alpha` give a fresh view each time they are read: use it at once and do
 * not keep it, because the next allocation may move the memory. Not structured-cloneable; copy the views to send them.
 */
export interface Planes extends YuvPlanes {
  readonly yAddress: Address
  readonly uAddress: Address
  readonly vAddress: Address
  /** 0 when opaque. */
  readonly alphaAddress: Address
}

/** Bytes of the three colour planes; they lie one behind the other, so they can be copied, faded or mixed in one run. */
export function colourBytes(width: number, height: number): number {
  return (width * height * 3) / 2
}

/** One piece of memory for all planes; alpha follows colour. */
export function planesAt(arena: Arena, address: Address, width: number, height: number, withAlpha: boolean): Planes {
  const luma = width * height
  const chroma = luma / 4
  const uAddress = address + luma
  const vAddress = uAddress + chroma
  const alphaAddress = withAlpha ? vAddress + chroma : 0
  const planes = {
    width, height, yAddress: address, uAddress, vAddress, alphaAddress,
    get y() {
      return arena.view(address, luma)
    },
    get u() {
      return arena.view(uAddress, chroma)
    },
    get v() {
      return arena.view(vAddress, chroma)
    },
  }
  if (!withAlpha) return planes
  return Object.defineProperty(planes, 'alpha', { enumerable: true, get: () => arena.view(alphaAddress, luma) })
}
