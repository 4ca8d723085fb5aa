// Grounds for cards, drawn by our own code: a colour, a gradient, floating soft discs. Gradients are dithered, because
// eight bits show bands on large soft areas.

import type { Color, Ground } from '../draft/index.ts'
import { drawBokeh } from './bokeh.ts'
import { yuvOfColor } from './kernels/color.ts'
import { DITHER } from './kernels/dither.ts'
import type { Kernels, Planes } from './kernels/index.ts'
import type { GroundPlate } from './scene.ts'

/** Draws a ground plate; the caller releases the planes. The same request gives the same bytes. */
export function drawGround(kernels: Kernels, plate: GroundPlate): Planes {
  const planes = kernels.allocate(plate.width, plate.height)
  const { ground } = plate
  if (ground.kind === 'gradient') drawGradient(planes, ground)
  else if (ground.kind === 'bokeh') drawBokeh(kernels, ground, plate.time ?? 0, planes)
  else kernels.fill(planes, ground.color)
  return planes
}

function drawGradient(planes: Planes, ground: Extract<Ground, { kind: 'gradient' }>): void {
  const colors = ground.colors.map((color: Color) => yuvOfColor(color))
  const angle = (ground.angle * Math.PI) / 180
  const ramp = { x: Math.sin(angle), y: -Math.cos(angle) }
  paintRamp(planes.y, planes.width, planes.height, 1, ramp, planes, colors.map(({ y }) => y))
  paintRamp(planes.u, planes.width / 2, planes.height / 2, 2, ramp, planes, colors.map(({ u }) => u))
  paintRamp(planes.v, planes.width / 2, planes.height / 2, 2, ramp, planes, colors.map(({ v }) => v))
}

function paintRamp(plane: Uint8Array, width: number, height: number, pitch: number, ramp: { x: number; y: number }, size: { width: number; height: number }, stops: readonly number[]): void {
  const reach = Math.abs(ramp.x) * size.width + Math.abs(ramp.y) * size.height
  const last = stops.length - 1
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const along = ((column * pitch - size.width / 2) * ramp.x + (row * pitch - size.height / 2) * ramp.y) / reach + 0.5
      const place = Math.max(0, Math.min(last, along * last))
      const stop = Math.min(last - 1, Math.floor(place))
      const value = stops[stop]! + (stops[stop + 1]! - stops[stop]!) * (place - stop)
      plane[row * width + column] = Math.floor(value + DITHER[(row & 7) * 8 + (column & 7)]!)
    }
  }
}
