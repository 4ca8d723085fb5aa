import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../studio/kit.ts'
import { makeFilm, newcomer, openServer, type Server } from './kit.ts'

let opened: Promise<Server> | undefined
const shared = () => (opened ??= openServer())

const open = (url: string, cookie?: string, headers: Record<string, string> = {}) => fetch(url, { redirect: 'manual', headers: { ...headers, ...(cookie !== undefined && { Cookie: cookie }) } })
const cookieOf = (response: Response) => response.headers.getSetCookie().map((one) => one.split(';')[0]!).join('; ')

test('every link that a client builds leads to the film, by an address without a key', async () => {
  const server = await shared()
  const who = await newcomer(server)
  await makeFilm(server, who)
  const { claim_token: claim } = await server.good('skill.claimToken', { token: who.token, body: { session_id: who.session } })
  const film = `/workspace/task/${who.task}/${who.session}`
  for (const link of [`/workspace/claim?ct=${claim}`, `/workspace/claim?token=${who.token}&task=${who.task}&session=${who.session}&skill_name=x&skill_version=1&skill_source=clawhub`, `/workspace/task/${who.task}/${who.session}?nemo_token=${who.token}`]) {
    const response = await open(`${server.url}${link}`)
    assert.deepEqual([response.status, response.headers.get('location')], [303, film], link)
    const [cookie] = response.headers.getSetCookie()
    assert.match(cookie!, /HttpOnly; SameSite=Lax$/)
    assert.equal(cookie!.includes(who.token), false)
  }
  const cookie = cookieOf(await open(`${server.url}/workspace/claim?ct=${claim}`))
  for (const path of [film, `/task/${who.task}`, `/workspace/project/${who.project}/${who.session}`, `/workspace/claim?token=&task=${who.task}&session=${who.session}`]) {
    const response = await open(`${server.url}${path}`, cookie)
    const page = await response.text()
    assert.equal(response.status, 200, path)
    assert.match(page, /Timeline \(/)
    assert.match(page, /make a 4 second film, no music/)
    assert.equal(page.includes('nmv_usr_') || page.includes('clm_'), false)
    assert.equal((await open(`${server.url}${path}`)).status, 404)
  }
  assert.match(await (await open(`${server.url}${film}`, cookie, { 'Accept-Language': 'zh-CN,zh' })).text(), /生成 MP4/)
  for (const picture of ['frame.jpg', 'sheet.jpg']) assert.equal((await open(`${server.url}/workspace/film/${who.session}/${picture}`, cookie)).headers.get('content-type'), 'image/jpeg')
  assert.equal((await open(`${server.url}/workspace/film/${who.session}/frame.jpg`)).status, 404)
})

test('the button of the page exports once, and not for a form of another site', async () => {
  const server = await shared()
  const who = await newcomer(server)
  await makeFilm(server, who)
  const { claim_token: claim } = await server.good('skill.claimToken', { token: who.token, body: { session_id: who.session } })
  const cookie = cookieOf(await open(`${server.url}/workspace/claim?ct=${claim}`))
  const press = (headers: Record<string, string> = {}) => fetch(`${server.url}/workspace/film/${who.session}/export`, { method: 'POST', redirect: 'manual', headers: { Cookie: cookie, ...headers } })
  assert.equal((await press({ 'Sec-Fetch-Site': 'cross-site' })).status, 404)
  assert.equal((await press({ 'Sec-Fetch-Site': 'same-origin' })).status, 303)
  assert.equal((await press()).status, 303)
  assert.equal((await server.good('own.renders', { token: who.token })).renders.length, 1)
  assert.match(await (await open(`${server.url}/task/${who.task}`, cookie)).text(), /<progress/)
})

test('a link that is over, or never was, is a page that says so', async () => {
  const server = await openServer()
  const who = await newcomer(server)
  const { claim_token: claim } = await server.good('skill.claimToken', { token: who.token, body: { session_id: who.session } })
  for (const link of ['/workspace/claim?ct=clm_wrong', '/workspace/claim?token=nmv_usr_wrong&session=1', '/workspace/claim', '/task/task_none', '/workspace/claim?ct=%00%27%3Cscript%3E']) {
    const response = await open(`${server.url}${link}`)
    assert.ok([401, 404].includes(response.status), `${link}: ${response.status}`)
    assert.match(response.headers.get('content-type')!, /text\/html/)
    assert.doesNotMatch(await response.text(), /<script/)
  }
  server.clock.turn(8 * day)
  assert.equal((await open(`${server.url}/workspace/claim?ct=${claim}`)).status, 404)
})

test('what a film is called is text on its page', async () => {
  const server = await shared()
  const who = await newcomer(server)
  await makeFilm(server, who)
  await server.good('own.renameSession', { token: who.token, path: { session: who.session }, body: { name: '<img src=x onerror=alert(1)>' } })
  const { claim_token: claim } = await server.good('skill.claimToken', { token: who.token, body: { session_id: who.session } })
  const cookie = cookieOf(await open(`${server.url}/workspace/claim?ct=${claim}`))
  const page = await (await open(`${server.url}/task/${who.task}`, cookie)).text()
  assert.match(page, /&lt;img src=x/)
  assert.doesNotMatch(page, /<img src=x/)
})

test('the form makes an account that keeps the films of the browser that came by their link', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const { claim_token: claim } = await server.good('skill.claimToken', { token: who.token, body: { session_id: who.session } })
  const cookie = cookieOf(await open(`${server.url}/workspace/claim?ct=${claim}`))
  assert.match(await (await open(`${server.url}/register?bind=${who.user}`)).text(), new RegExp(`value="${who.user}"`))
  const send = (fields: Record<string, string>, with_?: string) => fetch(`${server.url}/register`, { method: 'POST', body: new URLSearchParams(fields), headers: with_ === undefined ? {} : { Cookie: with_ } })
  const email = `${server.world.random.hex(8)}@example.com`
  const weak = await send({ email, password: 'short', bind: who.user }, cookie)
  assert.equal(weak.status, 400)
  assert.match(await weak.text(), /10 to 200 characters/)
  const made = await (await send({ email, password: 'correct horse battery', bind: who.user }, cookie)).text()
  const token = /nmv_usr_[\w-]{43}/.exec(made)![0]
  assert.deepEqual((await server.good('own.sessions', { token })).sessions.map(({ id }: any) => id), [who.session])
})

test('file links: whole, in ranges, by HEAD, with a tag; never run by a browser; unknown ones are nothing', async () => {
  const server = await shared()
  const who = await newcomer(server)
  await makeFilm(server, who)
  const [file] = (await server.good('own.assets', { token: who.token, path: { session: who.session } })).files
  const whole = await open(file.url)
  const bytes = Buffer.from(await whole.arrayBuffer())
  assert.deepEqual([whole.status, bytes.length, whole.headers.get('accept-ranges')], [200, file.size, 'bytes'])
  assert.match(whole.headers.get('content-security-policy')!, /sandbox/)
  assert.equal(whole.headers.get('x-content-type-options'), 'nosniff')
  assert.match(whole.headers.get('content-disposition')!, /^inline; filename="p1\.png"/)
  const part = await open(file.url, undefined, { Range: 'bytes=10-19' })
  assert.deepEqual([part.status, part.headers.get('content-range'), Buffer.from(await part.arrayBuffer()).toString('hex')], [206, `bytes 10-19/${file.size}`, bytes.subarray(10, 20).toString('hex')])
  const behind = await open(file.url, undefined, { Range: `bytes=${file.size}-` })
  assert.deepEqual([behind.status, behind.headers.get('content-range')], [416, `bytes */${file.size}`])
  assert.equal((await open(file.url, undefined, { 'If-None-Match': whole.headers.get('etag')! })).status, 304)
  const head = await fetch(file.url, { method: 'HEAD' })
  assert.deepEqual([head.status, head.headers.get('content-length'), (await head.arrayBuffer()).byteLength], [200, String(file.size), 0])
  for (const path of [`/f/${'x'.repeat(43)}/a.jpg`, `/o/${'x'.repeat(43)}/video.mp4`, '/f/..%2f..%2fetc/passwd', '/f/%00/x']) assert.equal((await open(`${server.url}${path}`)).status, 404, path)
})
