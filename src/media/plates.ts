// Prepares plates: the pictures that frames are drawn from. One maker lives in each drawing thread; makers share their
// work through content-named files when they are given a folder. Equal requests give equal bytes, cached or not.
//
// It must never hold more than its limit: one picture is decoded at a time, and the least recently used plates go.

import { createHash } from 'node:crypto'
import { KinoraError, canonicalJson } from '../base/index.ts'
import { createKernels, type Kernels, type Plate, type PlateName, type PlateRequest, type Planes, type YuvPlanes } from '../compositor/index.ts'
import { openPlateFolder, type PlateFolder } from './plate-folder.ts'
import { createPhotoPlates, type PhotoPlates } from './plate-photo.ts'

export interface PlateMakerOptions {
  /** Where the bytes with this SHA-256 are. */
  sourceOf(contentHash: string): string
  /** Folder for prepared plates and stand-ins of HEIC pictures; absent or null: none is kept. */
  readonly cacheFolder?: string | null
  /** Folder for stand-ins when plates are not kept, so that threads that draw the same film share them; default: the cache folder. */
  readonly standInFolder?: string
  /** Most bytes of plates in that folder, default 1 GB. */
  readonly cacheLimit?: number
  /** Most bytes of plates in memory, default 96 MB (twenty at 1080p). The plate asked for last is always kept. Without use where `kernels` are given. */
  readonly memoryLimit?: number
  /**
   * The drawing thread's own kernels, which also convert and colour; photos are left in their memory, for whoever asked to give
   * back, and no plate is held. Absent: the maker has its own.
   */
  readonly kernels?: Kernels
  /** Makers of the other kinds of plates, by kind. */
  readonly makers?: PlateMakers
}

/** How plates that are no photos come about; the render plugs compositor, text and clips in here. */
export interface PlateMakers {
  readonly ground?: (request: Extract<PlateRequest, { kind: 'ground' }>) => Plate | Promise<Plate>
  readonly text?: (request: Extract<PlateRequest, { kind: 'text' }>) => Plate | Promise<Plate>
  readonly clip?: (request: Extract<PlateRequest, { kind: 'clip' }>, path: string) => Plate | Promise<Plate>
}

export interface PlateMaker {
  /** Throws a KinoraError: `photo-unreadable`, `source-changed`, `plate-kind-unknown`. The planes belong to the maker: read only (but see `kernels`). */
  prepare(request: PlateRequest): Promise<Plate>
  /** Frees everything. */
  close(): Promise<void>
}

export function createPlateMaker(options: PlateMakerOptions): PlateMaker {
  const memory = options.kernels === undefined ? createMemory(options.memoryLimit ?? 96 * 1024 * 1024) : undefined
  const folder = options.cacheFolder == null ? undefined : openPlateFolder(options.cacheFolder, options.cacheLimit ?? 1024 ** 3)
  let photos: PhotoTools | undefined
  const photoTools = () => photos ??= createPhotoTools(options)
  const underway = new Map<PlateName, Promise<Plate>>()
  let last: Promise<unknown> = Promise.resolve()

  function prepare(request: PlateRequest): Promise<Plate> {
    const name = canonicalJson(request)
    const kept = memory?.get(name)
    if (kept !== undefined) return Promise.resolve(kept)
    const begun = underway.get(name)
    if (begun !== undefined) return begun
    // One at a time: two 24-megapixel photos in flight would double the memory of every thread.
    const made = last.then(() => make(request, name, { options, folder, photoTools }))
    last = made.catch(() => undefined)
    underway.set(name, made)
    return made.then((plate) => {
      memory?.set(name, plate)
      return plate
    }).finally(() => underway.delete(name))
  }

  async function close(): Promise<void> {
    await last
    memory?.clear()
    await Promise.all([folder?.close(), photos?.plates.close()])
  }

  return { prepare, close }
}

interface Tools {
  readonly options: PlateMakerOptions
  readonly folder: PlateFolder | undefined
  readonly photoTools: () => PhotoTools
}

interface PhotoTools {
  readonly plates: PhotoPlates
  /** What is given to whoever asked. */
  handOver(planes: Planes): YuvPlanes
}

function createPhotoTools({ standInFolder, cacheFolder, kernels: lent }: PlateMakerOptions): PhotoTools {
  const kernels = lent ?? createKernels({ memoryBytes: 16 * 1024 * 1024 })
  return {
    plates: createPhotoPlates(standInFolder ?? cacheFolder ?? undefined, kernels),
    handOver(planes) {
      if (lent !== undefined) return planes
      const { width, height, alpha } = planes
      const copy = { width, height, y: planes.y.slice(), u: planes.u.slice(), v: planes.v.slice(), ...(alpha === undefined ? {} : { alpha: alpha.slice() }) }
      kernels.release(planes)
      return copy
    },
  }
}

async function make(request: PlateRequest, name: PlateName, tools: Tools): Promise<Plate> {
  const { options, folder, photoTools } = tools
  const makers = options.makers ?? {}
  if (request.kind === 'ground' && makers.ground !== undefined) return makers.ground(request)
  if (request.kind === 'text' && makers.text !== undefined) return makers.text(request)
  if (request.kind === 'clip' && makers.clip !== undefined) return makers.clip(request, options.sourceOf(request.content))
  if (request.kind !== 'photo') throw new KinoraError({ code: 'plate-kind-unknown', message: `This maker cannot prepare ${request.kind} plates; hand it a maker for them.` })
  const { plates: photos, handOver } = photoTools()
  const key = createHash('sha256').update(`plate ${photos.version}\n${name}`).digest('hex')
  const kept = await folder?.read(key, request.width, request.height)
  if (kept !== undefined) return { planes: kept }
  const planes = await photos.prepare(request, options.sourceOf(request.content))
  await folder?.write(key, planes)
  return { planes: handOver(planes) }
}

interface Memory {
  get(name: PlateName): Plate | undefined
  set(name: PlateName, plate: Plate): void
  clear(): void
}

// A Map keeps its order of insertion: taking out and putting back makes an entry the youngest.
function createMemory(limit: number): Memory {
  const plates = new Map<PlateName, Plate>()
  let held = 0
  return {
    get(name) {
      const plate = plates.get(name)
      if (plate === undefined) return undefined
      plates.delete(name)
      plates.set(name, plate)
      return plate
    },
    set(name, plate) {
      plates.set(name, plate)
      held += bytesOf(plate.planes)
      for (const [oldest, old] of plates) {
        if (held <= limit || oldest === name) break
        plates.delete(oldest)
        held -= bytesOf(old.planes)
      }
    },
    clear() {
      plates.clear()
      held = 0
    },
  }
}

function bytesOf(planes: YuvPlanes): number {
  return planes.y.length + planes.u.length + planes.v.length + (planes.alpha?.length ?? 0)
}
