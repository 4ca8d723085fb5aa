// An agent that has nothing but MCP makes, inspects, corrects and exports a film, over both transports, and on the way calls
// every tool that is listed. Each answer is held against the schema of the list (by the SDK) and the tool's own promise.

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startHouse } from '../house/house-process.ts'
import { paintPictures } from '../journeys/kit.ts'
import { overHttp, overStdio, type Agent } from './kit.ts'

/** The whole life of a film; `bring` sends one more photo than the film needs. */
async function makeFilm(agent: Agent, bring: (project: string) => Promise<void>): Promise<{ readonly project: string; readonly render: string; readonly url?: string }> {
  const { project_id, session_id } = await agent.call('create_video_project', { name: 'every tool' })
  assert.deepEqual((await agent.call('list_video_projects')).projects.map((one: any) => one.project_id), [project_id])
  await bring(project_id)

  const wish = 'make a 2 second film of my photos, no music'
  const planned = await agent.call('plan_message', { project_id, message: wish })
  assert.deepEqual([planned.changed, planned.version], [true, 0])
  assert.ok(planned.operations.some(({ name }: any) => name === 'add-photo'))
  const made = await agent.call('delegate_to_nemo_agent', { session_id, message: wish, turn_id: 'one' })
  assert.deepEqual([made.version, made.reply], [1, planned.reply])
  assert.equal((await agent.call('get_nemo_agent_turn', { session_id, turn_id: 'one' })).turn_state, 'stopped')
  assert.equal((await agent.call('cancel_nemo_agent_turn', { session_id, turn_id: 'one' })).reply, made.reply)

  const sheet = await agent.result('contact_sheet', { project_id, count: 4, width: 320 })
  assert.equal(sheet.content[1]?.type, 'image')
  assert.equal((await agent.result('get_project_frame', { project_id, at_ms: 500, height: 72 })).content[1]?.type, 'image')
  const { template } = await agent.call('get_video_project', { project_id })
  const [first] = template.pictures
  assert.equal((await agent.call('plan_message', { project_id, message: 'remove the first photo' })).version, 1)

  // What an operation takes is asked for, a mistake is answered with it, and the right form is tried before it is kept.
  const { operations: [asked] } = await agent.call('describe_operations', { names: ['set-transition'] })
  assert.deepEqual(asked.schema.required, ['name', 'targets', 'transition'])
  assert.match(await agent.refused('apply_operations', { project_id, operations: [{ name: 'set-duration', target: first.id, duration: 1500 }] }), /operation-invalid[^]*set-duration \{targets: id\[\] \| "all", duration: ms\}/)
  assert.match(await agent.refused('describe_operations', { names: ['set-titel'] }), /Did you mean set-title/)
  const cut = { project_id, operations: [{ name: 'set-duration', targets: [first.id], duration: 1500 }] }
  const tried = await agent.call('apply_operations', { ...cut, dry_run: true })
  assert.equal(tried.version, 1)
  assert.deepEqual((await agent.call('apply_operations', { ...cut, expected_version: 1 })).changes, tried.changes)

  const music = { project_id, idempotency_key: 'song', kind: 'music', mood: 'lo-fi', seed: 3, duration_ms: 2000 }
  const song = await agent.call('generate_audio', music)
  assert.deepEqual([song.duration_ms, song.kind, song.mime_type, song.asset_url], [2000, 'sound', 'audio/wav', `asset://audio/${song.generation_id}`])
  assert.equal((await agent.call('generate_audio', music)).generation_id, song.generation_id)
  assert.equal((await agent.call('get_generation_status', { generation_id: song.generation_id, generation_type: 'audio' })).status, 'succeeded')
  const pop = await agent.call('generate_audio', { project_id, idempotency_key: 'pop', kind: 'sound_effect', effect: 'pop', duration_ms: 300 })
  assert.equal((await agent.call('generate_audio', { project_id, idempotency_key: 'voice', kind: 'speech', text: 'Welcome.', name: 'welcome' })).name, 'welcome.wav')
  const heard = await agent.call('apply_operations', { project_id, operations: [{ name: 'set-music', content: { kind: 'asset', asset: song.asset_id } }, { name: 'add-sound', role: 'effect', content: { kind: 'asset', asset: pop.asset_id }, start: 500 }] })
  assert.equal(heard.version, 3)
  assert.equal((await agent.call('get_video_project', { project_id })).template.sounds.length, 2)

  assert.equal((await agent.call('undo', { project_id })).version, 4)
  assert.equal((await agent.call('redo', { project_id })).version, 5)
  assert.equal((await agent.call('restore', { project_id, version: 2 })).version, 6)
  assert.equal((await agent.call('list_versions', { project_id, limit: 1 })).versions[0].version, 6)
  assert.equal((await agent.call('get_video_project', { project_id })).template.sounds.length, 0)
  await agent.call('preview_video', { project_id })

  const { render_id } = await agent.call('render_video', { project_id, render_id: 'final', resolution: '144p', quality: 'draft' })
  let state = await agent.call('wait_for_render', { render_id })
  for (let waits = 0; waits < 4 && state.status !== 'completed'; waits++) state = await agent.call('wait_for_render', { render_id })
  assert.deepEqual([state.status, state.error], ['completed', undefined])
  assert.equal((await agent.call('get_render_status', { render_id })).bytes, state.bytes)
  assert.equal((await agent.call('cancel_render', { render_id })).status, 'completed')
  assert.ok((await agent.call('get_credits')).total_granted > 0)
  return { project: project_id, render: render_id, url: state.url }
}

/** Whatever is listed has been called and has answered as it promised. */
async function everythingWorked({ client, worked }: Agent): Promise<void> {
  const { tools } = await client.listTools()
  assert.deepEqual(tools.map(({ name }) => name).filter((name) => !worked.has(name)), [])
  assert.ok(tools.length > 20)
}

async function withPhotos(task: (given: { readonly folder: string; readonly photos: readonly string[]; readonly host: string }) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-every-'))
  const photos = paintPictures(join(folder, 'photos'), 2)
  const files = createServer(({ url }, response) => void readFile(photos[Number(url!.slice(1, 2))]!).then((bytes) => response.setHeader('Content-Type', 'image/png').end(bytes))).listen(0, '127.0.0.1')
  await new Promise((done) => files.once('listening', done))
  try {
    await task({ folder, photos, host: `127.0.0.1:${(files.address() as AddressInfo).port}` })
  } finally {
    files.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

test('over standard input and output', () => withPhotos(async ({ folder, photos: [first], host }) => {
  const agent = await overStdio(['--data', join(folder, 'data'), join(folder, 'photos')], folder, { KINORA_ALLOWED_HOSTS: host })
  try {
    const { render } = await makeFilm(agent, async (project_id) => {
      await agent.call('upload_local_file', { project_id, path: first })
      await agent.call('upload_asset', { project_id, download_url: `http://${host}/1.png` })
    })
    const { path } = await agent.call('save_film', { render_id: render, path: 'final.mp4' })
    assert.equal((await readFile(path)).subarray(4, 8).toString(), 'ftyp')
    await everythingWorked(agent)
  } finally {
    await agent.client.close()
  }
}))

test('over HTTP', () => withPhotos(async ({ folder, host }) => {
  const house = await startHouse({ data: join(folder, 'data'), environment: { KINORA_ALLOWED_HOSTS: host, KINORA_LOG_LEVEL: 'error' } })
  try {
    const { token } = await (await fetch(`${house.url}/api/auth/anonymous-token`, { method: 'POST', headers: { 'X-Client-Id': 'every-tool' } })).json() as { readonly token: string }
    const agent = await overHttp(house.url, token)
    const { url } = await makeFilm(agent, async (project_id) => {
      for (const number of [0, 1]) await agent.call('upload_asset', { project_id, download_url: `http://${host}/${number}.png` })
    })
    assert.equal(Buffer.from(await (await fetch(url!)).arrayBuffer()).subarray(4, 8).toString(), 'ftyp')
    await everythingWorked(agent)
  } finally {
    await house.stop()
  }
}))
