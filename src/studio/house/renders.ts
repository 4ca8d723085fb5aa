// Exports as a door asks for them: handing in, looking, cancelling, fetching.

import type { FileReport, RenderRow, Tables } from '../ports.ts'
import { StudioError, type Caller, type RenderDesk, type RenderView, type StoredFile } from '../service.ts'
import { isOwn, lockOwnSession, need, ownSession } from './callers.ts'
import { asked } from './asked.ts'
import { filmLink } from './ids.ts'
import { endRender, sweepRender } from './render-end.ts'
import { exportBlocked, mayExport, submitIn, type RenderWish } from './render-submit.ts'
import { fileNameOf } from './turn-answers.ts'
import { storedFile } from './uploads.ts'
import { topics, wakings } from './waiting.ts'
import { madeSecret, signedWebhook } from './webhook-secret.ts'
import type { StudioWorld } from './world.ts'

type RowWithoutDraft = Omit<RenderRow, 'draft'>

export function openRenders(world: StudioWorld): RenderDesk {
  const { tables } = world.store
  const look = asked(async (id: string) => {
    const row = await tables.renders.findLine(id)
    if (row === undefined) return undefined
    const view = await viewOf(world, tables, row)
    return { view, text: JSON.stringify(view) }
  })
  return {
    submit: (caller, request) => submit(world, caller, request),
    allow: (caller) => allow(world, caller),
    async find(caller, name) {
      return viewOf(world, tables, await ownRender(tables, caller, name))
    },
    async list(caller, of, page) {
      need(caller, 'read')
      const session = of.session ?? caller.session
      const rows = await tables.renders.listOf(session === undefined ? { user: caller.user } : { session: (await ownSession(tables, caller, session)).id }, page)
      return Promise.all(rows.map((row) => viewOf(world, tables, row)))
    },
    cancel: (caller, name) => cancel(world, caller, name),
    watch: (caller, name, signal) => watch(world, look, caller, name, signal),
    async open(caller, name) {
      return openFilm(world, await ownRender(tables, caller, name))
    },
    async openLink(secret) {
      const row = /^[\w-]{16,64}$/.test(secret) ? await tables.renders.findBySecret(secret) : undefined
      if (row === undefined) throw unknownRender()
      return openFilm(world, row)
    },
  }
}

export function unknownRender(name?: string): StudioError {
  return new StudioError('render-unknown', name === undefined ? 'There is no such film.' : `There is no render ${JSON.stringify(name.slice(0, 80))}.`)
}

async function ownRender(tables: Tables, caller: Caller, name: string): Promise<RenderRow> {
  need(caller, 'read')
  const row = isName(name) ? await tables.renders.findByName(caller.user, name) : undefined
  if (row === undefined || !isOwn(caller, row)) throw unknownRender(name)
  return row
}

function isName(name: string): boolean {
  return /^[\w.:@+=-]{1,128}$/.test(name)
}

function allow(world: StudioWorld, caller: Caller): void {
  if (mayExport(world, caller)) return
  if (!caller.scopes.includes('write')) need(caller, 'render')
  throw exportBlocked(caller.user)
}

async function submit(world: StudioWorld, caller: Caller, request: Parameters<RenderDesk['submit']>[1]): ReturnType<RenderDesk['submit']> {
  const { session: id, name, webhook, ...rest } = request
  if (name !== undefined && !isName(name)) throw new StudioError('message-invalid', 'The id of a render has 1 to 128 letters, digits and . _ : @ + = -', { path: '/id' })
  if (webhook !== undefined && !/^https?:\/\/[^\s/]/i.test(webhook.url)) throw new StudioError('address-forbidden', 'The address of a webhook begins with http:// or https://.', { path: '/webhook/url' })
  // Attribution makes a guest's export possible, not that of somebody who may only look.
  if (!caller.scopes.some((scope) => scope === '*' || scope === 'write' || scope === 'render')) need(caller, 'render')
  allow(world, caller)
  const wish: RenderWish = { ...rest, ...(name !== undefined && { name }), ...(webhook !== undefined && { webhook: signedWebhook(world.random, webhook) }) }
  const once = () => world.store.transaction(async (tables) => {
    const session = await lockOwnSession(tables, caller, id)
    const made = await submitIn(world, tables, caller, session, wish)
    if (!made.replayed) await tables.audit.add({ at: world.clock.now(), user: caller.user, action: 'render.submitted', details: { render: made.render.name, session: session.id } })
    return made
  })
  // Two films of one user may take one name at the same moment; the second look finds who was first.
  const { render, replayed } = await once().catch(async (error: unknown) => {
    if (error instanceof StudioError || name === undefined || await world.store.tables.renders.findByName(caller.user, name) === undefined) throw error
    return once()
  })
  const webhookSecret = madeSecret(webhook, render.webhook)
  return { render: await viewOf(world, world.store.tables, render), replayed, ...(webhookSecret !== undefined && { webhookSecret }) }
}

async function cancel(world: StudioWorld, caller: Caller, name: string): Promise<RenderView> {
  const found = await ownRender(world.store.tables, caller, name)
  if (!mayExport(world, caller)) need(caller, 'write')
  const stopped = await endRender(world, found.id, { error: 'cancelled' })
  if (stopped) await sweepRender(world, found.id)
  return viewOf(world, world.store.tables, await ownRender(world.store.tables, caller, name))
}

type Look = (id: string) => Promise<{ readonly view: RenderView; readonly text: string } | undefined>

async function* watch(world: StudioWorld, look: Look, caller: Caller, name: string, signal?: AbortSignal): AsyncGenerator<RenderView> {
  const { id } = await ownRender(world.store.tables, caller, name)
  let told = ''
  for await (const _ of wakings(world.store, topics.render(id), signal)) {
    const seen = await look(id)
    if (seen === undefined) return
    const { view, text } = seen
    if (text !== told) yield view
    told = text
    if (view.state === 'completed' || view.state === 'failed') return
  }
}

function openFilm(world: StudioWorld, row: RenderRow): StoredFile {
  if (row.state !== 'completed') throw new StudioError('render-not-ready', row.state === 'failed' ? `The film was not made: ${row.error ?? 'failed'}.` : `The film is not finished yet (${Math.round(row.progress)} %).`, { state: row.state, progress: row.progress })
  const gone = row.object === undefined || (row.expiresAt !== undefined && row.expiresAt <= world.clock.now())
  if (gone) throw unknownRender(row.name)
  return storedFile(world, row.object!, { name: nameOf(row), mimeType: mimeTypes[row.output.format], bytes: row.bytes ?? 0 })
}

const mimeTypes: Readonly<Record<RenderRow['output']['format'], string>> = { mp4: 'video/mp4', mov: 'video/quicktime', webm: 'video/webm', gif: 'image/gif' }

/** What the file of a render is called. */
export function nameOf({ output, name }: RowWithoutDraft): string {
  return fileNameOf(name, output.format)
}

/** A render as clients see it. */
export async function viewOf(world: StudioWorld, tables: Tables, row: RowWithoutDraft): Promise<RenderView> {
  const { name, session, version, state, progress, secondsLeft, error, output, createdAt, completedAt, expiresAt } = row
  const file = state === 'completed' && row.object !== undefined && row.report !== undefined
    ? { url: filmLink(world, { secret: row.secret, name: nameOf(row) }), name: nameOf(row), bytes: row.bytes ?? 0, report: row.report as FileReport } : undefined
  return {
    id: name, session, version, state, progress, output, createdAt, position: state === 'pending' ? await positionOf(tables, row) : 0,
    ...(secondsLeft !== undefined && state === 'processing' && { secondsLeft }), ...(error !== undefined && state === 'failed' && { error }),
    ...(file !== undefined && { file }), ...(completedAt !== undefined && { completedAt }), ...(expiresAt !== undefined && { expiresAt }),
  }
}

async function positionOf(tables: Tables, { id, session }: RowWithoutDraft): Promise<number> {
  const rows = await tables.renders.listOf({ session }, { offset: 0, limit: 100 })
  const older = rows.slice(rows.findIndex((row) => row.id === id) + 1)
  return older.filter(({ state }) => state === 'pending' || state === 'processing').length
}
