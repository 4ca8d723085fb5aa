// One frame: commands and prepared plates in, planes out. A pure function of both: equal commands over equal plates give
// equal bytes. It allocates nothing that outlives the call except scratch planes, which are kept per size.

import { KinoraError, canonicalJson } from '../base/index.ts'
import { drawText } from './draw-text.ts'
import { addGrain, addVignette } from './finish.ts'
import type { Kernels, Planes } from './kernels/index.ts'
import { paintPlate } from './paint.ts'
import { drawTransition } from './transitions/index.ts'
import type { FrameCommands, LayerCommand, PlateName, Shot, TextGeometry } from './scene.ts'

/** A prepared picture that lies in the kernels' memory (see Kernels.adopt). */
export interface ResidentPlate {
  readonly planes: Planes
  readonly text?: TextGeometry
}

/** Where drawing finds its plates. */
export interface Plates {
  /** The plate of that name. Everything that the frame's commands name must be there. */
  plate(name: PlateName): ResidentPlate | undefined
}

/** Draws one frame into target, whose size is the canvas. Throws `plate-missing` when a plate was not prepared. */
export function drawFrame(kernels: Kernels, commands: FrameCommands, plates: Plates, target: Planes): void {
  drawPicture(kernels, commands, plates, target)
  for (const layer of commands.layers) drawLayer(kernels, layer, plates, target)
}

/** Every plate that a frame needs, each once, in drawing order. */
export function platesOf({ picture, layers }: FrameCommands): PlateName[] {
  const names = picture.kind === 'empty' ? [] : picture.kind === 'shot' ? [picture.shot.plate] : [picture.left.plate, picture.right.plate]
  for (const layer of layers) {
    names.push(layer.plate)
    if (layer.kind === 'text' && layer.highlight !== undefined) names.push(layer.highlight.plate)
  }
  return [...new Set(names)]
}

/** A text that is equal for frames that look the same: draw one, repeat it for the other. */
export function frameKey(commands: FrameCommands): string {
  return canonicalJson(commands)
}

function drawPicture(kernels: Kernels, { picture, background }: FrameCommands, plates: Plates, target: Planes): void {
  if (picture.kind === 'empty') return kernels.fill(target, background)
  if (picture.kind === 'shot') return drawShot(kernels, picture.shot, background, plates, target)
  const left = shotPlanes(kernels, picture.left, background, plates, 'left', target)
  const right = shotPlanes(kernels, picture.right, background, plates, 'right', target)
  drawTransition(picture.transition, { kernels, left, right, target, progress: picture.progress })
}

function drawShot(kernels: Kernels, shot: Shot, background: string, plates: Plates, target: Planes): void {
  const { planes } = requirePlate(plates, shot.plate)
  kernels.resample(planes, shot.window, target)
  if (shot.vignette !== undefined) addVignette(kernels, target, shot.vignette)
  if (shot.grain !== undefined) addGrain(kernels, target, shot.grain)
  if (shot.fade < 1) kernels.fadeTo(target, background, 1 - shot.fade, target)
}

// A picture that already is what is seen needs no copy.
function shotPlanes(kernels: Kernels, shot: Shot, background: string, plates: Plates, slot: string, target: Planes): Planes {
  const { planes } = requirePlate(plates, shot.plate)
  const plain = shot.fade >= 1 && shot.vignette === undefined && shot.grain === undefined
  if (plain && isWhole(shot, planes) && planes.width === target.width && planes.height === target.height) return planes
  const scratch = kernels.scratch(slot, target.width, target.height)
  drawShot(kernels, shot, background, plates, scratch)
  return scratch
}

function isWhole({ window }: Shot, planes: Planes): boolean {
  return window.x === 0 && window.y === 0 && window.width === planes.width && window.height === planes.height
}

function drawLayer(kernels: Kernels, layer: LayerCommand, plates: Plates, target: Planes): void {
  const { planes, text } = requirePlate(plates, layer.plate)
  if (layer.kind === 'text') return text === undefined ? undefined : drawText(kernels, layer, text, (name) => requirePlate(plates, name).planes, target)
  const place = { x: layer.x, y: layer.y, width: planes.width, height: planes.height }
  paintPlate(kernels, planes, { place, opacity: layer.opacity, rounded: layer.rounded }, target)
}

function requirePlate(plates: Plates, name: PlateName): ResidentPlate {
  const plate = plates.plate(name)
  if (plate === undefined) throw new KinoraError({ code: 'plate-missing', message: `A frame cannot be drawn because this plate was not prepared: ${name}` })
  return plate
}
