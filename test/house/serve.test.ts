// `kinora serve` as somebody starts it: a process, its own database and worker, a client that was written for the cloud;
// and what is kept, saved and brought back.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { shortSkill } from '../clients/short-skill.ts'
import { createClient } from '../chaos/client.ts'
import { paintPictures } from '../journeys/kit.ts'
import { canRunAs, nobody, program, startHouse } from './house-process.ts'

const run = promisify(execFile)
const kinora = async (...args: string[]) => JSON.parse((await run(process.execPath, [program, ...args, '--json'])).stdout)

test('a served film is made, changed, exported and passes kinora check; the house survives in a backup', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-serve-'))
  const photos = paintPictures(join(folder, 'photos'), 2)
  const house = await startHouse({ data: join(folder, 'data') })
  try {
    const { film } = await shortSkill({ url: house.url, photos, folder, words: 'Make a 2 second slideshow of my photos, no music', output: { resolution: '144p' }, every: 50 })
    const checked = await kinora('check', film)
    assert.equal(checked.output.duration_s, 2)
    const saved = await kinora('backup', join(folder, 'backup'), '--data', house.data)
    assert.ok(saved.rows > 10 && saved.files >= 3 && saved.bytes > 10_000, JSON.stringify(saved))
    const restored = await kinora('restore', join(folder, 'backup'), '--data', join(folder, 'second'))
    assert.deepEqual([restored.rows, restored.files, restored.bytes], [saved.rows, saved.files, saved.bytes])
    assert.equal(readFileSync(join(folder, 'second', 'secret'), 'utf8'), readFileSync(join(house.data, 'secret'), 'utf8'))
    const issued = await kinora('user', 'add', 'somebody', '--credits', '7', '--data', house.data)
    const balance = await fetch(`${house.url}/api/credits/balance/simple`, { headers: { Authorization: `Bearer ${issued.token}` } }).then((answer) => answer.json()) as { available: number }
    assert.equal(balance.available, 7)
  } finally {
    await house.stop()
    await rm(folder, { recursive: true, force: true })
  }
})

test('an ordinary user can start a house too', async (context) => {
  if (process.getuid?.() !== 0) return context.skip('skipped: the test above was that already')
  if (!canRunAs(nobody)) return context.skip('skipped: an ordinary user cannot read this folder')
  const folder = await mkdtemp(join(tmpdir(), 'kinora-serve-'))
  await chmod(folder, 0o777)
  const house = await startHouse({ data: join(folder, 'data'), user: nobody })
  try {
    const client = await createClient(house.url)
    const session = await client.createSession()
    assert.equal(await client.say(session, 'make a 3 second text video that says "Hello"', 'one'), 1)
  } finally {
    await house.stop()
    await rm(folder, { recursive: true, force: true })
  }
})

test('two servers cannot have one port, and the second says which', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-serve-'))
  const house = await startHouse({ data: join(folder, 'data') })
  try {
    const failed = await run(process.execPath, [program, 'serve', '--data', house.data, '--port', new URL(house.url).port]).then(() => undefined, (thrown: { stderr: string; code: number }) => thrown)
    assert.equal(failed?.code, 1)
    assert.match(failed.stderr, /Port \d+ of 127\.0\.0\.1 is taken[^]*--port 0/)
    const client = await createClient(house.url)
    assert.match(await client.createSession(), /^\d{19}$/)
  } finally {
    await house.stop()
    await rm(folder, { recursive: true, force: true })
  }
})
