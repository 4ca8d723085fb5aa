// Our own REST, films: sessions, versions, operations, turns.

import { operationCatalogue, operationJsonSchema } from '../../draft/index.ts'
import { StudioError, type Caller, type Turn } from '../../studio/index.ts'
import { filmRoutes } from '../contract/own-film.ts'
import type { Handlers, House } from '../core/call.ts'
import { DoorError } from '../core/failures.ts'
import { ownStream, readEventId } from '../events/turn-stream.ts'
import { receiveFiles } from '../files/receive-files.ts'
import { claim } from '../skill/handlers.ts'
import { filmFilesView } from './look-handlers.ts'
import { sessionView, triedView, turnView, versionLine, versionNumber, versionView } from './views.ts'

const nothing = () => new Response(null, { status: 204 })

export const filmHandlers: Handlers<typeof filmRoutes> = {
  sessions: async ({ studio, caller, query }) => ({ sessions: (await studio.sessions.list(caller, query)).map(sessionView) }),
  createSession: async ({ studio, caller, body }) => sessionView(await studio.sessions.create(caller, body)),
  session: async ({ studio, caller, params }) => sessionView(await studio.sessions.find(caller, params.session)),
  renameSession: async ({ studio, caller, params, body }) => sessionView(await studio.sessions.rename(caller, params.session, body.name)),
  async deleteSession({ studio, caller, params }) {
    await studio.sessions.remove(caller, params.session)
    return nothing()
  },
  async shareSession({ house, caller, params, body }) {
    const { claim_token: token, expires_in: expiresIn, url } = await claim(house, caller, params.session, { readOnly: body.readOnly === true })
    return { token, expiresIn, url }
  },
  assets: ({ house, caller, params }) => filmFilesView(house, caller, params.session),
  sendFiles: (call) => receiveFiles(call, call.params.session),
  async deleteAsset({ studio, caller, params }) {
    await studio.uploads.remove(caller, params.file)
    return nothing()
  },
  versions: async ({ studio, caller, params, query }) => ({ versions: (await studio.sessions.versions(caller, params.session, query)).map(versionLine) }),
  version: async ({ studio, caller, params }) => versionView(await studio.sessions.version(caller, params.session, versionNumber(params.version))),
  async operate({ studio, caller, params, body, request }) {
    const key = idempotencyKey(request)
    return versionView(await studio.sessions.operate(caller, params.session, { operations: body.operations, ...expected(body), ...(key !== undefined && { idempotencyKey: key }) }))
  },
  tryOperations: async ({ studio, caller, params, body }) => triedView(await studio.sessions.tryOperations(caller, params.session, { operations: body.operations, ...expected(body) })),
  async plan({ studio, caller, params, body }) {
    const planned = await studio.turns.plan(caller, params.session, { text: body.text, ...(body.language !== undefined && { language: body.language }) })
    const { changed, action, reply, description, credits, question } = planned
    return { ...triedView(planned), changed, action, reply, description, credits, ...(question && { question: { ...question, options: [...question.options] } }) }
  },
  undo: async ({ studio, caller, params, body }) => versionView(await studio.sessions.undo(caller, params.session, body.expectedVersion)),
  redo: async ({ studio, caller, params, body }) => versionView(await studio.sessions.redo(caller, params.session, body.expectedVersion)),
  restore: async ({ studio, caller, params, body }) => versionView(await studio.sessions.restore(caller, params.session, body.version, body.expectedVersion)),
  putDraft: async ({ studio, caller, params, body }) => versionView(await studio.sessions.putDraft(caller, params.session, body.draft, body.expectedVersion)),
  messages: async ({ studio, caller, params, query }) => ({ messages: (await studio.sessions.messages(caller, params.session, query)).map(turnView) }),
  async sendTurn({ house, studio, caller, params, query, body, request }) {
    const key = idempotencyKey(request)
    const { turn, replayed } = await studio.turns.send(caller, {
      session: params.session, text: body.text, ...expected(body), ...(body.language !== undefined && { language: body.language }), ...(key !== undefined && { idempotencyKey: key }),
    })
    if (/text\/event-stream/i.test(request.headers.get('accept') ?? '')) return ownStream({ house, caller, turn: turn.id, signal: request.signal })
    if (query.wait !== 'true') return { turn: turnView(turn), replayed }
    const version = await endOf(house, caller, turn, request.signal)
    return { turn: turnView(await studio.turns.find(caller, turn.id)), replayed, ...(version !== undefined && { version }) }
  },
  async runningTurn({ studio, caller, params }) {
    const turn = await studio.turns.running(caller, params.session)
    return { turn: turn === undefined ? null : turnView(turn) }
  },
  turn: async ({ studio, caller, params }) => turnView(await studio.turns.find(caller, params.turn)),
  async turnEvents({ house, studio, caller, params, request }) {
    // Asked first, so that an unknown turn is an answer and not a broken stream.
    const { id } = await studio.turns.find(caller, params.turn)
    const after = readEventId(request.headers.get('last-event-id'))?.sequence
    return ownStream({ house, caller, turn: id, signal: request.signal, ...(after !== undefined && { after }) })
  },
  cancelTurn: async ({ studio, caller, params }) => turnView(await studio.turns.cancel(caller, params.turn)),
  operations: () => ({ operations: Object.entries(operationCatalogue).map(([name, { title, description }]) => ({ name, title, description, schema: { ...operationJsonSchema(name) } })) }),
}

async function endOf(house: House, caller: Caller, turn: Turn, signal: AbortSignal): Promise<number | undefined> {
  for await (const event of house.studio.turns.events(caller, turn.id, undefined, signal)) if (event.type === 'end') return event.version
  return undefined
}

function expected({ expectedVersion }: { readonly expectedVersion?: number | undefined }) {
  return expectedVersion === undefined ? {} : { expectedVersion }
}

function idempotencyKey(request: Request): string | undefined {
  const key = request.headers.get('idempotency-key')?.trim()
  if (key === undefined || key === '') return undefined
  if (key.length > 200) throw new DoorError('body-invalid', 'Idempotency-Key has at most 200 characters.')
  return key
}
