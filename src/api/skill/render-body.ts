// Every render body that was ever published, as one request to the studio, and a render as every reader expects it.

import type { z } from 'zod'
import type { Caller, RenderView, Studio } from '../../studio/index.ts'
import { StudioError } from '../../studio/index.ts'
import { DoorError } from '../core/failures.ts'
import type { renderBody } from '../contract/skill.ts'

type Body = z.output<typeof renderBody>
type Submission = Parameters<Studio['renders']['submit']>[1]

/** What is asked for; the session is looked up by the first id that is given. */
export async function readSubmission(studio: Studio, caller: Caller, body: Body): Promise<Submission> {
  const session = await sessionOf(studio, caller, body)
  const { output } = body
  const name = body.id === undefined ? undefined : String(body.id).trim()
  if (name !== undefined && (name.length > 200 || /[/?#\u0000-\u001f]/.test(name))) throw new DoorError('body-invalid', 'The id of a render has at most 200 characters and none of / ? #.')
  return {
    session, ...(name !== undefined && name !== '' && { name }), ...(hasDraft(body.draft) && { draft: body.draft }),
    ...(output?.format !== undefined && { format: output.format }), ...(output?.quality !== undefined && { quality: output.quality }),
    ...(output?.resolution !== undefined && { resolution: String(output.resolution) }), ...(output?.fps !== undefined && Number.isFinite(output.fps) && { fps: output.fps }),
    ...(body.webhook && { webhook: { url: body.webhook.url, ...(body.webhook.secret !== undefined && { secret: body.webhook.secret }) } }),
  }
}

async function sessionOf(studio: Studio, caller: Caller, body: Body): Promise<string> {
  const id = [body.sessionId, body.session_id, body.projectId, body.project_id, body.taskId, body.task_id].find((one) => one !== undefined && one.trim() !== '')
  if (id !== undefined) return (await studio.sessions.find(caller, id.trim())).id
  throw new StudioError('session-unknown', 'Which film? The body needs sessionId.')
}

// Agents send {}, "", "null" or an empty list of tracks when they have no draft.
function hasDraft(draft: unknown): boolean {
  if (draft === undefined || draft === null || draft === '') return false
  if (typeof draft === 'string') return !/^\s*(null|undefined|\{\s*\}|<draft>|\.{3})\s*$/.test(draft)
  return typeof draft === 'object' && Object.keys(draft).length > 0
}

/** The body of submit, status and cancel. */
export function renderJob(view: RenderView) {
  const output = view.state === 'completed' && view.file !== undefined ? {
    url: view.file.url, duration: view.file.report.durationSeconds, size: view.file.bytes, format: view.output.format, width: view.file.report.width, height: view.file.report.height,
  } : undefined
  return {
    id: view.id, taskId: view.id, render_id: view.id, status: view.state, progress: Math.max(0, Math.min(100, Math.round(view.progress))),
    ...(output && { outputUrl: output.url, output }), ...(view.error !== undefined && { error: view.error }), ...(view.state === 'failed' && view.error === undefined && { error: 'failed' }),
    ...(view.secondsLeft !== undefined && { secondsLeft: view.secondsLeft }), position: view.position, createdAt: view.createdAt, ...(view.completedAt !== undefined && { completedAt: view.completedAt }),
  }
}
