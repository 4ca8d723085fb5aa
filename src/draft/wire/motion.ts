// Camera movements in short: a word for the usual ones (`"kb": "in"`), otherwise both views and the easing.

import { z } from 'zod'
import { deepEqual } from '../change.ts'
import type { Easing, Motion, View } from '../document.ts'

const centre = { x: 0.5, y: 0.5 }
const wide: View = { ...centre, zoom: 1 }
const tight: View = { ...centre, zoom: 1.15 }
const panned = (x: number, y: number): View => ({ x, y, zoom: 1.12 })
const gentle: Easing = 'ease-in-out'
const even: Easing = 'linear'

export const motionWords = {
  in: { from: wide, to: tight, easing: gentle }, out: { from: tight, to: wide, easing: gentle },
  left: { from: panned(0.55, 0.5), to: panned(0.45, 0.5), easing: even }, right: { from: panned(0.45, 0.5), to: panned(0.55, 0.5), easing: even },
  up: { from: panned(0.5, 0.55), to: panned(0.5, 0.45), easing: even }, down: { from: panned(0.5, 0.45), to: panned(0.5, 0.55), easing: even },
} as const satisfies Record<string, Motion>

const wireView = z.tuple([z.number(), z.number(), z.number()]).describe('[x, y, zoom]')
export const wireMotion = z.union([
  z.enum(['in', 'out', 'left', 'right', 'up', 'down', 'none']),
  z.tuple([wireView, wireView]), z.tuple([wireView, wireView, z.enum(['linear', 'ease-in', 'ease-out', 'ease-in-out'])]),
]).describe('Camera movement: a word, or [view from, view to, easing] with views [x, y, zoom].')

export function encodeMotion(motion: Motion): unknown {
  const word = Object.entries(motionWords).find(([, one]) => deepEqual(one, motion))?.[0]
  if (word !== undefined) return word
  const views = [motion.from, motion.to].map(({ x, y, zoom }) => [x, y, zoom])
  return motion.easing === gentle ? views : [...views, motion.easing]
}

export function decodeMotion(wire: z.infer<typeof wireMotion>): Motion | undefined {
  if (wire === 'none') return undefined
  if (typeof wire === 'string') return motionWords[wire]
  const view = ([x, y, zoom]: readonly [number, number, number]): View => ({ x, y, zoom })
  return { from: view(wire[0]), to: view(wire[1]), easing: wire[2] ?? gentle }
}
