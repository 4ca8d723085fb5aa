// The gateway family: the vendor's command line against our studio. A project is a session under another name.

import type { z } from 'zod'
import { gatewayRoutes, type usageItem, type usageQuery } from '../contract/gateway.ts'
import type { Caller, Session, Studio, UsageItem } from '../../studio/index.ts'
import { StudioError } from '../../studio/index.ts'
import type { Handlers } from '../core/call.ts'
import { DoorError } from '../core/failures.ts'
import { shownUser } from '../core/guard.ts'
import { receiveFiles } from '../files/receive-files.ts'
import { creditsOf, submitRender } from '../skill/handlers.ts'
import { renderJob } from '../skill/render-body.ts'
import { wireOf } from '../skill/state.ts'

const moment = (time: number) => new Date(time).toISOString()

export const gatewayHandlers: Omit<Handlers<typeof gatewayRoutes>, 'chat'> = {
  async verify({ studio, caller }) {
    const [profile, account] = await Promise.all([studio.accounts.profile(caller), studio.credits.balance(caller)])
    return { user_id: shownUser(caller), ...(profile.email !== undefined && { email: profile.email }), balance: account.available }
  },
  async createProject({ studio, caller, body }) {
    const session = await studio.sessions.create(caller, { name: body.name?.trim().slice(0, 200) || 'project', ...(body.language && { language: body.language.slice(0, 35) }) })
    return { project_id: session.project, user_id: caller.user, session: { session_id: session.id, project_id: session.project, status: 'active' } }
  },
  async projects({ studio, caller }) {
    const sessions = await studio.sessions.list(caller, { offset: 0, limit: 200 })
    return { projects: sessions.map((session) => projectOf(caller, session)), count: sessions.length }
  },
  project: async ({ studio, caller, params }) => projectOf(caller, await studio.sessions.find(caller, params.project)),
  async projectSessions({ studio, caller, params }) {
    const session = await studio.sessions.find(caller, params.project)
    return { sessions: [{ session_id: session.id, project_id: session.project, name: session.name, status: 'active', created_at: moment(session.createdAt), updated_at: moment(session.updatedAt) }] }
  },
  async frontendState({ house, studio, caller, params }) {
    const { session, assets } = await studio.sessions.findWithAssets(caller, params.project)
    const draft = wireOf(session.draft, assets, house.settings.publicUrl) as Record<string, unknown>
    const has = 't' in draft
    // "Has content" is read off the number of keys in `project`.
    return { version: session.version, projectName: session.name, project: has ? { timeline_draft: draft } : {}, ...(has && { draft }) }
  },
  upload: (call) => receiveFiles(call),
  renderSubmit: (call) => submitRender(call),
  renderStatus: async ({ studio, caller, params }) => renderJob(await studio.renders.find(caller, params.render)),
  async renderDownload({ studio, caller, params }) {
    const view = await latestRender(studio, caller, params.project)
    if (view.file === undefined) throw new StudioError('render-not-ready', 'No finished film yet. Export it first, or wait until the export is completed.')
    return { output: { url: view.file.url, size: view.file.bytes } }
  },
  balance: async ({ studio, caller }) => creditsOf(await studio.credits.balance(caller)),
  async usage({ studio, caller, query }) {
    const { total, items } = await studio.credits.usage(caller, { offset: (query.page_no - 1) * query.page_size, limit: query.page_size, outcomes: true, ...period(query) })
    const lines = items.map(usageLine)
    const pages = Math.ceil(total / query.page_size)
    return { total, page_no: query.page_no, page_size: query.page_size, total_pages: pages, has_next: query.page_no < pages, items: lines, records: lines }
  },
}

// The path names a project, or a render.
async function latestRender(studio: Studio, caller: Caller, id: string) {
  const session = await studio.sessions.find(caller, id).catch((thrown: unknown) => {
    if (thrown instanceof StudioError && thrown.code === 'session-unknown') return undefined
    throw thrown
  })
  if (session === undefined) return studio.renders.find(caller, id)
  const renders = await studio.renders.list(caller, { session: session.id }, { offset: 0, limit: 50 })
  const done = renders.find(({ file }) => file !== undefined)
  if (done === undefined) throw new StudioError('render-not-ready', 'No finished film yet. Export it first, or wait until the export is completed.')
  return done
}

function projectOf(caller: Caller, session: Session) {
  return {
    project_id: session.project, user_id: shownUser(caller), name: session.name === '' ? null : session.name, cover_assets: [], session: null,
    created_at: moment(session.createdAt), updated_at: moment(session.updatedAt), deleted_at: null,
  }
}

function period({ start_date, end_date }: z.output<typeof usageQuery>) {
  const time = (text: string, name: string) => {
    const value = Date.parse(text)
    if (Number.isNaN(value)) throw new DoorError('query-invalid', `${name} is not a date: write 2026-03-26.`)
    // A day alone as the end means all of that day.
    return name === 'end_date' && /^\d{4}-\d{2}-\d{2}$/.test(text) ? value + 86_399_999 : value
  }
  return { ...(start_date !== undefined && { from: time(start_date, 'start_date') }), ...(end_date !== undefined && { to: time(end_date, 'end_date') }) }
}

function usageLine({ entry, turn, project }: UsageItem): z.input<typeof usageItem> {
  const at = moment(entry.createdAt)
  if (entry.kind === 'grant') return { kind: 'grant', amount_delta: entry.amount, created_at: at, grant: { source: entry.source ?? 'admin' } }
  if (entry.kind === 'expire') return { kind: 'expire', amount_delta: -entry.amount, created_at: at }
  return {
    kind: 'conversation', amount_delta: -entry.amount, created_at: at, conversation: {
      conversation_id: turn?.id ?? entry.render ?? entry.key, project_id: project ?? null, session_id: entry.session ?? null, user_message: turn?.text ?? '', user_message_hidden: turn === undefined,
      tool_breakdown: [{ tool_key: entry.render === undefined ? 'edit_multitrack' : 'export' }],
    },
  }
}
