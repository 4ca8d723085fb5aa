// Waiting for what other processes announce, as something to loop over: never a poll, never a missed change, never a
// listener left behind.

import type { StorePort } from '../ports.ts'

/**
 * Yields at once, and again whenever the topic was announced since the loop last asked; several announcements meanwhile
 * count as one. Ends when the signal aborts.
 */
export async function* wakings(store: StorePort, topic: string, signal?: AbortSignal): AsyncGenerator<void> {
  let woken = true
  let wake: (() => void) | undefined
  const announced = (): void => {
    woken = true
    wake?.()
  }
  const stop = store.listen(topic, announced)
  signal?.addEventListener('abort', announced)
  try {
    for (;;) {
      if (!woken && signal?.aborted !== true) await new Promise<void>((resolve) => { wake = resolve })
      if (signal?.aborted === true) return
      woken = false
      wake = undefined
      yield
    }
  } finally {
    stop()
    signal?.removeEventListener('abort', announced)
  }
}

/** Topics that the tables announce. */
export const topics = {
  session: (id: string) => `session:${id}`,
  turn: (id: string) => `turn:${id}`,
  render: (id: string) => `render:${id}`,
}
