// A turn as server-sent events, in the skill protocol's words or in our own; both can be joined again after a break.

import type { Caller, TurnEvent } from '../../studio/index.ts'
import type { House } from '../core/call.ts'
import { failureOf } from '../core/failures.ts'
import type { EventForm } from '../settings.ts'
import { dataLine, eventStream } from './stream.ts'
import { heartbeatOf, thrownEvent, wireEvents } from './wire-events.ts'

export interface TurnStream {
  readonly house: House
  readonly caller: Caller
  readonly turn: string
  /** Sequence of the last event that the client has. */
  readonly after?: number
  /** The request's. */
  readonly signal: AbortSignal
}

/** `ids`: each event is named, so that Last-Event-ID can join again. */
export function skillStream(stream: TurnStream & { readonly form: EventForm; readonly ids: boolean }): Response {
  const { house, form, turn } = stream
  const context = { form, turn, now: house.now }
  return open(stream, heartbeatOf(form), (event) => wireEvents(event, context).map((wire) => dataLine(wire, stream.ids ? `${turn}:${event.sequence}` : undefined)), (thrown) => dataLine(thrownEvent(thrown, form)))
}

/** Events as the studio tells them; ids are their sequence. */
export function ownStream(stream: TurnStream): Response {
  return open(stream, ': heartbeat\n\n', ({ sequence, ...event }) => [dataLine(event, String(sequence))], (thrown) => {
    const { code, message } = failureOf(thrown)
    return dataLine({ type: 'error', code, message })
  })
}

type Sequenced = TurnEvent & { readonly sequence: number }

function open({ house, caller, turn, after, signal }: TurnStream, heartbeat: string, write: (event: Sequenced) => readonly string[], broken: (thrown: unknown) => string): Response {
  const stop = new AbortController()
  if (signal.aborted) stop.abort()
  signal.addEventListener('abort', () => stop.abort(), { once: true })
  async function* lines() {
    try {
      for await (const event of house.studio.turns.events(caller, turn, after, stop.signal)) {
        yield* write(event)
        if (event.type === 'end') return
      }
    } catch (thrown) {
      if (failureOf(thrown).code === 'unexpected') house.log.error({ turn, error: String(thrown) }, 'turn stream broke')
      yield broken(thrown)
    }
  }
  return eventStream({ events: lines(), heartbeat, every: house.settings.heartbeat * 1000, stop, ended: house.metrics.began('events') })
}

/** `turn:sequence`, or a sequence alone. */
export function readEventId(value: string | null): { readonly turn?: string; readonly sequence: number } | undefined {
  const match = /^(?:([\w-]{1,100}):)?(\d{1,9})$/.exec(value?.trim() ?? '')
  return match === null ? undefined : { ...(match[1] !== undefined && { turn: match[1] }), sequence: Number(match[2]) }
}
