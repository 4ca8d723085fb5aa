// Draws the frames of one film on an easel, each into the same set of planes.

import { drawFrame, frameKey, plateRequest, platesOf, type FrameCommands, type PlateName, type Scene, type YuvPlanes } from '../compositor/index.ts'
import type { Easel } from './easel.ts'

export interface Painter {
  readonly scene: Scene
  /** Draws a frame. The planes are valid until the next call. Throws what preparing a plate throws. */
  paint(frame: number): Promise<Painted>
  /** A clip is to be seen in a frame, which may stand still by itself (a recorded screen, a camera on its tripod). */
  showsClip(frame: number): boolean
  /** Gives the planes back. */
  close(): void
}

export interface Painted {
  readonly planes: YuvPlanes
  /** It looks exactly like the frame painted before it. */
  readonly still: boolean
  /** A clip is to be seen. */
  readonly clip: boolean
}

export function createPainter(easel: Easel, scene: Scene): Painter {
  const canvas = easel.kernels.allocate(scene.width, scene.height)
  let shown = ''
  return {
    scene,
    async paint(frame) {
      const commands: FrameCommands = scene.commands(frame)
      const key = frameKey(commands)
      if (key === shown) return { planes: canvas, still: true, clip: false }
      const names = platesOf(commands)
      await easel.prepare(names)
      drawFrame(easel.kernels, commands, easel.plates, canvas)
      shown = key
      easel.tidy(names)
      return { planes: canvas, still: false, clip: names.some(isClip) }
    },
    showsClip: (frame) => platesOf(scene.commands(frame)).some(isClip),
    close: () => easel.kernels.release(canvas),
  }
}

function isClip(name: PlateName): boolean {
  return plateRequest(name).kind === 'clip'
}
