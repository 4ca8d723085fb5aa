// Soft coloured discs that float before a colour: a ground that is worth watching under a title. Drawn at a quarter of
// the size, where a disc's edge is as soft as a lens makes it, and enlarged; then a fixed grain hides the steps of eight
// bits. A pure function of ground, size and time.

import { createDice } from '../base/index.ts'
import type { Color, Ground } from '../draft/index.ts'
import { yuvOfColor, type YuvColor } from './kernels/color.ts'
import { DITHER } from './kernels/dither.ts'
import type { Kernels, Planes } from './kernels/index.ts'

type Bokeh = Extract<Ground, { kind: 'bokeh' }>

interface Disc {
  /** Middle at time 0 and speed per second, in heights of the picture. */
  readonly x: number
  readonly y: number
  readonly speedX: number
  readonly speedY: number
  /** In heights of the picture. */
  readonly radius: number
  readonly color: YuvColor
  readonly opacity: number
  /** How the opacity swells: radians per second and where it begins. */
  readonly pace: number
  readonly phase: number
}

const SHRINK = 4
/** Fewer look empty, more look busy. */
const DISCS = 18

/** Draws the discs as they stand at a time (ms). About 3.5 ms at 1080p. */
export function drawBokeh(kernels: Kernels, ground: Bokeh, time: number, target: Planes): void {
  const width = Math.max(16, Math.ceil(target.width / SHRINK / 2) * 2)
  const height = Math.max(16, Math.ceil(target.height / SHRINK / 2) * 2)
  const small = kernels.scratch('bokeh', width, height)
  drawVeil(kernels, small, ground.color)
  for (const disc of discsOf(ground, width / height)) drawDisc(kernels, small, disc, time / 1000)
  kernels.resample(small, { x: 0, y: 0, width, height }, target)
  addDither(kernels, target)
}

function discsOf(ground: Bokeh, aspect: number): Disc[] {
  const dice = createDice(`bokeh ${ground.seed}`)
  const colors = ground.colors.length > 0 ? ground.colors : [ground.color]
  const shift = dice.next()
  return Array.from({ length: DISCS }, (_, index) => {
    // Large discs are faint, far and slow; small ones are near and quick.
    const size = (index + 0.5) / DISCS
    const radius = 0.26 - 0.2 * size + 0.03 * dice.next()
    const turn = 2 * Math.PI * dice.next()
    const speed = 0.012 + 0.03 * size
    // Steps of the plastic number spread points evenly without a grid; the dice loosen them.
    const place = { x: index * 0.7549 + 0.25 * dice.next() + shift, y: index * 0.5698 + 0.25 * dice.next() }
    return {
      x: aspect * (place.x % 1), y: place.y % 1, speedX: speed * Math.cos(turn), speedY: -Math.abs(speed * Math.sin(turn)) * 0.8 - 0.006,
      radius, color: yuvOfColor(dice.pick(colors)), opacity: 0.1 + 0.16 * size + 0.08 * dice.next(), pace: 0.5 + 0.7 * dice.next(), phase: 2 * Math.PI * dice.next(),
    }
  })
}

// The colour itself, a little lighter in the upper middle, so that the ground has depth.
function drawVeil(kernels: Kernels, small: Planes, color: Color): void {
  const { width, height } = small
  const light = kernels.made(`bokeh light ${width}x${height}`, width * height, (view) => {
    for (let at = 0; at < view.length; at++) {
      const across = (at % width) / width - 0.5
      const down = Math.floor(at / width) / height - 0.4
      const share = Math.max(0, 1 - (across * across + down * down) * 2.2)
      view[at] = Math.round(16 * share * share)
    }
  })
  kernels.fill(small, color)
  kernels.operations.addGlow(small.yAddress, light, width * height, 256)
}

function drawDisc(kernels: Kernels, small: Planes, disc: Disc, seconds: number): void {
  const { width, height } = small
  const room = 2 * disc.radius
  // Leaves on one side, comes in on the other, far enough out not to be seen.
  const x = (wrapped(disc.x + disc.speedX * seconds, -room / 2, width / height + room)) * height
  const y = wrapped(disc.y + disc.speedY * seconds, -room / 2, 1 + room) * height
  const radius = disc.radius * height
  const opacity = disc.opacity * (0.75 + 0.25 * Math.sin(disc.pace * seconds + disc.phase))
  // Even inside, a trace brighter at the rim, soft over an eighth of the radius.
  const soft = Math.max(1, radius * 0.12)
  const { blendDisc } = kernels.operations
  blendDisc(small.yAddress, width, height, x, y, radius, soft, opacity, disc.color.y)
  blendDisc(small.uAddress, width / 2, height / 2, x / 2, y / 2, radius / 2, soft / 2, opacity, disc.color.u)
  blendDisc(small.vAddress, width / 2, height / 2, x / 2, y / 2, radius / 2, soft / 2, opacity, disc.color.v)
}

function wrapped(place: number, from: number, length: number): number {
  const turns = (place - from) / length
  return from + (turns - Math.floor(turns)) * length
}

// Half a level on average by an ordered pattern: still, so it costs the encoder its bits only once.
function addDither(kernels: Kernels, { width, height, yAddress }: Planes): void {
  const pattern = kernels.made(`dither ${width}x${height}`, width * height, (view) => {
    for (let at = 0; at < view.length; at++) view[at] = DITHER[(Math.floor(at / width) & 7) * 8 + ((at % width) & 7)]! > 0.5 ? 1 : 0
  })
  kernels.operations.addGlow(yAddress, pattern, width * height, 256)
}
