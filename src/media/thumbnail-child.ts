// The child process that draws small pictures of strangers' files: one job at a time, answers by message. Like
// examine-child it may be ended at any moment, and costs nobody more than the picture it was drawing.

import { KinoraError, failure, faultOf, success, type Outcome } from '../base/index.ts'
import type { StandIns } from './stand-in.ts'
import type { ExamineAnswer, ExamineJob, ExamineQuestion } from './examine-child.ts'

export interface ThumbnailJob extends ExamineJob {
  readonly height: number
  /** Milliseconds. */
  readonly at: number
  /** Of a clip's upright picture. */
  readonly pixels: { readonly width: number; readonly height: number }
}

/** Visible loss begins below this for photos of this size. */
const quality = 78
/** Wider pictures than this are strips of pixels that no list shows. */
const widest = 2048

let standIns: StandIns | undefined

process.on('message', ({ number, job }: ExamineQuestion<ThumbnailJob>) => {
  const answer = (outcome: Outcome<Uint8Array>) => process.send?.({ number, outcome } satisfies ExamineAnswer<Uint8Array>)
  draw(job).then(answer, (thrown: unknown) => answer(failure(faultOf(thrown))))
})
// The parent is gone: nobody waits for an answer.
process.on('disconnect', () => process.exit(0))

function draw(job: ThumbnailJob): Promise<Outcome<Uint8Array>> {
  return job.file.kind === 'photo' ? drawPhoto(job) : drawClip(job)
}

async function drawPhoto({ file, cacheFolder, height }: ThumbnailJob): Promise<Outcome<Uint8Array>> {
  const [{ pictureOf }, { decodePhoto }, { createStandIns }, { loadSharp }] = await Promise.all([import('./picture-file.ts'), import('./photo-decode.ts'), import('./stand-in.ts'), import('./native.ts')])
  const picture = await pictureOf(file.path, file.hash, standIns ??= createStandIns(cacheFolder))
  if (!picture.ok) return picture
  const { header, input } = picture.value
  const decoded = await decodePhoto(input, header, { ...sizeOf(header, height), keepAlpha: true }, file.name)
  if (!decoded.ok) return decoded
  const { data, width, channels, height: lines } = decoded.value.pixels
  return success(await loadSharp()(data, { raw: { width, height: lines, channels } }).webp({ quality, effort: 2 }).toBuffer())
}

async function drawClip({ file, height, at, pixels }: ThumbnailJob): Promise<Outcome<Uint8Array>> {
  const [{ openClip }, { encodePicture }] = await Promise.all([import('./clip-reader.ts'), import('./picture-write.ts')])
  const clip = openClip(file.path)
  if (!clip.ok) return clip
  try {
    const { width, height: lines } = sizeOf(pixels, height)
    const even = (value: number) => Math.max(2, Math.round(value / 2) * 2)
    const planes = clip.value.planesAt(at, { width: even(width), height: even(lines), fit: 'fill' })
    return success(await encodePicture(planes, { format: 'webp', quality }))
  } catch (thrown) {
    if (thrown instanceof KinoraError) return failure(faultOf(thrown))
    throw thrown
  } finally {
    clip.value.close()
  }
}

/** So many lines, or as many as there are. */
function sizeOf(source: { readonly width: number; readonly height: number }, height: number): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, height / source.height, widest / source.width)
  return { width: Math.max(1, Math.round(source.width * scale)), height: Math.max(1, Math.round(source.height * scale)) }
}
