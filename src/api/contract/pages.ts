// What people open in a browser, file links, and what operators ask: pages, /f, /o, health. One list of routes.

import { z } from 'zod'
import { json, route } from './route.ts'
import { sessionId } from './shapes.ts'

const page = { family: 'pages', access: 'open', method: 'GET', answer: { kind: 'page' } } as const
const text = z.string().max(500).optional()
/** `plain`: a page without script, drawn by the server. */
const view = z.looseObject({ view: text })
const rootFile = { family: 'pages', access: 'open', method: 'GET', unlimited: true, title: 'A file beside the workspace', errors: ['path-unknown'] } as const
const film = ['claim-unknown', 'session-unknown', 'token-invalid'] as const
const register = z.object({ email: z.string().max(254), password: z.string().max(1000), bind: z.string().max(100).optional() })
const file = { family: 'pages', access: 'key', method: 'GET', unlimited: true } as const
const house = { family: 'house', access: 'open', method: 'GET', unlimited: true } as const

export const pageRoutes = {
  home: route({ ...page, path: '/', title: 'The workspace', about: '`?view=plain` gives a page without script, here and at every address of a film.', query: view }),
  registerPage: route({ ...page, path: '/register', title: 'The form for a new account', query: z.object({ bind: text }) }),
  registerForm: route({ ...page, method: 'POST', path: '/register', title: 'The form, sent', body: { kind: 'form', schema: register }, errors: ['email-taken', 'password-weak', 'rate-limited', 'body-invalid'] }),
  claimPage: route({ ...page, path: '/workspace/claim', title: 'A link to a film', about: '`ct` is a claim token; links of older clients with `token` are taken and at once led to an address without it.', query: z.looseObject({ ct: text, token: text, task: text, session: text }), errors: film }),
  taskSessionPage: route({ ...page, path: '/workspace/task/{task}/{session}', title: 'A film in the workspace', query: view.extend({ nemo_token: text }), errors: film }),
  taskPage: route({ ...page, path: '/task/{task}', title: 'A film by its task', query: view, errors: film }),
  projectPage: route({ ...page, path: '/workspace/project/{project}/{session}', title: 'A film by its project', query: view, errors: film }),
  filmFrame: route({ family: 'pages', access: 'open', method: 'GET', path: '/workspace/film/{session}/{picture}', title: 'The pictures of the film page', answer: { kind: 'bytes', types: ['image/jpeg'] }, errors: [...film, 'draft-missing', 'path-unknown'] }),
  exportForm: route({ family: 'pages', access: 'open', method: 'POST', path: '/workspace/film/{session}/export', title: 'The button of the film page', answer: { kind: 'redirect' }, errors: [...film, 'draft-missing', 'credits-short', 'export-blocked'] }),

  filmKey: route({
    family: 'pages', access: 'open', method: 'POST', path: '/workspace/key', title: 'A token for a film that this browser opened by a link', about: 'For the workspace on its own origin: the link left a cookie that no script can read, and here it becomes a token that opens this film and nothing else. The same token until it ends.',
    body: { kind: 'json', schema: z.object({ film: z.string().min(1).max(100).describe('session, task or project id') }) },
    answer: json(z.strictObject({ token: z.string(), session: sessionId, task: z.string(), project: z.string(), user: z.string(), kind: z.enum(['anonymous', 'registered', 'operator']), scopes: z.array(z.string()) })), errors: ['session-unknown'],
    example: { body: { film: 'task_51c0d2a7b9e4' } },
  }),
  asset: route({ ...rootFile, path: '/assets/{file}', title: 'A file of the workspace', about: 'One whose name holds a hash of its content is kept for a year.', answer: { kind: 'bytes', types: ['text/javascript', 'text/css', 'font/woff2', 'image/svg+xml', 'image/png', 'image/webp'] } }),
  icon: route({ ...rootFile, path: '/icon.svg', answer: { kind: 'bytes', types: ['image/svg+xml'] } }),
  iconPicture: route({ ...rootFile, path: '/icon.png', answer: { kind: 'bytes', types: ['image/png'] } }),
  touchIcon: route({ ...rootFile, path: '/apple-touch-icon.png', answer: { kind: 'bytes', types: ['image/png'] } }),
  favicon: route({ ...rootFile, path: '/favicon.ico', answer: { kind: 'bytes', types: ['image/x-icon'] } }),
  manifest: route({ ...rootFile, path: '/manifest.webmanifest', answer: { kind: 'bytes', types: ['application/manifest+json'] } }),

  fileLink: route({ ...file, path: '/f/{secret}/{name}', title: 'A file that was sent', answer: { kind: 'bytes', types: ['*/*'] }, errors: ['asset-unknown', 'range-invalid'] }),
  filmLink: route({ ...file, path: '/o/{secret}/{name}', title: 'A finished film', answer: { kind: 'bytes', types: ['video/mp4', 'video/quicktime', 'video/webm', 'image/gif'] }, errors: ['render-unknown', 'render-not-ready', 'range-invalid'] }),

  openApi: route({ ...house, path: '/openapi.json', title: 'This contract as OpenAPI 3.1', answer: { kind: 'bytes', types: ['application/json'] } }),
  llms: route({ ...house, path: '/llms.txt', title: 'What a model should know of this house', answer: { kind: 'bytes', types: ['text/plain'] } }),
  docs: route({ ...house, path: '/docs', title: 'This contract as a page', answer: { kind: 'page' } }),
  health: route({ ...house, path: '/healthz', title: 'The process lives', answer: json(z.strictObject({ ok: z.literal(true), version: z.string(), uptime: z.number().describe('seconds') })) }),
  ready: route({ ...house, path: '/readyz', title: 'It can serve', answer: json(z.strictObject({ ok: z.literal(true), parts: z.record(z.string(), z.string()) })), errors: ['unavailable'] }),
  metrics: route({ ...house, path: '/metrics', title: 'Figures for Prometheus', about: 'From this machine only, or with the bearer token that the settings name.', answer: { kind: 'bytes', types: ['text/plain'] }, errors: ['token-invalid'] }),
}
