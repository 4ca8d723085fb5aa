import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { day } from '../studio/kit.ts'
import { makeFilm, newcomer, openServer, skill, type Newcomer, type Server } from './kit.ts'

const script = `document.title = 'Kinora'\n${'// long enough to be worth shrinking\n'.repeat(100)}`
const shell = '<!doctype html><title>Kinora</title><script type="module" src="/assets/main-DFolUnL1.js"></script><noscript><a href="?view=plain">plain</a></noscript>'

let folder: string | undefined
after(async () => { if (folder !== undefined) await rm(folder, { recursive: true, force: true }) })

// A build as vite leaves it, and a secret beside it that must never come out.
async function build(): Promise<string> {
  folder = await mkdtemp(join(tmpdir(), 'kinora-page-'))
  await mkdir(join(folder, 'web/assets'), { recursive: true })
  await writeFile(join(folder, 'secret.js'), 'secret')
  await writeFile(join(folder, 'web/index.html'), shell)
  await writeFile(join(folder, 'web/icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  await writeFile(join(folder, 'web/assets/main-DFolUnL1.js'), script)
  await writeFile(join(folder, 'web/assets/first.js'), 'no hash in its name')
  await writeFile(join(folder, 'web/assets/notes.secret'), 'of no known type')
  return join(folder, 'web')
}

let opened: Promise<Server> | undefined
const shared = () => (opened ??= build().then((page) => openServer({ page })))
const open = (url: string, cookie?: string, headers: Record<string, string> = {}) => fetch(url, { redirect: 'manual', headers: { ...headers, ...(cookie !== undefined && { Cookie: cookie }) } })

/** The cookie that a claim link leaves in a browser. */
async function claimed(server: Server, who: Newcomer): Promise<string> {
  const { claim_token: claim } = await server.good('skill.claimToken', { token: who.token, body: { session_id: who.session } })
  const response = await open(`${server.url}/workspace/claim?ct=${claim}`)
  assert.deepEqual([response.status, response.headers.get('location')], [303, `/workspace/task/${who.task}/${who.session}`])
  return response.headers.getSetCookie()[0]!.split(';')[0]!
}

test('every link of a film opens the workspace, which says nothing of the film and may load nothing from elsewhere', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const policy = (await open(server.url)).headers.get('content-security-policy')!
  for (const path of ['/', `/workspace/task/${who.task}/${who.session}`, `/task/${who.task}`, `/workspace/project/${who.project}/${who.session}`]) {
    const response = await open(`${server.url}${path}`)
    assert.deepEqual([response.status, await response.text()], [200, shell], path)
    assert.equal(response.headers.get('content-security-policy'), policy)
    assert.deepEqual([response.headers.get('cache-control'), response.headers.get('content-type'), response.headers.get('x-content-type-options')], ['no-cache', 'text/html; charset=utf-8', 'nosniff'])
    assert.equal((await open(`${server.url}${path}`, undefined, { 'If-None-Match': response.headers.get('etag')! })).status, 304)
  }
  for (const rule of ["default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"]) assert.ok(policy.split('; ').includes(rule), rule)
  assert.doesNotMatch(policy, /unsafe|\*|https?:/)
  const led = await open(`${server.url}/workspace/claim?task=${who.task}&session=${who.session}&skill_name=x`)
  assert.deepEqual([led.status, led.headers.get('location')], [303, `/task/${who.session}`])
})

test('files of the workspace: kept for good under their hashed names, shrunk for whoever takes it, nothing beside them', async () => {
  const server = await shared()
  const { status, headers, body } = await raw(server, '/assets/main-DFolUnL1.js', { 'Accept-Encoding': 'gzip, deflate, br' })
  assert.deepEqual([status, headers['content-encoding'], headers['content-type'], headers['cache-control'], headers['vary']], [200, 'br', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable', 'Accept-Encoding'])
  assert.equal(brotliDecompressSync(body).toString(), script)
  assert.ok(body.length < script.length / 4)
  assert.equal(gunzipSync((await raw(server, '/assets/main-DFolUnL1.js', { 'Accept-Encoding': 'gzip, br;q=0' })).body).toString(), script)
  const plain = await raw(server, '/assets/main-DFolUnL1.js', {})
  assert.deepEqual([plain.headers['content-encoding'], plain.body.toString()], [undefined, script])
  assert.notEqual(plain.headers['etag'], headers['etag'])
  assert.equal((await open(`${server.url}/assets/first.js`)).headers.get('cache-control'), 'public, no-cache')
  const head = await fetch(`${server.url}/assets/main-DFolUnL1.js`, { method: 'HEAD', headers: { 'Accept-Encoding': 'identity' } })
  assert.deepEqual([head.status, head.headers.get('content-length'), (await head.arrayBuffer()).byteLength], [200, String(script.length), 0])
  assert.equal((await open(`${server.url}/icon.svg`)).headers.get('content-type'), 'image/svg+xml')
  for (const path of ['/assets/notes.secret', '/assets/..%2f..%2fsecret.js', '/assets/%2e%2e/index.html', '/assets/..%2findex.html', '/assets/nothing.js', '/assets/%00', '/assets/constructor', '/favicon.ico', '/index.html']) {
    assert.equal((await raw(server, path, {})).status, 404, path)
  }
})

test('a new build is given out at once, and the files of the one before stay for open tabs', async () => {
  const server = await openServer({ page: await build() })
  assert.equal(await (await open(`${server.url}/`)).text(), shell)
  await rm(join(folder!, 'web/assets/main-DFolUnL1.js'))
  await writeFile(join(folder!, 'web/assets/main-DFolUnL2.js'), 'second')
  await writeFile(join(folder!, 'web/index.html'), shell.replace('UnL1', 'UnL2'))
  await utimes(join(folder!, 'web/index.html'), new Date(), new Date(Date.now() + 5000))
  assert.match(await (await open(`${server.url}/`)).text(), /main-DFolUnL2/)
  assert.equal(await (await open(`${server.url}/assets/main-DFolUnL2.js`)).text(), 'second')
  assert.equal(await (await open(`${server.url}/assets/main-DFolUnL1.js`)).text(), script)
})

test('the plain page stays for browsers without script, and its button leads back to it', async () => {
  const server = await shared()
  const who = await newcomer(server)
  await makeFilm(server, who)
  const cookie = await claimed(server, who)
  const page = await open(`${server.url}/task/${who.task}?view=plain`, cookie)
  assert.equal(page.status, 200)
  assert.match(await page.text(), /Timeline \(/)
  assert.equal((await open(`${server.url}/task/${who.task}?view=plain`)).status, 404)
  assert.match(await (await open(`${server.url}/?view=plain`)).text(), /The server is running/)
  const pressed = await fetch(`${server.url}/workspace/film/${who.session}/export`, { method: 'POST', redirect: 'manual', headers: { Cookie: cookie } })
  assert.deepEqual([pressed.status, pressed.headers.get('location')], [303, `/workspace/task/${who.task}/${who.session}?view=plain`])
})

test('the key to a film: for the browser that came by its link, on this origin only, good for that film alone', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const cookie = await claimed(server, who)
  const ask = (film: string, headers: Record<string, string> = {}) => server.ask('pages.filmKey', { body: { film }, headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin', ...headers } })
  for (const film of [who.session, who.task, who.project]) {
    const response = await ask(film)
    assert.deepEqual([response.status, response.headers.get('cache-control'), response.headers.get('access-control-allow-origin')], [200, 'no-store', null])
    const key = await response.json() as any
    assert.deepEqual([key.session, key.task, key.project, key.user, key.kind, key.scopes], [who.session, who.task, who.project, who.user, 'anonymous', ['read', 'write', 'upload', 'render']])
    assert.equal((await server.good('own.session', { token: key.token, path: { session: who.session } })).id, who.session)
    await server.bad('own.createToken', 'scope-missing', { token: key.token, body: { name: 'more', scopes: ['read'] } })
  }
  for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }, { 'Sec-Fetch-Site': 'none' }, { Cookie: '' }, { Cookie: cookie.replace(/=nmv_usr_.{10}/, '=nmv_usr_AAAAAAAAAA').replace(/clm_.{5}/, 'clm_00000') }] as Record<string, string>[]) {
    await server.bad('pages.filmKey', 'session-unknown', { body: { film: who.session }, headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin', ...headers } })
  }
  assert.equal((await fetch(`${server.url}/workspace/key`, { method: 'POST', headers: { Cookie: cookie, Origin: 'http://elsewhere.example' }, body: JSON.stringify({ film: who.session }) })).status, 404)
  const other = await newcomer(server)
  for (const film of [other.session, other.task, other.project]) await server.bad('pages.filmKey', 'session-unknown', { body: { film }, headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' } })
})

test('the key lives as long as the link: a token that ended is made anew, and after seven days there is none', async () => {
  const server = await openServer({ page: await build() })
  const who = await newcomer(server)
  const cookie = await claimed(server, who)
  const key = (with_: string) => server.ask('pages.filmKey', { body: { film: who.task }, headers: { Cookie: with_, 'Sec-Fetch-Site': 'same-origin' } })
  const first = await (await key(cookie)).json() as any
  server.clock.turn(2 * day)
  await server.bad('own.session', 'token-invalid', { token: first.token, path: { session: who.session } })
  const again = await key(cookie)
  const second = await again.json() as any
  assert.equal((await server.good('own.session', { token: second.token, path: { session: who.session } })).id, who.session)
  const fresh = again.headers.getSetCookie()[0]!
  assert.match(fresh, /HttpOnly; SameSite=Lax$/)
  const kept = await key(fresh.split(';')[0]!)
  assert.deepEqual([(await kept.json() as any).token, kept.headers.getSetCookie()], [second.token, []])
  server.clock.turn(6 * day)
  assert.equal((await key(fresh.split(';')[0]!)).status, 404)
})

test('an account made in the workspace takes the film along, with the film\'s own token as the proof', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const cookie = await claimed(server, who)
  const { token: proof } = await (await server.ask('pages.filmKey', { body: { film: who.session }, headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' } })).json() as any
  const email = `${server.world.random.hex(8)}@example.com`
  const { token } = await server.good('own.register', { body: { email, password: 'correct horse battery', bind: who.user, bindToken: proof } })
  assert.deepEqual((await server.good('own.sessions', { token })).sessions.map(({ id }: any) => id), [who.session])
  const more = await newcomer(server)
  const second = await (await server.ask('pages.filmKey', { body: { film: more.session }, headers: { Cookie: await claimed(server, more), 'Sec-Fetch-Site': 'same-origin' } })).json() as any
  await server.good('own.login', { body: { email, password: 'correct horse battery', bind: more.user, bindToken: second.token } })
  assert.equal((await server.good('own.sessions', { token })).sessions.length, 2)
})

test('a link for looking: its own, once; whoever opens it sees the film and can neither change, export, share nor take it over', async () => {
  const server = await shared()
  const who = await newcomer(server)
  await makeFilm(server, who)
  const path = { session: who.session }
  const full = await server.good('own.shareSession', { token: who.token, path })
  const link = await server.good('own.shareSession', { token: who.token, path, body: { readOnly: true } })
  assert.notEqual(link.token, full.token)
  assert.equal((await server.good('own.shareSession', { token: who.token, path, body: { readOnly: true } })).token, link.token)
  const opened = await open(link.url)
  const cookie = opened.headers.getSetCookie()[0]!.split(';')[0]!
  const { token, scopes } = await (await server.ask('pages.filmKey', { body: { film: who.session }, headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' } })).json() as any
  assert.deepEqual(scopes, ['read'])
  assert.equal((await server.good('own.session', { token, path })).version, 1)
  assert.equal((await server.good('own.assets', { token, path })).files.length, 2)
  for (const [id, asked] of [['own.operate', { body: { operations: [{ name: 'set-title', title: 'Theirs' }] } }], ['own.sendTurn', { body: { text: 'add a title' } }], ['own.createRender', { body: {} }], ['own.renameSession', { body: { name: 'x' } }], ['own.deleteSession', {}], ['own.samples', {}]] as const) {
    await server.bad(id, 'scope-missing', { token, path, ...asked })
  }
  await server.bad('own.shareSession', 'scope-missing', { token, path })
  const pressed = await fetch(`${server.url}/workspace/film/${who.session}/export`, { method: 'POST', redirect: 'manual', headers: { Cookie: cookie, 'X-Skill-Source': 'a', 'X-Skill-Version': '1', 'X-Skill-Platform': 'b' } })
  assert.equal(pressed.status, 403)
  for (const bindToken of [token, link.token]) await server.bad('own.register', 'claim-unknown', { body: { email: `${server.world.random.hex(8)}@example.com`, password: 'correct horse battery', bind: who.user, bindToken } })
  // Nor does anything tell whose film it is: with the id, and from the same network, one could take everything over.
  const { renderId } = await exported(server, who)
  const state = await server.good('skill.state', { token, path })
  assert.equal(state.user_id, 'viewer')
  const preview = await server.good('own.preview', { token, path })
  const told: unknown[] = [state, preview, Buffer.from(preview.key, 'base64url').toString('latin1')]
  for (const [id, asked] of [['own.profile', {}], ['own.session', { path }], ['own.sessions', {}], ['own.assets', { path }], ['own.versions', { path }], ['own.messages', { path }], ['own.renders', {}], ['gateway.projects', {}], ['gateway.project', { path: { project: who.project } }], ['gateway.verify', { body: {} }], ['gateway.frontendState', { path: { project: who.project } }], ['skill.credits', {}], ['own.renderFile', { path: { render: renderId } }]] as const) {
    const response = await server.ask(id, { token, ...asked })
    told.push(id, [...response.headers], await response.text())
  }
  assert.ok(!JSON.stringify(told).includes(who.user), JSON.stringify(told.filter((one) => JSON.stringify(one).includes(who.user))))
  assert.equal((await server.good('skill.state', { token, path: { ...path, user: 'viewer' } })).session_id, who.session)
  assert.equal((await server.good('own.renders', { token: who.token })).renders.length, 1)
  // A browser that may work on the film keeps its key when it opens the link for looking.
  const working = (await open(full.url)).headers.getSetCookie()[0]!.split(';')[0]!
  assert.deepEqual((await open(link.url, working)).headers.getSetCookie(), [])
})

/** A request whose path and headers nobody tidies up on the way. */
function raw(server: Server, path: string, headers: Record<string, string>): Promise<{ status: number; headers: Record<string, string | string[] | undefined>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    httpRequest(`${server.url}${path}`, { path, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts) })).on('error', reject)
    }).on('error', reject).end()
  })
}

/** An export that is handed in; nobody makes it here. */
async function exported(server: Server, who: Newcomer): Promise<{ readonly renderId: string }> {
  return { renderId: (await server.good('own.createRender', { token: who.token, path: { session: who.session }, headers: skill, body: { id: 'theirs' } })).id }
}
