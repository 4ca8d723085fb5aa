import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../studio/kit.ts'
import { eventsOf, makeFilm, newcomer, openServer, paint, pictures, say, skill, type Server } from './kit.ts'

let opened: Promise<Server> | undefined
const shared = () => (opened ??= openServer())
const texts = (events: readonly any[]) => events.filter(({ type }) => type === 'text').map(({ text }) => text).join('')

test('an anonymous token needs a client id, lives seven days, and opens a session', async () => {
  const server = await shared()
  await server.bad('skill.anonymousToken', 'client-id-missing')
  await server.bad('skill.anonymousToken', 'client-id-missing', { headers: { 'X-Client-Id': 'x'.repeat(65) } })
  const body = await server.good('skill.anonymousToken', { headers: { 'X-Client-Id': 'client-1774100000-abc' } })
  assert.match(body.token, /^nmv_usr_[\w-]{43}$/)
  assert.match(body.data.user_id, /^anon_[0-9a-f]{16}$/)
  assert.deepEqual([body.data.credits, body.data.expires_in, body.data.scopes], [100, 604_800, ['read', 'write', 'upload']])
  assert.match(body.data.expires_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  const session = await server.good('skill.withSession', { token: body.token })
  assert.match(session.session_id, /^\d{19}$/)
  assert.equal(typeof session.data.session_id, 'string')
  assert.equal((await server.good('skill.withSession', { token: body.token, body: { task_name: 'x', language: '<lang>' } })).data.language, undefined)
  assert.equal((await server.good('skill.withSession', { token: body.token, path: { user: body.data.user_id }, body: { language: 'zh-CN' } })).data.language, 'zh-CN')
})

test('a second token for the same client is 429 with Retry-After, until the first has expired', async () => {
  const server = await openServer({ studio: { anonymous: { perClient: 1, perAddress: 3 } } })
  const { token } = await newcomer(server, 'laptop')
  const refused = await server.bad('skill.anonymousToken', 'rate-limited', { headers: { 'X-Client-Id': 'laptop' } })
  assert.equal(refused.code, 429)
  await newcomer(server, 'another')
  await newcomer(server, 'third')
  await server.bad('skill.anonymousToken', 'rate-limited', { headers: { 'X-Client-Id': 'fourth' } })
  await server.good('skill.credits', { token })
  server.clock.turn(7 * day + 1000)
  await server.bad('skill.credits', 'token-invalid', { token })
  await newcomer(server, 'laptop')
})

test('pages of other origins get few tokens from a browser, also where agents get as many as they like', async () => {
  const server = await openServer({ studio: { anonymous: { perAddress: 0, perPage: 2 } } })
  const ask = (origin?: string) => server.ask('skill.anonymousToken', { headers: { 'X-Client-Id': server.world.random.hex(12), ...(origin !== undefined && { Origin: origin }) } })
  const statuses: number[] = []
  for (const origin of ['https://evil.example', 'null', 'https://other.example', 'http://127.0.0.1.evil.example']) statuses.push((await ask(origin)).status)
  assert.deepEqual(statuses, [200, 200, 429, 429])
  for (const origin of [undefined, server.url, 'http://localhost:5173', undefined]) assert.equal((await ask(origin)).status, 200, origin)
})

test('files come as a form under every part name, by address only from outside, and stand in the state', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const state = () => server.good('skill.state', { token: who.token, path: { session: who.session } })
  const empty = await state()
  assert.deepEqual([empty.data.state.draft, empty.data.state.video_infos, empty.data.version], [{}, [], 0])
  assert.equal('state' in empty, false)
  for (const part of ['files', 'files[]', 'file']) await server.good('skill.upload', { token: who.token, path: { session: who.session, user: who.user }, body: pictures(1, part) })
  const many = await server.good('skill.upload', { token: who.token, path: { session: who.session }, body: pictures(3) })
  assert.equal(many.data.files.length, 3)
  assert.equal(many.url, many.data.files[0].url)
  const [file] = many.data.files
  assert.deepEqual([file.filename, file.file_type, file.mime_type, file.width, file.height], ['p1.png', 'image', 'image/png', 320, 240])
  assert.match(file.url, new RegExp(`^${server.url}/f/[\\w-]{20,}/p1\\.png$`))
  assert.ok((await state()).data.state.video_infos.length >= 1)
  const fetched = await fetch(file.url)
  assert.equal(fetched.headers.get('content-type'), 'image/png')
  assert.equal((await fetched.arrayBuffer()).byteLength, file.size)
  await server.bad('skill.upload', 'upload-empty', { token: who.token, path: { session: who.session }, body: new FormData() })
  await server.bad('skill.upload', 'body-invalid', { token: who.token, path: { session: who.session }, body: { urls: [] } })
})

test('a file that cannot be used is 4001, beside others it is told, too large is 4002', async () => {
  const server = await openServer({ studio: { files: { largest: 500_000, perUser: 2_000_000 } }, api: { uploads: { largest: 500_000, files: 5 } } })
  const who = await newcomer(server)
  const request = (form: FormData) => ({ token: who.token, path: { session: who.session }, body: form })
  const junk = () => new Blob([new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0])])
  const bad = new FormData()
  bad.append('files', junk(), 'program.jpg')
  assert.equal((await server.bad('skill.upload', 'file-unsupported', request(bad))).code, 4001)
  const mixed = pictures(1)
  mixed.append('files', junk(), 'program.jpg')
  const taken = await server.good('skill.upload', request(mixed))
  assert.deepEqual([taken.data.files.length, taken.data.failed.map(({ name, reason }: any) => [name, reason])], [1, [['program.jpg', 'file-unsupported']]])
  const large = new FormData()
  large.append('files', new Blob([new Uint8Array(600_000)]), 'large.jpg')
  assert.equal((await server.bad('skill.upload', 'file-too-large', request(large))).code, 4002)
  const broken = await server.ask('skill.upload', { token: who.token, path: { session: who.session }, headers: { 'Content-Type': 'multipart/form-data; boundary=x' }, body: '--x\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\nAAAA' })
  assert.equal((await broken.json() as any).reason, 'body-malformed')
})

test('a message makes a film: heartbeat first, text once, no end marker, and the state has it before the stream closes', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const events = await makeFilm(server, who)
  assert.deepEqual(events[0], { type: 'heartbeat' })
  assert.ok(events.some(({ type }) => type === 'tool_call') && events.some(({ type }) => type === 'tool_result'))
  assert.ok(texts(events).length > 10)
  for (const event of events.slice(1)) assert.equal(typeof event.content, 'object')
  assert.equal(events.some(({ type }) => type === 'done' || type === 'end'), false)
  const { data } = await server.good('skill.state', { token: who.token, path: { session: who.session } })
  assert.equal(data.version, 1)
  assert.ok(data.state.draft.t[0].sg.length >= 2)
  assert.match(data.state.draft.t[0].sg[0].src, new RegExp(`^${server.url}/f/`))
  assert.match(data.state.summary, /^Timeline \(/)
  const balance = await server.good('skill.credits', { token: who.token })
  assert.deepEqual(balance.data, { available: 95, frozen: 0, total: 95, total_granted: 100, total_consumed: 5 })
})

test('the same turn in flat and ADK form; camelCase means ADK', async () => {
  const server = await shared()
  const who = await newcomer(server)
  await makeFilm(server, who)
  const flat = await say(server, who, 'add a title: Urban Dreams', { format: 'flat' })
  assert.equal(typeof flat.find(({ type }) => type === 'text').content, 'string')
  assert.ok(flat.every((event) => !('author' in event)))
  const response = await server.ask('skill.runSse', { token: who.token, body: { appName: 'nemo_agent', userId: 'me', sessionId: who.session, newMessage: { role: 'user', parts: [{ text: 'make the title ' }, { text: 'red' }] }, streaming: false } })
  const adk = await eventsOf(response)
  assert.ok(adk.length > 0)
  for (const event of adk) {
    assert.equal('type' in event, false)
    assert.equal(event.author, 'nemo_agent')
    assert.equal(typeof event.timestamp, 'number')
  }
})

test('a stream that broke is joined again after the last event; nothing is charged twice', async () => {
  const server = await shared()
  const who = await newcomer(server)
  await server.good('skill.upload', { token: who.token, path: { session: who.session }, body: pictures(2) })
  const body = { session_id: who.session, new_message: { parts: [{ text: 'make a 4 second film' }] } }
  const first = await server.ask('skill.runSse', { token: who.token, headers: { 'X-Event-Ids': '1' }, body })
  const text = await first.text()
  const ids = [...text.matchAll(/^id: (\S+)$/gm)].map(([, id]) => id!)
  assert.match(ids[0]!, /^turn_[0-9a-f]+:1$/)
  const again = await server.ask('skill.runSse', { token: who.token, headers: { 'Last-Event-ID': ids[0]! }, body })
  const rest = [...(await again.text()).matchAll(/^id: (\S+)$/gm)].map(([, id]) => id!)
  assert.deepEqual(rest, ids.filter((id) => id !== ids[0]))
  assert.equal((await server.good('skill.credits', { token: who.token })).available, 95)
  await server.bad('skill.runSse', 'version-conflict', { token: who.token, body: { ...body, expected_version: 7 } })
  const key = { 'Idempotency-Key': 'one' }
  const edit = { session_id: who.session, new_message: { parts: [{ text: 'add a title: A' }] } }
  await eventsOf(await server.ask('skill.runSse', { token: who.token, headers: key, body: edit }))
  await eventsOf(await server.ask('skill.runSse', { token: who.token, headers: key, body: edit }))
  assert.equal((await server.good('skill.credits', { token: who.token })).available, 94)
})

test('a turn goes on when its client has gone', async () => {
  const server = await shared()
  const who = await newcomer(server)
  await server.good('skill.upload', { token: who.token, path: { session: who.session }, body: pictures(2) })
  const leave = new AbortController()
  const response = await fetch(`${server.url}/run_sse`, { method: 'POST', signal: leave.signal, headers: { Authorization: `Bearer ${who.token}` }, body: JSON.stringify({ session_id: who.session, new_message: { parts: [{ text: 'make a 4 second film' }] } }) })
  await response.body!.getReader().read()
  leave.abort()
  const caller = await server.studio.accounts.authenticate(who.token)
  const turn = (await server.studio.sessions.messages(caller, who.session, { offset: 0, limit: 1 }))[0]!
  for await (const _ of server.studio.turns.events(caller, turn.id));
  assert.equal((await server.good('skill.state', { token: who.token, path: { session: who.session } })).data.version, 1)
})

test('refusals come before the stream begins: no session 1002, no credits 2001 with the way to register, no words', async () => {
  const server = await openServer({ studio: { credits: { grant: 3 } } })
  const who = await newcomer(server)
  const missing = await server.bad('skill.runSse', 'session-unknown', { token: who.token, body: { session_id: '1234567890123456789', new_message: { parts: [{ text: 'hi' }] } } })
  assert.deepEqual([missing.code, typeof missing.detail], [1002, 'string'])
  await server.bad('skill.runSse', 'session-unknown', { token: who.token, body: { new_message: { parts: [{ text: 'hi' }] } } })
  await server.bad('skill.runSse', 'session-unknown', { token: who.token, body: { user_id: 'anon_0000000000000000', session_id: who.session, new_message: { parts: [{ text: 'hi' }] } } })
  await server.bad('skill.runSse', 'body-invalid', { token: who.token, body: { session_id: who.session } })
  await server.bad('skill.runSse', 'message-invalid', { token: who.token, body: { session_id: who.session, new_message: { parts: [{ text: ' ' }] } } })
  await server.good('skill.upload', { token: who.token, path: { session: who.session }, body: pictures(2) })
  const short = await server.bad('skill.runSse', 'credits-short', { token: who.token, body: { session_id: who.session, new_message: { parts: [{ text: 'make a film' }] } } })
  assert.deepEqual([short.code, short.data.user_id, short.data.register_url], [2001, who.user, `${server.url}/register?bind=${who.user}`])
})

test('a picture may come inside the message', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const response = await server.ask('skill.runSse', { token: who.token, body: { session_id: who.session, new_message: { parts: [{ inlineData: { data: paint(320, 240, 1).toString('base64'), mimeType: 'image/png' } }, { text: 'make a 3 second film' }] } } })
  await eventsOf(response)
  assert.equal((await server.good('skill.state', { token: who.token, path: { session: who.session } })).data.state.video_infos.length, 1)
})

test('renders: every body, the same id twice, another session, no draft, a draft as text, 402 without attribution, cancel', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const submit = (body: unknown, headers: Record<string, string> = skill) => ({ token: who.token, headers, body })
  await server.bad('skill.renderSubmit', 'draft-missing', submit({ sessionId: who.session }))
  await makeFilm(server, who)
  const { draft } = (await server.good('skill.state', { token: who.token, path: { session: who.session } })).data.state
  await server.bad('skill.renderSubmit', 'export-blocked', submit({ sessionId: who.session }, {}))
  await server.bad('skill.renderSubmit', 'export-blocked', submit({ sessionId: who.session }, { 'X-Skill-Source': 'a', 'X-Skill-Version': '1' }))
  const first = await server.good('skill.renderSubmit', submit({ id: 'render_1', sessionId: who.session, draft, output: { format: 'mp4', quality: 'high' } }))
  assert.deepEqual([first.id, first.taskId, first.render_id, first.data.id], ['render_1', 'render_1', 'render_1', 'render_1'])
  assert.ok(['pending', 'processing'].includes(first.status))
  const again = await server.good('skill.renderSubmit', submit({ id: 'render_1', sessionId: who.session, draft: {} }))
  assert.equal(again.createdAt, first.createdAt)
  const other = await server.good('skill.withSession', { token: who.token })
  await server.bad('skill.renderSubmit', 'render-taken', submit({ id: 'render_1', sessionId: other.session_id }))
  const forms = [
    { session_id: who.session }, { sessionId: who.session, draft: JSON.stringify(draft), output: { format: 'mp4', quality: 'high', resolution: '1080p', fps: 30 } },
    { id: 'draft-cli-1774100000000', draft, sessionId: who.session, output: { format: 'mp4', codec: 'h264', crf: 23 } }, { id: 'old', draft, sessionId: who.session, projectId: who.project },
    { project_id: who.project, draft }, { sessionId: who.session, draft: null, output: null }, { sessionId: who.session, draft: {} },
  ]
  for (const body of forms) {
    const job = await server.good('skill.renderSubmitFirst', submit(body))
    for (const id of ['skill.renderStatus', 'skill.renderStatusShort']) assert.equal((await server.good(id, { token: who.token, path: { render: job.id } })).id, job.id)
    const ended = await server.good('skill.renderCancel', { token: who.token, path: { render: job.id } })
    assert.deepEqual([ended.status, ended.data.error], ['failed', 'cancelled'])
  }
  await server.bad('skill.renderStatus', 'render-unknown', { token: who.token, path: { render: 'nothing' } })
  await server.bad('skill.renderDownload', 'render-not-ready', { token: who.token, path: { render: 'render_1' } })
  await server.bad('skill.renderSubmit', 'session-unknown', submit({ draft }))
})

test('claim tokens are the same while they live, and no bearer', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const one = await server.good('skill.claimToken', { token: who.token, body: { task_id: who.task, session_id: who.session } })
  const two = await server.good('skill.exchangeClaimToken', { token: who.token, body: { project_id: who.project } })
  assert.match(one.claim_token, /^clm_/)
  assert.equal(one.claim_token, two.claim_token)
  assert.equal(one.expires_in, 604_800)
  assert.equal((await server.bad('skill.credits', 'token-invalid', { token: one.claim_token })).code, 1001)
})

test('no token, a wrong one, a token without the scope, and a malformed body have their numbers', async () => {
  const server = await shared()
  const who = await newcomer(server)
  assert.equal((await server.bad('skill.credits', 'token-invalid')).code, 1001)
  assert.equal((await server.bad('gateway.balance', 'token-invalid', { token: 'nmv_usr_wrong' })).code, 1010)
  const { token } = await server.studio.accounts.operator({ name: 'reader', scopes: ['read'] })
  await server.bad('skill.withSession', 'scope-missing', { token })
  await server.bad('skill.withSession', 'body-malformed', { token: who.token, body: '{"task_name":' })
  await server.bad('skill.withSession', 'body-invalid', { token: who.token, body: { task_name: 5 } })
  await server.bad('skill.withSession', 'body-too-large', { token: who.token, body: { task_name: 'x'.repeat(1_100_000) } })
  await server.bad('skill.runSse', 'query-invalid', { token: who.token, query: { format: 'xml' }, body: {} })
})

test('floods are slowed down by address and token, polls of renders never', async () => {
  const server = await openServer({ api: { perMinute: { address: 0, token: 40, wrongTokens: 40 } } })
  const who = await newcomer(server)
  const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await server.ask('skill.credits', { token: who.token })).status))
  assert.ok(statuses.includes(429) && statuses.includes(200))
  const polls = await Promise.all(Array.from({ length: 20 }, async () => (await server.ask('skill.renderStatus', { token: who.token, path: { render: 'x' } })).status))
  assert.deepEqual([...new Set(polls)], [404])
  const wrong = await Promise.all(Array.from({ length: 20 }, async () => (await server.ask('skill.credits', { token: 'nmv_usr_no' })).status))
  assert.ok(wrong.includes(429) && wrong.includes(401))
})

test('nothing secret stands in the log', async () => {
  const server = await shared()
  const who = await newcomer(server)
  await fetch(`${server.url}/workspace/claim?token=${who.token}&session=${who.session}`, { redirect: 'manual' })
  await new Promise((done) => setImmediate(done))
  const log = server.logged.join('')
  assert.ok(log.includes('skill.withSession'))
  assert.equal(log.includes(who.token), false)
})
