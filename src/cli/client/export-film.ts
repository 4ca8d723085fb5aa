// The export of the documents: submit, ask every ten seconds and thirty times at most, fetch the file. A failed render is
// submitted once more under a new id; a broken line never is: the id tells whether the server has it.

import type { Answer, Connection } from './connection.ts'
import type { Times } from './times.ts'
import { LineBroken, Refused } from './trouble.ts'

export interface ExportRequest {
  readonly connection: Connection
  readonly times: Times
  readonly session: string
  readonly resolution?: string
  /** A render that was still going on when somebody asked before. */
  readonly pending?: string
  readonly newId: () => string
  /** Share that is done, 0 to 1. */
  readonly onProgress?: (share: number) => void
  readonly signal?: AbortSignal
}

export type Exported =
  | { readonly state: 'completed'; readonly render: string; readonly address: string | undefined }
  | { readonly state: 'going-on'; readonly render: string }
  | { readonly state: 'failed'; readonly reason: string }

const askEvery = 10_000
const mostAsks = 30

/** Throws Refused when the server takes no export, LineBroken when it cannot be reached. */
export async function exportFilm(request: ExportRequest): Promise<Exported> {
  let render = request.pending ?? await submit(request, request.newId())
  let outcome = await watch(request, render)
  if (outcome.state !== 'failed') return outcome
  render = await submit(request, request.newId())
  outcome = await watch(request, render)
  return outcome
}

async function submit(request: ExportRequest, id: string, mayRename = true): Promise<string> {
  const { connection, session, resolution, signal } = request
  try {
    const answer = await connection.ask('/api/render/proxy/lambda', { body: { id, sessionId: session, output: { format: 'mp4', quality: 'high', ...(resolution && { resolution }) } }, signal })
    return String(answer['id'] ?? answer['taskId'] ?? answer['render_id'] ?? id)
  } catch (thrown) {
    // The server may have it: asking for its state tells, submitting again could render it twice.
    if (thrown instanceof LineBroken && thrown.reached) return id
    if (thrown instanceof Refused && thrown.number === 409 && mayRename) return submit(request, request.newId(), false)
    throw thrown
  }
}

async function watch({ connection, times, signal, onProgress }: ExportRequest, render: string): Promise<Exported> {
  for (let asked = 0; asked < mostAsks; asked++) {
    await times.pause(askEvery, signal)
    const answer = await statusOf(connection, render, signal)
    if (answer === undefined) continue
    if (typeof answer['progress'] === 'number') onProgress?.(answer['progress'] / 100)
    if (answer['status'] === 'completed') return { state: 'completed', render, address: addressIn(answer) }
    if (answer['status'] === 'failed') return { state: 'failed', reason: String(answer['error'] ?? '') }
  }
  return { state: 'going-on', render }
}

/** Undefined when this look brought nothing; the next one may. */
async function statusOf(connection: Connection, render: string, signal: AbortSignal | undefined): Promise<Answer | undefined> {
  try {
    return await connection.ask(`/api/render/proxy/lambda/${encodeURIComponent(render)}`, { signal })
  } catch (thrown) {
    // It never arrived, or is gone: then it may be submitted once more.
    if (thrown instanceof Refused && thrown.number === 1002) return { status: 'failed', error: 'The server does not know this export.' }
    if (thrown instanceof LineBroken || (thrown instanceof Refused && (thrown.number === 429 || thrown.number >= 500 && thrown.number < 600))) return undefined
    throw thrown
  }
}

function addressIn(answer: Answer): string | undefined {
  const address: unknown = answer['output']?.url ?? answer['outputUrl']
  return typeof address === 'string' ? address : undefined
}
