// `/mcp` on a real server, with the SDK's client and without one: every tool, every refusal, nobody else's films.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newcomer, openServer, paint, pictures, type Server } from '../api/kit.ts'
import { operationCatalogue } from '../../src/draft/index.ts'
import { overHttp } from './kit.ts'

let opened: Promise<Server> | undefined
const shared = () => (opened ??= openServer())

test('every tool is listed with a description, schemas and what it may do; the operations are those of the catalogue', async () => {
  const server = await shared()
  const { client } = await overHttp(server.url, (await newcomer(server)).token)
  const { tools } = await client.listTools()
  const names = tools.map(({ name }) => name)
  for (const name of ['create_video_project', 'get_video_project', 'delegate_to_nemo_agent', 'get_nemo_agent_turn', 'cancel_nemo_agent_turn', 'get_project_frame', 'preview_video', 'render_video', 'get_render_status', 'upload_asset', 'get_credits', 'apply_operations', 'contact_sheet', 'undo', 'redo', 'restore', 'wait_for_render']) assert.ok(names.includes(name), name)
  // Nobody reaches into the server's own folders from outside.
  assert.deepEqual(names.filter((name) => /local|save/.test(name)), [])
  for (const one of tools) assert.ok(one.description!.length > 20 && one.inputSchema.type === 'object' && one.outputSchema?.type === 'object' && one.annotations?.readOnlyHint !== undefined, one.name)
  const apply = tools.find(({ name }) => name === 'apply_operations')!
  const listed = (apply.inputSchema.properties!['operations'] as any).items.properties.name.enum as string[]
  assert.deepEqual(listed, Object.keys(operationCatalogue).filter((name) => name !== 'apply-changes' && name !== 'add-asset'))
  for (const name of listed) assert.match(apply.description!, new RegExp(`^${name} \\{`, 'm'))
  // A model reads it before every conversation; it was 86 KB when each operation stood there with its whole schema.
  const bytes = Buffer.byteLength(JSON.stringify(tools))
  assert.ok(bytes < 40_000, `${bytes} bytes`)
})

test('a film by tools: made, asked after, corrected, restored, exported and stopped; resources and prompts', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const agent = await overHttp(server.url, who.token)
  const { project_id, session_id, version } = await agent.call('create_video_project', { name: 'trip', language: 'en' })
  assert.equal(version, 0)
  assert.equal((await agent.call('get_video_project', { project_id })).has_draft, false)
  await server.good('skill.upload', { token: who.token, path: { session: session_id }, body: pictures(2) })
  const { files } = await agent.call('get_video_project', { project_id })
  const say = { session_id, message: 'make a 4 second film, no music', turn_id: 'mine', attachments: [{ file_id: files[0].file_id, mime_type: 'image/png' }] }
  const made = await agent.call('delegate_to_nemo_agent', say)
  assert.deepEqual([made.turn_state, made.ok, made.version], ['stopped', true, 1])
  const again = await agent.call('delegate_to_nemo_agent', say)
  assert.deepEqual([again.turn_id, again.version, again.reply], ['mine', 1, made.reply])
  assert.equal((await agent.call('get_credits')).total_consumed, 5)
  assert.deepEqual(await agent.call('cancel_nemo_agent_turn', { session_id, turn_id: 'mine' }), await agent.call('get_nemo_agent_turn', { session_id, turn_id: 'mine' }))

  const titled = await agent.call('apply_operations', { project_id, operations: [{ name: 'set-title', title: 'Urban Dreams' }], idempotency_key: 'k' })
  assert.equal(titled.version, 2)
  assert.equal((await agent.call('apply_operations', { project_id, operations: [{ name: 'set-title', title: 'Urban Dreams' }], idempotency_key: 'k' })).version, 2)
  assert.equal((await agent.call('undo', { project_id })).version, 3)
  assert.equal((await agent.call('redo', { project_id, expected_version: 3 })).version, 4)
  assert.equal((await agent.call('restore', { project_id, version: 1 })).version, 5)
  assert.deepEqual((await agent.call('list_versions', { project_id, limit: 2 })).versions.map((one: any) => one.version), [5, 4])
  assert.match(await agent.refused('undo', { project_id, expected_version: 2 }), /version 5.*version-conflict|version-conflict.*version 5/s)
  assert.match(await agent.refused('apply_operations', { project_id, operations: [{ name: 'set-titel', title: 'x' }] }), /set-title/)

  const preview = await agent.call('preview_video', { project_id })
  assert.equal((await fetch(preview.frame_url.replace('frame?', 'frame?at=0&height=72&'))).status, 200)
  assert.match(await agent.refused('get_project_frame', { project_id, frame: 100_000 }), /its last frame is 119/)
  const { render_id, status } = await agent.call('render_video', { project_id, resolution: '144p' })
  assert.equal(status, 'pending')
  assert.equal((await agent.call('get_render_status', { render_id })).status, 'pending')
  // Nobody works in this house, so the wait ends by its bound.
  const began = Date.now()
  assert.equal((await agent.call('wait_for_render', { render_id, wait_seconds: 1 })).status, 'pending')
  assert.ok(Date.now() - began < 10_000)
  assert.deepEqual((({ status: state, error }) => [state, error])(await agent.call('cancel_render', { render_id })), ['failed', 'cancelled'])

  const { resources } = await agent.client.listResources()
  const uris = resources.map(({ uri }) => uri).filter((uri) => uri.includes(project_id))
  assert.deepEqual(uris.map((uri) => uri.split('/').at(-1)), ['draft', 'summary', 'sheet'])
  const [draft, summary, sheet] = await Promise.all(uris.map((uri) => agent.client.readResource({ uri }))) as any[]
  assert.equal(JSON.parse(draft.contents[0].text).format, 1)
  assert.doesNotMatch(draft.contents[0].text, /"source"/)
  assert.match(summary.contents[0].text, /Timeline \(/)
  assert.equal(Buffer.from(sheet.contents[0].blob, 'base64').subarray(0, 2).toString('hex'), 'ffd8')
  const { prompts } = await agent.client.listPrompts()
  for (const { name, arguments: given = [] } of prompts) {
    const { messages } = await agent.client.getPrompt({ name, arguments: Object.fromEntries(given.map((one) => [one.name, `<${one.name}>`])) })
    for (const one of given) assert.match((messages[0]!.content as any).text, new RegExp(`<${one.name}>`))
  }
  await assert.rejects(agent.client.getPrompt({ name: 'make_a_film', arguments: {} }), /needs: material, wish/)
})

test('a question waits for its answer, which comes as the next message', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const agent = await overHttp(server.url, who.token)
  const asked = await agent.call('delegate_to_nemo_agent', { session_id: who.session, message: 'make a video' })
  assert.deepEqual([asked.turn_state, asked.ok], ['awaiting_input', true])
  const [question] = asked.events.findLast((event: any) => event.name === 'ask_question').arguments.questions
  assert.ok(question.prompt !== '' && question.options.length > 0)
  await server.good('skill.upload', { token: who.token, path: { session: who.session }, body: pictures(1) })
  assert.equal((await agent.call('delegate_to_nemo_agent', { session_id: who.session, message: `1. ${question.prompt.replaceAll(':', '')}: make a 2 second film` })).version, 1)
})

test('a client that asks for progress hears of it', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const { client } = await overHttp(server.url, who.token)
  await server.good('skill.upload', { token: who.token, path: { session: who.session }, body: pictures(1) })
  const heard: string[] = []
  await client.callTool({ name: 'delegate_to_nemo_agent', arguments: { session_id: who.session, message: 'make a 2 second film, no music' } }, undefined, { onprogress: ({ message }) => heard.push(message ?? '') })
  assert.ok(heard.includes('end'), heard.join())
})

test('what is another\'s is answered like nothing at all, and strange arguments are refused with a text', async () => {
  const server = await shared()
  const [victim, thief] = [await newcomer(server), await newcomer(server)]
  const [theirs, mine] = [await overHttp(server.url, victim.token), await overHttp(server.url, thief.token)]
  await server.good('skill.upload', { token: victim.token, path: { session: victim.session }, body: pictures(1) })
  await theirs.call('delegate_to_nemo_agent', { session_id: victim.session, message: 'make a 2 second film, no music', turn_id: 'theirs' })
  await theirs.call('render_video', { project_id: victim.project, render_id: 'theirs' })
  const nobody = 'project_111111111111'
  for (const [name, given] of [
    ['get_video_project', {}], ['list_versions', {}], ['contact_sheet', {}], ['get_project_frame', { frame: 0 }], ['preview_video', {}], ['undo', {}], ['redo', {}], ['restore', { version: 1 }], ['render_video', {}],
    ['upload_asset', { download_url: 'https://example.com/a.jpg' }], ['plan_message', { message: 'delete it' }], ['generate_audio', { idempotency_key: 'k', kind: 'music', mood: 'sad' }], ['apply_operations', { operations: [{ name: 'set-title', title: 'x' }] }],
  ] as const) {
    const said = await mine.refused(name, { ...given, project_id: victim.project })
    assert.match(said, /session-unknown/, name)
    assert.equal(said.replaceAll(victim.project, '*'), (await mine.refused(name, { ...given, project_id: nobody })).replaceAll(nobody, '*'))
  }
  for (const name of ['get_nemo_agent_turn', 'cancel_nemo_agent_turn']) {
    assert.match(await mine.refused(name, { session_id: victim.session, turn_id: 'theirs' }), /session-unknown/)
    assert.match(await mine.refused(name, { session_id: thief.session, turn_id: 'theirs' }), /turn-unknown/)
  }
  assert.match(await mine.refused('delegate_to_nemo_agent', { session_id: victim.session, message: 'delete it' }), /session-unknown/)
  for (const name of ['get_render_status', 'wait_for_render', 'cancel_render']) assert.match(await mine.refused(name, { render_id: 'theirs' }), /render-unknown/)
  await assert.rejects(mine.client.readResource({ uri: `kinora://projects/${victim.project}/draft` }), /session-unknown/)
  await assert.rejects(mine.client.readResource({ uri: 'file:///etc/passwd' }), /There is no resource/)
  assert.doesNotMatch(JSON.stringify([await mine.client.listResources(), await mine.call('list_video_projects')]), new RegExp(victim.project))

  const { generation_id } = await theirs.call('generate_audio', { project_id: victim.project, idempotency_key: 'theirs', kind: 'sound_effect', effect: 'tick', duration_ms: 200 })
  assert.match(await mine.refused('get_generation_status', { generation_id }), /asset-unknown/)
  // The same key of another film is another sound.
  assert.notEqual((await mine.call('generate_audio', { project_id: thief.project, idempotency_key: 'theirs', kind: 'sound_effect', effect: 'tick', duration_ms: 200 })).generation_id, generation_id)
  for (const [given, said] of [[{ kind: 'music' }, /needs mood/], [{ kind: 'speech', text: '  ' }, /no text/], [{ kind: 'music', mood: 'sad', duration_ms: 1e9 }, /arguments-invalid/], [{ kind: 'film' }, /arguments-invalid/]] as const) {
    assert.match(await mine.refused('generate_audio', { project_id: thief.project, idempotency_key: 'k', ...given }), said)
  }
  const session_id = thief.session
  const [file] = (await theirs.call('get_video_project', { project_id: victim.project })).files
  assert.match(await mine.refused('delegate_to_nemo_agent', { session_id, message: 'hello', attachments: [{ file_id: file.file_id }] }), /not a file of this project/)
  await server.good('skill.upload', { token: thief.token, path: { session: session_id }, body: onePicture(7) })
  await mine.call('delegate_to_nemo_agent', { session_id, message: 'make a 2 second film, no music' })
  for (const dry_run of [false, true]) assert.match(await mine.refused('apply_operations', { project_id: session_id, operations: [{ name: 'add-photo', asset: file.asset_id }], dry_run }), /operation-invalid/)
  await assert.rejects(mine.client.callTool({ name: 'contact_sheets', arguments: {} }), /Did you mean contact_sheet\?/)
  await assert.rejects(mine.client.callTool({ name: '__proto__', arguments: {} }), /There is no tool/)
  assert.match(await mine.refused('get_video_project', {}), /project_id.*Its arguments are: project_id\..*|arguments-invalid/s)
  assert.match(await mine.refused('get_video_project', { project_id: thief.project, and: 1 }), /arguments-invalid/)
  assert.match(await mine.refused('delegate_to_nemo_agent', { session_id, message: 'x'.repeat(100_000) }), /at most 20000/)
  assert.match(await mine.refused('delegate_to_nemo_agent', { session_id, message: 'x'.repeat(3_000_000) }), /arguments-too-large/)
  assert.match(await mine.refused('delegate_to_nemo_agent', { session_id, message: 'hello', attachments: [{ file_id: 'file_none' }] }), /not a file of this project/)
  assert.match(await mine.refused('upload_asset', { project_id: session_id, download_url: 'http://127.0.0.1:1/a.jpg' }), /address-forbidden/)
  assert.match(await mine.refused('upload_asset', { project_id: session_id, download_url: 'file:///etc/passwd' }), /address-forbidden/)
  assert.match(await mine.refused('contact_sheet', { project_id: (await mine.call('create_video_project')).project_id }), /draft-missing/)
  assert.match(await mine.refused('wait_for_render', { render_id: 'x', wait_seconds: 1e9 }), /arguments-invalid/)
})

test('without a right token nothing is told; a plain HTTP client needs two headers and no session', async () => {
  const server = await shared()
  const { token } = await newcomer(server)
  const post = (body: unknown, headers: Record<string, string> = {}) => fetch(`${server.url}/mcp`, { method: 'POST', headers: { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) })
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'get_credits', arguments: {} } }
  for (const headers of [{ 'X-None': '' }, { Authorization: 'Bearer nmv_usr_wrong' }] as Record<string, string>[]) assert.equal((await post(list, headers)).status, 401)
  const answer = await (await post(list, { Authorization: `Bearer ${token}` })).json() as any
  assert.equal(answer.result.structuredContent.available, 100)
  assert.equal((await fetch(`${server.url}/mcp`, { headers: { Authorization: `Bearer ${token}` } })).status, 405)
  for (const body of [{}, [], 'text', Array.from({ length: 21 }, () => list)]) assert.equal((await post(body, { Authorization: `Bearer ${token}` })).status, 400)
  const readOnly = await server.studio.accounts.createToken(await server.studio.accounts.authenticate(token), { name: 'reader', scopes: ['read'] })
  assert.match(await (await overHttp(server.url, readOnly.token)).refused('create_video_project'), /scope-missing/)
})

test('material comes from an address', async () => {
  const { createServer } = await import('node:http')
  const files = createServer((_, response) => response.setHeader('Content-Type', 'image/png').end(paint(320, 240, 1))).listen(0, '127.0.0.1')
  await new Promise((done) => files.once('listening', done))
  const host = `127.0.0.1:${(files.address() as { port: number }).port}`
  const server = await openServer({ api: { allowedHosts: [host] } })
  try {
    const { token, project } = await newcomer(server)
    const sent = await (await overHttp(server.url, token)).call('upload_asset', { project_id: project, download_url: `http://${host}/beach.png` })
    assert.deepEqual([sent.kind, sent.name, sent.mime_type, sent.asset_url], ['photo', 'beach.png', 'image/png', `asset://image/${sent.file_id}`])
  } finally {
    files.close()
  }
})

// Another picture than everybody's first one, since equal contents have equal names.
function onePicture(number: number): FormData {
  const form = new FormData()
  form.append('files', new Blob([new Uint8Array(paint(320, 240, number))], { type: 'image/png' }), 'mine.png')
  return form
}
