// A client written from the old API reference (4.4): flat events whose content is a string, `data` for everything, and
// never the top level.

import { randomUUID } from 'node:crypto'
import { dataLines, editWords, expect, fetchFilm, formOf, hasFilm, makeWords, until, type Client } from './client.ts'

export const flatSse: Client = async (world) => {
  const { url, photos, output, words = makeWords, every = 500 } = world
  const data = async (path: string, options: RequestInit = {}) => {
    const body = await (await fetch(`${url}${path}`, options)).json() as any
    expect(body.success === true && typeof body.data === 'object', path, body)
    return body.data
  }
  const { token } = await data('/api/auth/anonymous-token', { method: 'POST', headers: { 'X-Client-Id': randomUUID() } })
  const headers = { Authorization: `Bearer ${token}`, 'X-Skill-Source': 'nemo', 'X-Skill-Version': '4.4', 'X-Skill-Platform': 'github' }
  const send = (body: unknown): RequestInit => ({ method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
  const { session_id: session } = await data('/api/tasks/me/with-session/nemo_agent', send({ task_name: 'generate', language: '<detected>' }))
  await data(`/api/upload-video/nemo_agent/me/${session}`, { method: 'POST', headers, body: await formOf(photos, 'files') })
  let said = ''
  for (const text of [words, editWords]) {
    for await (const event of dataLines(await fetch(`${url}/run_sse?format=flat`, send({ app_name: 'nemo_agent', session_id: session, new_message: { parts: [{ text }] } })))) {
      expect(['text', 'tool_call', 'tool_result', 'heartbeat'].includes(event.type), 'an event of another kind', event)
      if (event.type === 'text') said += event.content
      if (event.type === 'tool_call') expect(typeof event.name === 'string' && typeof event.args === 'object', 'a call without arguments', event)
    }
  }
  const { state } = await data(`/api/state/nemo_agent/me/${session}/latest`, { headers })
  expect(hasFilm(state.draft), 'nothing to export', state)
  const { id } = await data('/api/render/proxy/draft', send({ id: `render_${Date.now()}_flat`, sessionId: session, draft: state.draft, output: { format: 'mp4', quality: 'high', ...output } }))
  const address = await until(every, async () => {
    const job = await data(`/api/render/proxy/lambda/${id}`, { headers })
    expect(job.status !== 'failed' && job.createdAt > 1e12, 'the export failed', job)
    return job.status === 'completed' ? (job.outputUrl as string) : undefined
  })
  return { client: 'flat-sse', said, film: await fetchFilm(world, address, 'flat-sse') }
}
