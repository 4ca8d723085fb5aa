// `npm run bench -- motion [QUALITY]`: how smoothly the camera moves in finished films. Renders photos under an eased zoom
// in, an eased zoom out, and a pan as the director makes them (at one speed: docs/decisions/0074) to MP4, decodes the files,
// registers every frame on the one before (motion-meter.ts) and reports the root mean square over the photos of each move,
// px/frame². Ends with one JSON line.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { moveCamera } from '../src/director/index.ts'
import type { PhotoSegment } from '../src/draft/index.ts'
import { createRenderer, renderParts } from '../src/render/index.ts'
import type { Quality } from '../src/studio/ports.ts'
import { filmOf, makeMaterial } from './material.ts'
import { createMotionMeter, type MotionMeasure } from './motion-meter.ts'

/** In the order of the moves of material.ts. */
const moves = ['zoom_in', 'zoom_out', 'pan'] as const
const shotSeconds = 3
const quality = (process.argv[2] ?? 'standard') as Quality

const folder = mkdtempSync(join(tmpdir(), 'kinora-bench-motion-'))
const { photos, origin } = await makeMaterial(join(tmpdir(), 'kinora-bench-material'))
console.log(`material: ${origin}`)
const parts = await renderParts()
const renderer = createRenderer()
const jitters: Record<string, number> = {}
let backwardJumps = 0
for (const [index, move] of moves.entries()) {
  const found = [0, 4, 7].map((first) => first + index)
  const measures: MotionMeasure[] = []
  for (const photo of found) measures.push(await measured(move, photos[photo % photos.length]!, index))
  jitters[`jitter_${move}`] = Number(Math.sqrt(measures.reduce((sum, { jitter }) => sum + jitter ** 2, 0) / measures.length).toFixed(4))
  backwardJumps += measures.reduce((sum, one) => sum + one.backwardJumps, 0)
}
await renderer.close()
rmSync(folder, { recursive: true, force: true })
console.log(JSON.stringify({ ...jitters, backward_jumps: backwardJumps }))

// The move of a photo goes by its place in the film: the same photo in each place, and only one place kept.
async function measured(move: string, photo: string, place: number): Promise<MotionMeasure> {
  const film = filmOf({ photos: [photo, photo, photo], each: shotSeconds * 1000 })
  const { transition: _, ...made } = film.picture.segments[place]!
  const shot = move === 'pan' ? { ...made, motion: moveCamera('pan', 0, shotSeconds * 1000, { x: 0.5, y: 0.5 }, 'cover') } as PhotoSegment : made
  const output = join(folder, 'film.mp4')
  await renderer.render({ draft: { ...film, picture: { ...film.picture, segments: [shot as typeof film.picture.segments[number]] } }, output, quality })
  const meter = createMotionMeter()
  parts.decodeMovie(output, (frame) => meter.add(lumaOf(frame)))
  const measure = meter.result()
  console.log(`${move}: jitter ${measure.jitter.toFixed(4)}, worst ${measure.worst.toFixed(3)}, ${measure.backwardJumps} backward, ${photo.split('/').at(-1)!}`)
  return measure
}

function lumaOf(frame: { readonly width: number; readonly height: number; readonly data: Buffer[] | null; readonly linesize: number[] }): { width: number; height: number; luma: Uint8Array } {
  const { width, height } = frame
  const rows = frame.data![0]!
  const stride = frame.linesize[0]!
  const luma = new Uint8Array(width * height)
  for (let row = 0; row < height; row++) luma.set(rows.subarray(row * stride, row * stride + width), row * width)
  return { width, height, luma }
}
