// Where frames are drawn in one thread: the kernels, the maker of plates, and the plates at hand. It outlives drafts and
// sizes, because plates are named by their content; a painter draws one film on it.

import { createKernels, drawGround, plateRequest, type Kernels, type Planes, type PlateName, type Plates, type ResidentPlate, type YuvPlanes } from '../compositor/index.ts'
import { createClipPlates, createPlateMaker, drawText } from '../media/drawing.ts'

export interface EaselWish {
  /** Folder for prepared plates; null: none is kept. */
  readonly plateFolder: string | null
  /** Folder that threads share pictures decoded once (HEIC) in; default: plateFolder. */
  readonly standInFolder?: string
  /** Most bytes of plates held in memory; those that are being used are held in any case. */
  readonly plateMemory: number
}

export interface Easel {
  readonly kernels: Kernels
  /** Tells where the bytes of assets are, by SHA-256. */
  addSources(sources: Readonly<Record<string, string>>): void
  /** Makes sure that these plates are at hand. Throws what preparing a plate throws. */
  prepare(names: readonly PlateName[]): Promise<void>
  readonly plates: Plates
  /** Gives plates back until the limit is kept, never those named. */
  tidy(keep: readonly PlateName[]): void
  close(): Promise<void>
}

export function createEasel(wish: EaselWish): Easel {
  const kernels = createKernels()
  const sources: Record<string, string> = {}
  const clips = createClipPlates(kernels.allocate)
  const maker = createPlateMaker({
    kernels,
    sourceOf: (hash) => sources[hash] ?? hash,
    cacheFolder: wish.plateFolder,
    ...(wish.standInFolder === undefined ? {} : { standInFolder: wish.standInFolder }),
    makers: {
      clip: (request, path) => clips.plate(request, path),
      text: (request) => drawText(request).plate,
      ground: (request) => ({ planes: drawGround(kernels, request) }),
    },
  })
  const resident = createResidentPlates(wish.plateMemory, kernels)
  return {
    kernels,
    addSources: (more) => void Object.assign(sources, more),
    async prepare(names) {
      for (const name of names) if (!resident.has(name)) resident.add(name, await maker.prepare(plateRequest(name)))
    },
    plates: { plate: resident.get },
    tidy: resident.shrink,
    async close() {
      clips.close()
      await maker.close()
    },
  }
}

interface ResidentPlates {
  has(name: PlateName): boolean
  get(name: PlateName): ResidentPlate | undefined
  add(name: PlateName, plate: { readonly planes: YuvPlanes; readonly text?: ResidentPlate['text'] }): void
  shrink(keep: readonly PlateName[]): void
}

// A Map keeps its order of insertion: taking out and putting back makes an entry the youngest.
function createResidentPlates(limit: number, kernels: Kernels): ResidentPlates {
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
      const planes = isResident(plate.planes) ? plate.planes : kernels.adopt(plate.planes)
      plates.set(name, { planes, ...(plate.text === undefined ? {} : { text: plate.text }) })
      held += sizeOf(planes)
    },
    shrink(keep) {
      for (const [name, plate] of plates) {
        if (held <= limit) return
        if (keep.includes(name)) continue
        plates.delete(name)
        held -= sizeOf(plate.planes)
        kernels.release(plate.planes)
      }
    },
  }
}

function isResident(planes: YuvPlanes): planes is Planes {
  return 'yAddress' in planes
}

function sizeOf(planes: Planes): number {
  return planes.width * planes.height * (planes.alphaAddress === 0 ? 1.5 : 2.5)
}

/** Planes that stay as they are when the kernels go on. */
export function copyOf(planes: YuvPlanes): YuvPlanes {
  return { width: planes.width, height: planes.height, y: planes.y.slice(), u: planes.u.slice(), v: planes.v.slice() }
}
