// One photo's facts from one decode: the header, what the camera wrote, and what a picture of 1024 pixels shows.
// Runs in a child process (examine-child.ts), since it is the first to decode a stranger's file.

import { failure, success, type Outcome } from '../base/index.ts'
import type { PhotoFacts } from '../draft/index.ts'
import type { StandIns } from './stand-in.ts'
import { decodePhoto, unreadable, type PhotoHeader } from './photo-decode.ts'
import { measurePixels } from './photo-measure.ts'
import { cameraOf, placeOf, takenAtOf, type ExifFields } from './photo-time.ts'
import { shareLeft } from './photo-rest.ts'
import { pictureOf } from './picture-file.ts'
import type { SourceFile } from './source-file.ts'

/** Longer side of what the facts are measured on; blur that shows at 1080p does not show at 512. */
const measuredSide = 1024

/** A cut-off photo that shows less than this of its picture is a grey sheet, not a photo. */
const leastLeft = 0.2

/** Faults: `photo-unreadable`, `photo-too-many-pixels`. */
export async function examinePhoto(file: SourceFile, standIns: StandIns): Promise<Outcome<PhotoFacts>> {
  const picture = await pictureOf(file.path, file.hash, standIns)
  if (!picture.ok) return picture
  const { header } = picture.value
  const decoded = await decodePhoto(picture.value.input, header, measuredSize(header), file.name)
  if (!decoded.ok) return decoded
  const left = decoded.value.damaged ? shareLeft(decoded.value.pixels) : 1
  if (left < leastLeft) return failure(unreadable(file.name, file.path, `it is cut off, and only ${Math.floor(left * 100)} % of the picture are left`))
  const warnings = warningsOn(header, decoded.value.damaged)
  return success({
    kind: 'photo',
    width: header.width, height: header.height,
    bytes: file.bytes, format: file.format,
    ...(header.orientation === 1 ? {} : { orientation: header.orientation }),
    ...(await cameraFacts(header)),
    ...measurePixels(decoded.value.pixels),
    ...(header.hasAlpha ? { hasAlpha: true } : {}),
    ...(warnings.length === 0 ? {} : { warnings }),
  })
}

function measuredSize(header: PhotoHeader): { width: number; height: number } {
  const scale = Math.min(1, measuredSide / Math.max(header.width, header.height))
  return { width: Math.max(1, Math.round(header.width * scale)), height: Math.max(1, Math.round(header.height * scale)) }
}

async function cameraFacts(header: PhotoHeader): Promise<Pick<PhotoFacts, 'takenAt' | 'camera' | 'place'>> {
  const exif = await exifOf(header)
  const takenAt = takenAtOf(exif)
  const camera = cameraOf(exif)
  const place = placeOf(exif)
  return {
    ...(takenAt === undefined ? {} : { takenAt }),
    ...(camera === undefined ? {} : { camera }),
    ...(place === undefined ? {} : { place }),
  }
}

// A damaged EXIF block costs the photo its date, not its place in the film.
async function exifOf(header: PhotoHeader): Promise<ExifFields> {
  if (header.exif === undefined) return {}
  const block = header.exif.subarray(0, 6).toString('latin1') === 'Exif\0\0' ? header.exif.subarray(6) : header.exif
  try {
    const { default: exifr } = await import('exifr')
    return ((await exifr.parse(block, { tiff: true, exif: true, gps: true, reviveValues: false, translateValues: false })) ?? {}) as ExifFields
  } catch {
    return {}
  }
}

// Without the file's name: facts are kept by content, and the same bytes may come under another name.
function warningsOn(header: PhotoHeader, damaged: boolean): string[] {
  return [
    ...(damaged ? ['The file is cut off or damaged: a part of the picture may be grey.'] : []),
    ...(header.pages > 1 ? [`It holds ${header.pages} pictures; the first one is used.`] : []),
    ...(Math.max(header.width, header.height) < 640 ? [`It is only ${header.width} x ${header.height} pixels and will look soft.`] : []),
  ]
}
