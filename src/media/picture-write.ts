// Frames as files that people look at: planes to PNG, JPEG or WebP, in sRGB.

import type { YuvPlanes } from '../compositor/index.ts'
import { loadSharp } from './native.ts'
import { pixelsOf } from './planes.ts'

export interface PictureOptions {
  readonly format: 'png' | 'jpeg' | 'webp'
  /** JPEG and WebP, 1..100, default 90 and 85. */
  readonly quality?: number
  /** Pixels; the width follows. Absent: as large as the planes. */
  readonly height?: number
}

/** Encodes planes (BT.709, limited range) as a picture. Alpha is kept in PNG and WebP and lies on black in JPEG. */
export async function encodePicture(planes: YuvPlanes, options: PictureOptions): Promise<Uint8Array> {
  const { width, height, channels, data } = pixelsOf(planes)
  let picture = loadSharp()(data, { raw: { width, height, channels } })
  if (options.height !== undefined && options.height !== height) {
    picture = picture.resize(Math.max(1, Math.round((width * options.height) / height)), options.height, { fit: 'fill' })
  }
  if (options.format === 'png') return picture.png({ compressionLevel: 6 }).toBuffer()
  if (options.format === 'webp') return picture.webp({ quality: options.quality ?? 85, effort: 2 }).toBuffer()
  return picture.flatten({ background: '#000000' }).jpeg({ quality: options.quality ?? 90, chromaSubsampling: '4:4:4' }).toBuffer()
}
