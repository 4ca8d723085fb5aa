// `npm run bench -- server`: 200 listeners of event streams and 50 uploads of 100 MB at once against one server process,
// while somebody asks for the state of a film again and again. Says how long those answers take, how much memory the
// server gains, and how quickly uploads come in as a ratio to writing the same bytes to the same disk. One JSON line.

import { fork } from 'node:child_process'
import { once, setMaxListeners } from 'node:events'
import { createReadStream, readFileSync } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { drawSamples } from '../src/index.ts'
import { createClient } from '../test/chaos/client.ts'
import { startHouse } from '../test/house/house-process.ts'
import { waveHeader } from '../test/journeys/kit.ts'

const { values } = parseArgs({ options: { listeners: { type: 'string', default: '200' }, uploads: { type: 'string', default: '50' }, megabytes: { type: 'string', default: '100' } } })
const [listeners, uploads, megabytes] = [Number(values.listeners), Number(values.uploads), Number(values.megabytes)]
const [load = 0] = loadavg()
const folder = await mkdtemp(join(tmpdir(), 'kinora-bench-server-'))
const house = await startHouse({
  data: join(folder, 'house'),
  // Nothing renders, so that the figures are the server's own; limits that guard against one stranger are out of the way.
  environment: { KINORA_WORKERS_PROCESSES: '0', KINORA_CREDITS_ENABLED: 'off', KINORA_REQUESTS_PER_MINUTE_ADDRESS: '0', KINORA_REQUESTS_PER_MINUTE_TOKEN: '0', KINORA_FILES_PER_USER_MEGABYTES: '100000' },
})
const errors: string[] = []
try {
  const client = await createClient(house.url)
  const session = await client.createSession()
  await client.upload(session, (await drawSamples(join(folder, 'samples'))).slice(0, 3))
  await client.say(session, 'make a 6 second slideshow', 'first')
  await client.submitRender(session, 'waits')
  const floor = await writeFloor(join(folder, 'floor'))
  const before = memoryOf(house.family().server)
  let peak = before
  const watching = setInterval(() => { peak = Math.max(peak, memoryOf(house.family().server)) }, 100)
  const hanging = new AbortController()
  setMaxListeners(0, hanging.signal)
  const heard = Array.from({ length: listeners }, () => listen(`${house.url}/api/v1/renders/waits/events`, client.headers, hanging.signal))
  await Promise.all(heard.map(({ begun }) => begun))
  const asking = await askForState(session, client.headers)
  const begun = performance.now()
  await Promise.all(Array.from({ length: uploads }, (_, index) => upload(session, client.headers, index).catch((thrown: unknown) => errors.push(`upload ${index}: ${String(thrown)}`))))
  const seconds = (performance.now() - begun) / 1000
  const times = await asking.stop()
  hanging.abort()
  clearInterval(watching)
  errors.push(...heard.flatMap((one) => one.errors))
  console.log(JSON.stringify({
    listeners, uploads, megabytes, errors: errors.length, first_error: errors[0], state_p50_ms: at(times, 0.5), state_p99_ms: at(times, 0.99), states_asked: times.length,
    memory_growth_mb: Math.round((peak - before) / 1024), upload_mb_per_s: Math.round((uploads * megabytes) / seconds), upload_to_disk_ratio: Math.round((seconds / (floor * uploads)) * 100) / 100,
    load_before: Math.round(load * 10) / 10,
  }))
  process.exitCode = errors.length === 0 ? 0 : 1
} finally {
  await house.stop()
  await rm(folder, { recursive: true, force: true })
}

/** Kilobytes that the process holds in memory now. */
function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
}

/** Seconds that one such file takes to be written and synced. */
async function writeFloor(path: string): Promise<number> {
  const block = Buffer.alloc(1024 * 1024, 7)
  const begun = performance.now()
  const file = await open(path, 'w')
  for (let index = 0; index < megabytes; index++) await file.write(block)
  await file.sync()
  await file.close()
  return (performance.now() - begun) / 1000
}

function listen(url: string, headers: Record<string, string>, signal: AbortSignal): { readonly begun: Promise<void>; readonly errors: string[] } {
  const failed: string[] = []
  const begun = new Promise<void>((resolve) => {
    const asked = request(url, { headers: { ...headers, Accept: 'text/event-stream' }, signal }, (answer) => {
      if (answer.statusCode !== 200) failed.push(`events: ${answer.statusCode}`)
      answer.once('data', () => resolve())
      answer.on('data', () => {})
      answer.on('error', (error) => { if (!signal.aborted) failed.push(`events: ${error.message}`) })
      answer.on('end', () => { if (!signal.aborted) failed.push('events: ended early') })
    })
    asked.on('error', (error) => {
      if (!signal.aborted) failed.push(`events: ${error.message}`)
      resolve()
    })
    asked.end()
  })
  return { begun, errors: failed }
}

// In a process of its own: this one is busy sending, and its own delays are not the server's.
async function askForState(session: string, headers: Record<string, string>): Promise<{ stop(): Promise<number[]> }> {
  const child = fork(new URL('./server-asker.js', import.meta.url), [`${house.url}/api/state/nemo_agent/me/${session}/latest`, JSON.stringify(headers)])
  const answer = once(child, 'message') as Promise<[{ times: number[]; errors: string[] }]>
  return {
    async stop() {
      child.send('stop')
      const [told] = await answer
      errors.push(...told.errors)
      child.disconnect()
      return told.times
    },
  }
}

// A song of silence with a number in it, streamed: it costs this process no memory and the disk nothing.
async function upload(session: string, headers: Record<string, string>, index: number): Promise<void> {
  const samples = megabytes * 1024 * 1024 - 44
  const boundary = `bench${index}`
  const head = Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="song-${index}.wav"\r\nContent-Type: audio/wav\r\n\r\n`)
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  const header = waveHeader(samples, 192_000)
  await new Promise<void>((resolve, reject) => {
    const asked = request(`${house.url}/api/upload-video/nemo_agent/me/${session}`, { method: 'POST', headers: { ...headers, 'Content-Type': `multipart/form-data; boundary=${boundary}`, 'Content-Length': head.length + 44 + samples + tail.length } }, (answer) => {
      let text = ''
      answer.on('data', (part: Buffer) => { text += String(part).slice(0, 500 - text.length) })
      answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`${answer.statusCode}: ${text}`))))
    })
    asked.on('error', reject)
    asked.write(head)
    asked.write(header)
    const zero = createReadStream('/dev/zero', { end: samples - 5, highWaterMark: 256 * 1024 })
    asked.write(Buffer.from([index & 255, index >> 8, 1, 1]))
    zero.pipe(asked, { end: false })
    zero.on('end', () => asked.end(tail))
  })
}

function at(times: readonly number[], share: number): number {
  const sorted = [...times].sort((left, right) => left - right)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]! * 10) / 10
}
