// A page of another origin that calls the API: no attribution headers, values read at the top of every body, chunks split
// at line breaks without a memory, permission asked first. Its exports are refused until it has an account.

import { randomUUID } from 'node:crypto'
import { editWords, expect, fetchFilm, formOf, makeWords, until, type Client } from './client.ts'

export const browser: Client = async (world) => {
  const { url, photos, output, words = makeWords, every = 500 } = world
  const Origin = 'https://content.example'
  const asked = await fetch(`${url}/run_sse`, { method: 'OPTIONS', headers: { Origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization,content-type,x-client-id' } })
  const allowed = (response: Response) => expect(['*', Origin].includes(response.headers.get('access-control-allow-origin') ?? ''), 'the page may not read this', response.url)
  allowed(asked)
  expect(/authorization/i.test(asked.headers.get('access-control-allow-headers')!), 'the page may not send its token')
  const top = async (path: string, options: RequestInit = {}) => {
    const response = await fetch(`${url}${path}`, { ...options, headers: { Origin, ...options.headers as Record<string, string> } })
    allowed(response)
    return response.json() as any
  }
  const { token } = await top('/api/auth/anonymous-token', { method: 'POST', headers: { 'X-Client-Id': randomUUID() } })
  const headers = { Authorization: `Bearer ${token}` }
  const send = (body: unknown): RequestInit => ({ method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
  const { session_id: session, task_id: task, user_id: user } = await top('/api/tasks/me/with-session/nemo_agent', send({ task_name: 'page' }))
  expect(task && session, 'no session at the top')
  for (const photo of photos) expect((await top(`/api/upload-video/nemo_agent/me/${session}`, { method: 'POST', headers, body: await formOf([photo], 'file') })).url, 'no url at the top')
  let said = ''
  for (const text of [words, editWords]) {
    const response = await fetch(`${url}/run_sse`, { ...send({ session_id: session, new_message: { parts: [{ text }] } }), headers: { Origin, ...headers } })
    allowed(response)
    for await (const chunk of response.body!) {
      for (const line of new TextDecoder().decode(chunk).split('\n')) if (line.startsWith('data: ')) said += JSON.parse(line.slice(6)).text ?? ''
    }
  }
  const { available, total } = await top('/api/credits/balance/simple', { headers })
  expect(available <= total, 'no credits at the top')
  const refused = await fetch(`${url}/api/render/proxy/lambda`, send({ sessionId: session }))
  expect(refused.status === 402 && (await refused.json() as any).code === 402, 'an export without headers of a free account is not 402', refused.status)
  // The way out that the server offers: an account that keeps everything.
  const account = await top('/api/v1/register', send({ email: `${randomUUID()}@example.com`, password: 'correct horse battery', bind: user, bindToken: token }))
  const own = { Authorization: `Bearer ${account.token}` }
  const job = await top('/api/render/proxy/lambda', { ...send({ sessionId: session, ...(output && { output }) }), headers: own })
  const address = await until(every, async () => {
    const { status, output: ready, error } = await top(`/api/render/proxy/lambda/${job.id}`, { headers: own })
    expect(status !== 'failed', 'the export failed', error ?? job)
    return status === 'completed' ? (ready.url as string) : undefined
  })
  return { client: 'browser', said, film: await fetchFilm(world, address, 'browser') }
}
