// The thread that makes stand-ins: HEIC and AVIF files in, JPEG or PNG bytes (sRGB, upright, full size) out. libheif's
// memory only ever grows, so the thread lives no longer than a batch; a file that hangs it costs the thread.

import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import { parentPort } from 'node:worker_threads'
import sharp from 'sharp'
import { boxesOf, type Box } from './boxes.ts'
import { convertToSrgb, isSrgb, profileOfIcc, profileOfNclx, type ColorProfile } from './color-profile.ts'

export interface StandInJob {
  readonly path: string
  readonly format: string
  readonly icc?: Uint8Array
  /** Refuse more pixels than this. */
  readonly pixelLimit: number
}

export type StandInAnswer =
  | { readonly ok: true; readonly bytes: Uint8Array }
  /** `reason` continues the sentence "... cannot be read as a picture: ". */
  | { readonly ok: false; readonly reason: string }

// The parts of libheif-js that are used; it brings no types for them.
interface HeifImage {
  get_width(): number
  get_height(): number
  is_primary(): boolean
  display(target: { data: Uint8ClampedArray; width: number; height: number }, done: (target: { data: Uint8ClampedArray } | null) => void): void
  free(): void
}

// 4:4:4 at this quality is within a level or two of the original; optimised tables would cost 30 % more time for 5 % of size.
const standInJpeg = { quality: 95, chromaSubsampling: '4:4:4', optimiseCoding: false } as const

sharp.cache(false)
sharp.concurrency(1)
const require = createRequire(import.meta.url)

parentPort?.on('message', (job: StandInJob) => {
  standInOf(job).then(
    (bytes) => parentPort?.postMessage({ ok: true, bytes } satisfies StandInAnswer),
    (thrown: unknown) => parentPort?.postMessage({ ok: false, reason: thrown instanceof Error ? thrown.message : String(thrown) } satisfies StandInAnswer),
  )
})

async function standInOf(job: StandInJob): Promise<Uint8Array> {
  return job.format === 'heic' ? fromHeic(job) : fromOther(job)
}

async function fromOther({ path, pixelLimit }: StandInJob): Promise<Uint8Array> {
  const picture = sharp(path, { limitInputPixels: pixelLimit, failOn: 'truncated' }).toColourspace('srgb')
  return (await sharp(path).metadata()).hasAlpha === true ? picture.png({ compressionLevel: 3 }).toBuffer() : picture.jpeg(standInJpeg).toBuffer()
}

async function fromHeic(job: StandInJob): Promise<Uint8Array> {
  const file = await readFile(job.path)
  const libheif = require('libheif-js/wasm-bundle') as { HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] } }
  const images = new libheif.HeifDecoder().decode(file)
  try {
    // A damaged file gives an empty list rather than an error.
    const image = images.find((one) => one.is_primary()) ?? images[0]
    if (image === undefined) throw new Error('its data is damaged')
    const raw = { width: image.get_width(), height: image.get_height(), channels: 4 as const }
    if (raw.width * raw.height > job.pixelLimit) throw new Error('it has too many pixels')
    const data = await display(image, raw.width, raw.height)
    const profile = profileOf(file, job.icc)
    if (profile !== undefined && !isSrgb(profile)) convertToSrgb(data, 4, profile)
    const picture = sharp(data, { raw })
    return isOpaque(data) ? await picture.removeAlpha().jpeg(standInJpeg).toBuffer() : await picture.png({ compressionLevel: 3 }).toBuffer()
  } finally {
    for (const image of images) image.free()
  }
}

function display(image: HeifImage, width: number, height: number): Promise<Uint8ClampedArray> {
  return new Promise((resolve, reject) => {
    // Without an answer the target stays as it was: a broken picture would come out black.
    image.display({ data: new Uint8ClampedArray(width * height * 4), width, height }, (target) => {
      if (target === null) reject(new Error('its data is damaged'))
      else resolve(target.data)
    })
  })
}

function isOpaque(data: Uint8ClampedArray): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false
  return true
}

function profileOf(file: Uint8Array, icc: Uint8Array | undefined): ColorProfile | undefined {
  if (icc !== undefined) return profileOfIcc(icc)
  const found = nclxOf(file)
  return found === undefined ? undefined : profileOfNclx(found.primaries, found.transfer)
}

// meta (a full box: 4 bytes of version) > iprp > ipco > colr of kind nclx.
function nclxOf(file: Uint8Array): { primaries: number; transfer: number } | undefined {
  const inside = (box: Box | undefined, type: string, skip = 0) =>
    box === undefined ? undefined : boxesOf(file, box.body + skip, Math.min(box.end, file.length)).filter((inner) => inner.type === type)
  const meta = boxesOf(file).find((box) => box.type === 'meta')
  const properties = inside(inside(meta, 'iprp', 4)?.[0], 'ipco')?.[0]
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  for (const color of inside(properties, 'colr') ?? []) {
    if (color.body + 8 > file.length || String.fromCharCode(...file.subarray(color.body, color.body + 4)) !== 'nclx') continue
    return { primaries: view.getUint16(color.body + 4), transfer: view.getUint16(color.body + 6) }
  }
  return undefined
}
