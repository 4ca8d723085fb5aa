// The skill API: what hundreds of published skill documents tell their agents to call. One list of routes.

import { z } from 'zod'
import { json, route } from './route.ts'
import { credits, fileItem, loose, renderJob, sessionId, wireDraft } from './shapes.ts'

/** Bytes of a body that may carry a whole draft. */
const draftBody = 6 * 1024 * 1024

const part = loose({ text: z.string().optional(), inlineData: loose({ data: z.string(), mimeType: z.string().optional(), displayName: z.string().optional() }).optional() })
const message = loose({ role: z.string().optional(), parts: z.array(part) })

const expectedVersion = z.number().int().min(0).optional().describe('refuses the message when the film has moved on')

export const runBody = loose({
  app_name: z.string().optional(), appName: z.string().optional(), user_id: z.string().optional(), userId: z.string().optional(),
  session_id: z.string().optional(), sessionId: z.string().optional(), new_message: message.optional(), newMessage: message.optional(), streaming: z.boolean().optional(),
  expected_version: expectedVersion, expectedVersion,
})

/** Several published forms; read by `skill/render-body.ts`. */
export const renderBody = loose({
  id: z.union([z.string(), z.number()]).optional(), sessionId: z.string().optional(), session_id: z.string().optional(), projectId: z.string().optional(), project_id: z.string().optional(),
  taskId: z.string().optional(), task_id: z.string().optional(), draft: z.unknown().optional(),
  output: loose({ format: z.string().optional(), quality: z.string().optional(), resolution: z.union([z.string(), z.number()]).optional(), fps: z.coerce.number().optional(), codec: z.string().optional(), crf: z.coerce.number().optional() }).nullish(),
  webhook: loose({ url: z.string(), secret: z.string().optional() }).optional(),
})

export const uploadAnswer = z.strictObject({
  session_state_applied: z.boolean(), url: z.string(), file_id: z.string(), filename: z.string(), files: z.array(fileItem),
  failed: z.array(z.strictObject({ name: z.string(), reason: z.string(), message: z.string() })).optional().describe('files of this upload that were refused, when others were taken'),
})

/** By address instead of as files. */
export const urlsBody = loose({ urls: z.array(z.string()).min(1).max(50), source_type: z.string().optional() })

const stateAnswer = z.strictObject({
  session_id: sessionId, task_id: z.string(), task_name: z.string(), user_id: z.string(), version: z.number(),
  state: z.strictObject({
    draft: wireDraft, canvas_config: z.strictObject({ width: z.number(), height: z.number(), ratio: z.string(), fps: z.number() }),
    video_infos: z.array(fileItem), generated_media: z.array(z.strictObject({ id: z.string(), type: z.enum(['audio', 'video', 'image']), name: z.string(), cdn_url: z.string(), duration: z.number() })),
    video_analyses: z.looseObject({}), summary: z.string().describe('the film in one line'),
  }),
})

/** One data line of `run_sse` in any of its three forms. */
export const streamEvent = z.looseObject({ type: z.enum(['text', 'tool_call', 'tool_result', 'heartbeat', 'error']).optional(), error: z.string().optional(), content: z.unknown().optional() })

const uploadErrors = ['session-unknown', 'file-unsupported', 'file-too-large', 'storage-full', 'upload-empty', 'address-forbidden', 'download-failed', 'body-type', 'body-invalid'] as const
const renderErrors = ['session-unknown', 'draft-missing', 'draft-invalid', 'export-blocked', 'credits-short', 'render-taken', 'message-invalid', 'address-forbidden', 'body-invalid'] as const

const submit = {
  method: 'POST', family: 'skill', access: 'token', scopes: ['write', 'render'], body: { kind: 'json', schema: renderBody, limit: draftBody }, answer: json(renderJob), errors: renderErrors,
} as const
const status = { method: 'GET', family: 'skill', access: 'token', scopes: ['read'], unlimited: true, answer: json(renderJob), errors: ['render-unknown'] } as const
const upload = { method: 'POST', family: 'skill', access: 'token', scopes: ['upload'], body: { kind: 'files', schema: urlsBody }, answer: json(uploadAnswer), errors: uploadErrors } as const

export const skillRoutes = {
  anonymousToken: route({
    method: 'POST', path: '/api/auth/anonymous-token', family: 'skill', access: 'open', title: 'A token for somebody who has none', about: 'Needs the header X-Client-Id, any stable text of up to 64 characters.',
    answer: json(z.strictObject({ token: z.string(), user_id: z.string(), credits: z.number(), expires_at: z.string(), expires_in: z.number(), scopes: z.array(z.string()) })), errors: ['client-id-missing', 'rate-limited', 'unavailable'],
  }),
  claimToken: route({
    method: 'POST', path: '/api/auth/claim-token', family: 'skill', access: 'token', scopes: ['read'], title: 'The key of a link that opens one film in a browser',
    body: { kind: 'json', schema: loose({ task_id: z.string().optional(), session_id: z.string().optional() }) }, answer: json(z.strictObject({ claim_token: z.string(), expires_in: z.number(), url: z.string() })),
    errors: ['session-unknown', 'body-invalid'], example: { body: { task_id: 'task_51c0', session_id: '5529798706024415232' } },
  }),
  exchangeClaimToken: route({
    method: 'POST', path: '/api/auth/exchange-claim-token', family: 'skill', access: 'token', scopes: ['read'], title: 'The same by project',
    body: { kind: 'json', schema: loose({ project_id: z.string().optional(), session_id: z.string().optional() }) }, answer: json(z.strictObject({ claim_token: z.string(), expires_in: z.number(), url: z.string() })),
    errors: ['session-unknown', 'body-invalid'],
  }),
  withSession: route({
    method: 'POST', path: '/api/tasks/{user}/with-session/{app}', family: 'skill', access: 'token', scopes: ['write'], title: 'A new film',
    body: { kind: 'json', schema: loose({ task_name: z.string().nullish(), language: z.string().nullish() }) },
    answer: json(z.strictObject({ task_id: z.string(), session_id: sessionId, user_id: z.string(), project_id: z.string(), task_name: z.string(), language: z.string().optional() })),
    errors: ['session-unknown', 'body-invalid'], example: { body: { task_name: 'project', language: 'en' } },
  }),
  runSse: route({
    method: 'POST', path: '/run_sse', family: 'skill', access: 'token', scopes: ['write'], title: 'Say something to a film and hear what happens',
    about: 'Events in the hybrid form; ?format=flat and ?format=adk give the pure ones. The turn goes on when the client leaves. With the header X-Event-Ids: 1 each event has an id; Last-Event-ID attaches again after it.',
    query: z.object({ format: z.enum(['hybrid', 'flat', 'adk']).optional() }), body: { kind: 'json', schema: runBody, limit: 24 * 1024 * 1024 }, answer: { kind: 'events', event: streamEvent },
    errors: ['session-unknown', 'credits-short', 'message-invalid', 'turn-running', 'turn-unknown', 'file-unsupported', 'version-conflict', 'body-invalid'],
    example: { body: { app_name: 'nemo_agent', user_id: 'me', session_id: '5529798706024415232', new_message: { parts: [{ text: 'Add a title: Urban Dreams' }] } } },
  }),
  upload: route({ ...upload, path: '/api/upload-video/{app}/{user}/{session}', title: 'Photos, clips, music or a script, as files or by address', about: 'Multipart parts named files, files[] or file; or JSON {"urls": [...]}.' }),
  credits: route({ method: 'GET', path: '/api/credits/balance/simple', family: 'skill', access: 'token', scopes: ['read'], title: 'Credits', answer: json(credits) }),
  state: route({
    method: 'GET', path: '/api/state/{app}/{user}/{session}/latest', family: 'skill', access: 'token', scopes: ['read'], title: 'The film as it is now', about: '`state` is not repeated at the top: agents read the whole body.',
    answer: json(stateAnswer, { mirror: ['session_id', 'task_id', 'task_name', 'user_id', 'version'] }), errors: ['session-unknown'],
  }),
  renderSubmit: route({ ...submit, path: '/api/render/proxy/lambda', title: 'Export the film', example: { body: { id: 'render_1774100100', sessionId: '5529798706024415232', draft: {}, output: { format: 'mp4', quality: 'high' } } } }),
  renderSubmitFirst: route({ ...submit, path: '/api/render/proxy/draft', title: 'Export the film (first version)' }),
  renderStatus: route({ ...status, path: '/api/render/proxy/lambda/{render}', title: 'How an export stands' }),
  renderCancel: route({ method: 'POST', path: '/api/render/proxy/lambda/{render}/cancel', family: 'skill', access: 'token', scopes: ['write', 'render'], title: 'Stop an export', answer: json(renderJob), errors: ['render-unknown'] }),
  renderDownload: route({
    method: 'GET', path: '/api/render/proxy/{render}/download', family: 'skill', access: 'token', scopes: ['read'], title: 'The finished film', answer: { kind: 'bytes', types: ['video/mp4', 'video/quicktime', 'video/webm', 'image/gif'] }, errors: ['render-unknown', 'render-not-ready', 'range-invalid'],
  }),
  renderStatusShort: route({ ...status, path: '/api/render/proxy/{render}', title: 'How an export stands (short path)' }),
}
