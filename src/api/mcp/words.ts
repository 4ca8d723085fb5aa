// Arguments and values that several tools share, in the names that public clients know.

import { z } from 'zod'
import { summaryLine } from '../../draft/index.ts'
import type { FilmVersion, RenderView } from '../../studio/index.ts'

/** Any id that a client may hold a film by; longer texts are no ids. */
export const filmId = z.string().min(1).max(80)
export const projectId = filmId.describe('From create_video_project or list_video_projects; the session id names the same film.')
export const expectedVersion = z.number().int().min(0).optional().describe('Refused with version-conflict when the film has moved on from this version.')
/** Clients give a call about a minute; a longer wait is several calls. */
export const longestWait = 50

export function waitSeconds(usual: number) {
  return z.number().min(0).max(longestWait).default(usual).describe(`Waits at most so many seconds (up to ${longestWait}) and then tells how far it is.`)
}

export const versionOutput = z.strictObject({
  project_id: z.string(), version: z.number(), changes: z.array(z.string()), assumed: z.array(z.string()), not_understood: z.array(z.string()), refused: z.array(z.string()), summary: z.string(),
})

/** A version as its maker is told of it. */
export function versionAnswer(project: string, film: FilmVersion) {
  const { version, receipt, draft } = film
  const summary = summaryLine(draft)
  return {
    text: lines(`Version ${version}.`, listed('Changed', receipt.changes), listed('Assumed', receipt.assumed), listed('Not understood', receipt.notUnderstood), listed('Refused', receipt.refused), summary),
    data: { project_id: project, version, changes: [...receipt.changes], assumed: [...receipt.assumed], not_understood: [...receipt.notUnderstood], refused: [...receipt.refused], summary },
  }
}

export const renderOutput = z.strictObject({
  render_id: z.string(), status: z.enum(['pending', 'processing', 'completed', 'failed']), progress: z.number().describe('0..100'), version: z.number(), format: z.string(),
  seconds_left: z.number().optional(), queue_position: z.number().optional(), error: z.string().optional(),
  url: z.string().optional().describe('Download address, when completed; needs no token.'), file_name: z.string().optional(), bytes: z.number().optional(), width: z.number().optional(), height: z.number().optional(), duration_seconds: z.number().optional(),
})

/** An export as it stands; `linked`: its address leads somewhere. */
export function renderAnswer(view: RenderView, linked: boolean) {
  const { id, state, progress, version, output, secondsLeft, position, error, file } = view
  return {
    text: renderSentence(view, linked),
    data: {
      render_id: id, status: state, progress, version, format: output.format, ...(secondsLeft !== undefined && { seconds_left: secondsLeft }), ...(state === 'pending' && { queue_position: position }), ...(error !== undefined && { error }),
      ...(file && { ...(linked && { url: file.url }), file_name: file.name, bytes: file.bytes, width: file.report.width, height: file.report.height, duration_seconds: file.report.durationSeconds }),
    },
  }
}

function renderSentence({ id, state, progress, error, file }: RenderView, linked: boolean): string {
  if (state === 'failed') return `Render ${id} failed: ${error ?? 'for an unknown reason'}. Fix the film or try render_video again with another render_id.`
  if (state !== 'completed' || file === undefined) return `Render ${id} is ${state}, ${Math.round(progress)} %. Call wait_for_render.`
  const about = `${file.report.width}×${file.report.height}, ${file.report.durationSeconds.toFixed(1)} s, ${(file.bytes / 1e6).toFixed(1)} MB`
  return linked ? `Render ${id} is finished: ${about}. Download: ${file.url}` : `Render ${id} is finished: ${about}. save_film writes it into a folder.`
}

/** Lines that have something to say. */
export function lines(...texts: readonly (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined && text !== '').join('\n')
}

/** `Changed: a; b`, or nothing. */
export function listed(title: string, texts: readonly string[]): string | undefined {
  return texts.length === 0 ? undefined : `${title}:\n${texts.map((text) => `- ${text}`).join('\n')}`
}
