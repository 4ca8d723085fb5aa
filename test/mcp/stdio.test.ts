// `kinora mcp` as an agent's client starts it: a process, its own house, a film from nothing to a file by tools alone.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { paintPictures } from '../journeys/kit.ts'
import { program } from '../house/house-process.ts'
import { overStdio } from './kit.ts'

test('an agent makes, inspects, corrects and exports a film by tools alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-mcp-'))
  const photos = paintPictures(join(folder, 'photos'), 2)
  let agent = await overStdio(['--data', join(folder, 'photos/data'), join(folder, 'photos')], folder)
  try {
    assert.ok((await agent.call('get_credits')).available > 1000)
    const { project_id, session_id } = await agent.call('create_video_project', { name: 'trip' })
    for (const path of photos) assert.equal((await agent.call('upload_local_file', { project_id, path })).kind, 'photo')
    const made = await agent.call('delegate_to_nemo_agent', { session_id, message: 'make a 2 second film of my photos, no music', turn_id: 'first' })
    assert.deepEqual([made.turn_state, made.ok, made.version, made.turn_id], ['stopped', true, 1, 'first'])
    assert.deepEqual((await agent.call('get_nemo_agent_turn', { session_id, turn_id: 'first' })).reply, made.reply)
    const before = await agent.call('get_video_project', { project_id })
    assert.deepEqual([before.template.duration_ms, before.template.pictures.length, before.files.length], [2000, 2, 2])

    const sheet = await agent.result('contact_sheet', { project_id, count: 4, width: 320 })
    assert.deepEqual(pictureType(sheet.content[1]), 'jpeg')
    const { data: frame, structuredContent } = await pictureOf(agent.result('get_project_frame', { project_id, frame: 31, height: 72 }))
    assert.equal(frame, 'jpeg')
    assert.deepEqual([structuredContent.frame, structuredContent.at_ms], [31, 1034])

    const cut = { project_id, operations: [{ name: 'remove-segments', targets: [before.template.pictures[0].id] }] }
    assert.equal((await agent.call('apply_operations', { ...cut, dry_run: true })).version, 1)
    assert.equal((await agent.call('apply_operations', { ...cut, expected_version: 1 })).version, 2)
    assert.equal((await agent.call('undo', { project_id })).version, 3)
    assert.deepEqual((await agent.call('get_video_project', { project_id })).template, before.template)

    const { render_id } = await agent.call('render_video', { project_id, render_id: 'export-1', resolution: '144p', quality: 'draft' })
    const done = await agent.call('wait_for_render', { render_id })
    assert.deepEqual([render_id, done.status, done.duration_seconds], ['export-1', 'completed', 2])
    const saved = await agent.call('save_film', { render_id, path: 'trip.mp4' })
    assert.equal((await stat(join(folder, 'photos', 'trip.mp4'))).size, saved.bytes)
    assert.match((await readFile(saved.path)).subarray(4, 8).toString(), /ftyp/)
    assert.match(await agent.refused('save_film', { render_id, path: 'trip.mp4' }), /nothing is replaced.*path-taken/s)
    assert.match(await agent.refused('save_film', { render_id, path: '.bashrc' }), /must end in \.mp4/)

    // The next start is the same user with the same films; its token is nobody else's to read.
    await agent.client.close()
    assert.equal((await stat(join(folder, 'photos/data/agent-token'))).mode & 0o777, 0o600)
    agent = await overStdio(['--data', join(folder, 'photos/data'), join(folder, 'photos')], folder)
    assert.deepEqual((await agent.call('list_video_projects')).projects.map((one: any) => [one.project_id, one.version]), [[project_id, 3]])
    await hostile(agent, folder, project_id)
  } finally {
    await agent.client.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})

test('nothing but the protocol comes out, whatever goes in; calls that were made are answered before the end', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-mcp-'))
  try {
    const child = spawn(process.execPath, [program, 'mcp', '--data', join(folder, 'data')], { cwd: folder, stdio: 'pipe', env: { ...process.env, KINORA_LOG_LEVEL: 'debug' } })
    let [out, told] = ['', '']
    child.stdout.on('data', (text: Buffer) => { out += String(text) })
    child.stderr.on('data', (text: Buffer) => { told += String(text) })
    const ended = once(child, 'exit')
    const say = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
    say({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } } })
    child.stdin.write('this is no message\n{"jsonrpc":"2.0"\n[]\n{"jsonrpc":"2.0","id":2,"method":"no/such"}\n')
    say({ method: 'notifications/initialized' })
    say({ id: 3, method: 'tools/call', params: { name: 'create_video_project', arguments: { name: 'x'.repeat(3_000_000) } } })
    say({ id: 4, method: 'tools/call', params: { name: 'create_video_project' } })
    child.stdin.end()
    const [code] = await ended
    assert.equal(code, 0, told)
    const answers = new Map(out.trimEnd().split('\n').map((line) => JSON.parse(line)).map((answer) => [answer.id, answer]))
    assert.deepEqual([...answers.keys()].sort(), [1, 2, 3, 4])
    assert.equal(answers.get(1).result.serverInfo.name, 'kinora')
    assert.equal(answers.get(2).error.code, -32601)
    assert.match(answers.get(3).result.content[0].text, /arguments-too-large/)
    assert.match(answers.get(4).result.structuredContent.project_id, /^project_/)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})

test('a signal ends it while its input stays open', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-mcp-'))
  try {
    const child = spawn(process.execPath, [program, 'mcp', '--data', join(folder, 'data')], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] })
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' })}\n`)
    await once(child.stdout, 'data')
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    assert.deepEqual(await ended, [0, null])
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})

async function hostile(agent: Awaited<ReturnType<typeof overStdio>>, folder: string, project_id: string): Promise<void> {
  const inside = join(folder, 'photos')
  writeFileSync(join(folder, 'secret.txt'), 'a secret')
  mkdirSync(join(folder, 'photos-beside'))
  writeFileSync(join(folder, 'photos-beside', 'x.txt'), 'x')
  symlinkSync(join(folder, 'secret.txt'), join(inside, 'link.txt'))
  symlinkSync(folder, join(inside, 'up'))
  symlinkSync(join(inside, 'data'), join(inside, 'kept'))
  for (const path of ['../secret.txt', join(folder, 'secret.txt'), join(folder, 'photos-beside/x.txt'), 'link.txt', 'up/secret.txt', '/etc/passwd', '/etc/no-such-file', 'data/secret', 'data/agent-token', 'kept/secret']) {
    assert.match(await agent.refused('upload_local_file', { project_id, path }), /path-forbidden/, path)
  }
  assert.match(await agent.refused('upload_local_file', { project_id, path: '.' }), /is no file/)
  assert.match(await agent.refused('upload_local_file', { project_id, path: 'x'.repeat(5000) }), /arguments-invalid/)
  assert.match(await agent.refused('upload_local_file', { project_id: 'project_111111111111', path: 'trip.mp4' }), /session-unknown/)
  assert.match(await agent.refused('get_generation_status', { generation_id: 'file_1111111111111111' }), /asset-unknown/)
  assert.match(await agent.refused('delegate_to_nemo_agent', { session_id: project_id, message: 'x'.repeat(3_000_000) }), /arguments-too-large/)
  for (const name of ['get_render_status', 'save_film']) assert.match(await agent.refused(name, { render_id: 'none', ...(name === 'save_film' && { path: 'a.mp4' }) }), /render-unknown/)
  assert.match(await agent.refused('upload_local_file', { project_id, path: 'nothing.png' }), /There is nothing at "nothing\.png"/)
  for (const path of ['../out.mp4', 'up/out.mp4', 'data/out.mp4', '/tmp/kinora-out.mp4']) assert.match(await agent.refused('save_film', { render_id: 'export-1', path }), /path-forbidden/, path)
}

function pictureType(part: any): string {
  assert.equal(part.type, 'image')
  return Buffer.from(part.data, 'base64').subarray(0, 2).toString('hex') === 'ffd8' ? 'jpeg' : 'unknown'
}

async function pictureOf(answer: Promise<any>) {
  const { content, structuredContent } = await answer
  return { data: pictureType(content[1]), structuredContent }
}
