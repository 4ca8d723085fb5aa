// The events of one turn, each once, through broken connections: a stream that breaks is joined after the last event it
// gave. Ends with the turn, with the page, or after the server stayed away for a while.

import { ServerRefusal, type Client } from '../client/client.ts'
import { readEvents } from '../client/events.ts'
import { waited } from '../client/wait.ts'
import type { TurnEvent } from './film.ts'

/** Waits between tries to reach a server that is away, ms. Together about two minutes. */
const pauses = [300, 1000, 2000, 4000, 8000, 15_000, 30_000, 60_000]

export async function* followTurn(client: Client, turn: string, signal: AbortSignal): AsyncGenerator<TurnEvent, void, undefined> {
  let last = ''
  let failures = 0
  while (!signal.aborted) {
    try {
      const response = await client.open('turnEvents', { params: { turn }, signal, ...(last !== '' && { headers: { 'Last-Event-ID': last } }) })
      for await (const { id, data } of readEvents(response.body!)) {
        if (id !== '') last = id
        failures = 0
        const event = JSON.parse(data) as TurnEvent
        yield event
        if (event.type === 'end') return
      }
    } catch (thrown) {
      if (signal.aborted || (thrown instanceof ServerRefusal && thrown.code !== 'offline' && thrown.status < 500 && thrown.status !== 429)) return
    }
    const pause = pauses[failures]
    if (pause === undefined) return
    failures += 1
    await waited(pause, signal)
  }
}
