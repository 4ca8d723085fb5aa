// Our own REST, what a page shows beside the film.

import type { FilmFile } from '../../studio/index.ts'
import type { lookRoutes } from '../contract/own-look.ts'
import type { Handlers } from '../core/call.ts'
import { fileItem } from '../files/file-item.ts'

export const lookHandlers: Handlers<typeof lookRoutes> = {
  async thumbnail({ studio, caller, params, query }) {
    const { height, at } = query
    const bytes = await studio.uploads.thumbnail(caller, params.file, { ...(height !== undefined && { height }), ...(at !== undefined && { at }) })
    // What a file shows never changes.
    return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'Content-Type': 'image/webp', 'Content-Length': String(bytes.length), 'Cache-Control': 'private, max-age=86400, immutable' } })
  },
}

export function filmFileView({ file, asset, used, weak, duplicateOf, problems }: FilmFile, { publicUrl, key }: { readonly publicUrl: string; readonly key: string }) {
  const facts = asset?.facts
  const size = facts === undefined || facts.kind === 'sound' ? undefined : facts
  return {
    ...fileItem(file, publicUrl), kind: asset?.kind ?? 'text' as const, createdAt: file.createdAt, used, weak, problems: problems.map(({ code, text: { en, zh } }) => ({ code, text: { en, zh } })),
    ...(asset && { asset: asset.id }), ...(duplicateOf !== undefined && { duplicateOf }),
    ...(size && { orientation: orientationOf(size), pixels: size.width * size.height, ...(size.takenAt !== undefined && { takenAt: size.takenAt }), thumbnail: `/api/v1/files/${file.id}/thumbnail?key=${key}` }),
    ...(facts?.kind === 'photo' && { ...(facts.sharpness !== undefined && { sharpness: facts.sharpness }), ...(facts.score !== undefined && { score: facts.score }) }),
    ...(facts?.kind === 'sound' && {
      ...(facts.tempo && { tempo: { beatsPerMinute: facts.tempo.beatsPerMinute, confidence: facts.tempo.confidence } }), ...(facts.title !== undefined && { title: facts.title }), ...(facts.artist !== undefined && { artist: facts.artist }),
    }),
  }
}

function orientationOf({ width, height }: { readonly width: number; readonly height: number }) {
  return width > height ? 'landscape' as const : width < height ? 'portrait' as const : 'square' as const
}
