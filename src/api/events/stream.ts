// Server-sent events as an answer: what a source tells, a heartbeat whenever it is silent, closed as soon as it has ended.
// One event is one chunk, so that readers without a carry-over buffer see whole lines.

import { setTimeout as pause } from 'node:timers/promises'

export interface EventStreamOptions {
  /** Already encoded events: `data: …\n\n`. */
  readonly events: AsyncIterable<string>
  /** Sent at once and in every silence; an encoded event or a comment. */
  readonly heartbeat: string
  /** Milliseconds. */
  readonly every: number
  /** The client has gone, or nobody wants it any more. */
  readonly stop: AbortController
  readonly ended: () => void
}

export function eventStream(options: EventStreamOptions): Response {
  const encoder = new TextEncoder()
  const told = withHeartbeats(options)
  const finish = () => {
    options.stop.abort()
    options.ended()
  }
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await told.next()
      if (next.done === true) {
        finish()
        controller.close()
      } else {
        controller.enqueue(encoder.encode(next.value))
      }
    },
    async cancel() {
      finish()
      await told.return(undefined)
    },
  }, { highWaterMark: 0 })
  return new Response(body, {
    headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-cache, no-transform', 'X-Accel-Buffering': 'no', Connection: 'keep-alive' },
  })
}

async function* withHeartbeats({ events, heartbeat, every, stop }: EventStreamOptions): AsyncGenerator<string, void> {
  yield heartbeat
  const source = events[Symbol.asyncIterator]()
  try {
    let next = source.next()
    for (;;) {
      const silence = new AbortController()
      const came = await Promise.race([next, quiet(every, silence.signal), gone(stop.signal, silence.signal)])
      silence.abort()
      if (came === 'gone') return
      if (came === 'quiet') {
        yield heartbeat
        continue
      }
      if (came.done === true) return
      yield came.value
      next = source.next()
    }
  } finally {
    stop.abort()
    // Not waited for: a source that is asleep wakes up when its signal aborts.
    void source.return?.()?.catch(() => undefined)
  }
}

async function quiet(milliseconds: number, signal: AbortSignal): Promise<'quiet'> {
  await pause(milliseconds, undefined, { signal }).catch(() => undefined)
  return 'quiet'
}

function gone(signal: AbortSignal, silence: AbortSignal): Promise<'gone'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('gone')
    signal.addEventListener('abort', () => resolve('gone'), { once: true, signal: silence })
  })
}

/** One event; JSON has no line breaks, so it is one line. */
export function dataLine(value: unknown, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(value)}\n\n`
}
