// Draws the frames of a draft in one thread: prepares the plates that a frame needs, keeps the recent ones in the
// kernels' memory, and hands out one set of planes that is drawn anew for each frame.

import { createKernels, drawFrame, drawGround, frameKey, plateRequest, platesOf, type Planes, type PlateName, type ResidentPlate, type Scene, type YuvPlanes } from '../compositor/index.ts'
import type { Draft } from '../draft/index.ts'
import { createPlateMaker, drawText } from '../media/index.ts'
import { filmScene } from './scene.ts'

export interface PainterWish {
  readonly draft: Draft
  /** Where the bytes of each asset are, by SHA-256. */
  readonly sources: Readonly<Record<string, string>>
  /** Folder for prepared plates; null: none is kept. */
  readonly plateFolder: string | null
  /** Most bytes of plates held in memory; those of the current frame are held in any case. */
  readonly plateMemory: number
}

export interface Painter {
  readonly scene: Scene
  /** Draws a frame. The planes are valid until the next call. Throws what preparing a plate throws. */
  paint(frame: number): Promise<Painted>
  close(): Promise<void>
}

export interface Painted {
  readonly planes: YuvPlanes
  /** It looks exactly like the frame painted before it. */
  readonly still: boolean
}

export function createPainter(wish: PainterWish): Painter {
  const scene = filmScene(wish.draft)
  const kernels = createKernels()
  const maker = createPlateMaker({
    sourceOf: (hash) => wish.sources[hash] ?? hash,
    cacheFolder: wish.plateFolder,
    // Plates live in the kernels' memory; the maker need not hold them a second time.
    memoryLimit: 0,
    makers: {
      text: (request) => drawText(request).plate,
      ground: (request) => {
        const planes = drawGround(kernels, request)
        const plate = { planes: copyOf(planes) }
        kernels.release(planes)
        return plate
      },
    },
  })
  const resident = createResidentPlates(wish.plateMemory, (planes) => kernels.adopt(planes), (planes) => kernels.release(planes))
  const canvas = kernels.allocate(scene.width, scene.height)
  let shown = ''

  return {
    scene,
    async paint(frame) {
      const commands = scene.commands(frame)
      const key = frameKey(commands)
      if (key === shown) return { planes: canvas, still: true }
      const names = platesOf(commands)
      for (const name of names) if (!resident.has(name)) resident.add(name, await maker.prepare(plateRequest(name)))
      drawFrame(kernels, commands, { plate: (name) => resident.get(name) }, canvas)
      shown = key
      resident.shrink(names)
      return { planes: canvas, still: false }
    },
    close: () => maker.close(),
  }
}

interface ResidentPlates {
  has(name: PlateName): boolean
  get(name: PlateName): ResidentPlate | undefined
  add(name: PlateName, plate: { readonly planes: YuvPlanes; readonly text?: ResidentPlate['text'] }): void
  /** Gives the longest unused plates back until the rest fits, never those named. */
  shrink(keep: readonly PlateName[]): void
}

// A Map keeps its order of insertion: taking out and putting back makes an entry the youngest.
function createResidentPlates(limit: number, adopt: (planes: YuvPlanes) => Planes, release: (planes: Planes) => void): ResidentPlates {
  const plates = new Map<PlateName, ResidentPlate>()
  let held = 0
  return {
    has: (name) => plates.has(name),
    get(name) {
      const plate = plates.get(name)
      if (plate === undefined) return undefined
      plates.delete(name)
      plates.set(name, plate)
      return plate
    },
    add(name, plate) {
      const planes = adopt(plate.planes)
      plates.set(name, { planes, ...(plate.text === undefined ? {} : { text: plate.text }) })
      held += sizeOf(planes)
    },
    shrink(keep) {
      for (const [name, plate] of plates) {
        if (held <= limit) return
        if (keep.includes(name)) continue
        plates.delete(name)
        held -= sizeOf(plate.planes)
        release(plate.planes)
      }
    },
  }
}

function sizeOf(planes: YuvPlanes): number {
  return planes.width * planes.height * (planes.alpha === undefined ? 1.5 : 2.5)
}

function copyOf(planes: YuvPlanes): YuvPlanes {
  return { width: planes.width, height: planes.height, y: planes.y.slice(), u: planes.u.slice(), v: planes.v.slice() }
}
