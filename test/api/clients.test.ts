import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openEngine } from '../../src/store/index.ts'
import { clients } from '../clients/run.ts'
import { paintPictures } from '../journeys/kit.ts'
import { newcomer, openServer, skill, type Server } from './kit.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-clients-'))
const photos = paintPictures(join(folder, 'photos'), 2)
let opened: Promise<Server> | undefined
const endings: (() => Promise<void>)[] = []

after(async () => {
  for (const end of endings) await end()
  rmSync(folder, { recursive: true, force: true })
})

const shared = () => (opened ??= openWorking())

async function openWorking(): Promise<Server> {
  const server = await openServer()
  const engine = await openEngine({ store: server.store })
  endings.push(() => engine.stop({ grace: 0 }))
  await engine.work(server.studio.work, { slots: 1 })
  return server
}

for (const [name, client] of Object.entries(clients)) {
  test(`${name}: makes, edits, exports and brings home a film that plays`, async () => {
    const server = await shared()
    const { film, said } = await client({ url: server.url, photos, folder, words: 'Make a 2 second slideshow of my photos, no music', output: { resolution: '144p' }, every: 50 })
    assert.ok(said.length > 20, said)
    const { report, checks } = await server.world.render.check(film)
    assert.deepEqual([report.height, Math.round(report.durationSeconds)], [144, 2])
    assert.deepEqual(checks.filter(({ ok, name }) => !ok && name !== 'loudness' && name !== 'frozen'), [])
  })
}

test('the finished film: by bearer, by link, in ranges; a poll that says completed has the address in it; the page plays it', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const { token } = who
  const job = await server.good('jobs.run', { token, headers: skill, body: { input: { prompt: 'Make a 2 second film that says "Hello"' } } })
  let polled = job
  while (polled.status === 'processing') polled = await server.good('jobs.job', { token, headers: skill, path: { job: job.job_id } })
  assert.equal(polled.status, 'completed', polled.error)
  assert.deepEqual([polled.outputs.video.file, polled.progress], [polled.output.url, 100])
  const { renders } = await server.good('own.renders', { token })
  const watched = await (await server.ask('own.renderEvents', { token, path: { render: renders[0].id } })).text()
  assert.match(watched, /"state":"completed"/)
  const status = await server.good('skill.renderStatus', { token, path: { render: renders[0].id } })
  assert.deepEqual([status.output.url, status.data.outputUrl], [polled.output.url, polled.output.url])
  const link = await fetch(status.output.url, { headers: { Range: 'bytes=4-7' } })
  assert.deepEqual([link.status, await link.text(), link.headers.get('content-type')], [206, 'ftyp', 'video/mp4'])
  const file = await server.ask('own.renderFile', { token, path: { render: renders[0].id } })
  assert.deepEqual([(await file.arrayBuffer()).byteLength, file.headers.get('content-disposition')!.split(';')[0]], [status.output.size, 'attachment'])
  const cancelled = await server.good('skill.renderCancel', { token, path: { render: renders[0].id } })
  assert.equal(cancelled.status, 'completed')
  const download = await server.good('gateway.renderDownload', { token, path: { project: renders[0].id } })
  assert.equal(download.output.url, status.output.url)
})
