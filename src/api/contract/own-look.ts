// Our own REST, what a page shows beside the film: small pictures, what is heard, music and voices to choose from. One
// list of routes, of which media's list is a part.

import { z } from 'zod'
import { json, route } from './route.ts'
import { epoch, fileItem, milliseconds } from './shapes.ts'

const viewer = { family: 'own', access: 'viewer', scopes: ['read'], method: 'GET', unlimited: true } as const
export const viewKey = z.string().max(1000).optional().describe('instead of a bearer token: as the preview and files routes sign it')
export const inBoth = z.strictObject({ en: z.string(), zh: z.string() })

/** A file of a film as a page shows it. */
export const filmFile = fileItem.extend({
  kind: z.enum(['photo', 'clip', 'sound', 'text']), asset: z.string().optional().describe('its id in drafts'), createdAt: epoch, takenAt: z.string().optional().describe('camera-local, YYYY-MM-DDTHH:MM:SS'),
  orientation: z.enum(['landscape', 'portrait', 'square']).optional(), pixels: z.number().optional(), sharpness: z.number().optional().describe('below 150 is blurred'), score: z.number().optional().describe('0..1; below 0.45 is weak'),
  used: z.boolean().describe('seen or heard in the film as it is now'), weak: z.boolean(), duplicateOf: z.string().optional().describe('file_id of the better one that shows the same'),
  tempo: z.strictObject({ beatsPerMinute: z.number(), confidence: z.number() }).optional().describe('once somebody listened'), title: z.string().optional(), artist: z.string().optional(),
  problems: z.array(z.strictObject({ code: z.string().describe('blurred, dark, bright, weak, duplicate; of the file: damaged, cut-off, small, several-pictures, hdr, silent, warning'), text: inBoth })),
  thumbnail: z.string().optional().describe('path on this server, signed; add &height=96, 192, 384 or 768, for clips &at=ms'),
})

/** What was sent to a film, with the key for its pictures. */
export const filmFiles = z.strictObject({ files: z.array(filmFile), key: z.string().describe('for thumbnails and previews of this film, as `?key=`'), expiresAt: epoch })

const version = z.number().int()
const heard = z.strictObject({
  version, duration: milliseconds,
  wave: z.strictObject({ step: z.number().describe('ms of one value'), peaks: z.array(z.number().min(0).max(1)).describe('of the finished sound; empty: silence') }).optional(),
  pending: z.literal(true).optional().describe('the sound is still being mixed: ask again for the waveform'),
  music: z.strictObject({ segment: z.string().describe('its id in the draft'), start: milliseconds, end: milliseconds, beatsPerMinute: z.number().optional(), beats: z.array(milliseconds), bars: z.array(milliseconds) }).optional().describe('the music that plays first, in ms of the film; no beats: none that can be trusted'),
})

const open = { family: 'own', access: 'open', method: 'GET' } as const
const songTypes = ['audio/mp4']

export const lookRoutes = {
  music: route({
    ...open, path: '/api/v1/music', title: 'Moods of composed music', about: 'Each seed of a mood is another song; the same seed is the same song. `preview` is a path of this server that a player can open.',
    answer: json(z.strictObject({ moods: z.array(z.strictObject({ mood: z.string(), title: inBoth, beatsPerMinute: z.number(), seeds: z.array(z.number()), preview: z.string().describe('with {seed} to fill in') })) })),
    example: { answer: { moods: [{ mood: 'lo-fi', title: { en: 'lo-fi', zh: '慵懒低保真' }, beatsPerMinute: 80, seeds: [1, 2, 3, 4, 5, 6], preview: '/api/v1/music/lo-fi/{seed}?seconds=20' }] } },
  }),
  musicPreview: route({
    ...open, path: '/api/v1/music/{mood}/{seed}', title: 'A song to listen to', about: 'AAC in MP4, with Range. Seeds 0 to 9999; the answer is kept, so the second time is quick.', query: z.object({ seconds: z.coerce.number().min(5).max(60).default(20) }),
    answer: { kind: 'bytes', types: songTypes }, errors: ['asset-unknown', 'render-failed', 'range-invalid'],
  }),
  voices: route({
    ...open, path: '/api/v1/voices', title: 'Voices', about: 'Preferred ones first. `voice` is what a draft names; `problem` says why one does not work on this server.',
    answer: json(z.strictObject({ voices: z.array(z.strictObject({ voice: z.string(), title: z.string(), languages: z.array(z.string()), offline: z.boolean(), works: z.boolean(), problem: z.string().optional(), sample: z.string().describe('path on this server; ?language= for another of its languages') })) })),
  }),
  voiceSample: route({
    ...open, path: '/api/v1/voices/{voice}/sample', title: 'A sentence by a voice', query: z.object({ language: z.string().max(35).optional() }), answer: { kind: 'bytes', types: songTypes }, errors: ['asset-unknown', 'render-failed', 'range-invalid'],
  }),
  heard: route({
    ...viewer, path: '/api/v1/sessions/{session}/versions/{version}/heard', title: 'Waveform and beats of a version', about: 'For a timeline. The sound is mixed for it once, as for the stream; `?wave=false` answers at once, without waveform. Mixing that takes more than 20 s goes on, and the answer says `pending`: ask again. `current` is the newest version.',
    query: z.object({ key: viewKey, wave: z.enum(['true', 'false']).optional() }), answer: json(heard), errors: ['session-unknown', 'version-unknown', 'draft-missing', 'asset-unknown', 'render-failed', 'link-expired'],
    example: { answer: { version: 3, duration: 20_000, wave: { step: 50, peaks: [0, 0.12, 0.5] }, music: { segment: 'music', start: 0, end: 20_000, beatsPerMinute: 84, beats: [714, 1429], bars: [0, 2857] } } },
  }),
  subtitles: route({
    ...viewer, path: '/api/v1/sessions/{session}/versions/{version}/subtitles', title: 'The words of a version as a subtitle file', about: 'The subtitles, or the captions when there are none. VTT also fits a player.', query: z.object({ key: viewKey, format: z.enum(['srt', 'vtt']).default('srt') }),
    answer: { kind: 'bytes', types: ['application/x-subrip', 'text/vtt'] }, errors: ['session-unknown', 'version-unknown', 'draft-missing', 'asset-unknown', 'link-expired'],
  }),
  samples: route({
    family: 'own', access: 'token', scopes: ['upload'], method: 'POST', path: '/api/v1/sessions/{session}/samples', title: 'Add sample pictures', about: 'Ten pictures painted by Kinora itself, as uploads; those that the film has already stay as they are. Answers all files of the film.',
    answer: json(filmFiles), errors: ['session-unknown', 'storage-full', 'file-too-large', 'unavailable'],
  }),
  thumbnail: route({
    ...viewer, path: '/api/v1/files/{file}/thumbnail', title: 'A small picture of a photo or clip', about: 'Upright, 96, 192, 384 or 768 lines: the next larger one than asked for. Sounds and scripts have none.',
    query: z.object({ key: viewKey, height: z.coerce.number().int().min(1).max(4320).optional(), at: z.coerce.number().min(0).max(24 * 3_600_000).optional().describe('ms of the clip\'s own time, in steps of 500') }),
    answer: { kind: 'bytes', types: ['image/webp'] }, errors: ['asset-unknown', 'render-failed', 'link-expired'],
  }),
}
