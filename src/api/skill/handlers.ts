// The skill API: translation between its bodies and the studio.

import { skillRoutes } from '../contract/skill.ts'
import { StudioError, type Account, type Caller } from '../../studio/index.ts'
import type { Handlers, House } from '../core/call.ts'
import { onlyMe } from '../core/guard.ts'
import { receiveFiles } from '../files/receive-files.ts'
import { sendFile } from '../files/send-file.ts'
import { readSubmission, renderJob } from './render-body.ts'
import { runSse } from './run-sse.ts'
import { stateOf } from './state.ts'

export const skillHandlers: Handlers<typeof skillRoutes> = {
  async anonymousToken({ house, studio, request, address }) {
    const clientId = request.headers.get('x-client-id')?.trim() ?? ''
    if (clientId === '' || clientId.length > 64) throw new StudioError('client-id-missing', 'The header X-Client-Id is missing or longer than 64 characters.')
    const issued = await studio.accounts.anonymous({ clientId, address, fromPage: isForeignPage(request.headers.get('origin'), house.settings) })
    const expiresIn = issued.expiresIn ?? 604_800
    return {
      token: issued.token, user_id: issued.user, credits: issued.credits, expires_at: new Date(issued.expiresAt ?? house.now() + expiresIn * 1000).toISOString().replace(/[.]\d{3}Z$/, 'Z'), expires_in: expiresIn, scopes: [...issued.scopes],
    }
  },
  claimToken: ({ house, caller, body }) => claim(house, caller, body.session_id ?? body.task_id),
  exchangeClaimToken: ({ house, caller, body }) => claim(house, caller, body.project_id ?? body.session_id),
  async withSession({ studio, caller, params, body }) {
    await onlyMe(studio, caller, params.user)
    const language = languageOf(body.language)
    const name = body.task_name?.trim().slice(0, 200)
    const session = await studio.sessions.create(caller, { name: name === undefined || name === '' ? 'project' : name, ...(language !== undefined && { language }) })
    return { task_id: session.task, session_id: session.id, user_id: caller.user, project_id: session.project, task_name: session.name, ...(session.language !== undefined && { language: session.language }) }
  },
  runSse,
  async upload(call) {
    await onlyMe(call.studio, call.caller, call.params.user)
    return receiveFiles(call, call.params.session)
  },
  credits: async ({ studio, caller }) => creditsOf(await studio.credits.balance(caller)),
  async state({ house, studio, caller, params }) {
    await onlyMe(studio, caller, params.user)
    return stateOf(studio, caller, params.session, house.settings.publicUrl)
  },
  renderSubmit: submitRender,
  renderSubmitFirst: submitRender,
  renderStatus: async ({ studio, caller, params }) => renderJob(await studio.renders.find(caller, params.render)),
  renderStatusShort: async ({ studio, caller, params }) => renderJob(await studio.renders.find(caller, params.render)),
  renderCancel: async ({ studio, caller, params }) => renderJob(await studio.renders.cancel(caller, params.render)),
  async renderDownload({ house, studio, caller, params, request }) {
    const file = await studio.renders.open(caller, params.render)
    return sendFile(file, { house, request, tag: `${house.sign(`file:${caller.user}`).slice(0, 12)}-${params.render}-${file.bytes}`, kind: 'attachment', keep: 0 })
  },
}

type SubmitCall = Parameters<Handlers<typeof skillRoutes>['renderSubmit']>[0]

export async function submitRender({ studio, caller, body }: Pick<SubmitCall, 'studio' | 'caller' | 'body'>) {
  const { render, webhookSecret } = await studio.renders.submit(caller, await readSubmission(studio, caller, body))
  return { ...renderJob(render), ...(webhookSecret !== undefined && { webhookSecret }) }
}

export function creditsOf({ available, frozen, granted, consumed }: Account) {
  return { available, frozen, total: available + frozen, total_granted: granted, total_consumed: consumed }
}

/** A link for a browser; the token in it opens one film and nothing else. */
export async function claim(house: House, caller: Caller, id: string | undefined, how: { readonly readOnly?: boolean } = {}) {
  if (id === undefined) throw new StudioError('session-unknown', 'Which film? The body needs session_id, task_id or project_id.')
  const session = await house.studio.sessions.find(caller, id)
  const { token, expiresIn } = await house.studio.accounts.claimToken(caller, session.id, how)
  return { claim_token: token, expires_in: expiresIn, url: `${house.settings.webUrl ?? house.settings.publicUrl}/workspace/claim?ct=${token}` }
}

// Agents also send the placeholder of their document: `<lang>`, `<detected>`.
function languageOf(language: string | null | undefined): string | undefined {
  return language !== null && language !== undefined && /^[a-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$/i.test(language) ? language : undefined
}

// Programs send no origin; our own pages and those of this machine are nobody else's.
function isForeignPage(origin: string | null, { publicUrl, webUrl }: House['settings']): boolean {
  if (origin === null) return false
  if (!URL.canParse(origin)) return true
  const { hostname } = new URL(origin)
  return ![publicUrl, webUrl].some((url) => url !== undefined && new URL(url).origin === origin) && !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)
}
