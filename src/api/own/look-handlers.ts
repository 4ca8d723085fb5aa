// Our own REST, what a page shows beside the film.

import type { Caller, FilmFile } from '../../studio/index.ts'
import type { lookRoutes } from '../contract/own-look.ts'
import type { Handlers, House } from '../core/call.ts'
import { makeViewKey } from '../core/view-key.ts'
import { fileItem } from '../files/file-item.ts'
import { versionOf } from './views.ts'

export const lookHandlers: Handlers<typeof lookRoutes> = {
  async heard({ studio, caller, params, query }) {
    const { version, duration, wave, music } = await studio.previews.heard(caller, params.session, { ...versionOf(params.version), wave: query.wave !== 'false' })
    const body = { version, duration, ...(wave && { wave }), ...(music && { music }) }
    return Response.json(body, { headers: { 'Cache-Control': params.version === 'current' ? 'private, no-cache' : 'private, max-age=3600, immutable' } })
  },
  async samples({ house, studio, caller, params }) {
    await studio.uploads.samples(caller, params.session)
    return filmFilesView(house, caller, params.session)
  },
  async thumbnail({ studio, caller, params, query }) {
    const { height, at } = query
    const bytes = await studio.uploads.thumbnail(caller, params.file, { ...(height !== undefined && { height }), ...(at !== undefined && { at }) })
    // What a file shows never changes.
    return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'Content-Type': 'image/webp', 'Content-Length': String(bytes.length), 'Cache-Control': 'private, max-age=86400, immutable' } })
  },
}

/** Everything that was sent to a film, and the key for its pictures. */
export async function filmFilesView(house: House, caller: Caller, id: string) {
  const { session, files } = await house.studio.sessions.files(caller, id)
  const { key, expiresAt } = makeViewKey(house, caller, session.id)
  return { files: files.map((file) => filmFileView(file, { publicUrl: house.settings.publicUrl, key })), key, expiresAt }
}

function filmFileView({ file, asset, used, weak, duplicateOf, problems }: FilmFile, { publicUrl, key }: { readonly publicUrl: string; readonly key: string }) {
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
