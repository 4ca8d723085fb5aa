// A client of the agent development kit: camelCase, roles, `streaming`, events whose content has parts, failures by HTTP
// status with `detail`.

import { randomUUID } from 'node:crypto'
import { dataLines, editWords, expect, fetchFilm, formOf, makeWords, until, type Client } from './client.ts'

export const adk: Client = async (world) => {
  const { url, photos, output, words = makeWords, every = 500 } = world
  const { token } = await (await fetch(`${url}/api/auth/anonymous-token`, { method: 'POST', headers: { 'X-Client-Id': randomUUID() } })).json() as any
  const headers = { Authorization: `Bearer ${token}`, 'X-Skill-Source': 'adk', 'X-Skill-Version': '1', 'X-Skill-Platform': 'unknown' }
  const send = (path: string, body: unknown) => fetch(`${url}${path}`, { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json', Accept: 'text/event-stream' }, body: JSON.stringify(body) })
  const { session_id: sessionId, user_id: userId } = await (await send('/api/tasks/me/with-session/nemo_agent', {})).json() as any
  const missing = await send('/run_sse', { appName: 'nemo_agent', userId, sessionId: '1000000000000000000', newMessage: { role: 'user', parts: [{ text: 'hi' }] } })
  expect(missing.status === 404 && typeof (await missing.json() as any).detail === 'string', 'an unknown session is not 404 with detail', missing.status)
  await (await fetch(`${url}/api/upload-video/nemo_agent/me/${sessionId}`, { method: 'POST', headers, body: await formOf(photos, 'files') })).json()
  let said = ''
  const calls: string[] = []
  for (const text of [words, editWords]) {
    for await (const event of dataLines(await send('/run_sse', { appName: 'nemo_agent', userId, sessionId, newMessage: { role: 'user', parts: [{ text }] }, streaming: false }))) {
      expect(event.author !== undefined && typeof event.id === 'string' && typeof event.timestamp === 'number' && event.actions?.stateDelta !== undefined, 'not an event of the kit', event)
      for (const part of event.content?.parts ?? []) {
        said += part.text ?? ''
        if (part.functionCall) calls.push(part.functionCall.id)
        if (part.functionResponse) expect(calls.includes(part.functionResponse.id), 'an answer to no call', part)
      }
    }
  }
  expect(calls.length > 0 && said.length > 0, 'no calls or no words')
  // Prose-only documents: the session id alone, and the server's own draft.
  const job = await (await send('/api/render/proxy/lambda', { session_id: sessionId, ...(output && { output }) })).json() as any
  const address = await until(every, async () => {
    const status = await (await fetch(`${url}/api/render/proxy/lambda/${job.id}`, { headers })).json() as any
    expect(status.status !== 'failed', 'the export failed', status)
    return status.status === 'completed' ? (status.output.url as string) : undefined
  })
  return { client: 'adk', said, film: await fetchFilm(world, address, 'adk') }
}
