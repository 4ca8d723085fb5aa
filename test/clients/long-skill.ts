// An agent with a long skill document (1.9): it keeps its client id, asks for credits, treats 2001 and 402 apart, makes a
// claim link for its person, exports with a size, and falls back to the download path with its token.

import { dataLines, editWords, expect, formOf, hasFilm, makeWords, save, until, type Client } from './client.ts'

export const longSkill: Client = async (world) => {
  const { url, photos, output, words = makeWords, every = 500 } = world
  const skill = { 'X-Skill-Source': 'nemovideo', 'X-Skill-Version': '1.9.0', 'X-Skill-Platform': 'cursor' }
  const call = async (path: string, options: RequestInit = {}) => {
    const response = await fetch(`${url}${path}`, options)
    const body = await response.json() as any
    if (body.code === 2001) throw new Error(`out of credits: register at ${body.data.register_url}`)
    if (body.code === 402) throw new Error('exports need a subscription')
    expect(body.code === 0, path, body)
    return body
  }
  const token = (await call('/api/auth/anonymous-token', { method: 'POST', headers: { 'X-Client-Id': `client-${Date.now()}-a1b2`, ...skill } })).token as string
  const headers = { Authorization: `Bearer ${token}`, ...skill }
  const send = (path: string, body: unknown) => ({ path, options: { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) } })
  const { session_id: session, task_id: task, data: { user_id: user } } = await post('/api/tasks/me/with-session/nemo_agent', { task_name: 'project', language: 'en' })
  for (const photo of photos) await call(`/api/upload-video/nemo_agent/${user}/${session}`, { method: 'POST', headers, body: await formOf([photo], 'files[]') })
  const before = (await call('/api/credits/balance/simple', { headers })).data
  expect(before.total === before.available + before.frozen, 'the sum is wrong', before)
  let said = ''
  for (const text of [words, editWords]) {
    const { path, options } = send('/run_sse', { app_name: 'nemo_agent', user_id: user, session_id: session, new_message: { parts: [{ text }] } })
    const kinds = new Set<string>()
    for await (const event of dataLines(await fetch(`${url}${path}`, { ...options, headers: { ...options.headers, Accept: 'text/event-stream' } }))) {
      kinds.add(event.type)
      if (event.type === 'text') said += event.text
    }
    expect(kinds.has('heartbeat') && kinds.has('tool_call') && kinds.has('tool_result'), 'a kind of event is missing', [...kinds])
  }
  const { data } = await call(`/api/state/nemo_agent/me/${session}/latest`, { headers })
  expect(hasFilm(data.state.draft), 'nothing to export', data)
  expect(data.state.canvas_config.ratio === '16:9', 'no canvas', data.state.canvas_config)
  const claim = await post('/api/auth/claim-token', { task_id: task, session_id: session })
  const page = await fetch(`${url}/workspace/claim?ct=${claim.claim_token}`, { redirect: 'manual' })
  expect(page.status === 303 && !page.headers.get('location')!.includes('clm_'), 'the claim link leads nowhere', page.status)
  // The draft as text, as shells make it of a variable.
  const job = await post('/api/render/proxy/lambda', { sessionId: session, draft: JSON.stringify(data.state.draft), output: { format: 'mp4', quality: 'high', resolution: '1080p', fps: 30, ...output } })
  await until(every, async () => {
    const { success, data: { status, error } } = await call(`/api/render/proxy/${job.render_id}`, { headers })
    expect(success && status !== 'failed', 'the export failed', error)
    return status === 'completed' ? true : undefined
  })
  const film = await fetch(`${url}/api/render/proxy/${job.id}/download`, { headers, redirect: 'error' })
  expect(film.headers.get('content-type') === 'video/mp4' && film.headers.get('content-disposition')!.startsWith('attachment'), 'the download path gave something else')
  const after = (await call('/api/credits/balance/simple', { headers })).data
  expect(after.total_consumed > 0 && after.frozen === 0, 'the film cost nothing, or too long', after)
  return { client: 'long-skill', said, film: await save(world, film, 'long-skill') }

  async function post(path: string, body: unknown): Promise<any> {
    const request = send(path, body)
    return call(request.path, request.options)
  }
}
