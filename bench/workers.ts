// `npm run bench -- workers`: one film of 30 s rendered by a server's queue with one worker process, then with two, each
// with one place for chunks. Says how much faster two are, and whether both films are the same bytes as a render in this
// process. One JSON line.

import { createHash } from 'node:crypto'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Draft } from '../src/draft/index.ts'
import { createStudio, drawSamples } from '../src/index.ts'
import { createClient } from '../test/chaos/client.ts'
import { program, startHouse } from '../test/house/house-process.ts'

// Others on the machine slow two workers more than one: the figure means something when this was near zero.
const [load = 0] = loadavg()
const folder = await mkdtemp(join(tmpdir(), 'kinora-bench-workers-'))
const pictures = await drawSamples(join(folder, 'samples'))
const seconds: number[] = []
const films: string[] = []
for (const count of [1, 2]) {
  // Each house is new, so nothing is found in a cache.
  const house = await startHouse({ data: join(folder, `house-${count}`), environment: { KINORA_WORKERS_PROCESSES: '0', KINORA_LOG_LEVEL: 'error' } })
  const workers = await Promise.all(Array.from({ length: count }, () => startWorker(house.data)))
  const client = await createClient(house.url)
  const session = await client.createSession()
  await client.upload(session, pictures)
  const version = await client.say(session, 'make a 30 second slideshow with calm music and the title "Two are faster"', 'make')
  await client.submitRender(session, 'film')
  const { status, error, film } = await client.finishedRender('film')
  if (status !== 'completed') throw new Error(`The render failed: ${error}`)
  seconds.push(await secondsOf(house.url, client.headers))
  films.push(sha256(film!))
  if (count === 2) films.push(await renderedHere((await client.version(session, version) as { draft: Draft }).draft))
  for (const worker of workers) await end(worker)
  await house.stop()
}
await rm(folder, { recursive: true, force: true })
console.log(JSON.stringify({ two_to_one_speedup: Math.round((seconds[0]! / seconds[1]!) * 100) / 100, one_s: round(seconds[0]!), two_s: round(seconds[1]!), identical: new Set(films).size === 1, load_before: round(load) }))

/** From the submission to the end, as the server tells it: whoever asks now and then would add to both. */
async function secondsOf(url: string, headers: Record<string, string>): Promise<number> {
  const { createdAt, completedAt } = await (await fetch(`${url}/api/render/proxy/lambda/film`, { headers })).json() as { createdAt: number; completedAt: number }
  return (completedAt - createdAt) / 1000
}

async function startWorker(data: string): Promise<ChildProcess> {
  const worker = spawn(process.execPath, [program, 'worker', '--data', data, '--slots', '1'], { stdio: ['ignore', 'inherit', 'pipe'], env: { ...process.env, KINORA_LOG_LEVEL: 'error' } })
  await once(worker.stderr!, 'data')
  return worker
}

async function end(worker: ChildProcess): Promise<void> {
  const ended = once(worker, 'exit')
  worker.kill('SIGTERM')
  await ended
}

async function renderedHere(draft: Draft): Promise<string> {
  const assets = Object.fromEntries(Object.entries(draft.assets).map(([id, asset]) => [id, { ...asset, source: pictures.find((path) => basename(path) === asset.name) ?? asset.source }]))
  const studio = createStudio()
  await studio.render({ draft: { ...draft, assets }, output: join(folder, 'here.mp4') })
  await studio.close()
  return sha256(readFileSync(join(folder, 'here.mp4')))
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
