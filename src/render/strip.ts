// A strip: frames of a film side by side without gap or mark, as one JPEG, for a scrubber to stand on and to look ahead in.

import sharp from 'sharp'
import type { YuvPlanes } from '../compositor/index.ts'
import { encodePicture } from '../media/drawing.ts'

/** Lays pictures out in rows of `columns`, each `height` lines high; all of them are of one size. */
export async function drawStrip(pictures: readonly YuvPlanes[], columns: number, height: number): Promise<Uint8Array> {
  const first = pictures[0]!
  const width = Math.max(2, Math.round((height * first.width) / first.height))
  const parts = await Promise.all(pictures.map(async (planes, index) => ({
    input: await sharp(await encodePicture(planes, { format: 'png' })).resize(width, height, { fit: 'fill' }).toBuffer(),
    left: (index % columns) * width, top: Math.floor(index / columns) * height,
  })))
  const across = Math.min(columns, pictures.length) * width
  return sharp({ create: { width: across, height: Math.ceil(pictures.length / columns) * height, channels: 3, background: '#000000' } }).composite(parts).jpeg({ quality: 80 }).toBuffer()
}
