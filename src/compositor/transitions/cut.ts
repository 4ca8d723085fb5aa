// What every transition gets, and the few ways of mixing that they share. A transition is a pure function of two frames
// and a progress; it never writes into left or right, which may be plates that others still need.
// Costs beside each transition are milliseconds a frame at 1080p on one core (bench/draw.ts).

import type { Kernels, Planes } from '../kernels/index.ts'

export interface Cut {
  readonly kernels: Kernels
  readonly left: Planes
  readonly right: Planes
  readonly target: Planes
  /** 0 < progress < 1; the ends are drawn by the caller. */
  readonly progress: number
}

export type DrawTransition = (cut: Cut) => void

/** Slow at both ends. */
export function smooth(progress: number): number {
  const t = clamp(progress)
  return t * t * (3 - 2 * t)
}

/** How far a stretch of the progress has been passed, 0..1. */
export function passed(progress: number, from: number, to: number): number {
  return clamp((progress - from) / (to - from))
}

export function clamp(value: number): number {
  return Math.max(0, Math.min(1, value))
}

/** Share of the right picture at a place 0..1 behind a soft edge of that width which sweeps over all places. */
export function sweep(place: number, progress: number, softness: number): number {
  return smooth((progress * (1 + softness) - place) / softness)
}

/** Mixes each row by its own share; `place` is the row's middle, 0 = top. */
export function mixRows({ kernels, left, right, target }: Cut, shareAt: (place: number) => number): void {
  for (const shrink of [1, 2] as const) {
    const width = target.width / shrink
    const height = target.height / shrink
    for (let row = 0; row < height; row++) {
      const weight = Math.round(clamp(shareAt((row + 0.5) / height)) * 256)
      const at = row * width
      if (shrink === 1) kernels.operations.crossfade(target.yAddress + at, left.yAddress + at, right.yAddress + at, width, weight)
      else {
        kernels.operations.crossfade(target.uAddress + at, left.uAddress + at, right.uAddress + at, width, weight)
        kernels.operations.crossfade(target.vAddress + at, left.vAddress + at, right.vAddress + at, width, weight)
      }
    }
  }
}

/** Mixes each column by its own share; `place` is the column's middle, 0 = left. */
export function mixColumns({ kernels, left, right, target }: Cut, shareAt: (place: number) => number): void {
  kernels.copy(left, target)
  const { width, height } = target
  const mask = kernels.scratchBytes('columns', width * 1.5)
  const view = kernels.arena.view(mask, width * 1.5)
  for (let column = 0; column < width; column++) view[column] = Math.round(clamp(shareAt((column + 0.5) / width)) * 255)
  for (let column = 0; column < width / 2; column++) view[width + column] = Math.round(clamp(shareAt((column * 2 + 0.5) / width)) * 255)
  const half = width / 2
  kernels.operations.blendAlpha(target.yAddress, width, right.yAddress, width, mask, 0, width, height, 256)
  kernels.operations.blendAlpha(target.uAddress, half, right.uAddress, half, mask + width, 0, half, height / 2, 256)
  kernels.operations.blendAlpha(target.vAddress, half, right.vAddress, half, mask + width, 0, half, height / 2, 256)
}

/** When each point of the picture changes: 0 first, 1 last. `x` and `y` in pixels of a picture of that size. */
export type OrderAt = (x: number, y: number, width: number, height: number) => number

/** Mixes each pixel when its turn has come, with an edge that is `softness` of the whole wide. The map is made once per size. */
export function mixByOrder({ kernels, left, right, target, progress }: Cut, name: string, softness: number, orderAt: () => OrderAt): void {
  const { width, height } = target
  const gain = Math.max(1, Math.min(8192, Math.round(1 / softness)))
  const front = Math.round(progress * 65536 * (1 + 1 / gain))
  const full = orderMap(kernels, name, width, height, 1, orderAt)
  const half = orderMap(kernels, name, width, height, 2, orderAt)
  const chroma = (width * height) / 4
  kernels.operations.blendOrder(target.yAddress, left.yAddress, right.yAddress, full, width * height, front, gain)
  kernels.operations.blendOrder(target.uAddress, left.uAddress, right.uAddress, half, chroma, front, gain)
  kernels.operations.blendOrder(target.vAddress, left.vAddress, right.vAddress, half, chroma, front, gain)
}

function orderMap(kernels: Kernels, name: string, width: number, height: number, pitch: 1 | 2, orderAt: () => OrderAt): number {
  return kernels.made(`order ${name} ${width}x${height}/${pitch}`, (width * height * 2) / pitch / pitch, (view) => {
    const order = orderAt()
    const words = new Uint16Array(view.buffer, view.byteOffset, view.length / 2)
    const across = width / pitch
    for (let at = 0; at < words.length; at++) {
      const place = order((at % across) * pitch + 0.5, Math.floor(at / across) * pitch + pitch / 2, width, height)
      words[at] = Math.round(clamp(place) * 65535)
    }
  })
}

/** A picture seen through a window in its middle that is `zoom` times smaller. */
export function zoomed({ kernels, target }: Cut, source: Planes, zoom: number, slot: string): Planes {
  const result = kernels.scratch(slot, target.width, target.height)
  const width = source.width / zoom
  const height = source.height / zoom
  kernels.resample(source, { x: (source.width - width) / 2, y: (source.height - height) / 2, width, height }, result)
  return result
}
