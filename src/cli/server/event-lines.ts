// Events of the house's own streams: the JSON of each data line with its number. A stream that breaks is asked for again
// after the last number that came; that changes nothing on the server, so nothing is done twice.

import { setTimeout as sleep } from 'node:timers/promises'
import { KinoraError } from '../../base/index.ts'
import type { Remote } from './remote.ts'

/** Breaks in a row that are mended. */
const mostBreaks = 5
const betweenBreaks = 500

/** Every event until `isLast` is true of one; a server that goes away in the middle is asked again. Throws `line-broken` when it cannot be mended. */
export async function* eventLines(remote: Remote, path: string, isLast: (event: any) => boolean, signal: AbortSignal): AsyncGenerator<any> {
  let last = 0
  for (let breaks = 0; breaks <= mostBreaks; breaks++) {
    try {
      for await (const { id, event } of linesOf(await remote.open(path, { signal, headers: { Accept: 'text/event-stream', ...(last > 0 && { 'Last-Event-ID': String(last) }) } }))) {
        if (id !== undefined) last = id
        breaks = 0
        yield event
        if (isLast(event)) return
      }
    } catch (thrown) {
      signal.throwIfAborted()
      if (thrown instanceof KinoraError && thrown.code !== 'line-broken') throw thrown
    }
    await sleep(betweenBreaks, undefined, { signal })
  }
  throw new KinoraError({ code: 'line-broken', message: `The connection to ${remote.url} broke again and again.`, suggestion: 'kinora state shows what the server has done' })
}

async function* linesOf(response: Response): AsyncGenerator<{ readonly id: number | undefined; readonly event: any }> {
  const decoder = new TextDecoder()
  let rest = ''
  let id: number | undefined
  for await (const chunk of response.body ?? []) {
    rest += decoder.decode(chunk as Uint8Array, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop()!
    for (const line of lines) {
      const number = /^id:.*?(\d+)\s*$/.exec(line)?.[1]
      if (number !== undefined) id = Number(number)
      if (line.startsWith('data:') && line.length > 6) yield { id, event: JSON.parse(line.slice(5)) }
    }
  }
}
