// Signing in through a browser, with the SDK's own client against a real server: found out, made known, agreed to, used,
// renewed, ended; and what attackers try. The person is played by requests that a browser would make.

import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { UnauthorizedError, type OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { newcomer, openServer, type Server } from '../api/kit.ts'
import { overHttp } from './kit.ts'

const hour = 3_600_000
const redirect = 'http://127.0.0.1:8123/callback'

let opened: Promise<Server> | undefined
const shared = () => (opened ??= openServer())

/** A browser with its cookies that follows no address by itself. */
function browser(server: Server) {
  const cookies = new Map<string, string>()
  async function go(url: string, init: RequestInit = {}): Promise<{ readonly status: number; readonly text: string; readonly location: URL | undefined; readonly headers: Headers }> {
    const response = await fetch(new URL(url, server.url), { redirect: 'manual', ...init, headers: { ...(cookies.size > 0 && { Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }), ...init.headers } })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!
      cookies.set(name!, value!)
    }
    const location = response.headers.get('location')
    return { status: response.status, text: await response.text(), location: location === null ? undefined : new URL(location), headers: response.headers }
  }
  /** The fields of the forms of a page. */
  const fieldsOf = (page: string) => Object.fromEntries([...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name!, value!.replaceAll('&amp;', '&').replaceAll('&quot;', '"')]))
  return {
    go, fieldsOf, cookies,
    /** Opens the page of consent and presses a button on it. */
    async answer(url: string | URL, fields: Record<string, string>) {
      const { status, text } = await go(String(url))
      assert.equal(status, 200, text)
      return go('/oauth/authorize', { method: 'POST', body: new URLSearchParams({ ...fieldsOf(text), ...fields }) })
    },
  }
}

/** The SDK's provider of one program; `open` is where the person would be led. */
function provider(scope?: string): OAuthClientProvider & { opened?: URL; kept: { tokens?: any; client?: any } } {
  const kept: { tokens?: any; client?: any; verifier?: string } = {}
  const self: any = {
    kept, redirectUrl: redirect, clientMetadata: { client_name: 'A test agent', redirect_uris: [redirect], grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], token_endpoint_auth_method: 'none', ...(scope && { scope }) },
    state: () => 'a state of the client', clientInformation: () => kept.client, saveClientInformation: (client: unknown) => { kept.client = client },
    tokens: () => kept.tokens, saveTokens: (tokens: unknown) => { kept.tokens = tokens }, redirectToAuthorization: (url: URL) => { self.opened = url },
    saveCodeVerifier: (verifier: string) => { kept.verifier = verifier }, codeVerifier: () => kept.verifier!,
  }
  return self
}

async function connect(server: Pick<Server, 'url'>, authProvider: OAuthClientProvider) {
  const client = new Client({ name: 'test', version: '1' })
  const transport = new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`), { authProvider })
  return { client, transport, connected: () => client.connect(transport as Parameters<Client['connect']>[0]) }
}

/** Everything by hand: a program, its request, its verifier. */
async function byHand(server: Server, change: Record<string, string | undefined> = {}, redirects = [redirect]) {
  const { client_id } = await server.good('oauth.register', { body: { client_name: 'by hand', redirect_uris: redirects } })
  const verifier = randomBytes(48).toString('base64url')
  const asked = { response_type: 'code', client_id, redirect_uri: redirects[0]!, state: 's', code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256', ...change }
  const query = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as [string, string]]))
  return { client_id: client_id as string, verifier, url: `${server.url}/oauth/authorize?${new URLSearchParams(query)}` }
}

const token = (server: Server, body: Record<string, string>) => server.ask('oauth.token', { body: new URLSearchParams(body) })
const tools = (server: Server, bearer: string, name = 'get_credits', given: object = {}) => fetch(`${server.url}/mcp`, {
  method: 'POST', headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' },
  body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: given } }),
})

/** A code that a guest agreed to, and how to change it. */
async function agreed(server: Server, change: Record<string, string | undefined> = {}) {
  const { url, client_id, verifier } = await byHand(server, change)
  const { location } = await browser(server).answer(url, { answer: 'guest' })
  const code = location!.searchParams.get('code')!
  return { code, client_id, verifier, exchange: { grant_type: 'authorization_code', code, client_id, redirect_uri: redirect, code_verifier: verifier } }
}

async function error(response: Response): Promise<readonly [number, string]> {
  const body = await response.json() as { readonly error: string; readonly error_description: string }
  assert.ok(body.error_description.length > 5)
  assert.equal(response.headers.get('cache-control'), 'no-store')
  return [response.status, body.error]
}

test('the SDK\'s client finds everything out, signs in, works, and renews by itself', async () => {
  const server = await shared()
  const { token: mine } = await server.studio.accounts.register({ email: 'a@example.com', password: 'a good password', address: '127.0.0.1' })
  const auth = provider()
  const first = await connect(server, auth)
  await assert.rejects(first.connected(), UnauthorizedError)
  assert.equal(auth.opened!.searchParams.get('code_challenge_method'), 'S256')
  assert.equal(auth.opened!.searchParams.get('resource'), `${server.url}/mcp`)

  const person = browser(server)
  const page = await person.go(String(auth.opened))
  assert.match(page.text, /A test agent wants to work with your films/)
  assert.match(page.headers.get('content-security-policy')!, /form-action 'self' http:\/\/127\.0\.0\.1:8123; base-uri 'none'; frame-ancestors 'none'/)
  assert.doesNotMatch(page.text, /<script/)
  const wrong = await person.answer(auth.opened!, { answer: 'account', email: 'a@example.com', password: 'not this one' })
  assert.deepEqual([wrong.status, wrong.location], [401, undefined])
  const { status, location } = await person.answer(auth.opened!, { answer: 'account', email: 'a@example.com', password: 'a good password' })
  assert.deepEqual([status, location!.origin + location!.pathname, location!.searchParams.get('state'), location!.searchParams.get('iss')], [303, redirect, 'a state of the client', server.url])
  await first.transport.finishAuth(location!.searchParams.get('code')!)
  const { client, connected } = await connect(server, auth)
  await connected()
  const made = await client.callTool({ name: 'create_video_project', arguments: { name: 'by consent' } }) as any
  // It is the person's own film.
  assert.ok((await server.good('own.sessions', { token: mine })).sessions.some(({ project }: any) => project === made.structuredContent.project_id))
  // Nothing of the signing in is left but the consent.
  assert.deepEqual((await server.good('own.tokens', { token: mine })).tokens.map(({ name }: any) => name), ['sign-up'])
  const { connections } = await server.good('own.connections', { token: mine })
  assert.deepEqual(connections.map(({ app }: any) => app), ['A test agent'])

  const { access_token: before, refresh_token: used } = auth.kept.tokens
  server.clock.turn(hour + 1)
  // Calls of the same moment renew each on their own, and none of them is taken for a thief.
  for (const answer of await Promise.all(Array.from({ length: 4 }, () => client.callTool({ name: 'get_credits', arguments: {} })))) assert.equal(answer.isError, undefined)
  assert.notEqual(auth.kept.tokens.access_token, before)
  assert.notEqual(auth.kept.tokens.refresh_token, used)
  assert.equal((await server.ask('own.endConnection', { token: mine, path: { connection: connections[0].id } })).status, 204)
  assert.equal((await tools(server, auth.kept.tokens.access_token)).status, 401)
  await server.bad('own.endConnection', 'connection-unknown', { token: mine, path: { connection: connections[0].id } })
  const actions = (await server.store.tables.audit.list({ offset: 0, limit: 100 })).map(({ action }) => action)
  for (const action of ['app.consented', 'app.connected', 'app.ended']) assert.ok(actions.includes(action), action)
  await client.close()
})

test('on one\'s own machine the house answers to each of its names, and to no other', async () => {
  const server = await shared()
  const url = server.url.replace('127.0.0.1', 'localhost')
  const auth = provider()
  const first = await connect({ url }, auth)
  await assert.rejects(first.connected(), UnauthorizedError)
  assert.equal(auth.opened!.searchParams.get('resource'), `${url}/mcp`)
  const { location } = await browser(server).answer(auth.opened!, { answer: 'guest' })
  await first.transport.finishAuth(location!.searchParams.get('code')!)
  const { client, connected } = await connect({ url }, auth)
  await connected()
  assert.equal((await client.callTool({ name: 'get_credits', arguments: {} })).isError, undefined)
  await client.close()
  for (const named of ['http://localhost:1/mcp', 'https://localhost/mcp', `${url}/other`, `${url}/mcp?x=1`, 'http://localhost.example/mcp']) {
    const { location: back } = await browser(server).go((await byHand(server, { resource: named })).url)
    assert.equal(back!.searchParams.get('error'), 'invalid_target', named)
  }
})

test('who is turned away learns where to begin; metadata is complete and public', async () => {
  const server = await shared()
  const challenge = async (headers: Record<string, string>) => (await fetch(`${server.url}/mcp`, { method: 'POST', headers, body: '{}' })).headers.get('www-authenticate')!
  const where = `resource_metadata="${server.url}/.well-known/oauth-protected-resource/mcp"`
  assert.ok((await challenge({})).startsWith(`Bearer ${where}, scope="`))
  assert.ok((await challenge({ Authorization: 'Bearer nmv_usr_wrong' })).startsWith(`Bearer error="invalid_token", ${where}`))
  const resource = await server.good('oauth.resource')
  assert.deepEqual([resource.resource, resource.authorization_servers], [`${server.url}/mcp`, [server.url]])
  assert.deepEqual(await server.good('oauth.resourceOfHouse'), resource)
  const metadata = await server.good('oauth.server')
  assert.deepEqual([metadata.issuer, metadata.code_challenge_methods_supported, metadata.token_endpoint_auth_methods_supported], [server.url, ['S256'], ['none']])
  assert.equal((await server.ask('oauth.server')).headers.get('access-control-allow-origin'), '*')
})

test('a token of the house and a guest agree as well; nobody gives what they do not have, and no is no', async () => {
  const server = await shared()
  const { token: anonymous, project } = await newcomer(server)
  const reader = await server.studio.accounts.createToken(await server.studio.accounts.authenticate(anonymous), { name: 'reader', scopes: ['read'] })
  const person = browser(server)
  const asked = await byHand(server)
  const { location } = await person.answer(asked.url, { answer: 'token', token: ` ${reader.token} ` })
  const given = await (await token(server, { grant_type: 'authorization_code', code: location!.searchParams.get('code')!, client_id: asked.client_id, redirect_uri: redirect, code_verifier: asked.verifier })).json() as any
  assert.equal(given.scope, 'billing:read video:read render:read')
  assert.deepEqual((await (await tools(server, given.access_token, 'list_video_projects')).json() as any).result.structuredContent.projects.map((one: any) => one.project_id), [project])
  const agent = await overHttp(server.url, given.access_token)
  assert.match(await agent.refused('create_video_project'), /insufficient_scope: this needs workspace:write/)
  // The token that was typed in still works: it is the person's.
  await server.good('own.sessions', { token: reader.token })

  assert.equal((await person.answer(asked.url, { answer: 'token', token: 'nmv_usr_wrong' })).status, 401)
  const denied = await person.answer(asked.url, { answer: 'deny' })
  assert.deepEqual([denied.location!.searchParams.get('error'), denied.location!.searchParams.get('code')], ['access_denied', null])

  const narrow = await agreed(server, { scope: 'billing:read unknown' })
  const { access_token, scope } = await (await token(server, narrow.exchange)).json() as any
  assert.equal(scope, 'billing:read')
  const poor = await overHttp(server.url, access_token)
  assert.ok((await poor.call('get_credits')).available > 0)
  assert.match(await poor.refused('list_video_projects'), /insufficient_scope: this needs video:read/)
  await assert.rejects(poor.client.listResources(), /insufficient_scope/)
})

test('a token of a program opens /mcp of this house and nothing else', async () => {
  const server = await shared()
  const { access_token, refresh_token } = await (await token(server, (await agreed(server)).exchange)).json() as any
  assert.equal((await tools(server, access_token)).status, 200)
  await server.bad('own.sessions', 'token-invalid', { token: access_token })
  await server.bad('skill.credits', 'token-invalid', { token: access_token })
  assert.equal((await tools(server, refresh_token)).status, 401)
  const other = await openServer()
  assert.equal((await tools(other, access_token)).status, 401)
  // The same house under another address: a token is good at the address that was agreed to.
  const moved = await server.studio.apps.authenticate(access_token, 'https://elsewhere.example/mcp').then(() => 'accepted', ({ code }) => code)
  assert.equal(moved, 'token-invalid')
  server.clock.turn(hour + 1)
  assert.equal((await tools(server, access_token)).status, 401)
})

test('a code is good once, for a minute, for its program, its address and its verifier', async () => {
  const server = await shared()
  for (const [change, word] of [
    [{ code_verifier: randomBytes(48).toString('base64url') }, 'invalid_grant'], [{ code_verifier: 'short' }, 'invalid_grant'], [{ code_verifier: '' }, 'invalid_grant'], [{ redirect_uri: 'http://127.0.0.1:9999/callback' }, 'invalid_grant'],
    [{ code: 'kin_code_unknown' }, 'invalid_grant'], [{ client_id: 'app_111111111111111111111111' }, 'invalid_client'], [{ resource: 'https://elsewhere.example/mcp' }, 'invalid_target'], [{ grant_type: 'password' }, 'unsupported_grant_type'],
  ] as const) {
    const { exchange } = await agreed(server)
    assert.deepEqual(await error(await token(server, { ...exchange, ...change })), [400, word], JSON.stringify(change))
  }
  // A wrong verifier uses the code up.
  const guessed = await agreed(server)
  await token(server, { ...guessed.exchange, code_verifier: randomBytes(48).toString('base64url') })
  assert.deepEqual(await error(await token(server, guessed.exchange)), [400, 'invalid_grant'])
  // Another program that got hold of a code.
  const stolen = await agreed(server)
  const { client_id } = await byHand(server)
  assert.deepEqual(await error(await token(server, { ...stolen.exchange, client_id })), [400, 'invalid_grant'])
  // Used twice: everything that the first use gave ends.
  const twice = await agreed(server)
  const { access_token, refresh_token } = await (await token(server, twice.exchange)).json() as any
  assert.deepEqual(await error(await token(server, twice.exchange)), [400, 'invalid_grant'])
  assert.equal((await tools(server, access_token)).status, 401)
  assert.deepEqual(await error(await token(server, { grant_type: 'refresh_token', refresh_token, client_id: twice.client_id })), [400, 'invalid_grant'])
  // At the same moment: one wins at most, and then nobody has anything.
  const raced = await agreed(server)
  const answers = await Promise.all(Array.from({ length: 4 }, () => token(server, raced.exchange)))
  const won = await Promise.all(answers.filter(({ status }) => status === 200).map((answer) => answer.json() as Promise<any>))
  assert.ok(won.length <= 1)
  for (const one of won) assert.equal((await tools(server, one.access_token)).status, 401)
  const late = await agreed(server)
  server.clock.turn(60_001)
  assert.deepEqual(await error(await token(server, late.exchange)), [400, 'invalid_grant'])
})

test('a refresh token changes each time; an old one that turns up ends all of them', async () => {
  const server = await shared()
  const { exchange, client_id } = await agreed(server)
  const first = await (await token(server, exchange)).json() as any
  const renew = (refresh_token: string, more: Record<string, string> = {}) => token(server, { grant_type: 'refresh_token', refresh_token, client_id, ...more })
  assert.deepEqual(await error(await renew(first.refresh_token, { resource: 'https://elsewhere.example/mcp' })), [400, 'invalid_target'])
  const second = await (await renew(first.refresh_token, { scope: 'video:read' })).json() as any
  assert.equal(second.scope, 'video:read')
  const third = await (await renew(second.refresh_token)).json() as any
  assert.ok(third.scope.includes('agent:chat'))
  assert.equal((await tools(server, third.access_token)).status, 200)
  server.clock.turn(30_000)
  assert.equal((await renew(second.refresh_token)).status, 200)
  server.clock.turn(1)
  assert.deepEqual(await error(await renew(first.refresh_token)), [400, 'invalid_grant'])
  assert.equal((await tools(server, third.access_token)).status, 401)
  assert.deepEqual(await error(await renew(third.refresh_token)), [400, 'invalid_grant'])

  const again = await agreed(server)
  const narrow = await (await token(server, again.exchange)).json() as any
  assert.equal((await server.good('oauth.revoke', { body: new URLSearchParams({ token: narrow.access_token }) })) !== undefined, true)
  assert.equal((await tools(server, narrow.access_token)).status, 401)
  await server.good('oauth.revoke', { body: new URLSearchParams({ token: 'kin_at_unknown' }) })
  // Only hashes are kept.
  const rows = JSON.stringify(await server.store.database.selectFrom('passes').selectAll().execute())
  assert.doesNotMatch(rows, /kin_(at|rt|code)_/)
})

test('an account that takes a guest over takes its programs along; what is over is swept away', async () => {
  const server = await shared()
  const { exchange } = await agreed(server)
  const { access_token } = await (await token(server, exchange)).json() as any
  const { project_id } = (await (await tools(server, access_token, 'create_video_project', { name: 'of a guest' })).json() as any).result.structuredContent
  const { user } = await server.studio.apps.authenticate(access_token, `${server.url}/mcp`)
  const { token: mine, user: me } = await server.studio.accounts.register({ email: 'later@example.com', password: 'a good password', bind: user, address: '127.0.0.1' })
  assert.equal((await server.studio.apps.authenticate(access_token, `${server.url}/mcp`)).user, me)
  assert.deepEqual((await (await tools(server, access_token, 'list_video_projects')).json() as any).result.structuredContent.projects.map((one: any) => one.project_id), [project_id])
  assert.equal((await server.good('own.connections', { token: mine })).connections.length, 1)

  const count = async () => Promise.all((['passes', 'apps'] as const).map(async (table) => (await server.store.database.selectFrom(table).selectAll().execute()).length))
  await server.studio.clean()
  assert.ok((await count()).every((rows) => rows > 0))
  server.clock.turn(32 * 24 * hour)
  await server.studio.clean()
  assert.deepEqual(await count(), [0, 0])
})

test('nobody is led to an address that was not made known, whatever else is wrong', async () => {
  const server = await shared()
  const { client_id } = await byHand(server)
  const person = browser(server)
  for (const evil of ['https://evil.example/', `${redirect}/../x`, 'http://127.0.0.1:8123/callback?x=1', 'http://127.0.0.1.evil.example:8123/callback', 'http://localhost:8123/callback', 'javascript:alert(1)', '//evil.example', '']) {
    for (const change of [{}, { response_type: 'token' }, { code_challenge_method: 'plain' }] as Record<string, string>[]) {
      const { status, location, text } = await person.go(`/oauth/authorize?${new URLSearchParams({ response_type: 'code', client_id, redirect_uri: evil, ...change })}`)
      if (evil !== '') assert.deepEqual([status, location], [400, undefined], evil)
      assert.doesNotMatch(text, /<script/)
    }
  }
  assert.deepEqual((({ status, location }) => [status, location])(await person.go('/oauth/authorize?client_id=app_unknown&redirect_uri=https://evil.example/')), [400, undefined])
  // On the person's own machine the port may be another; nothing else may.
  const { url } = await byHand(server, { redirect_uri: 'http://127.0.0.1:4711/callback' }, ['http://127.0.0.1/callback'])
  assert.equal((await person.go(url)).status, 200)
  for (const bad of ['http://example.com/callback', 'javascript:alert(1)', 'data:text/html,x', 'https://example.com/#x', 'https://user@example.com/', 'file:///etc/passwd', 'no address']) {
    assert.deepEqual(await error(await server.ask('oauth.register', { body: { redirect_uris: [bad] } })), [400, 'invalid_redirect_uri'], bad)
  }
  for (const good of ['https://example.com/callback', 'cursor://anysphere.cursor-mcp/oauth/callback', 'http://[::1]:3000/cb', 'com.example.app:/cb']) assert.equal((await server.ask('oauth.register', { body: { redirect_uris: [good] } })).status, 201, good)
})

test('what is wrong with a request is told to the program; PKCE must be S256', async () => {
  const server = await shared()
  for (const [change, word] of [
    [{ code_challenge_method: 'plain' }, 'invalid_request'], [{ code_challenge_method: undefined }, 'invalid_request'], [{ code_challenge: undefined }, 'invalid_request'], [{ code_challenge: 'x' }, 'invalid_request'],
    [{ response_type: 'token' }, 'unsupported_response_type'], [{ resource: 'https://elsewhere.example/mcp' }, 'invalid_target'], [{ scope: 'everything' }, 'invalid_scope'],
  ] as const) {
    const { location } = await browser(server).go((await byHand(server, change)).url)
    assert.deepEqual([location!.origin + location!.pathname, location!.searchParams.get('error'), location!.searchParams.get('state')], [redirect, word, 's'], JSON.stringify(change))
  }
})

test('the answer counts only from the page itself', async () => {
  const server = await shared()
  const { url } = await byHand(server)
  const person = browser(server)
  const fields = person.fieldsOf((await person.go(url)).text)
  const post = (body: Record<string, string>, headers: Record<string, string> = {}) => person.go('/oauth/authorize', { method: 'POST', body: new URLSearchParams(body), headers })
  const refused = async (body: Record<string, string>, headers?: Record<string, string>) => assert.deepEqual((({ status, location }) => [status, location])(await post(body, headers)), [403, undefined])
  const proof = person.cookies.get('kinora_consent')!
  // Another site's form: no proof, a proof of its own making, no cookie, or it says where it comes from.
  const { proof: _, ...without } = fields
  await refused({ ...without, answer: 'guest' })
  person.cookies.set('kinora_consent', proof)
  await refused({ ...fields, answer: 'guest' }, { 'Sec-Fetch-Site': 'cross-site' })
  const stranger = browser(server)
  const theirs = stranger.fieldsOf((await stranger.go(url)).text)
  person.cookies.set('kinora_consent', proof)
  await refused({ ...theirs, answer: 'guest' })
  person.cookies.clear()
  await refused({ ...fields, answer: 'guest' })
  // The proof is for this request: another program or address does not go along with it.
  const other = await byHand(server)
  const fresh = person.fieldsOf((await person.go(url)).text)
  await refused({ ...fresh, client_id: other.client_id, answer: 'guest' })
  const late = person.fieldsOf((await person.go(url)).text)
  server.clock.turn(hour)
  await refused({ ...late, answer: 'guest' })
  // No page of another site shows it in a frame, and its cookie is not sent along from there.
  const { headers } = await person.go(url)
  assert.equal(headers.get('x-frame-options'), 'DENY')
  assert.match(headers.get('set-cookie')!, /Path=\/oauth; .*HttpOnly; SameSite=Strict/)
})

test('a name that a stranger gave a program is text on the page, and registering has a limit', async () => {
  const server = await shared()
  const { client_id } = await server.good('oauth.register', { body: { client_name: '<script>alert(1)</script>', redirect_uris: [redirect] } })
  const { text } = await browser(server).go((await byHand(server, { client_id })).url)
  assert.doesNotMatch(text, /<script>/)
  assert.match(text, /&lt;script&gt;/)
  const other = await openServer()
  const statuses = []
  for (let count = 0; count < 62; count++) statuses.push((await other.ask('oauth.register', { body: { redirect_uris: [redirect] } })).status)
  assert.deepEqual([statuses[0], statuses.at(-1)], [201, 429])
})
