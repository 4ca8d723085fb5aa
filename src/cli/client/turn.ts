// One message and everything that comes back, until the connection closes, breaks, or fifteen minutes are over. A message
// is sent once: after a break the caller looks at the film instead.

import type { Connection } from './connection.ts'
import { readEvents } from './events.ts'
import { everyTwoMinutes, minute, type Times } from './times.ts'
import { LineBroken, Refused } from './trouble.ts'

export interface Turn {
  /** All texts, joined. */
  readonly text: string
  readonly end: 'closed' | 'broken' | 'too-long'
  /** What the server reported in the middle of the stream. */
  readonly trouble?: Refused
}

export interface TurnRequest {
  readonly connection: Connection
  readonly times: Times
  readonly session: string
  readonly words: string
  readonly signal?: AbortSignal
  /** Two more minutes have passed. */
  readonly onWaiting: () => void
}

const longestTurn = 15 * minute

/** Throws Refused when the server did not take the message, LineBroken when it was never reached. */
export async function runTurn(request: TurnRequest): Promise<Turn> {
  const limit = new AbortController()
  const signal = request.signal === undefined ? limit.signal : AbortSignal.any([request.signal, limit.signal])
  const disarm = request.times.alarm(longestTurn, () => limit.abort())
  const quiet = everyTwoMinutes(request.times, request.onWaiting)
  const heard = { text: '', trouble: undefined as Refused | undefined }
  try {
    await listen(request, signal, heard)
    return { ...heard, text: withoutHiccup(heard.text), end: 'closed' }
  } catch (thrown) {
    request.signal?.throwIfAborted()
    if (thrown instanceof Refused || (thrown instanceof LineBroken && !thrown.reached)) throw thrown
    return { ...heard, text: withoutHiccup(heard.text), end: limit.signal.aborted ? 'too-long' : 'broken' }
  } finally {
    disarm()
    quiet()
  }
}

async function listen({ connection, session, words }: TurnRequest, signal: AbortSignal, heard: { text: string; trouble: Refused | undefined }): Promise<void> {
  const response = await connection.open('/run_sse', {
    body: { app_name: 'nemo_agent', user_id: 'me', session_id: session, new_message: { parts: [{ text: words }] } },
    headers: { Accept: 'text/event-stream' }, signal,
  })
  for await (const event of readEvents(response)) {
    if (event.kind === 'text') heard.text += event.text
    if (event.kind === 'error') heard.trouble = new Refused(event.number, event.message)
  }
}

/** Some servers end a good answer with an apology that means nothing. */
function withoutHiccup(text: string): string {
  const lines = text.trim().split('\n')
  return lines.length > 1 && /I encountered a temporary issue/i.test(lines.at(-1)!) ? lines.slice(0, -1).join('\n').trim() : text.trim()
}
