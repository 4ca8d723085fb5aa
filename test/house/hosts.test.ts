// A worker on another host: its own network, its own data folder, PostgreSQL over TCP, objects over S3. The film it makes
// is, byte for byte, the one that `kinora render` makes here.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Draft } from '../../src/draft/index.ts'
import { createStudio, drawSamples } from '../../src/index.ts'
import { startPostgres } from '../../src/store/index.ts'
import { startS3 } from '../../src/store/objects/s3.fixture.ts'
import { createClient } from '../chaos/client.ts'
import { program, startHouse } from './house-process.ts'
import { addHost, forward } from './network.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('a worker on another host renders the same bytes', async (context) => {
  const host = addHost()
  if (host === undefined) return context.skip('skipped: no network namespaces here')
  const folder = await mkdtemp(join(tmpdir(), 'kinora-hosts-'))
  const postgres = await startPostgres({ folder: join(folder, 'database') })
  const s3 = await startS3()
  const socket = new URLSearchParams(postgres.connection.split('?')[1])
  const database = await forward(host.here, { path: join(socket.get('host')!, `.s.PGSQL.${socket.get('port') ?? 5432}`) })
  const endpoint = new URL(s3.options.endpoint)
  const storage = await forward(host.here, { port: Number(endpoint.port), host: endpoint.hostname })
  const environment = {
    DATABASE_URL: `postgres://kinora@${host.here}:${database.port}/kinora`, KINORA_S3_ENDPOINT: `http://${host.here}:${storage.port}`, KINORA_S3_BUCKET: s3.options.bucket,
    KINORA_S3_ACCESS_KEY: s3.options.accessKey, KINORA_S3_SECRET_KEY: s3.options.secretKey, KINORA_SECRET: 'one secret for every process of this house', KINORA_WORKERS_PROCESSES: '0', KINORA_LOG_LEVEL: 'error',
  }
  const house = await startHouse({ data: join(folder, 'server'), environment })
  const [command, ...rest] = [...host.prefix, process.execPath, program, 'worker', '--data', join(folder, 'worker')]
  const worker = spawn(command!, rest, { env: { ...process.env, ...environment }, stdio: ['ignore', 'inherit', 'inherit'] })
  try {
    const client = await createClient(house.url)
    const session = await client.createSession()
    const pictures = (await drawSamples(join(folder, 'samples'))).slice(0, 3)
    await client.upload(session, pictures)
    const version = await client.say(session, 'make a 5 second slideshow at 640x360 with calm music and the title "Far away"', 'make')
    await client.submitRender(session, 'far')
    const film = await client.finishedRender('far')
    assert.equal(film.status, 'completed', film.error)
    const { draft } = await client.version(session, version) as { draft: Draft }
    const assets = Object.fromEntries(Object.entries(draft.assets).map(([id, asset]) => [id, { ...asset, source: pictures.find((path) => basename(path) === asset.name) ?? asset.source }]))
    const studio = createStudio()
    const output = join(folder, 'here.mp4')
    await studio.render({ draft: { ...draft, assets }, output })
    await studio.close()
    assert.equal(sha256(film.film!), sha256(readFileSync(output)))
  } finally {
    const end = once(worker, 'exit')
    worker.kill('SIGTERM')
    await end
    await house.stop()
    database.close()
    storage.close()
    await s3.stop()
    await postgres.stop()
    host.remove()
    await rm(folder, { recursive: true, force: true })
  }
})
