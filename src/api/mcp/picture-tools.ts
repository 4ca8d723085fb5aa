// Tools that show a film before it is exported.

import { z } from 'zod'
import { filmDuration, type Draft } from '../../draft/index.ts'
import { StudioError, type Session } from '../../studio/index.ts'
import { tool, type ToolCall } from './tool.ts'
import { projectId } from './words.ts'

const versionWanted = z.number().int().min(1).max(1e9).optional().describe('An older version; absent: the film as it is now.')
const pictured = z.strictObject({ project_id: z.string(), version: z.number(), duration_ms: z.number() })

export const pictureTools = {
  contact_sheet: tool({
    title: 'The whole film at a glance', readOnly: true,
    description: 'One picture with frames from all over the film, each with its time. Look at it after every larger change: order, crops, titles, colours.',
    input: z.strictObject({ project_id: projectId, version: versionWanted, count: z.number().int().min(1).max(36).default(12).describe('Frames on it.'), columns: z.number().int().min(1).max(6).default(4), width: z.number().int().min(320).max(1920).default(1200).describe('Pixels of the whole picture.') }),
    output: pictured,
    async run({ project_id, version, ...wished }, call) {
      const film = await filmOf(call, project_id, version)
      const bytes = await call.studio.previews.sheet(call.caller, film.session.id, { ...versionOf(version), ...wished })
      return { text: `Version ${film.version}, ${seconds(film.draft)} s, ${wished.count} frames in reading order.`, data: about(film), pictures: [{ bytes, mimeType: 'image/jpeg' }] }
    },
  }),

  get_project_frame: tool({
    title: 'One frame', readOnly: true,
    description: 'One frame of the film as a picture: by its zero-based index (floor(ms / 1000 * fps)) or by its time.',
    input: z.strictObject({ project_id: projectId, frame: z.number().int().min(0).max(1e8).optional().describe('Zero-based index.'), at_ms: z.number().min(0).max(1e10).optional().describe('Time instead of an index, milliseconds.'), version: versionWanted, height: z.number().int().min(72).max(1080).default(540) }),
    output: pictured.extend({ frame: z.number(), at_ms: z.number() }),
    async run({ project_id, frame, at_ms, version, height }, call) {
      const film = await filmOf(call, project_id, version)
      const { frameRate: { numerator, denominator } } = film.draft.canvas
      // The first whole millisecond inside the frame.
      const at = frame === undefined ? at_ms ?? 0 : Math.ceil((frame * 1000 * denominator) / numerator)
      const index = Math.floor((at * numerator) / (1000 * denominator))
      const length = filmDuration(film.draft)
      if (at >= length) throw new StudioError('message-invalid', `The film ends before that: it is ${length} ms long, its last frame is ${Math.max(0, Math.ceil((length * numerator) / (1000 * denominator)) - 1)}.`)
      const bytes = await call.studio.previews.frame(call.caller, film.session.id, { ...versionOf(version), at, height, format: 'jpeg' })
      return { text: `Frame ${index} (${Math.round(at)} ms) of version ${film.version}.`, data: { ...about(film), frame: index, at_ms: Math.round(at) }, pictures: [{ bytes, mimeType: 'image/jpeg' }] }
    },
  }),

  preview_video: tool({
    title: 'Watch it before exporting', readOnly: true,
    description: 'Where a person can watch the film without an export: addresses of an HLS stream, a frame and a contact sheet, good for an hour, when the server can be reached. Always with a small contact sheet for you.',
    input: z.strictObject({ project_id: projectId, version: versionWanted }),
    output: pictured.extend({ stream_url: z.string().optional(), frame_url: z.string().optional(), sheet_url: z.string().optional(), expires_at: z.number().optional().describe('milliseconds since 1970') }),
    async run({ project_id, version }, call) {
      const film = await filmOf(call, project_id, version)
      const bytes = await call.studio.previews.sheet(call.caller, film.session.id, { ...versionOf(version), count: 6, columns: 3, width: 720 })
      const addresses = call.house.addresses?.(film.session.id, film.version)
      return {
        text: addresses === undefined ? `${seconds(film.draft)} s. Nobody serves a stream here: export the film to watch it (render_video, then save_film).` : `${seconds(film.draft)} s. To watch: ${addresses.stream}`,
        data: { ...about(film), ...(addresses && { stream_url: addresses.stream, frame_url: addresses.frame, sheet_url: addresses.sheet, expires_at: addresses.expiresAt }) },
        pictures: [{ bytes, mimeType: 'image/jpeg' }],
      }
    },
  }),
}

interface Film {
  readonly session: Session
  readonly version: number
  readonly draft: Draft
}

async function filmOf({ studio, caller }: ToolCall, id: string, wanted: number | undefined): Promise<Film> {
  const session = await studio.sessions.find(caller, id)
  const draft = wanted === undefined ? session.draft : (await studio.sessions.version(caller, session.id, wanted)).draft
  if (draft === undefined || draft.picture.segments.length === 0) throw new StudioError('draft-missing', 'There is no film yet. Send material and say what to make of it with delegate_to_nemo_agent.')
  return { session, draft, version: wanted ?? session.version }
}

function versionOf(version: number | undefined) {
  return version === undefined ? {} : { version }
}

function about({ session, version, draft }: Film) {
  return { project_id: session.project, version, duration_ms: filmDuration(draft) }
}

function seconds(draft: Draft): string {
  return (filmDuration(draft) / 1000).toFixed(1)
}
