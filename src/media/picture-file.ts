// From a photo file to one that sharp can decode: itself, or for HEIC its stand-in. Intake and plates both come here, so
// that a HEIC picture is decoded once and looks the same everywhere.

import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { failure, faultOf, success, type Outcome } from '../base/index.ts'
import { readPhotoHeader, unreadable, type PhotoHeader } from './photo-decode.ts'
import { recognize, recognizedBytes } from './recognize.ts'

export interface PictureFile {
  /** The file to decode. */
  readonly path: string
  readonly header: PhotoHeader
}

/** Faults: `photo-unreadable`, `photo-too-many-pixels`. */
export async function pictureOf(path: string, _hash: string, _cacheFolder: string | undefined): Promise<Outcome<PictureFile>> {
  const name = basename(path)
  try {
    const format = await formatOf(path)
    if (format === 'heic') return failure(unreadable(name, path, 'HEIC pictures cannot be read yet'))
    const header = await readPhotoHeader(path, format, name)
    return header.ok ? success({ path, header: header.value }) : header
  } catch (thrown) {
    return failure(unreadable(name, path, faultOf(thrown).message))
  }
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
