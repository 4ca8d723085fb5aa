// From a photo file to something that sharp can decode: the file itself, or its stand-in. Intake and plates both come
// here, so that a HEIC picture is decoded once and looks the same everywhere.

import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { failure, faultOf, success, type Outcome } from '../base/index.ts'
import { readPhotoHeader, unreadable, type PhotoHeader, type PhotoInput } from './photo-decode.ts'
import { recognize, recognizedBytes } from './recognize.ts'
import { needsStandIn, type StandIns } from './stand-in.ts'

export interface PictureFile {
  /** What to decode. */
  readonly input: PhotoInput
  /** Sizes and orientation are those of the input; EXIF is that of the original. */
  readonly header: PhotoHeader
}

/** Faults: `photo-unreadable`, `photo-too-many-pixels`. */
export async function pictureOf(path: string, hash: string, standIns: StandIns): Promise<Outcome<PictureFile>> {
  const name = basename(path)
  try {
    const format = await formatOf(path)
    const header = await readPhotoHeader(path, format, name)
    if (!header.ok) return header
    return needsStandIn(header.value) ? await standInOf(path, hash, standIns, header.value) : success({ input: path, header: header.value })
  } catch (thrown) {
    return failure(unreadable(name, path, faultOf(thrown).message))
  }
}

async function standInOf(path: string, hash: string, standIns: StandIns, original: PhotoHeader): Promise<Outcome<PictureFile>> {
  const standIn = await standIns.make(path, hash, original)
  if (!standIn.ok) return standIn
  const input = Buffer.from(standIn.value.buffer, standIn.value.byteOffset, standIn.value.byteLength)
  const header = await readPhotoHeader(input, recognize(input).format, basename(path))
  if (!header.ok) return header
  return success({ input, header: { ...header.value, pages: 1, ...(original.exif === undefined ? {} : { exif: original.exif }) } })
}

async function formatOf(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(recognizedBytes), 0, recognizedBytes, 0)
    return recognize(buffer.subarray(0, bytesRead)).format
  } finally {
    await file.close()
  }
}
