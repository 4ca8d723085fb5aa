// An agent with one of the short skill documents: a fresh client id each time, every header by hand, bodies only (curl -s
// shows no status), readers that look at the top and in `data` as it comes.

import { randomUUID } from 'node:crypto'
import { dataLines, editWords, expect, fetchFilm, formOf, hasFilm, makeWords, until, type Client } from './client.ts'

export const shortSkill: Client = async (world) => {
  const { url, photos, output, words = makeWords, every = 500 } = world
  const attribution = { 'X-Skill-Source': 'image-no-generator', 'X-Skill-Version': '1.0.0', 'X-Skill-Platform': 'clawhub' }
  const { data: { token } } = await json(fetch(`${url}/api/auth/anonymous-token`, { method: 'POST', headers: { 'X-Client-Id': randomUUID() } }))
  const headers = { Authorization: `Bearer ${token}`, ...attribution }
  const post = (path: string, body: unknown) => fetch(`${url}${path}`, { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
  const made = await json(post('/api/tasks/me/with-session/nemo_agent', { task_name: 'project' }))
  const session = made.data.session_id
  expect(typeof session === 'string' && session === made.session_id, 'no session', made)
  const uploaded = await json(fetch(`${url}/api/upload-video/nemo_agent/me/${session}`, { method: 'POST', headers, body: await formOf(photos, 'files') }))
  expect(uploaded.code === 0 && uploaded.data.session_state_applied === true, 'not uploaded', uploaded)
  let said = ''
  for (const text of [words, editWords]) {
    for await (const event of dataLines(await post('/run_sse', { app_name: 'nemo_agent', user_id: 'me', session_id: session, new_message: { parts: [{ text }] } }))) said += event.text ?? ''
  }
  const state = await json(fetch(`${url}/api/state/nemo_agent/me/${session}/latest`, { headers }))
  const { draft } = state.data.state
  expect(hasFilm(draft) && state.data.state.video_infos.length > 0, 'nothing to export', state)
  const id = `render_${Date.now()}`
  const submitted = await json(post('/api/render/proxy/lambda', { id, sessionId: session, draft, output: { format: 'mp4', quality: 'high', ...output } }))
  expect(submitted.code === 0 && submitted.id === id, 'not taken', submitted)
  const address = await until(every, async () => {
    const { status, output: ready, error } = await json(fetch(`${url}/api/render/proxy/lambda/${id}`, { headers }))
    expect(['pending', 'processing', 'completed'].includes(status), 'the export failed', { status, error })
    return status === 'completed' ? (ready.url as string) : undefined
  })
  return { client: 'short-skill', said, film: await fetchFilm(world, address, 'short-skill') }
}

async function json(response: Promise<Response>): Promise<any> {
  return (await response).json()
}
