// Frames compared with stored pictures that this code drew before: the count of differing pixels must be 0. A change that
// is meant is written with KINORA_GOLDEN=write (and the pictures looked at); any other difference is a mistake.

import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { createDice } from '../../src/base/index.ts'
import {
  createKernels, drawFrame, drawGround, lookTable, transitionKinds,
  type FrameCommands, type LayerCommand, type PictureCommand, type Planes, type ResidentPlate, type Shot, type TextGeometry,
} from '../../src/compositor/index.ts'

const WIDTH = 160
const HEIGHT = 90
const folder = new URL('../../../test/golden/frames/', import.meta.url)
const kernels = createKernels({ memoryBytes: 8 << 20 })
const target = kernels.allocate(WIDTH, HEIGHT)
const plates = new Map<string, ResidentPlate>([
  ['hills', { planes: colored(WIDTH, HEIGHT, hills) }],
  ['tiles', { planes: colored(WIDTH, HEIGHT, tiles) }],
  ['large', { planes: colored(192, 108, tiles) }],
  ['warm', { planes: colored(WIDTH, HEIGHT, hills, 'cinematic') }],
  ['letters', { planes: letters(), text: lettersGeometry() }],
])
const whole = { x: 0, y: 0, width: WIDTH, height: HEIGHT }
const shot = (plate: string, more: Partial<Shot> = {}): Shot => ({ plate, window: whole, fade: 1, ...more })
const still: PictureCommand = { kind: 'shot', shot: shot('hills') }
const title = (move: 'rise' | 'pop' | 'words' | 'typewriter' | 'slide', progress: number): LayerCommand => ({ kind: 'text', plate: 'letters', move, progress, leaving: false, opacity: 1 })

const frames: Record<string, FrameCommands> = {
  'zoomed between pixels': frame({ kind: 'shot', shot: shot('large', { window: { x: 7.3, y: 4.1, width: 171.2, height: 96.3 } }) }),
  'cinematic look': frame({ kind: 'shot', shot: shot('warm') }),
  'vignette, grain and fade': frame({ kind: 'shot', shot: shot('tiles', { vignette: 0.8, grain: { amount: 0.6, seed: 5 }, fade: 0.7 }) }),
  'overlay between pixels with round corners': frame(still, { kind: 'overlay', plate: 'tiles', x: 31.4, y: 17.8, opacity: 0.75, rounded: 0.2 }),
  'rising title': frame(still, title('rise', 0.6)),
  'popping title': frame(still, title('pop', 0.5)),
  'sliding title': frame(still, title('slide', 0.8)),
  'half of the words': frame(still, title('words', 0.5)),
  'half of the letters': frame(still, title('typewriter', 0.5)),
}
for (const kind of transitionKinds) frames[`${kind} at 0.4`] = frame({ kind: 'transition', transition: kind, progress: 0.4, left: shot('hills'), right: shot('tiles') })

for (const [name, commands] of Object.entries(frames)) {
  test(`${name} is drawn as before, pixel for pixel`, () => {
    drawFrame(kernels, commands, { plate: (plate) => plates.get(plate) }, target)
    compare(name, target)
  })
}

for (const ground of [
  { kind: 'gradient', colors: ['#0b1d3a', '#3a6ea5', '#c9a66b'], angle: 30, drift: false },
  { kind: 'bokeh', color: '#101c30', colors: ['#ff9a5c', '#5cc8ff'], seed: 1 },
] as const) {
  test(`a ${ground.kind} ground is drawn as before, pixel for pixel`, () => {
    const planes = drawGround(kernels, { kind: 'ground', ground, width: WIDTH, height: HEIGHT, time: 1200 })
    compare(ground.kind, planes)
    kernels.release(planes)
  })
}

function compare(name: string, drawn: Planes): void {
  const bytes = Buffer.concat([drawn.y, drawn.u, drawn.v])
  const file = new URL(`${name.replace(/[^a-z0-9]+/g, '-')}.yuv.gz`, folder)
  if (process.env.KINORA_GOLDEN === 'write') return writeFileSync(file, gzipSync(bytes, { level: 9 }))
  assert.ok(existsSync(file), `no stored picture ${file.pathname}; draw it with KINORA_GOLDEN=write`)
  const stored = gunzipSync(readFileSync(file))
  assert.equal(stored.length, bytes.length)
  const differing = bytes.reduce((count, value, at) => count + (value === stored[at] ? 0 : 1), 0)
  assert.equal(differing, 0, `${differing} of ${bytes.length} samples of "${name}" differ from the stored picture`)
}

function frame(picture: PictureCommand, ...layers: LayerCommand[]): FrameCommands {
  return { background: '#102040', picture, layers }
}

type Painter = (x: number, y: number) => [number, number, number]

function colored(width: number, height: number, paint: Painter, look?: 'cinematic'): Planes {
  const planes = kernels.allocate(width, height)
  const rgb = new Uint8Array(width * height * 3)
  for (let at = 0; at < width * height; at++) rgb.set(paint((at % width) / width, Math.floor(at / width) / height), at * 3)
  kernels.rgbToYuv(rgb, 3, planes, look === undefined ? undefined : lookTable({ name: look, strength: 1 }))
  return planes
}

// A sky over three ridges: soft above, hard edges below. Parabolas, since those are the same everywhere.
function hills(x: number, y: number): [number, number, number] {
  for (const [index, ridge] of [[0, 0.5 - 0.4 * x * (1 - x)], [1, 0.75 - 0.9 * (x - 0.3) * (0.8 - x)], [2, 0.9 - 0.3 * x]] as const) {
    if (y > ridge && (index === 2 || y < ridge + 0.25)) return [[90, 120, 70], [60, 95, 60], [40, 60, 45]][index] as [number, number, number]
  }
  return [120 + 80 * y, 160 + 40 * y, 230 - 30 * y]
}

function tiles(x: number, y: number): [number, number, number] {
  const column = Math.floor(x * 16)
  const row = Math.floor(y * 9)
  const dice = createDice(`${column},${row}`)
  return [40 + dice.below(200), 40 + dice.below(200), 40 + dice.below(200)]
}

// Six blocks as letters, two words on two lines, with soft edges.
function letters(): Planes {
  const planes = kernels.allocate(96, 48, { alpha: true })
  kernels.fill(planes, '#ffe0a0')
  planes.alpha!.forEach((_, at) => {
    const x = (at % 96) % 32
    const y = Math.floor(at / 96) % 24
    const edge = Math.min(x - 3, 28 - x, y - 3, 20 - y)
    planes.alpha![at] = Math.max(0, Math.min(255, edge * 90))
  })
  return planes
}

function lettersGeometry(): TextGeometry {
  const letter = (index: number) => ({ x: (index % 3) * 32 + 4, y: Math.floor(index / 3) * 24 + 4, width: 24, height: 16 })
  return {
    x: 32, y: 20, ink: { x: 4, y: 4, width: 88, height: 40 },
    lines: [{ x: 4, y: 4, width: 88, height: 16 }, { x: 4, y: 28, width: 88, height: 16 }],
    words: [{ x: 4, y: 4, width: 88, height: 16, line: 0, from: 0, to: 3 }, { x: 4, y: 28, width: 88, height: 16, line: 1, from: 3, to: 6 }],
    graphemes: Array.from({ length: 6 }, (_, index) => ({ ...letter(index), from: index, to: index + 1 })),
  }
}
