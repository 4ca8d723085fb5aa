// One photo plate: the wanted part of a picture, turned, fitted and coloured, as planes. Only the picture itself and a tiny
// blurred copy ever exist as RGB; colouring, conversion and the ground behind the picture are the kernels' work.

import { basename } from 'node:path'
import { KinoraError, faultOf, unwrap } from '../base/index.ts'
import { lookTable, measurePicture, sharpenPlanes, type Kernels, type LookTable, type PhotoPlate, type PicturePlate, type Planes } from '../compositor/index.ts'
import { bleedEdges } from './bleed.ts'
import { blurredGround } from './blurred-ground.ts'
import { loadSharp } from './native.ts'
import { decodePhoto, unreadable } from './photo-decode.ts'
import { pictureOf } from './picture-file.ts'
import { stillHolds } from './source-file.ts'
import { createStandIns } from './stand-in.ts'
import { turnOfWish, type Pixels } from './turn.ts'

export interface PhotoPlates {
  /** Names what else decides about the pixels, besides the request: our own steps and the library that decodes. */
  readonly version: string
  /** In the kernels' memory: whoever asks gives it back. Throws a KinoraError (`photo-unreadable`, `photo-too-many-pixels`, `source-changed`). */
  prepare(request: PhotoPlate, path: string): Promise<Planes>
  close(): Promise<void>
}

// Raise it when a step below changes pixels.
const stepsVersion = 3

export function createPhotoPlates(standInFolder: string | undefined, kernels: Kernels): PhotoPlates {
  const { versions } = loadSharp()
  const standIns = createStandIns(standInFolder)
  const known = new Set<string>()
  return {
    version: `${stepsVersion} ${versions.sharp} ${versions.vips}`,
    async prepare(request, path) {
      await requireContent(path, request.content, known)
      const { input, header } = unwrap(await pictureOf(path, request.content, standIns))
      const decoded = unwrap(await decodePhoto(input, header, {
        ...(request.region === undefined ? {} : { region: request.region }),
        turn: turnOfWish(request),
        ...fittedSize(request, header),
        keepAlpha: request.alpha === true && header.hasAlpha,
        ...(request.background === undefined ? {} : { background: request.background }),
      }, basename(path)))
      return coloredPlanes(request, decoded.pixels, kernels)
    },
    close: () => standIns.close(),
  }
}

// Plates are kept under the name of the content: other bytes under that name would come back for ever. Costs 2 ms a photo.
async function requireContent(path: string, content: string, known: Set<string>): Promise<void> {
  if (known.has(content) || !/^[0-9a-f]{64}$/.test(content)) return
  const same = await stillHolds(path, content).catch((thrown: unknown) => {
    throw new KinoraError(unreadable(basename(path), path, faultOf(thrown).message))
  })
  if (!same) {
    throw new KinoraError({
      code: 'source-changed', path, suggestion: 'Add the file again, or put the old one back.',
      message: `${basename(path)} is not the file any more that this film was made with: its content has changed.`,
    })
  }
  known.add(content)
}

/** Colours, converts and sharpens a decoded picture of `fittedSize`, and lays it on its ground when it is smaller than its plate. */
async function coloredPlanes(request: PicturePlate, picture: Pixels, kernels: Kernels): Promise<Planes> {
  const { look } = request
  const table = look === undefined ? undefined : lookTable(look, look.name === 'enhance' ? measurePicture(picture.data, picture.channels) : undefined)
  bleedEdges(picture)
  const small = request.fit === 'blur' && !fills(picture, request) ? await blurredCopy(picture, request) : undefined
  // From here on nothing waits: the kernels' scratch memory is shared with whoever draws.
  const planes = convert(kernels, picture, table)
  if ((look?.sharpen ?? 0) > 0) sharpenPlanes(kernels, planes, look!.sharpen!)
  return fills(picture, request) ? planes : laidOn(kernels, groundOf(kernels, request, small, table, planes.alpha !== undefined), planes)
}

function fills(picture: Pixels, { width, height }: PicturePlate): boolean {
  return picture.width === width && picture.height === height
}

function convert(kernels: Kernels, picture: Pixels, table: LookTable | undefined): Planes {
  const planes = kernels.allocate(picture.width, picture.height, { alpha: picture.channels === 4 })
  kernels.rgbToYuv(picture.data, picture.channels, planes, table)
  return planes
}

/** The size of the picture itself inside its plate: the whole plate for `fill`, else the largest even one that fits. */
export function fittedSize(request: PicturePlate, source: { readonly width: number; readonly height: number }): { width: number; height: number } {
  const { width, height } = request
  if (request.fit === 'fill') return { width, height }
  const quarter = request.rotate === 90 || request.rotate === 270
  const across = source.width * (request.region?.width ?? 1)
  const down = source.height * (request.region?.height ?? 1)
  const aspect = quarter ? down / across : across / down
  return {
    width: Math.min(width, evenly(height * aspect)),
    height: Math.min(height, evenly(width / aspect)),
  }
}

function evenly(size: number): number {
  return Math.max(2, 2 * Math.round(size / 2))
}

async function blurredCopy(picture: Pixels, { width, height }: PicturePlate): Promise<Pixels> {
  const scale = Math.min(1, blurredGround.side / Math.max(width, height))
  const size = { width: evenly(width * scale), height: evenly(height * scale) }
  const raw = { width: picture.width, height: picture.height, channels: picture.channels }
  const data = await loadSharp()(picture.data, { raw }).removeAlpha().resize(size.width, size.height, { fit: 'cover' })
    .blur(blurredGround.sigma).linear(blurredGround.brightness, 0).raw().toBuffer()
  return { ...size, channels: 3, data }
}

function groundOf(kernels: Kernels, { width, height, background }: PicturePlate, small: Pixels | undefined, table: LookTable | undefined, alpha: boolean): Planes {
  const ground = kernels.allocate(width, height, { alpha })
  if (small === undefined) kernels.fill(ground, background ?? '#000000')
  else {
    const planes = convert(kernels, small, table)
    kernels.resample(planes, { x: 0, y: 0, width: small.width, height: small.height }, ground)
    kernels.release(planes)
  }
  // A picture that keeps its transparency has a clear ground, unless it is a blurred one.
  if (alpha) ground.alpha!.fill(small === undefined ? 0 : 255)
  return ground
}

// In the middle, on even pixels, so that chroma stays where it belongs. Gives the picture's planes back.
function laidOn(kernels: Kernels, ground: Planes, picture: Planes): Planes {
  const left = 2 * Math.floor((ground.width - picture.width) / 4)
  const top = 2 * Math.floor((ground.height - picture.height) / 4)
  const rows = (to: number, from: number, shrink: number) => kernels.operations.copyRows(
    to + (top / shrink) * (ground.width / shrink) + left / shrink, ground.width / shrink, from, picture.width / shrink, picture.width / shrink, picture.height / shrink)
  rows(ground.yAddress, picture.yAddress, 1)
  rows(ground.uAddress, picture.uAddress, 2)
  rows(ground.vAddress, picture.vAddress, 2)
  if (picture.alphaAddress !== 0) rows(ground.alphaAddress, picture.alphaAddress, 1)
  kernels.release(picture)
  return ground
}
