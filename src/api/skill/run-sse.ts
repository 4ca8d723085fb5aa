// `run_sse`: a message in, events out. Anything that can be refused is refused as JSON before the stream begins. With
// Last-Event-ID a client that lost its connection joins the turn again instead of sending its message twice.

import type { z } from 'zod'
import { skillRoutes, type runBody } from '../contract/skill.ts'
import { StudioError } from '../../studio/index.ts'
import type { Call, Handler } from '../core/call.ts'
import { DoorError } from '../core/failures.ts'
import { onlyMe } from '../core/guard.ts'
import { readEventId, skillStream } from '../events/turn-stream.ts'
import type { EventForm } from '../settings.ts'

type Body = z.output<typeof runBody>
type RunCall = Call<typeof skillRoutes.runSse>

export const runSse: Handler<typeof skillRoutes.runSse> = async (call) => {
  const { house, studio, caller, body, request } = call
  await onlyMe(studio, caller, (body.user_id ?? body.userId ?? '').trim() || 'me')
  const session = (body.session_id ?? body.sessionId ?? '').trim()
  if (session === '') throw new StudioError('session-unknown', 'Which film? The body needs session_id.')
  const again = readEventId(request.headers.get('last-event-id'))
  const form = formOf(call)
  const stream = { house, caller, signal: request.signal, form, ids: again !== undefined || request.headers.has('x-event-ids') }
  if (again?.turn !== undefined) {
    const turn = await studio.turns.find(caller, again.turn)
    if (turn.session !== session) throw new StudioError('turn-unknown', 'There is no such turn in this session.')
    return skillStream({ ...stream, turn: turn.id, after: again.sequence })
  }
  const { id } = await studio.sessions.find(caller, session)
  const text = await readMessage(call, id)
  const key = request.headers.get('idempotency-key')?.slice(0, 200)
  const expectedVersion = body.expected_version ?? body.expectedVersion
  const { turn } = await studio.turns.send(caller, { session: id, text, ...(key && { idempotencyKey: key }), ...(expectedVersion !== undefined && { expectedVersion }) })
  return skillStream({ ...stream, turn: turn.id })
}

// Pure ADK for clients of ADK: they spell in camelCase, or say that they stream.
function formOf({ query, body, house }: RunCall): EventForm {
  if (query.format !== undefined) return query.format
  return body.appName !== undefined || body.sessionId !== undefined || body.newMessage !== undefined || body.streaming !== undefined ? 'adk' : house.settings.events
}

/** The words of all parts; files that came inside the message are taken in first. */
async function readMessage({ body, studio, caller, signal }: RunCall, session: string): Promise<string> {
  const message: Body['new_message'] = body.new_message ?? body.newMessage
  if (message === undefined) throw new DoorError('body-invalid', 'The body needs new_message.parts[0].text.')
  for (const [index, { inlineData }] of message.parts.entries()) {
    if (inlineData === undefined) continue
    const bytes = Buffer.from(inlineData.data, 'base64')
    const name = inlineData.displayName ?? `file-${index + 1}.${extensionOf(inlineData.mimeType)}`
    await studio.uploads.receive(caller, session, { name, bytes: once(bytes), signal })
  }
  return message.parts.map(({ text }) => text ?? '').filter((text) => text !== '').join('\n')
}

function extensionOf(mimeType = ''): string {
  return /^\w+\/([\w.+-]{1,20})/.exec(mimeType)?.[1]?.replace('jpeg', 'jpg') ?? 'bin'
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
