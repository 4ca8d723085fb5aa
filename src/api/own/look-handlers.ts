// Our own REST, what a page shows beside the film.

import { createHash } from 'node:crypto'
import { StudioError, type Caller, type FilmFile } from '../../studio/index.ts'
import type { lookRoutes } from '../contract/own-look.ts'
import type { Handlers, House } from '../core/call.ts'
import { disposition } from '../core/headers.ts'
import { createPace, type Pace } from '../core/pace.ts'
import { makeViewKey } from '../core/view-key.ts'
import { fileItem } from '../files/file-item.ts'
import { sendFile } from '../files/send-file.ts'
import { versionOf } from './views.ts'

/** Songs of a mood that a browser of music shows at once. */
const shownSeeds = [1, 2, 3, 4, 5, 6]
/** Songs and sentences that one address may ask for in a minute; each may be seconds of work. */
const songsPerMinute = 40

export const lookHandlers: Handlers<typeof lookRoutes> = {
  music: ({ studio }) => ({ moods: studio.listening.moods().map(({ mood, title: { en, zh }, beatsPerMinute }) => ({ mood, title: { en, zh }, beatsPerMinute, seeds: [...shownSeeds], preview: `/api/v1/music/${mood}/{seed}?seconds=20` })) }),
  async musicPreview({ house, studio, params, query, request, address }) {
    slowSongs(house, address)
    const seed = /^\d{1,9}$/.test(params.seed) ? Number(params.seed) : Number.NaN
    return song(await studio.listening.music(params.mood, seed, query.seconds), { house, request, name: `${params.mood}-${params.seed}.m4a` })
  },
  async voices({ studio }) {
    const voices = await studio.listening.voices()
    return { voices: voices.map(({ voice, languages, offline, fault }) => ({ voice, title: voice.replace(':', ' '), languages: [...languages], offline, works: fault === undefined, ...(fault && { problem: fault.message }), sample: `/api/v1/voices/${encodeURIComponent(voice)}/sample` })) }
  },
  async voiceSample({ house, studio, params, query, request, address }) {
    slowSongs(house, address)
    return song(await studio.listening.voice(params.voice, query.language), { house, request, name: 'voice.m4a' })
  },
  async heard({ studio, caller, params, query }) {
    const { version, duration, wave, pending, music } = await studio.previews.heard(caller, params.session, { ...versionOf(params.version), wave: query.wave !== 'false' })
    const body = { version, duration, ...(wave && { wave }), ...(music && { music }), ...(pending === true && { pending }) }
    return Response.json(body, { headers: { 'Cache-Control': params.version === 'current' || pending === true ? 'private, no-store' : 'private, max-age=3600, immutable' } })
  },
  async subtitles({ studio, caller, params, query }) {
    const { name, text } = await studio.sessions.subtitles(caller, params.session, { ...versionOf(params.version), format: query.format })
    const type = query.format === 'vtt' ? 'text/vtt; charset=utf-8' : 'application/x-subrip; charset=utf-8'
    return new Response(text, { headers: { 'Content-Type': type, 'Content-Disposition': disposition('attachment', name), 'Cache-Control': 'private, no-cache' } })
  },
  async samples({ house, studio, caller, params }) {
    await studio.uploads.samples(caller, params.session)
    return filmFilesView(house, caller, params.session)
  },
  async thumbnail({ studio, caller, params, query, signal }) {
    const { height, at } = query
    const bytes = await studio.uploads.thumbnail(caller, params.file, { signal, ...(height !== undefined && { height }), ...(at !== undefined && { at }) })
    // What a file shows never changes.
    return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'Content-Type': 'image/webp', 'Content-Length': String(bytes.length), 'Cache-Control': 'private, max-age=86400, immutable' } })
  },
}

const paces = new WeakMap<House, Pace>()

function slowSongs(house: House, address: string): void {
  const pace = paces.get(house) ?? createPace(house.settings.perMinute.address === 0 ? 0 : songsPerMinute, house.now)
  paces.set(house, pace)
  const wait = pace.take(address)
  if (wait !== undefined) throw new StudioError('rate-limited', `Too many songs at once. Wait ${wait} seconds and try again.`, { retryAfter: wait })
}

/** Players ask for parts. The same name is the same song, as long as this version of us composes. */
function song(bytes: Uint8Array, { house, request, name }: { readonly house: House; readonly request: Request; readonly name: string }): Promise<Response> {
  const read = async (range?: { readonly start: number; readonly end: number }) => (async function* () { yield range === undefined ? bytes : bytes.subarray(range.start, range.end + 1) })()
  const tag = createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
  return sendFile({ name, mimeType: 'audio/mp4', bytes: bytes.length, read }, { house, request, tag, kind: 'inline', keep: 3600 })
}

/** Everything that was sent to a film, and the key for its pictures. */
export async function filmFilesView(house: House, caller: Caller, id: string) {
  const { session, files } = await house.studio.sessions.files(caller, id)
  const { key, expiresAt } = makeViewKey(house, session.id)
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
