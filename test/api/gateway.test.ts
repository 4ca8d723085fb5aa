import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { once } from 'node:events'
import { test } from 'node:test'
import fc from 'fast-check'
import { WebSocket } from 'ws'
import { makeFilm, newcomer, openServer, pictures, skill, type Newcomer, type Server } from './kit.ts'

let opened: Promise<Server> | undefined
const shared = () => (opened ??= openServer())

test('the command line makes a project, sends a file, reads the film, exports it, and sees both as one with the skill API', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const { token } = who
  const verified = await server.good('gateway.verify', { token, body: { token } })
  assert.deepEqual([verified.data.user_id, verified.data.balance], [who.user, 100])
  const made = await server.good('gateway.createProject', { token, body: { create_session: true } })
  const { project_id: project, session: { session_id: session } } = made.data
  const all = await server.good('gateway.projects', { token, headers: { 'Content-Type': 'application/json' } })
  assert.deepEqual(new Set(all.data.projects.map((one: any) => one.project_id)), new Set([project, who.project]))
  assert.equal((await server.good('gateway.project', { token, path: { project } })).data.project_id, project)
  assert.equal((await server.good('gateway.projectSessions', { token, path: { project } })).data.sessions[0].session_id, session)
  assert.deepEqual((await server.good('gateway.frontendState', { token, path: { project } })).data.project, {})
  const form = new FormData()
  form.append('session_id', session)
  form.append('file', pictures(1).get('files') as Blob, 'p1.png')
  assert.equal((await server.good('gateway.upload', { token, body: form })).data.filename, 'p1.png')
  const late = pictures(2, 'file')
  late.append('session_id', session)
  assert.deepEqual((await server.good('gateway.upload', { token, body: late })).data.files.map(({ filename, width }: any) => [filename, width]), [['p1.png', 320], ['p2.png', 320]], 'the field may stand behind the files')
  await server.bad('gateway.upload', 'body-invalid', { token, body: pictures(1) })
  const foreign = pictures(1, 'file')
  foreign.append('session_id', '1234567890123456789')
  await server.bad('gateway.upload', 'session-unknown', { token, body: foreign })
  assert.deepEqual(await readdir(join(server.folder, 'objects/incoming'), { recursive: true, withFileTypes: true }).then((all) => all.filter((one) => one.isFile()).length), 0, 'and nothing of it stays')
  const chat = await connect(server, token, session)
  chat.send({ type: 'message', content: 'make a 3 second film', metadata: {} })
  await chat.until('done')
  const state = await server.good('gateway.frontendState', { token, path: { project } })
  assert.ok(state.data.project.timeline_draft.t.length > 0)
  const job = await server.good('gateway.renderSubmit', { token, headers: skill, body: { id: 'draft-cli-1', draft: state.data.project.timeline_draft, sessionId: session, output: { format: 'mp4', codec: 'h264', crf: 23 } } })
  assert.equal((await server.good('gateway.renderStatus', { token, path: { render: job.id } })).data.status, job.status)
  await server.bad('gateway.renderDownload', 'render-not-ready', { token, path: { project } })
  await server.bad('gateway.renderDownload', 'render-not-ready', { token, path: { project: job.id } })
  await server.bad('gateway.renderDownload', 'render-unknown', { token, path: { project: 'project_none' } })
  assert.equal((await server.good('gateway.balance', { token })).data.available, 95)
  const usage = await server.good('gateway.usage', { token, query: { page_no: '1', page_size: '100' } })
  assert.deepEqual(usage.data.items.map(({ kind, amount_delta }: any) => [kind, amount_delta]), [['conversation', -5], ['grant', 100]])
  assert.deepEqual([usage.data.items[0].conversation.user_message, usage.data.items[0].conversation.project_id, usage.data.items[1].grant.source], ['make a 3 second film', project, 'welcome'])
  const page = (number: number) => server.good('gateway.usage', { token, query: { page_no: String(number), page_size: '1' } })
  assert.deepEqual((await Promise.all([1, 2, 3].map(page))).map(({ data }) => [data.total, data.total_pages, data.has_next, data.items.length, data.items[0]?.kind]), [[2, 2, true, 1, 'conversation'], [2, 2, false, 1, 'grant'], [2, 2, false, 0, undefined]])
  await server.bad('gateway.usage', 'query-invalid', { token, query: { page_size: '1000' } })
  await server.bad('gateway.usage', 'query-invalid', { token, query: { start_date: 'yesterday' } })
  await server.bad('gateway.project', 'session-unknown', { token, path: { project: 'project_none' } })
})

test('the socket begins with session_ready, tells text and tools, ends with done, answers pings', async () => {
  const server = await shared()
  const who = await newcomer(server)
  await server.good('skill.upload', { token: who.token, path: { session: who.session }, body: pictures(2) })
  const chat = await connect(server, who.token, who.session)
  assert.deepEqual(chat.events[0], { type: 'session_ready', session_id: who.session, project_id: who.project })
  chat.send({ type: 'ping' })
  await chat.until('pong')
  chat.send({ type: 'message', content: 'make a 3 second film', metadata: {} })
  await chat.until('done')
  const types = chat.events.map(({ type }) => type)
  for (const type of ['message_accepted', 'tool_start', 'tool_end', 'text']) assert.ok(types.includes(type), type)
  assert.equal(types.filter((type) => type === 'done').length, 1)
  chat.socket.send('not json')
  assert.match((await chat.until('error')).error, /message is/)
  chat.socket.close()
})

test('a question keeps the turn open; done comes after the answer', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const chat = await connect(server, who.token, who.session)
  chat.send({ type: 'message', content: 'make a video', metadata: {} })
  const asked = await chat.until('ask_question')
  const [question] = asked.questions
  assert.ok(question.options.length > 0 && question.options[0].label !== '')
  await server.good('skill.upload', { token: who.token, path: { session: who.session }, body: pictures(2) })
  assert.equal(chat.events.some(({ type }) => type === 'done'), false)
  chat.send({ type: 'message', content: `1. ${question.prompt}: make a 3 second film`, metadata: {} })
  await chat.until('done')
  assert.equal(chat.events.filter(({ type }) => type === 'done').length, 1)
  chat.socket.close()
})

test('a wrong token is 401 with JSON, a missing session closes with 4002, another path is 404', async () => {
  const server = await shared()
  const who = await newcomer(server)
  assert.match(await refusal(`${server.url}/ws/chat?token=nmv_usr_no&session_id=${who.session}`), /401/)
  assert.match(await refusal(`${server.url}/ws/other?token=${who.token}`), /404/)
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws/chat?token=${who.token}&session_id=1234567890123456789`)
  const [code] = await once(socket, 'close') as [number]
  assert.equal(code, 4002)
})

test('a socket that drops in the middle is followed by one that gets the rest, prompt not sent again', async () => {
  const server = await shared()
  const who = await newcomer(server)
  await server.good('skill.upload', { token: who.token, path: { session: who.session }, body: pictures(2) })
  const first = await connect(server, who.token, who.session)
  first.send({ type: 'message', content: 'make a 3 second film', metadata: {} })
  await first.until('message_accepted')
  first.socket.terminate()
  const second = await connect(server, who.token, who.session)
  await second.until('done')
  assert.equal((await server.good('skill.credits', { token: who.token })).available, 95)
  second.socket.close()
})

test('a client that comes with a message of its own gets that one, not the rest of an old turn', async () => {
  const server = await shared()
  const who = await newcomer(server)
  await makeFilm(server, who)
  const old = await connect(server, who.token, who.session)
  old.send({ type: 'message', content: 'add a title: Old', metadata: {} })
  await old.until('message_accepted')
  old.socket.terminate()
  const chat = await connect(server, who.token, who.session)
  chat.send({ type: 'message', content: 'how many credits are left?', metadata: {} })
  await chat.until('done')
  assert.match(chat.events.filter(({ type }) => type === 'text').map(({ text }) => text).join(''), /credits/)
  assert.equal(chat.events.filter(({ type }) => type === 'done').length, 1)
  chat.socket.close()
})

test('any frame, text or bytes, leaves the socket and the server whole', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const chat = await connect(server, who.token, who.session)
  await fc.assert(fc.asyncProperty(fc.oneof(fc.json(), fc.string(), fc.uint8Array({ maxLength: 100 }), fc.constantFrom('{"type":"message","content":"\\u0000\\ud800"}', '{"type":"abort"}', '{"type":"message","content":{}}', '[]')), async (frame) => {
    chat.socket.send(frame)
    chat.send({ type: 'ping' })
    await chat.until('pong')
    // Thirty at once is what the server takes; each run sends two.
  }), { numRuns: 13 })
  chat.socket.send('x'.repeat(300_000))
  const [code] = await once(chat.socket, 'close') as [number]
  assert.equal(code, 1009)
  assert.equal((await server.ask('pages.health')).status, 200)
})

test('one-shot jobs: a prompt becomes a session, a turn and a render behind one id', async () => {
  const server = await shared()
  const who: Newcomer = await newcomer(server)
  const job = await server.good('jobs.run', { token: who.token, headers: skill, body: { skill: 'x', input: { prompt: 'make a 3 second film that says "Hello"' } } })
  assert.match(job.job_id, /^job_\d{19}$/)
  assert.equal(job.poll_url, `${server.url}/v1/jobs/${job.job_id}`)
  const caller = await server.studio.accounts.authenticate(who.token)
  const [turn] = await server.studio.sessions.messages(caller, job.session_id, { offset: 0, limit: 1 })
  for await (const _ of server.studio.turns.events(caller, turn!.id));
  // Polls come without the headers of the submission.
  const polled = await server.good('jobs.jobLong', { token: who.token, path: { job: job.job_id } })
  assert.equal(polled.status, 'processing', polled.error)
  assert.equal((await server.studio.renders.list(caller, { session: job.session_id }, { offset: 0, limit: 5 })).length, 1)
  await server.bad('jobs.run', 'export-blocked', { token: who.token, body: { input: { prompt: 'make a 3 second film that says "Hello"' } } })
  await server.bad('jobs.generate', 'message-invalid', { token: who.token, body: {} })
  await server.bad('jobs.job', 'session-unknown', { token: who.token, path: { job: 'job_1' } })
  await server.bad('jobs.generateLong', 'address-forbidden', { token: who.token, headers: skill, body: { prompt: 'x', urls: ['http://169.254.169.254/'] } })
})

async function connect(server: Server, token: string, session: string) {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws/chat?token=${token}&session_id=${session}`)
  const events: any[] = []
  let heard = () => {}
  let seen = 0
  socket.on('message', (data) => {
    events.push(JSON.parse(String(data)))
    heard()
  })
  socket.on('close', () => heard())
  const until = async (type: string): Promise<any> => {
    for (;;) {
      while (seen < events.length) {
        const event = events[seen++]
        if (event.type === type) return event
      }
      assert.ok(socket.readyState <= socket.OPEN, `closed before ${type}`)
      await new Promise<void>((done) => { heard = done })
    }
  }
  await until('session_ready')
  return { socket, events, until, send: (message: unknown) => socket.send(JSON.stringify(message)) }
}

async function refusal(url: string): Promise<string> {
  const socket = new WebSocket(url.replace('http', 'ws'))
  const [error] = await once(socket, 'error') as [Error]
  return error.message
}
