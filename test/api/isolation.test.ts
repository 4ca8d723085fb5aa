import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { WebSocket } from 'ws'
import { contract, namesIn } from '../../src/api/contract.ts'
import { makeFilm, newcomer, openServer, skill, type Asked, type Newcomer, type Server } from './kit.ts'

/** Everything that a tenant can have. */
interface Estate extends Newcomer {
  readonly turn: string
  readonly file: string
  readonly render: string
  readonly upload: string
  readonly tokenId: string
  readonly secret: string
}

async function estate(server: Server): Promise<Estate> {
  const who = await newcomer(server)
  await makeFilm(server, who)
  const { token } = who
  const path = { session: who.session }
  const [turn] = (await server.good('own.messages', { token, path })).messages
  const [file] = (await server.good('own.assets', { token, path })).files
  const render = await server.good('own.createRender', { token, path, headers: skill, body: { id: `r_${who.session}` } })
  const created = await server.ask('own.createUpload', { token, path, headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': '100' } })
  const { tokens } = await server.good('own.tokens', { token })
  return { ...who, turn: turn.id, file: file.file_id, render: render.id, upload: created.headers.get('location')!.split('/').at(-1)!, tokenId: tokens[0].id, secret: file.url.split('/').at(-2) }
}

/** Bodies and queries that name something, by route. */
const naming: Readonly<Record<string, (of: Estate) => Partial<Asked>>> = {
  'skill.claimToken': (of) => ({ body: { task_id: of.task, session_id: of.session } }),
  'skill.exchangeClaimToken': (of) => ({ body: { project_id: of.project } }),
  'skill.runSse': (of) => ({ body: { session_id: of.session, new_message: { parts: [{ text: 'add a title: Mine' }] } } }),
  'skill.upload': () => ({ body: { urls: ['https://example.com/a.jpg'] } }),
  'skill.renderSubmit': (of) => ({ body: { sessionId: of.session, id: of.render } }),
  'skill.renderSubmitFirst': (of) => ({ body: { project_id: of.project } }),
  'gateway.renderSubmit': (of) => ({ body: { sessionId: of.session } }),
  'gateway.upload': (of) => ({ body: { session_id: of.session, urls: ['https://example.com/a.jpg'] } }),
  'own.sendFiles': () => ({ body: { urls: ['https://example.com/a.jpg'] } }),
  'own.estimate': (of) => ({ body: { session: of.session, text: 'x' } }),
  'own.renders': (of) => ({ query: { session: of.session } }),
  'own.renameSession': () => ({ body: { name: 'Mine' } }),
  'own.operate': () => ({ body: { operations: [{ name: 'set-title', title: 'Mine' }] } }),
  'own.tryOperations': () => ({ body: { operations: [{ name: 'set-title', title: 'Mine' }] } }),
  'own.plan': () => ({ body: { text: 'add a title: Mine' } }),
  'own.restore': () => ({ body: { version: 1 } }),
  'own.putDraft': () => ({ body: { draft: { t: [] } } }),
  'own.sendTurn': () => ({ body: { text: 'add a title: Mine' } }),
  'own.createRender': () => ({ body: {} }),
  'own.createUpload': () => ({ headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': '10' } }),
  'own.uploadOffset': () => ({ headers: { 'Tus-Resumable': '1.0.0' } }),
  'own.uploadPart': () => ({ headers: { 'Tus-Resumable': '1.0.0', 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' }, body: new Uint8Array(5) }),
  'own.deleteUpload': () => ({ headers: { 'Tus-Resumable': '1.0.0' } }),
  'pages.filmKey': (of) => ({ body: { film: of.session } }),
  'pages.claimPage': (of) => ({ query: { task: of.task, session: of.session } }),
}

/** What a part of a path may be, of somebody's estate. */
function partsOf(of: Estate): Readonly<Record<string, readonly string[]>> {
  return {
    session: [of.session], task: [of.task], project: [of.project, of.session, of.render], render: [of.render], turn: [of.turn], file: [of.file], upload: [of.upload], token: [of.tokenId], connection: ['con_' + '1'.repeat(24)], job: [`job_${of.session}`],
    user: ['me', of.user], app: ['nemo_agent'], version: ['1', 'current'], track: ['picture'], part: ['0.m4s'], picture: ['frame.jpg'], secret: [of.session, of.file], name: ['a.mp4'],
  }
}

/** A request that names nothing of anybody, or everything of somebody. */
function requestsFor(id: string, of: Estate): readonly Asked[] {
  const names = namesIn(contract[id]!.path)
  const paths = names.reduce<readonly Record<string, string>[]>((all, name) => all.flatMap((path) => partsOf(of)[name]!.map((value) => ({ ...path, [name]: value }))), [{}])
  return paths.map((path) => ({ path, ...(contract[id]!.body?.kind === 'json' && { body: {} }), ...(contract[id]!.body?.kind === 'form' && { body: new URLSearchParams({ email: 'x@example.com', password: 'x' }) }), ...naming[id]?.(of) }))
}

const openToAll = new Set(['skill.anonymousToken', 'own.register', 'own.login', 'own.operations', 'own.music', 'own.musicPreview', 'own.voices', 'own.voiceSample', 'own.uploadOptions', 'pages.home', 'pages.icon', 'pages.iconPicture', 'pages.touchIcon', 'pages.favicon', 'pages.manifest', 'pages.registerPage', 'pages.registerForm', 'pages.openApi', 'pages.llms', 'oauth.resource', 'oauth.resourceOfHouse', 'oauth.server', 'oauth.register', 'oauth.authorizePage', 'oauth.authorizeForm', 'oauth.token', 'oauth.revoke', 'pages.docs', 'pages.health', 'pages.ready', 'pages.metrics'])
/** Routes without a name in them give the caller's own things; they must not hold the other's. */
const own = new Set(['skill.credits', 'skill.withSession', 'gateway.verify', 'gateway.createProject', 'gateway.projects', 'gateway.balance', 'gateway.usage', 'jobs.run', 'jobs.generate', 'jobs.generateLong', 'own.profile', 'own.connections', 'own.tokens', 'own.createToken', 'own.balance', 'own.ledger', 'own.sessions', 'own.createSession', 'own.renders', 'mcp.message'])

test('nothing of one tenant can be seen, changed, charged, or told apart from nothing by another, at any route', async () => {
  const server = await openServer()
  const victim = await estate(server)
  const thief = await newcomer(server)
  const digits = (text: string) => text.replace(/[0-9a-f]/g, (one) => (one === '1' ? '2' : '1'))
  const nobody: Estate = { ...victim, session: '1'.repeat(19), task: `task_${digits(victim.task.slice(5))}`, project: `project_${digits(victim.project.slice(8))}`, turn: `turn_${digits(victim.turn.slice(5))}`, file: `file_${digits(victim.file.slice(5))}`, render: 'r_none', upload: 'A'.repeat(32), user: `anon_${'1'.repeat(16)}`, tokenId: '1'.repeat(24) }
  const before = await portrait(server, victim)
  const marks = [victim.session, victim.task, victim.project, victim.turn, victim.file, victim.secret, victim.upload, victim.user]
  // Names that an answer may repeat; longer ones first, since some hold others.
  const names = [...Object.values(victim), ...Object.values(nobody), `job_${victim.session}`, `job_${nobody.session}`].sort((left, right) => right.length - left.length)
  let walked = 0
  for (const [id, route] of Object.entries(contract)) {
    if (openToAll.has(id) || route.answer.kind === 'socket') continue
    const [real, made] = [requestsFor(id, victim), requestsFor(id, nobody)]
    for (const [index, request] of real.entries()) {
      const asked = { token: thief.token, ...request, headers: { ...skill, ...request.headers } }
      const answered = await server.ask(id, asked)
      const text = await answered.text()
      const label = `${id} ${JSON.stringify(request.path)}: ${answered.status} ${text.slice(0, 200)}`
      walked += 1
      if (own.has(id) && !(id === 'own.renders')) {
        for (const mark of marks) assert.equal(text.includes(mark), false, label)
        continue
      }
      if (id === 'own.revokeToken') continue
      assert.equal(answered.status, 404, label)
      const unknown = await server.ask(id, { token: thief.token, ...made[index]!, headers: { ...skill, ...made[index]!.headers } })
      const plain = (body: string) => names.reduce((left, name) => left.replaceAll(name, '*'), body).replace(/"request(_id)?":"[^"]*"/, '')
      assert.deepEqual([answered.status, plain(text)], [unknown.status, plain(await unknown.text())], label)
    }
  }
  assert.ok(walked > 60, `${walked} requests`)
  assert.equal(await closing(`${server.url}/ws/chat?token=${thief.token}&session_id=${victim.session}`), 4002)
  assert.deepEqual(await portrait(server, victim), before)
})

test('the key of one film opens that film and no other of the same person, and no account', async () => {
  const server = await openServer()
  const who = await newcomer(server)
  const { session_id: other } = await server.good('skill.withSession', { token: who.token })
  const { claim_token: claim } = await server.good('skill.claimToken', { token: who.token, body: { session_id: who.session } })
  const { token } = await server.studio.accounts.redeemClaim(claim)
  await server.good('own.session', { token, path: { session: who.session } })
  await server.bad('own.session', 'session-unknown', { token, path: { session: other } })
  assert.deepEqual((await server.good('own.sessions', { token })).sessions.map(({ id }: any) => id), [who.session])
  await server.bad('own.createToken', 'scope-missing', { token, body: { name: 'more', scopes: ['read'] } })
})

// What the victim has, as the victim sees it.
async function portrait(server: Server, of: Estate) {
  const { token } = of
  const path = { session: of.session }
  const [session, balance, files, renders, versions, tokens, messages] = await Promise.all([
    server.good('own.session', { token, path }), server.good('own.balance', { token }), server.good('own.assets', { token, path }), server.good('own.renders', { token }), server.good('own.versions', { token, path }), server.good('own.tokens', { token }), server.good('own.messages', { token, path }),
  ])
  const upload = await server.ask('own.uploadOffset', { token, path: { upload: of.upload }, headers: { 'Tus-Resumable': '1.0.0' } })
  return { session, balance, files, renders, versions, tokens, messages, upload: upload.headers.get('upload-offset') }
}

async function closing(url: string): Promise<number> {
  const [code] = await once(new WebSocket(url.replace('http', 'ws')), 'close') as [number]
  return code
}
