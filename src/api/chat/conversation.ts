// One WebSocket's conversation. A turn goes on when its socket is gone: whoever connects again to the same film soon after
// gets the rest of its events, as long as it does not begin with a new message itself.

import type { Caller, Session } from '../../studio/index.ts'
import type { House } from '../core/call.ts'
import { cleanText } from '../core/body.ts'
import { failureOf } from '../core/failures.ts'
import { answerOf, chatError, chatEvents, readChatMessage, type ChatEvent } from './chat-events.ts'

export interface ChatSocket {
  send(event: ChatEvent): void
  /** Aborted when the socket has closed. */
  readonly closed: AbortSignal
}

/** Turns whose events did not all reach their socket, by session. */
export type Unfinished = Map<string, { readonly user: string; readonly turn: string; sequence: number; readonly asked?: string; readonly at: number }>

/** A client with something to say says it right after `session_ready`; then it does not want an older turn's rest. */
const manners = 300
/** A dropped client comes back after about a second. */
const memory = 60_000

export function converse(house: House, caller: Caller, session: Session, socket: ChatSocket, unfinished: Unfinished) {
  let current: AbortController | undefined
  let turn: string | undefined
  let asked: string | undefined

  async function follow(id: string, after: number, signal: AbortSignal): Promise<void> {
    turn = id
    const place = { user: caller.user, turn: id, sequence: after, at: house.now() }
    unfinished.set(session.id, place)
    try {
      for await (const event of house.studio.turns.events(caller, id, after, signal)) {
        if (signal.aborted || socket.closed.aborted) return
        if (event.type === 'question') asked = event.text
        for (const one of chatEvents(event)) socket.send(one)
        place.sequence = event.sequence
        if (event.type === 'end' && unfinished.get(session.id) === place) unfinished.delete(session.id)
      }
    } catch (thrown) {
      const { code, message } = failureOf(thrown)
      socket.send(chatError(code, message))
    }
  }

  async function say(content: string): Promise<void> {
    current?.abort()
    const mine = (current = new AbortController())
    try {
      const text = cleanText(answerOf(content, asked))
      asked = undefined
      const sent = await house.studio.turns.send(caller, { session: session.id, text })
      socket.send({ type: 'message_accepted', turn_id: sent.turn.id })
      await follow(sent.turn.id, 0, AbortSignal.any([mine.signal, socket.closed]))
    } catch (thrown) {
      const { code, message } = failureOf(thrown)
      if (code === 'unexpected') house.log.error({ session: session.id, error: String(thrown) }, 'chat message failed')
      socket.send(chatError(code, message))
    }
  }

  async function resume(): Promise<void> {
    for (const [id, { at }] of unfinished) if (house.now() - at > memory + 900_000) unfinished.delete(id)
    const left = unfinished.get(session.id)
    const known = left !== undefined && left.user === caller.user ? left : undefined
    const running = await house.studio.turns.running(caller, session.id)
    const id = known?.turn ?? running?.id
    if (id === undefined || current !== undefined || socket.closed.aborted) return
    current = new AbortController()
    await follow(id, known !== undefined && known.turn === id ? known.sequence : 0, AbortSignal.any([current.signal, socket.closed]))
  }

  socket.send({ type: 'session_ready', session_id: session.id, project_id: session.project })
  const waiting = setTimeout(() => {
    if (current === undefined) resume().catch((thrown: unknown) => house.log.warn({ session: session.id, error: String(thrown) }, 'chat could not resume'))
  }, manners)
  socket.closed.addEventListener('abort', () => clearTimeout(waiting), { once: true })

  return {
    /** A text frame came. */
    hear(text: string): void {
      const message = readChatMessage(text)
      if (message === undefined) socket.send(chatError('body-malformed', 'A message is {"type":"message","content":"..."}.'))
      else if (message.type === 'ping') socket.send({ type: 'pong' })
      else if (message.type === 'abort') {
        if (turn !== undefined) house.studio.turns.cancel(caller, turn).catch((thrown: unknown) => socket.send(chatError(failureOf(thrown).code, failureOf(thrown).message)))
      } else {
        clearTimeout(waiting)
        void say(message.content)
      }
    },
  }
}
