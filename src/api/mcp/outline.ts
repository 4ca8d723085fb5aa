// The film with the ids that operations name things by: what a model must see before it changes something by hand.

import { z } from 'zod'
import { layOut, type Draft } from '../../draft/index.ts'
import type { StoredAsset } from '../../studio/index.ts'

/** Things of a kind that are listed; a longer film is told by its beginning and its length. */
const most = 200

const item = z.strictObject({ id: z.string(), kind: z.string(), name: z.string(), start_ms: z.number(), end_ms: z.number(), transition: z.string().optional() })
export const outline = z.strictObject({
  duration_ms: z.number(), width: z.number(), height: z.number(), fps: z.number(), pictures: z.array(item), texts: z.array(item), sounds: z.array(item), overlays: z.array(item),
})
export const fileOutput = z.strictObject({ file_id: z.string(), asset_id: z.string().optional().describe('What operations name it by.'), name: z.string(), kind: z.string(), mime_type: z.string() })

export function outlineOf(draft: Draft): z.output<typeof outline> {
  const { duration, picture, texts, sounds, overlays } = layOut(draft)
  const { width, height, frameRate } = draft.canvas
  return {
    duration_ms: duration, width, height, fps: Math.round((frameRate.numerator / frameRate.denominator) * 1000) / 1000,
    pictures: picture.slice(0, most).map(({ segment, start, end, transition }) => ({ id: segment.id, kind: segment.kind, name: segment.name, start_ms: start, end_ms: end, ...(transition && { transition: transition.kind }) })),
    texts: texts.slice(0, most).map(({ segment, start, end }) => ({ id: segment.id, kind: segment.role, name: segment.text.slice(0, 300), start_ms: start, end_ms: end })),
    sounds: sounds.slice(0, most).map(({ segment, start, end }) => ({ id: segment.id, kind: segment.role, name: segment.name, start_ms: start, end_ms: end })),
    overlays: overlays.slice(0, most).map(({ segment, start, end }) => ({ id: segment.id, kind: segment.role, name: segment.name, start_ms: start, end_ms: end })),
  }
}

/** The same as lines: `s3 photo "beach.jpg" 0-4000 ms, crossfade`. */
export function outlineText({ pictures, texts, sounds, overlays }: z.output<typeof outline>): string {
  return [...pictures, ...overlays, ...texts, ...sounds].map(({ id, kind, name, start_ms, end_ms, transition }) => `${id} ${kind} ${JSON.stringify(name)} ${start_ms}-${end_ms} ms${transition === undefined ? '' : `, ${transition}`}`).join('\n')
}

export function fileOf({ id, name, mimeType, asset }: StoredAsset): z.output<typeof fileOutput> {
  return { file_id: id, name, mime_type: mimeType, kind: asset?.kind ?? 'text', ...(asset && { asset_id: asset.id }) }
}
