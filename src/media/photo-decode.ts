// Photo files to upright sRGB pixels of the wanted part and size, with sharp. The one place that decodes photos: intake
// measures what comes out of here, and plates are made of it. Hostile files are refused from their headers, before a
// pixel is allocated. HEIC comes as a stand-in file (heic.ts) that reads like any other.

import type { Sharp } from 'sharp'
import { failure, success, type Fault, type Outcome } from '../base/index.ts'
import type { Color, Rectangle } from '../draft/index.ts'
import { loadSharp } from './native.ts'
import { composeTurns, noTurn, storedRectangle, turnOfOrientation, turnPixels, type Pixels, type Turn } from './turn.ts'

/** A path, or the bytes of a stand-in. */
export type PhotoInput = string | Buffer

/** What the header says; nothing is decoded for it. */
export interface PhotoHeader {
  readonly format: string
  /** As stored, before turning. */
  readonly storedWidth: number
  readonly storedHeight: number
  /** Upright. */
  readonly width: number
  readonly height: number
  /** EXIF orientation, 1..8; 1 when there is none or when the decoder turns by itself (HEIC, AVIF). */
  readonly orientation: number
  readonly hasAlpha: boolean
  readonly pages: number
  readonly exif?: Buffer
  readonly icc?: Buffer
}

export interface DecodeWish {
  /** 0..1 of the upright picture; absent: all of it. */
  readonly region?: Rectangle
  /** On top of making it upright. */
  readonly turn?: Turn
  /** Pixels of the result, after turning. The region is stretched to it. */
  readonly width: number
  readonly height: number
  /** Four channels, when the file has transparency. Otherwise it lies on `background`. */
  readonly keepAlpha?: boolean
  readonly background?: Color
}

export interface DecodedPhoto {
  readonly pixels: Pixels
  /** True when the file is cut off or damaged and only a part could be read. */
  readonly damaged: boolean
}

// Baseline JPEG streams through in rows, so that the 200-megapixel photos of phones are safe; all others are limited
// by what their decoders allocate at once (measured: 80 MP of AVIF take about 1.2 GB for 3 s).
const pixelLimits: Readonly<Record<string, number>> = { jpeg: 220e6, avif: 80e6, heic: 80e6 }
const otherPixelLimit = 100e6

// libvips stops by itself after this; a codec that sits inside one call is ended with its process by examine.ts.
const decodeSeconds = 20

/** Most pixels that a photo of this format may have. */
export function pixelLimitOf(format: string, progressive = false): number {
  return format === 'jpeg' && progressive ? otherPixelLimit : pixelLimits[format] ?? otherPixelLimit
}

/** Reads sizes, orientation and profiles. Faults: `photo-unreadable`, `photo-too-many-pixels`. */
export async function readPhotoHeader(input: PhotoInput, format: string, name: string): Promise<Outcome<PhotoHeader>> {
  try {
    const found = await open(input, 'none', Infinity).metadata()
    const { width: storedWidth = 0, height: storedHeight = 0 } = found
    if (storedWidth < 1 || storedHeight < 1) return failure(unreadable(name, input, 'it has no pixels'))
    const limit = pixelLimitOf(format, found.isProgressive === true)
    if (storedWidth * storedHeight > limit) return failure(tooManyPixels(name, input, storedWidth, storedHeight, limit))
    // libheif applies the turns of HEIC and AVIF itself: what EXIF says there must not be applied once more.
    const orientation = format === 'heic' || format === 'avif' ? 1 : validOrientation(found.orientation)
    const swap = turnOfOrientation(orientation).swap
    return success({
      format, storedWidth, storedHeight, orientation,
      width: swap ? storedHeight : storedWidth,
      height: swap ? storedWidth : storedHeight,
      hasAlpha: found.hasAlpha === true,
      pages: found.pages ?? 1,
      ...(found.exif === undefined ? {} : { exif: found.exif }),
      ...(found.icc === undefined ? {} : { icc: found.icc }),
    })
  } catch (thrown) {
    return failure(unreadable(name, input, reasonOf(thrown)))
  }
}

/**
 * Decodes the wanted part of a photo into the wanted size. A file that is cut off is read as far as it goes and marked
 * `damaged`. Fault: `photo-unreadable`.
 */
export async function decodePhoto(input: PhotoInput, header: PhotoHeader, wish: DecodeWish, name: string): Promise<Outcome<DecodedPhoto>> {
  try {
    return success({ pixels: await decodeOnce(input, header, wish, 'truncated'), damaged: false })
  } catch (first) {
    try {
      return success({ pixels: await decodeOnce(input, header, wish, 'none'), damaged: true })
    } catch {
      return failure(unreadable(name, input, reasonOf(first)))
    }
  }
}

async function decodeOnce(input: PhotoInput, header: PhotoHeader, wish: DecodeWish, failOn: 'truncated' | 'none'): Promise<Pixels> {
  const turn = composeTurns(turnOfOrientation(header.orientation), wish.turn ?? noTurn)
  const part = storedPart(header, wish)
  const width = turn.swap ? wish.height : wish.width
  const height = turn.swap ? wish.width : wish.height
  let pipeline = open(input, failOn, pixelLimitOf(header.format)).timeout({ seconds: decodeSeconds })
  pipeline = resizePart(pipeline, header, part, width, height)
  const keepAlpha = wish.keepAlpha === true && header.hasAlpha
  if (!keepAlpha && header.hasAlpha) pipeline = pipeline.flatten({ background: wish.background ?? '#ffffff' })
  const { data, info } = await pipeline.toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  const stored = withChannels({ width: info.width, height: info.height, channels: info.channels, data }, keepAlpha)
  return turnPixels(stored, turn)
}

// The wanted region in whole pixels of the stored picture.
function storedPart(header: PhotoHeader, wish: DecodeWish): { left: number; top: number; width: number; height: number } {
  const region = storedRectangle(wish.region ?? { x: 0, y: 0, width: 1, height: 1 }, turnOfOrientation(header.orientation))
  const left = clamp(Math.round(region.x * header.storedWidth), 0, header.storedWidth - 1)
  const top = clamp(Math.round(region.y * header.storedHeight), 0, header.storedHeight - 1)
  return {
    left, top,
    width: clamp(Math.round(region.width * header.storedWidth), 1, header.storedWidth - left),
    height: clamp(Math.round(region.height * header.storedHeight), 1, header.storedHeight - top),
  }
}

// JPEG and WebP can be decoded at half, quarter or eighth size, but not a part of them: there it is far cheaper to
// shrink the whole picture first and to cut the part out afterwards.
function resizePart(pipeline: Sharp, header: PhotoHeader, part: { left: number; top: number; width: number; height: number }, width: number, height: number): Sharp {
  const shrink = Math.min(part.width / width, part.height / height)
  const whole = part.width === header.storedWidth && part.height === header.storedHeight
  if (whole) return pipeline.resize(width, height, { fit: 'fill' })
  if (shrink < 2 || (header.format !== 'jpeg' && header.format !== 'webp')) return pipeline.extract(part).resize(width, height, { fit: 'fill' })
  const fullWidth = Math.max(width, Math.round((header.storedWidth * width) / part.width))
  const fullHeight = Math.max(height, Math.round((header.storedHeight * height) / part.height))
  const left = clamp(Math.round((part.left * width) / part.width), 0, fullWidth - width)
  const top = clamp(Math.round((part.top * height) / part.height), 0, fullHeight - height)
  return pipeline.resize(fullWidth, fullHeight, { fit: 'fill' }).extract({ left, top, width, height })
}

function open(input: PhotoInput, failOn: 'truncated' | 'none', limitInputPixels: number): Sharp {
  return loadSharp()(input, { failOn, limitInputPixels: Number.isFinite(limitInputPixels) ? limitInputPixels : false, sequentialRead: true })
}

function withChannels(raw: { width: number; height: number; channels: number; data: Buffer }, keepAlpha: boolean): Pixels {
  const channels = keepAlpha ? 4 : 3
  if (raw.channels === channels) return { ...raw, channels }
  const data = new Uint8Array(raw.width * raw.height * channels)
  const grey = raw.channels < 3
  for (let from = 0, to = 0; to < data.length; from += raw.channels, to += channels) {
    data[to] = raw.data[from]!
    data[to + 1] = raw.data[grey ? from : from + 1]!
    data[to + 2] = raw.data[grey ? from : from + 2]!
    if (channels === 4) data[to + 3] = raw.channels === 2 ? raw.data[from + 1]! : raw.channels === 4 ? raw.data[from + 3]! : 255
  }
  return { width: raw.width, height: raw.height, channels, data }
}

function validOrientation(orientation: number | undefined): number {
  return orientation !== undefined && orientation >= 1 && orientation <= 8 ? orientation : 1
}

export function unreadable(name: string, input: PhotoInput, reason: string): Fault {
  return { code: 'photo-unreadable', message: `${name} cannot be read as a picture: ${reason}.`, path: pathOf(input, name), suggestion: 'Open it in a photo program and save it as JPEG.' }
}

function tooManyPixels(name: string, input: PhotoInput, width: number, height: number, limit: number): Fault {
  return {
    code: 'photo-too-many-pixels', path: pathOf(input, name),
    message: `${name} has ${width} x ${height} = ${Math.round((width * height) / 1e6)} megapixels; at most ${limit / 1e6} are taken for this format.`,
    suggestion: 'Save a smaller copy (4000 pixels wide is plenty for film).',
  }
}

function pathOf(input: PhotoInput, name: string): string {
  return typeof input === 'string' ? input : name
}

// libvips repeats itself over several lines; the first one names the cause.
function reasonOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  const line = (text.split('\n')[0] ?? '').replace(/^Input file (?:contains |is |has )?/, '').replace(/^\S*[/\\]\S*: /, '')
  return line.replace(/[.\s]+$/, '') || 'its data is damaged'
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
