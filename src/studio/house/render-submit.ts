// How an export comes into being: inside one transaction with the session held, its credits frozen, its row written, and
// the first of its jobs sent when no other export of the session runs. Whoever ends an export calls the next one in line.

import type { Attribution, RenderRow, Session, Tables } from '../ports.ts'
import { StudioError, type Caller } from '../service.ts'
import { freeze } from './charging.ts'
import { holdsFilm, readClientDraft } from './client-draft.ts'
import { newSecret } from './ids.ts'
import { atFrameRate, readOutput, type OutputAsked } from './render-options.ts'
import { invalidDraft } from './versions.ts'
import { topics } from './waiting.ts'
import type { StudioWorld } from './world.ts'

export interface RenderWish extends OutputAsked {
  readonly name?: string
  readonly draft?: unknown
  readonly webhook?: RenderRow['webhook']
}

export interface SubmittedRender {
  readonly render: RenderRow
  readonly replayed: boolean
}

/** Whether an export may be asked for: paid accounts and tokens with `render` always, others as an attributed skill. */
export function mayExport({ settings }: Pick<StudioWorld, 'settings'>, { scopes, plan, attribution }: Pick<Caller, 'scopes' | 'plan' | 'attribution'>): boolean {
  if (!settings.requireAttribution || plan === 'paid' || scopes.includes('*') || scopes.includes('render')) return true
  return isAttributed(attribution)
}

export function exportBlocked(user: string): StudioError {
  return new StudioError('export-blocked', 'Exports of a free account need the headers X-Skill-Source, X-Skill-Version and X-Skill-Platform, or a token with the scope "render".', { user })
}

function isAttributed(attribution: Attribution | undefined): boolean {
  const { source = '', version = '', platform = '' } = attribution ?? {}
  return [source, version, platform].every((text) => text.trim() !== '')
}

/** The session must be locked. Throws `render-taken`, `draft-missing`, `draft-invalid`, `credits-short`, `rate-limited`; nothing was written then. */
export async function submitIn(world: StudioWorld, tables: Tables, { user }: { readonly user: string }, session: Session, wish: RenderWish): Promise<SubmittedRender> {
  const name = wish.name ?? `render_${world.clock.now()}_${world.random.hex(4)}`
  const known = await tables.renders.findByName(user, name)
  if (known?.session === session.id) return { render: known, replayed: true }
  if (known !== undefined) throw new StudioError('render-taken', `There is another render ${JSON.stringify(name)}. Take another id and try once more.`, { render: name })
  const draft = atFrameRate(await draftFor(world, tables, session, wish.draft), wish.fps)
  const output = readOutput(wish, draft, world.settings.renders.quality)
  if (!output.ok) throw invalidDraft(output.faults)
  await roomInLine(world, tables, user)
  const now = world.clock.now()
  const render: RenderRow = {
    id: `rnd_${world.random.hex(20)}`, name, session: session.id, user, draft, version: session.version, output: output.value, state: 'pending', progress: 0,
    secret: newSecret(world.random), attempt: 0, createdAt: now, ...(wish.webhook !== undefined && { webhook: wish.webhook }),
  }
  await freeze(tables, { id: render.id, user, session: session.id, render: render.id }, world.settings.credits.enabled ? world.settings.credits.export : 0, now)
  await tables.renders.insert(render)
  await callNext(tables, session.id)
  await tables.announce(topics.session(session.id))
  return { render, replayed: false }
}

/** An export of the film as it is now that is under way or finished; undefined when one has to be made. The session must be locked. */
export async function presentExport({ clock }: StudioWorld, tables: Tables, session: Session, format: string): Promise<RenderRow | undefined> {
  const recent = await tables.renders.listOf({ session: session.id }, { offset: 0, limit: 20 })
  const same = recent.find(({ state, version, output, expiresAt }) => version === session.version && output.format === format && output.height === undefined
    && state !== 'failed' && (expiresAt === undefined || expiresAt > clock.now()))
  return same === undefined ? undefined : tables.renders.find(same.id)
}

/** Sends the first job of the session's oldest waiting export, unless one is running. The session must be locked. */
export async function callNext(tables: Tables, session: string): Promise<void> {
  const next = await tables.renders.nextOf(session)
  if (next !== undefined) await tables.jobs.send({ kind: 'plan', render: next.id }, { key: `plan:${next.id}` })
}

// A draft that is none (empty, cut off, not JSON) means "the film as it is", as every published client counts on.
async function draftFor(world: StudioWorld, tables: Tables, session: Session, sent: unknown) {
  const own = session.draft
  if (sent !== undefined && holdsFilm(sent)) {
    const read = readClientDraft(sent, { stored: await tables.assets.listOf(session.id), ...(own !== undefined && { draft: own }) }, world)
    if (!read.ok) throw invalidDraft(read.faults)
    if (read.value.picture.segments.length > 0) return read.value
  }
  if (own === undefined || own.picture.segments.length === 0) throw new StudioError('draft-missing', 'There is no film in this session yet. Send photos or clips and say what to make of them, then export.')
  return own
}

async function roomInLine({ settings }: StudioWorld, tables: Tables, user: string): Promise<void> {
  const recent = await tables.renders.listOf({ user }, { offset: 0, limit: 200 })
  const waiting = recent.filter(({ state }) => state === 'pending' || state === 'processing').length
  if (waiting >= settings.renders.queued) throw new StudioError('rate-limited', `${waiting} exports are waiting already. Let one finish first.`, { retryAfter: 30 })
}
