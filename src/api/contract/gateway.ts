// The gateway family: what the vendor's own command line calls. One list of routes.

import { z } from 'zod'
import { json, route } from './route.ts'
import { credits, loose, moment, project, renderJob, sessionId, wireDraft } from './shapes.ts'
import { renderBody, uploadAnswer, urlsBody } from './skill.ts'

const day = z.string().max(40).optional().describe('ISO date')

export const usageItem = z.strictObject({
  kind: z.enum(['conversation', 'grant', 'expire']), amount_delta: z.number(), created_at: moment,
  conversation: z.strictObject({
    conversation_id: z.string(), project_id: z.string().nullable(), session_id: z.string().nullable(), user_message: z.string(), user_message_hidden: z.boolean(),
    tool_breakdown: z.array(z.strictObject({ tool_key: z.string() })),
  }).optional(),
  grant: z.strictObject({ source: z.string() }).optional(),
})

const usageAnswer = z.strictObject({
  total: z.number(), page_no: z.number(), page_size: z.number(), total_pages: z.number(), has_next: z.boolean(), items: z.array(usageItem), records: z.array(usageItem).describe('the same; older clients read it'),
})

export const usageQuery = z.object({ page_no: z.coerce.number().int().min(1).default(1), page_size: z.coerce.number().int().min(1).max(100).default(100), start_date: day, end_date: day })

const gateway = { family: 'gateway', access: 'token' } as const

export const gatewayRoutes = {
  verify: route({
    ...gateway, method: 'POST', path: '/auth/verify', title: 'Whose token this is', body: { kind: 'json', schema: loose({ token: z.string().optional() }) },
    answer: json(z.strictObject({ user_id: z.string(), email: z.string().optional(), balance: z.number() })), errors: ['body-invalid'],
  }),
  createProject: route({
    ...gateway, method: 'POST', path: '/projects', scopes: ['write'], title: 'A new project', body: { kind: 'json', schema: loose({ create_session: z.boolean().optional(), name: z.string().nullish(), language: z.string().nullish() }) },
    answer: json(z.strictObject({ project_id: z.string(), user_id: z.string(), session: z.strictObject({ session_id: sessionId, project_id: z.string(), status: z.string() }) })), errors: ['body-invalid'],
    example: { body: { create_session: true } },
  }),
  projects: route({ ...gateway, method: 'GET', path: '/projects', scopes: ['read'], title: 'All projects', answer: json(z.strictObject({ projects: z.array(project), count: z.number() })) }),
  project: route({ ...gateway, method: 'GET', path: '/projects/{project}', scopes: ['read'], title: 'One project', answer: json(project), errors: ['session-unknown'] }),
  projectSessions: route({
    ...gateway, method: 'GET', path: '/projects/{project}/sessions', scopes: ['read'], title: 'The conversations of a project',
    answer: json(z.strictObject({ sessions: z.array(z.strictObject({ session_id: sessionId, project_id: z.string(), name: z.string().nullable(), status: z.string(), created_at: moment, updated_at: moment.nullable() })) })), errors: ['session-unknown'],
  }),
  frontendState: route({
    ...gateway, method: 'GET', path: '/api/v1/state/frontend/{project}', scopes: ['read'], title: 'The film as the command line reads it',
    answer: json(z.strictObject({ version: z.number(), projectName: z.string(), project: z.strictObject({ timeline_draft: wireDraft.optional() }), draft: wireDraft.optional() }), { mirror: ['version', 'projectName'] }), errors: ['session-unknown'],
  }),
  upload: route({
    ...gateway, method: 'POST', path: '/files/upload', scopes: ['upload'], title: 'One file', about: 'Multipart: a field session_id and a part named file.', body: { kind: 'files', schema: urlsBody }, answer: json(uploadAnswer),
    errors: ['session-unknown', 'file-unsupported', 'file-too-large', 'storage-full', 'upload-empty', 'body-type', 'body-invalid'],
  }),
  renderSubmit: route({
    ...gateway, method: 'POST', path: '/services/v1/render-proxy/lambda', scopes: ['write', 'render'], title: 'Export the film', body: { kind: 'json', schema: renderBody, limit: 6 * 1024 * 1024 }, answer: json(renderJob),
    errors: ['session-unknown', 'draft-missing', 'draft-invalid', 'export-blocked', 'credits-short', 'render-taken', 'message-invalid', 'address-forbidden', 'body-invalid'],
  }),
  renderStatus: route({ ...gateway, method: 'GET', path: '/services/v1/render-proxy/lambda/{render}', scopes: ['read'], unlimited: true, title: 'How an export stands', answer: json(renderJob), errors: ['render-unknown'] }),
  renderDownload: route({
    ...gateway, method: 'GET', path: '/services/v1/render-proxy/{project}/download', scopes: ['read'], title: "Where the project's latest film is", about: 'The path may name a project or a render.',
    answer: json(z.strictObject({ output: z.strictObject({ url: z.string(), size: z.number() }) })), errors: ['render-unknown', 'render-not-ready'],
  }),
  balance: route({ ...gateway, method: 'GET', path: '/billing/balance', scopes: ['read'], title: 'Credits', answer: json(credits) }),
  usage: route({ ...gateway, method: 'GET', path: '/billing/usage/conversations', scopes: ['read'], title: 'Where the credits went', query: usageQuery, answer: json(usageAnswer) }),
  chat: route({
    method: 'GET', path: '/ws/chat', family: 'gateway', access: 'key', title: 'The conversation over a WebSocket', about: 'Query: token, session_id. The server begins with session_ready.', answer: { kind: 'socket' }, errors: ['token-invalid', 'session-unknown'],
  }),
}
