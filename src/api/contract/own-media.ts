// Our own REST, what is seen and heard: exports, previews, resumable uploads. One list of routes.

import { z } from 'zod'
import { lookRoutes, viewKey as key } from './own-look.ts'
import { json, route } from './route.ts'
import { epoch, paging, renderStatus, sessionId, webhookSecret } from './shapes.ts'

const read = { family: 'own', access: 'token', scopes: ['read'] } as const
const viewer = { family: 'own', access: 'viewer', scopes: ['read'], method: 'GET', unlimited: true } as const

const render = z.strictObject({
  id: z.string(), session: sessionId, version: z.number(), state: renderStatus, progress: z.number(), secondsLeft: z.number().optional(), error: z.string().optional(),
  output: z.strictObject({ format: z.string(), quality: z.string(), height: z.number().optional() }),
  file: z.strictObject({ url: z.string(), name: z.string(), bytes: z.number(), width: z.number(), height: z.number(), seconds: z.number() }).optional(), position: z.number(), createdAt: epoch, completedAt: epoch.optional(), expiresAt: epoch.optional(),
})

const base = '/api/v1/sessions/{session}'
const pictures = ['image/jpeg', 'image/webp', 'image/png']
const viewErrors = ['session-unknown', 'version-unknown', 'draft-missing', 'asset-unknown', 'render-failed', 'link-expired'] as const
const playlist = { ...viewer, query: z.object({ key }), answer: { kind: 'bytes', types: ['application/vnd.apple.mpegurl'] }, errors: viewErrors } as const
const seconds = { min: 0, max: 24 * 3_600_000 }

/** One event of a film. */
export const filmEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('film'), version: z.number(), name: z.string(), files: z.number(), turn: z.string().optional().describe('the one that runs'), renders: z.array(z.string()).describe('those under way') }),
  z.strictObject({ type: z.literal('version'), version: z.number(), changes: z.array(z.string()), turn: z.string().optional().describe('that made it; absent: done by hand') }),
  z.strictObject({ type: z.literal('turn'), turn: z.string(), state: z.enum(['running', 'awaiting_input', 'done', 'failed', 'aborted']) }),
  z.strictObject({ type: z.literal('render'), render }),
  z.strictObject({ type: z.literal('files'), added: z.array(z.string()), removed: z.array(z.string()) }),
  z.strictObject({ type: z.literal('name'), name: z.string() }),
  z.strictObject({ type: z.literal('removed') }),
  z.strictObject({ type: z.literal('error'), code: z.string(), message: z.string() }),
])

export const mediaRoutes = {
  ...lookRoutes,
  createRender: route({
    family: 'own', access: 'token', scopes: ['write', 'render'], method: 'POST', path: `${base}/renders`, title: 'Export the film', body: {
      kind: 'json', limit: 6 * 1024 * 1024, schema: z.object({
        id: z.string().min(1).max(200).optional(), format: z.enum(['mp4', 'mov', 'webm', 'gif']).optional(), quality: z.enum(['draft', 'standard', 'high']).optional(), resolution: z.string().max(20).optional(), fps: z.number().positive().max(120).optional(), draft: z.unknown().optional(),
        webhook: z.object({ url: z.string().max(2000), secret: z.string().max(200).optional() }).optional().describe('told when it has ended, in a POST signed with the secret, or with one that the answer tells'),
      }),
    },
    answer: json(render.extend({ replayed: z.boolean(), webhookSecret: webhookSecret.optional() }), { status: 202 }), errors: ['session-unknown', 'draft-missing', 'draft-invalid', 'export-blocked', 'credits-short', 'render-taken', 'message-invalid', 'address-forbidden', 'body-invalid'],
  }),
  renders: route({ ...read, method: 'GET', path: '/api/v1/renders', title: 'My exports, newest first', query: paging.extend({ session: z.string().optional() }), answer: json(z.strictObject({ renders: z.array(render) })), errors: ['session-unknown'] }),
  render: route({ ...read, method: 'GET', path: '/api/v1/renders/{render}', unlimited: true, title: 'One export', answer: json(render), errors: ['render-unknown'] }),
  renderEvents: route({ ...read, method: 'GET', path: '/api/v1/renders/{render}/events', title: 'Each change of an export until it has ended', answer: { kind: 'events', event: render }, errors: ['render-unknown'] }),
  cancelRender: route({ family: 'own', access: 'token', scopes: ['write', 'render'], method: 'POST', path: '/api/v1/renders/{render}/cancel', title: 'Stop an export', answer: json(render), errors: ['render-unknown'] }),
  renderFile: route({ ...read, method: 'GET', path: '/api/v1/renders/{render}/file', title: 'The finished film', answer: { kind: 'bytes', types: ['video/mp4', 'video/quicktime', 'video/webm', 'image/gif'] }, errors: ['render-unknown', 'render-not-ready', 'range-invalid'] }),

  filmEvents: route({
    ...viewer, path: `${base}/events`, title: 'What becomes of a film, whoever does it', about: 'The first event tells how it stands (`film`), so nothing is missed after a break: compare and ask for what is new. Then versions, turns, exports with their progress, files, names; `removed` is the last. A stream ends after a quarter of an hour: open it again.',
    query: z.object({ key }), answer: { kind: 'events', event: filmEvent }, errors: ['session-unknown', 'link-expired'],
  }),

  preview: route({
    ...read, method: 'GET', path: `${base}/preview`, title: 'Addresses of frame, sheet and stream that a player or a page can open', about: 'Signed for this film and good for an hour.', query: z.object({ version: z.coerce.number().int().min(1).optional() }),
    answer: json(z.strictObject({ version: z.number(), frame: z.string(), sheet: z.string(), stream: z.string(), key: z.string(), expiresAt: epoch })), errors: ['session-unknown', 'version-unknown', 'draft-missing'],
  }),
  frame: route({
    ...viewer, path: `${base}/versions/{version}/frame`, title: 'One frame', about: '`current` is the newest version.',
    query: z.object({ key, at: z.coerce.number().min(seconds.min).max(seconds.max).default(0).describe('milliseconds'), height: z.coerce.number().int().min(16).max(2160).optional(), format: z.enum(['jpeg', 'webp', 'png']).optional() }),
    answer: { kind: 'bytes', types: pictures }, errors: viewErrors,
  }),
  sheet: route({
    ...viewer, path: `${base}/versions/{version}/sheet`, title: 'A contact sheet', query: z.object({ key, columns: z.coerce.number().int().min(1).max(12).optional(), count: z.coerce.number().int().min(1).max(60).optional(), width: z.coerce.number().int().min(160).max(3840).optional() }),
    answer: { kind: 'bytes', types: ['image/jpeg'] }, errors: viewErrors,
  }),
  strip: route({
    ...viewer, path: `${base}/versions/{version}/strip`, title: 'Frames side by side in one picture', about: 'For a scrubber: `count` frames over the whole film, each from the middle of its part, in one row. With `step` (ms) from `from` on instead, in rows of `columns`. A frame is as wide as the picture divided by its columns.',
    query: z.object({
      key, count: z.coerce.number().int().min(1).max(120).default(20), height: z.coerce.number().int().min(16).max(360).default(48), columns: z.coerce.number().int().min(1).max(120).optional(),
      from: z.coerce.number().min(seconds.min).max(seconds.max).optional(), step: z.coerce.number().min(1).max(seconds.max).optional(),
    }),
    answer: { kind: 'bytes', types: ['image/jpeg'] }, errors: viewErrors,
  }),
  stream: route({ ...playlist, path: `${base}/versions/{version}/stream.m3u8`, title: 'The film as a stream (HLS)' }),
  streamPicture: route({ ...playlist, path: `${base}/versions/{version}/picture.m3u8`, title: 'Its picture' }),
  streamSound: route({ ...playlist, path: `${base}/versions/{version}/sound.m3u8`, title: 'Its sound' }),
  streamPart: route({ ...viewer, path: `${base}/versions/{version}/{track}/{part}`, title: 'One part of the stream', about: '`header.mp4`, `0.m4s`, `1.m4s`, ...', query: z.object({ key }), answer: { kind: 'bytes', types: ['video/mp4', 'audio/mp4', 'video/iso.segment'] }, errors: viewErrors }),

  uploadOptions: route({ family: 'own', access: 'open', method: 'OPTIONS', path: `${base}/uploads`, title: 'What the resumable upload can do (tus 1.0.0)', answer: { kind: 'empty' } }),
  createUpload: route({
    family: 'own', access: 'token', scopes: ['upload'], method: 'POST', path: `${base}/uploads`, title: 'Begin a resumable upload (tus creation)', about: 'Headers Tus-Resumable, Upload-Length, Upload-Metadata with filename; Location names the upload.', body: { kind: 'bytes' }, answer: { kind: 'empty' },
    errors: ['session-unknown', 'file-too-large', 'storage-full', 'upload-version', 'body-invalid', 'unavailable'],
  }),
  uploadOffset: route({ family: 'own', access: 'token', scopes: ['upload'], method: 'HEAD', path: '/api/v1/uploads/{upload}', unlimited: true, title: 'Where it stands', answer: { kind: 'empty' }, errors: ['upload-unknown', 'upload-version', 'unavailable'] }),
  uploadPart: route({
    family: 'own', access: 'token', scopes: ['upload'], method: 'PATCH', path: '/api/v1/uploads/{upload}', unlimited: true, title: 'More bytes', about: 'When the last byte has come the file is looked at: the header Kinora-File names it, or the answer says why it was refused.', body: { kind: 'bytes' }, answer: { kind: 'empty' },
    errors: ['upload-unknown', 'upload-offset', 'upload-version', 'body-type', 'file-unsupported', 'file-too-large', 'storage-full', 'upload-empty', 'unavailable'],
  }),
  deleteUpload: route({ family: 'own', access: 'token', scopes: ['upload'], method: 'DELETE', path: '/api/v1/uploads/{upload}', title: 'Give an upload up', answer: { kind: 'empty' }, errors: ['upload-unknown', 'upload-version', 'unavailable'] }),
}
