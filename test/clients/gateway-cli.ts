// The vendor's command line as it behaves on the wire: the gateway's paths, `data` only, the conversation over a WebSocket
// with the token in its address, the draft fetched and posted back with the files' addresses put in.

import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import { editWords, expect, fetchFilm, hasFilm, makeWords, until, formOf, type Client, type ClientWorld } from './client.ts'

export const gatewayCli: Client = async (world) => {
  const { url, photos, output, words = makeWords, every = 500 } = world
  const { token } = await (await fetch(`${url}/api/auth/anonymous-token`, { method: 'POST', headers: { 'X-Client-Id': randomUUID() } })).json() as any
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'X-Skill-Source': 'nemovideo-cli', 'X-Skill-Version': '0.0.0', 'X-Skill-Platform': 'terminal' }
  const call = async (path: string, body?: unknown) => {
    const response = await fetch(`${url}${path}`, { method: body === undefined ? 'GET' : 'POST', headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
    return unwrap(response.ok, await response.json(), path)
  }
  expect((await call('/auth/verify', { token })).user_id, 'nobody')
  const { project_id: project, session: { session_id: session } } = await call('/projects', { create_session: true })
  for (const photo of photos) {
    const form = await formOf([photo], 'file')
    form.set('session_id', session)
    const sent = await fetch(`${url}/files/upload`, { method: 'POST', headers: { Authorization: headers.Authorization }, body: form })
    expect(sent.ok, 'not uploaded', await sent.json())
  }
  const said = await chat(world, token, session, words) + await chat(world, token, session, editWords)
  expect((await call('/projects')).projects[0].project_id === project, 'the project is not listed')
  expect((await call(`/projects/${project}/sessions`)).sessions[0].session_id === session, 'the session is not listed')
  const state = await call(`/api/v1/state/frontend/${project}`)
  const { timeline_draft: draft, ...files } = state.project
  expect(hasFilm(draft), 'nothing to export', state)
  for (const [key, list] of Object.entries(files)) expect(!key.startsWith('files:') || Array.isArray(list), 'a list of files that is none', key)
  const job = await call('/services/v1/render-proxy/lambda', { id: `draft-cli-${Date.now()}`, draft, sessionId: session, output: { format: 'mp4', codec: 'h264', crf: 23, ...output } })
  const address = await until(every, async () => {
    const { status, outputUrl, error } = await call(`/services/v1/render-proxy/lambda/${job.id}`)
    expect(status !== 'failed', 'the export failed', error)
    return status === 'completed' ? (outputUrl as string) : undefined
  })
  const download = await call(`/services/v1/render-proxy/${project}/download`)
  expect(download.output.url === address && download.output.size > 0, 'the project has another film', download)
  const { available, frozen } = await call('/billing/balance')
  const usage = await call('/billing/usage/conversations?page_no=1&page_size=100')
  expect(available > 0 && frozen === 0 && usage.items.some(({ kind }: any) => kind === 'conversation'), 'no usage', usage)
  return { client: 'gateway-cli', said, film: await fetchFilm(world, address, 'gateway-cli') }
}

function unwrap(ok: boolean, body: any, path: string): any {
  expect(ok, path, { code: body.code, message: body.message })
  if ('code' in body) {
    expect(body.code === 0, path, body)
    return body.data
  }
  return body
}

function chat({ url }: ClientWorld, token: string, session: string, prompt: string): Promise<string> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/chat?token=${token}&session_id=${session}`, { headers: { 'X-Skill-Source': 'nemovideo-cli', 'X-Skill-Version': '0.0.0' } })
  const ping = setInterval(() => socket.send(JSON.stringify({ type: 'ping' })), 30_000)
  let said = ''
  let content = false
  return new Promise<string>((done, fail) => {
    socket.on('error', fail)
    socket.on('close', () => fail(new Error('the socket closed before done')))
    socket.on('message', (data) => {
      const event = JSON.parse(String(data))
      if (event.type === 'session_ready') socket.send(JSON.stringify({ type: 'message', content: prompt, metadata: {} }))
      if (event.type === 'chunk' || event.type === 'text') said += event.text ?? event.content
      if (['chunk', 'text', 'tool_end', 'toolcall_end', 'ask_question'].includes(event.type)) content = true
      if (event.type === 'ask_question') socket.send(JSON.stringify({ type: 'message', content: event.questions.map((one: any, index: number) => `${index + 1}. ${one.prompt}: ${one.options[0].label}`).join('\n'), metadata: {} }))
      if (event.type === 'error') fail(new Error(event.error))
      if (event.type === 'done') content ? done(said) : fail(new Error('no content'))
    })
  }).finally(() => {
    clearInterval(ping)
    socket.removeAllListeners('close')
    socket.close()
  })
}
